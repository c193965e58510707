"""What the playground offers while somebody types."""

from __future__ import annotations

import pytest

from adapters.playground.completing import MEANINGS, wanted_at
from bot.language import languages, speaking
from bot.schedule import parse_schedule
from bot.usual_schedules import SCHEDULES, usual_schedules
from bot.vocabulary import VERBS


def offered(line: str) -> list[str]:
    """The lines that the offered choices would make of this one."""
    wanted = wanted_at(line)
    return [line[: wanted.start] + choice.insert for choice in wanted.choices] if wanted else []


def looked_up(line: str) -> tuple[str, str] | None:
    """What is to be looked up for a line, and by which words."""
    wanted = wanted_at(line)
    return (wanted.lookup, wanted.so_far) if wanted and wanted.lookup else None


def test_every_verb_has_its_meaning() -> None:
    assert MEANINGS.keys() == VERBS.keys()


@pytest.mark.parametrize("line", ["/", "/di", "/DIGEST"])
def test_the_command_itself_is_completed(line: str) -> None:
    assert offered(line) == ["/digest "]


@pytest.mark.parametrize("line", ["", "rust", "digest", "An article that was typed", "/digest " + "x" * 400])
def test_nothing_is_offered_for_other_words(line: str) -> None:
    assert wanted_at(line) is None


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("/digest br", "/digest briefing "),
        ("/digest sett", "/digest settings "),
        ("  /digest sa", "  /digest save "),
        ("/digest 2", "/digest 24h"),
        ("/digest rust ", "/digest rust 7d"),
        ("/digest rust 7", "/digest rust 7d"),
        ("/digest briefing ", "/digest briefing weekdays 8am "),
        ("/digest briefing pa", "/digest briefing pause"),
        ("/digest sources a", "/digest sources add "),
        ("/digest topics f", "/digest topics follow "),
        ("/digest settings st", "/digest settings style "),
        ("/digest settings style f", "/digest settings style full"),
        ("/digest ", "/digest settings "),
        ("/digest u", "/digest up "),
        ("/digest briefing ", "/digest briefing preview"),
        ("/digest briefing ", "/digest briefing off"),
        ("/digest settings ", "/digest settings try "),
        ("/digest settings try le", "/digest settings try length "),
        ("/digest settings try length ", "/digest settings try length 3"),
        ("/digest settings empty ", "/digest settings empty post nothing"),
        ("/digest settings updates ", "/digest settings updates on"),
        ("/digest settings lang ", "/digest settings lang de"),
        ("/digest settings schedule w", "/digest settings schedule weekdays 8am "),
    ],
)
def test_the_grammar_is_completed(line: str, completed: str) -> None:
    assert completed in offered(line)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("/digest ru", ("topics", "ru")),
        ("/digest follow ru", ("topics", "ru")),
        ("/digest mute data ce", ("topics", "data ce")),
        ("/digest topics forget r", ("topics", "r")),
        ("/digest why ", ("stories", "")),
        ("/digest more 2", ("stories", "2")),
        ("/digest unsave ", ("stories", "")),
        ("/digest down ", ("stories", "")),
        ("/digest settings try zone Ber", ("zones", "Ber")),
        ("/digest briefing weekdays 8am Eur", ("zones", "Eur")),
        ("/digest briefing weekdays 8am ", ("zones", "")),
        ("/digest settings zone Ber", ("zones", "Ber")),
        ("/digest sources remove The E", ("sources", "The E")),
    ],
)
def test_what_the_store_knows_is_looked_up(line: str, wanted: tuple[str, str]) -> None:
    assert looked_up(line) == wanted


def test_a_choice_takes_the_place_of_what_was_typed_of_it() -> None:
    line = "/digest mute data ce"
    wanted = wanted_at(line)

    assert wanted is not None
    assert line[wanted.start :] == "data ce"


@pytest.mark.parametrize(
    "line",
    [
        "/digest https://example.org/a b",
        "/digest ask who ",
        "/digest help me",
        "/digest sources add x",
        "/digest share ",
        "/digest settings schedule pre",
        "/digest settings try try ",
    ],
)
def test_where_anything_may_stand_nothing_is_offered(line: str) -> None:
    wanted = wanted_at(line)

    assert wanted is None or (wanted.choices, wanted.lookup) == ((), "")


def test_schedules_are_offered_in_the_language_spoken() -> None:
    """The English ones too, to whoever begins to type them; also when more than one word stands there."""
    with speaking("de"):
        german = wanted_at("/digest briefing w")
        second = wanted_at("/digest briefing montags u")
        english = wanted_at("/digest briefing week")

    assert german and [each.insert for each in german.choices] == ["werktags 8 Uhr "]
    assert second and (second.start, second.choices[0].insert) == (17, "montags und donnerstags 9 Uhr ")
    assert english and [each.insert for each in english.choices] == ["weekdays 8am "]


@pytest.mark.parametrize("language", languages())
def test_the_schedules_offered_mean_the_same_in_every_language(language: str) -> None:
    """Whoever translates them finds words that a briefing understands."""
    with speaking(language):
        offered = usual_schedules("")

    assert [parse_schedule(each) for each in offered] == [parse_schedule(each) for each in SCHEDULES]
