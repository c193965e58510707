"""A conversation in the terminal, typed from a script."""

from __future__ import annotations

import pytest

from tests.e2e.harness import Nightdesk

SCRIPT = """digest
more 1
why 1
follow rust
topics
mute crypto
sources
briefing weekdays 8am Europe/Berlin
briefing
help
gibberishhh
why 99
digest
/digest acme
1

"""


@pytest.fixture
def said(offline: Nightdesk) -> list[str]:
    """What was answered, line by line of the script."""
    ran = offline("chat", stdin=SCRIPT)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.split("\n")


def after(said: list[str], *wanted: str) -> bool:
    """Whether lines with these words come in this order."""
    lines = iter(said)
    return all(any(words in line for line in lines) for words in wanted)


def test_a_conversation_goes_as_one_would_expect(said: list[str]) -> None:
    """Each line is answered in its turn, in words."""
    assert after(
        said,
        "1. Acme buys Kestrel for $20 billion",  # digest
        "Acme said on Monday that it bought Kestrel",  # more 1: the passage
        "1 source",  # why 1
        "now follows rust",
        "Followed: rust",
        "now mutes crypto",
        "The Wire",
        "weekdays at 08:00, Europe/Berlin",
        "Next: ",
        "What works here",
        "Nothing about gibberishhh",
        "has one story: number 1",  # why 99
        "Nothing new since",
        "1. Acme buys Kestrel for $20 billion",  # by topic, seen or not
    )


def test_buttons_are_numbers(said: list[str]) -> None:
    """What can be pressed is listed below each answer, once."""
    numbered = [line for line in said if line.startswith("[1] ")]

    assert numbered and "[1] More" in numbered[0]
    assert not [line for line in said if line.startswith("[") and not line.startswith("[1]")]


def test_a_conversation_ends_where_its_input_does(offline: Nightdesk) -> None:
    """Or with a goodbye; what comes after that is not answered."""
    assert offline("chat", stdin="help").out.startswith("What works here")
    assert offline("chat", stdin="quit\nhelp\n").out == ""


@pytest.mark.parametrize(("words", "environment"), [(("--language", "de"), {}), ((), {"LC_ALL": "de_DE.UTF-8"})])
def test_it_speaks_german_when_asked_or_where_the_terminal_does(
    offline: Nightdesk, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    """And takes the same commands."""
    offline.environment.update(environment)

    ran = offline("chat", *words, stdin="help\nbriefing werktags 8 Uhr Europe/Berlin\n")

    assert (ran.code, ran.err) == (0, "")
    assert "Was hier geht" in ran.out
    assert "Das Briefing dieses Kanals kommt montags bis freitags um 08:00 Uhr, Europe/Berlin." in ran.out


def test_a_language_it_does_not_speak_is_wrong_usage(offline: Nightdesk) -> None:
    """With those that there are."""
    ran = offline("chat", "--language", "tlh", stdin="")

    assert ran.code == 2
    assert "there are en, de" in ran.err
