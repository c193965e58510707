"""Discord's options, buttons, forms and post keys, read without Discord."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.typed import (
    changed_values,
    form_id,
    form_values,
    mark_for,
    nonce_for,
    read_briefing,
    read_digest,
    read_form,
    read_pressed,
)
from adapters.loopback.discord.limits import MAX_COMPONENT_ID, MAX_NONCE
from bot.commands import Command, Misunderstood


@pytest.mark.parametrize(
    ("options", "command"),
    [
        ({}, Command("digest")),
        ({"topic": "rust"}, Command("digest", words="rust")),
        ({"topic": "help"}, Command("digest", words="help")),
        ({"topic": "sources"}, Command("digest", words="sources")),
        ({"topic": "rust", "since": "7d"}, Command("digest", words="rust", window=timedelta(days=7))),
        ({"since": "last week"}, Command("digest", window=timedelta(days=7))),
        ({"since": "past 3 days"}, Command("digest", window=timedelta(days=3))),
        ({"topic": "https://a.example/x"}, Command("condense", url="https://a.example/x")),
        ({"url": "https://a.example/x?y=1"}, Command("condense", url="https://a.example/x?y=1")),
        ({"url": "a.example/x"}, Command("condense", url="https://a.example/x")),
        ({"topic": "rust", "url": "https://a.example/"}, Command("condense", url="https://a.example/")),
    ],
)
def test_digest_options_mean_what_slack_words_mean(options: dict[str, str], command: Command) -> None:
    """A topic is a topic even where its words are a command's; an address wins."""
    assert read_digest(**options) == command


@pytest.mark.parametrize("options", [{"since": "banana"}, {"since": "0"}, {"url": "ftp://x"}, {"url": "not one"}])
def test_what_cannot_be_read_is_explained(options: dict[str, str]) -> None:
    """With an example of what would work."""
    assert isinstance(read_digest(**options), Misunderstood)


def test_when_and_zone_make_one_schedule() -> None:
    """The two options of /briefing set are the words of Slack's briefing."""
    assert read_briefing("weekdays 8am", "Europe/Berlin") == Command(
        "briefing", action="set", words="weekdays 8am Europe/Berlin"
    )


def test_a_button_gives_back_any_target() -> None:
    """Colons and line ends in a target are part of it."""
    assert read_pressed("nd:mute:c++: the\nlanguage") == Command("mute", words="c++: the\nlanguage")


@pytest.mark.parametrize("custom_id", ["", "nd", "nd:", "nd:more", "xx:more:s1", "nd:MORE:s1"])
def test_other_buttons_are_not_ours(custom_id: str) -> None:
    """Only verb and target under our prefix are."""
    assert read_pressed(custom_id) is None


def test_a_form_is_read_from_either_wrapping() -> None:
    """Labels hold one component, rows a list; a select has values."""
    data = {
        "components": [
            {"type": 18, "component": {"type": 4, "custom_id": "schedule", "value": "daily  9am"}},
            {"type": 18, "component": {"type": 3, "custom_id": "style", "values": ["full"]}},
            {"type": 1, "components": [{"type": 4, "custom_id": "quiet", "value": ""}]},
        ]
    }

    assert read_form(form_values(data)) == Command("settings", "save", "schedule: daily 9am\nstyle: full\nquiet: ")


def test_a_form_remembers_what_it_showed() -> None:
    """By its custom_id, within Discord's 100 characters; white space that Discord folds is no change."""
    shown = {"schedule": "weekdays  8am", "style": "brief", "quiet": "", "followed": "rust, ai", "mention": "1"}
    custom_id = form_id(shown)

    back = {**shown, "schedule": "weekdays 8am", "style": "full"}

    assert len(custom_id) <= 100
    assert changed_values(custom_id, back) == {"style": "full"}


def test_a_form_of_an_older_process_counts_whole() -> None:
    """It does not say what it showed."""
    assert changed_values("nd:settings:save", {"style": "full", "quiet": ""}) == {"style": "full", "quiet": ""}


@pytest.mark.parametrize(
    "data", [{}, {"components": None}, {"components": ["x", {}]}, {"components": [{"component": 1}]}]
)
def test_a_broken_form_has_no_values(data: dict[str, object]) -> None:
    """Nothing that a client sends raises."""
    assert form_values(data) == {}


@given(key=st.text(max_size=200), page=st.integers(0, 20), last=st.booleans())
def test_keys_fit_what_discord_takes(key: str, page: int, last: bool) -> None:
    """A nonce has at most 25 characters, a mark is a 32-bit id above those that Discord counts up itself."""
    assert len(nonce_for(key, page)) <= MAX_NONCE
    assert 1000 <= mark_for(key, page, last=last) <= MAX_COMPONENT_ID


def test_pages_and_keys_have_marks_of_their_own() -> None:
    """Only the last page's mark is the same whatever the number of pages."""
    marks = [
        mark_for("k", 0, last=False),
        mark_for("k", 1, last=False),
        mark_for("k", 0, last=True),
        mark_for("l", 0, last=False),
    ]

    assert len(set(marks)) == 4
    assert mark_for("k", 0, last=True) == mark_for("k", 5, last=True)
