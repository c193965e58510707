"""Commands in the words of a platform."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import Misunderstood, parse_command
from bot.document import Paragraph, Text
from bot.wording import phrase, quote, say, word

PHRASES = [
    ("", "/digest", "/digest", "digest"),
    ("digest", "/digest", "/digest", "digest"),
    ("rust 7d", "/digest rust 7d", "/digest topic:rust since:7d", "rust 7d"),
    ("7d", "/digest 7d", "/digest since:7d", "7d"),
    ("https://…", "/digest https://…", "/digest url:https://…", "https://…"),
    ("briefing", "/digest briefing", "/briefing show", "briefing"),
    ("briefing off", "/digest briefing off", "/briefing remove", "briefing off"),
    (
        "briefing weekdays 8am Europe/Berlin",
        "/digest briefing weekdays 8am Europe/Berlin",
        "/briefing set when:weekdays 8am timezone:Europe/Berlin",
        "briefing weekdays 8am Europe/Berlin",
    ),
    (
        "briefing pause 1 week",
        "/digest briefing pause 1 week",
        "/briefing pause for:1 week",
        "briefing pause 1 week",
    ),
    ("sources", "/digest sources", "/sources list", "sources"),
    ("sources add URL", "/digest sources add URL", "/sources add url:URL", "sources add URL"),
    ("sources remove NAME", "/digest sources remove NAME", "/sources remove name:NAME", "sources remove NAME"),
    ("follow rust", "/digest follow rust", "/topics follow topic:rust", "follow rust"),
    ("topics", "/digest topics", "/topics list", "topics"),
    ("why 2", "/digest why 2", "/why story:2", "why 2"),
    ("help", "/digest help", "/help", "help"),
]


def test_what_is_to_be_typed_as_it_stands_is_shown_as_code() -> None:
    """It is no command, so no platform's words take its place."""
    (said,) = quote("Write it like `daily 08:00`.").blocks

    assert said == Paragraph(((Text("Write it like "), Text("daily 08:00", code=True), Text(".")),))


@pytest.mark.parametrize(("command", "slack", "discord", "console"), PHRASES, ids=[each[0] for each in PHRASES])
def test_a_command_is_typed_differently_on_each_platform(command: str, slack: str, discord: str, console: str) -> None:
    """One line after /digest in Slack, typed options on Discord, the bare grammar in a terminal."""
    assert (phrase("slack", command), phrase("discord", command), phrase("console", command)) == (
        slack, discord, console,
    )  # fmt: skip


@pytest.mark.parametrize("command", [each[0] for each in PHRASES])
def test_what_is_shown_for_slack_can_be_typed(command: str) -> None:
    """It means the same as the command that it stands for."""
    meant = parse_command(phrase("slack", command))

    assert meant == parse_command(command)
    assert not isinstance(meant, Misunderstood)


def test_commands_in_a_sentence_are_set_as_code() -> None:
    """The words around them stay as they are."""
    assert word("Try `help` or `why 2`.", "slack") == (
        Text("Try "), Text("/digest help", code=True), Text(" or "), Text("/digest why 2", code=True), Text("."),
    )  # fmt: skip


def test_the_summary_is_the_sentence_without_marks() -> None:
    """It is what a notification shows."""
    assert say("Try `help`.", "discord").summary == "Try /help."


@given(st.text(max_size=200), st.sampled_from(["slack", "discord", "console", "other"]))
def test_any_sentence_can_be_said(sentence: str, platform: str) -> None:
    """Odd backticks too: what was typed comes back in our sentences."""
    assert say(sentence, platform).blocks
