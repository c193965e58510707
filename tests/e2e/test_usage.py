"""Wrong usage and failed work: the exit code, one line on stderr, nothing on stdout."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.harness import Nightdesk, only_line

WRONG = {
    "an unknown command": ["digset"],
    "an unknown option": ["condense", "--bogus"],
    "an option that a group does not know": ["sources", "--bogus"],
    "a number that is none": ["condense", "--points", "x"],
    "a number out of range": ["schedule", "8am", "--count", "0"],
    "two forms at once": ["digest", "--json", "--slack"],
    "lines and a document": ["condense", "--json", "--jsonl"],
    "an unknown style": ["digest", "--style", "loud"],
    "a window that is none": ["digest", "--since", "soon"],
    "a window that lies ahead": ["digest", "--now", "2026-11-23T08:00:00Z", "--since", "2026-11-24"],
    "a moment that is none": ["digest", "--now", "yesterday"],
    "a start that is none": ["schedule", "8am", "--after", "13:00 tomorrow"],
    "an empty source": ["digest", "--source", " "],
    "an empty article": ["condense", ""],
    "an empty feed": ["feed", " "],
    "an argument that is missing": ["schedule"],
    "an option that is missing": ["briefing", "add", "8am", "--platform", "slack"],
    "a platform that is none": ["briefing", "add", "8am", "--platform", "irc", "--workspace", "T", "--channel", "C"],
    "a start at the end of all calendars": ["schedule", "8am", "--after", "9999-12-31"],
    "no workspace": ["briefing", "add", "8am", "--platform", "slack", "--workspace", " ", "--channel", "C"],
    "an id that is none": ["briefing", "pause", "first"],
    "an id that no database holds": ["briefing", "pause", "9" * 20],
    "an edition that no database holds": ["verify", "9" * 20],
    "a state that is none": ["deliveries", "--state", "lost"],
    "no edition to verify": ["verify"],
    "stories without lines": ["stories"],
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_wrong_usage_is_two_and_one_line(nightdesk: Nightdesk, words: list[str]) -> None:
    """stdout stays empty, so that nobody takes the complaint for an answer."""
    ran = nightdesk(*words)

    assert (ran.code, ran.out) == (2, "")
    assert only_line(ran.err).startswith("nightdesk")


@pytest.mark.parametrize("words", [[], ["sources"], ["briefing"]], ids=["nothing", "sources", "briefing"])
def test_a_group_without_a_command_shows_its_help(nightdesk: Nightdesk, words: list[str]) -> None:
    """It is wrong usage, and the help is what is missing."""
    ran = nightdesk(*words)

    assert ran.code == 2
    assert ran.out.startswith("Usage: nightdesk") and "Commands:" in ran.out
    assert "a command is missing" in only_line(ran.err)


def test_the_list_of_commands_cuts_no_sentence_short(nightdesk: Nightdesk) -> None:
    """Off a terminal nothing is cut to a width, and the list is what a newcomer reads first."""
    assert "..." not in nightdesk("--help").out.partition("Commands:")[2]
    assert "what it brought stays" in nightdesk("sources", "--help").out


def test_a_digest_of_chosen_sources_says_that_it_keeps_nothing(nightdesk: Nightdesk) -> None:
    """It is read into a throw-away store, and whoever asks later would look for it in vain."""
    words = " ".join(nightdesk("digest", "--help").out.split())

    assert words.count("for `ask`") == 2


def test_an_unknown_command_is_told_its_neighbour(nightdesk: Nightdesk) -> None:
    """A slip of the finger is the usual reason."""
    assert "Did you mean 'digest'?" in nightdesk("digset").err


FAILED = {
    "a missing article": (["condense", "missing.txt"], "missing.txt cannot be read: No such file"),
    "a folder": (["condense", "{home}"], "is a folder"),
    "a name that is too long": (["condense", "x" * 5_000], "cannot be read"),
    "another scheme": (["condense", "ftp://host.example/x"], "only http and https"),
    "a refused address": (["condense", "http://10.0.0.1/"], "address. NIGHTDESK_ALLOW_NETWORKS lets the fetcher into"),
    "a name that nobody knows": (["extract", "http://nowhere.invalid/?key=abc"], "http://nowhere.invalid/?key=…"),
    "an empty article": (["condense"], "standard input holds no text"),
    "an empty page": (["extract"], "no article text here"),
    "an empty feed": (["feed", "-"], "it is empty. Give an RSS, Atom or JSON feed."),
    "a missing feed": (["feed", "missing.xml"], "missing.xml cannot be read"),
    "a missing list": (["digest", "--opml", "missing.opml"], "No such file or directory. Check the name"),
    "a folder for a list": (["sources", "import", "{home}"], "cannot be read: Is a directory"),
    "words that name no source": (["digest", "--source", "what?"], '"what?" names no source'),
    "an unknown source": (["sources", "remove", "Nobody"], 'no source is named "Nobody"'),
    "an unknown pack": (["sources", "packs", "nothing"], 'there is no pack "nothing"'),
    "an unknown briefing": (["briefing", "pause", "99"], "there is no briefing 99"),
    "an unknown edition": (["verify", "99"], "no such edition"),
    "nothing sent yet": (["verify", "--last"], "no such edition"),
    "a missing backup": (["restore", "missing.backup"], "missing.backup is no file"),
    "a schedule without a time": (["schedule", "weekdays"], "At what time?"),
    "a bot without a platform": (["run"], "nightdesk play"),
}


@pytest.mark.parametrize(("words", "reason"), FAILED.values(), ids=FAILED)
def test_failed_work_is_one_and_one_line(nightdesk: Nightdesk, words: list[str], reason: str) -> None:
    """The line says what failed."""
    ran = nightdesk(*(word.format(home=nightdesk.home) for word in words), NIGHTDESK_ALLOW_NETWORKS="")

    assert (ran.code, ran.out) == (1, "")
    assert reason in only_line(ran.err)


def test_run_without_a_platform_names_the_variables(nightdesk: Nightdesk) -> None:
    """Whoever reads the line knows what to set."""
    line = nightdesk("run").err

    assert all(name in line for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_TOKEN"))


BINARY = {
    "noise": bytes(range(256)) * 8,
    "pdf": b"%PDF-1.7\n1 0 obj",
    "zip": b"PK\x03\x04" + b"x" * 100,
    "gzip": b"\x1f\x8b" + b"x" * 100,
    "png": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("command", ["condense", "extract"])
@pytest.mark.parametrize("content", BINARY.values(), ids=BINARY)
def test_what_is_no_text_is_refused(nightdesk: Nightdesk, command: str, content: bytes) -> None:
    """Nobody wants the summary of a picture's bytes."""
    ran = nightdesk(command, stdin=content)

    assert (ran.code, ran.out) == (1, "")
    assert "standard input is not text" in only_line(ran.err)


