"""What the doctor finds."""

from __future__ import annotations

from bot.cli.examining import GOOD, WRONG, about_owners

OURS = {"bot": ["nightdesk"], "adapters": ["nightdesk"], "summarizer": ["nightdesk"], "config": ["nightdesk"]}


def test_a_package_of_our_name_is_wrong_and_nothing_says_that_all_is_well() -> None:
    """The distribution is named, with what to do."""
    (found,) = about_owners({**OURS, "config": ["nightdesk", "python-config"]})

    assert (found.level, found.subject) == (WRONG, "packages")
    assert found.words.startswith("python-config also ships a package named config: uninstall it")


def test_one_owner_for_each_of_our_packages_is_good() -> None:
    """However often the owner is named, as an editable install is."""
    assert [each.level for each in about_owners({**OURS, "bot": ["nightdesk", "nightdesk"]})] == [GOOD]