SETTINGS = {
    "a zone": ({"NIGHTDESK_TIMEZONE": "Mars/Base"}, "NIGHTDESK_TIMEZONE"),
    "two at once": ({"NIGHTDESK_TIMEZONE": "Mars/Base", "NIGHTDESK_USER_RATE": "many"}, "NIGHTDESK_USER_RATE"),
    "a file of sources": ({"NIGHTDESK_SOURCES": "/nowhere.opml"}, "NIGHTDESK_SOURCES"),
    "a settings file": ({"NIGHTDESK_CONFIG": "/nowhere.toml"}, "NIGHTDESK_CONFIG"),
    "networks": ({"NIGHTDESK_ALLOW_NETWORKS": "everywhere"}, "NIGHTDESK_ALLOW_NETWORKS"),
    "a database": ({"NIGHTDESK_DATABASE_URL": "mysql://root:hunter22@host/x"}, "NIGHTDESK_DATABASE_URL"),
    "a home": ({"NIGHTDESK_HOME": "/proc/nothing"}, "/proc/nothing"),
    "an unreachable database": (
        {"NIGHTDESK_DATABASE_URL": "postgresql://me:hunter22@127.0.0.1:1/x"},
        "the database does not answer",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("variables", "reason"), SETTINGS.values(), ids=SETTINGS)
def test_wrong_settings_are_named_in_one_line(nightdesk: Nightdesk, variables: dict[str, str], reason: str) -> None:
    """All that is wrong is said at once, and no password."""
    ran = nightdesk("sources", "list", **variables)

    assert (ran.code, ran.out) == (1, "")
    assert reason in only_line(ran.err) and "hunter22" not in ran.err


def test_a_file_that_is_no_database_is_named(nightdesk: Nightdesk, tmp_path: Path) -> None:
    """It is left as it is."""
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but somebody's notes" * 50)

    ran = nightdesk("sources", "list", NIGHTDESK_DATABASE_URL=f"sqlite:///{file}")

    assert (ran.code, "not a database" in only_line(ran.err)) == (1, True)
    assert file.read_text() == "not a database, but somebody's notes" * 50


def test_what_needs_no_store_works_with_wrong_settings(nightdesk: Nightdesk) -> None:
    """A schedule is read without them, and nothing is made in the home."""
    assert nightdesk("schedule", "8am", NIGHTDESK_TIMEZONE="Mars/Base").code == 0
    assert nightdesk("condense", stdin="It works. Nobody minds.", NIGHTDESK_HOME="/proc/nothing").code == 0
