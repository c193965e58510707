"""The language that is spoken: which one is chosen, where it holds, and how sentences are said in it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import say_day, say_time
from bot.document import Document, in_its_language, note
from bot.language import (
    choose_language,
    current,
    join_words,
    known_language,
    languages,
    say_number,
    speak,
    speaking,
    tr,
    trn,
)
from bot.schedule import Schedule, parse_schedule, say_schedule

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("locale", ["de", "de-DE", "de_AT.UTF-8", "DE", "Deutsch", "german", " de "])
def test_a_locale_and_a_name_mean_a_language(locale: str) -> None:
    assert known_language(locale) == "de"


@pytest.mark.parametrize("locale", ["fr-FR", "tlh", "", None, "C", "POSIX", "../de", "de/../de"])
def test_what_is_not_spoken_is_no_language(locale: str | None) -> None:
    assert known_language(locale) is None


def test_a_person_of_another_language_reads_english() -> None:
    """Not the next best of the others: the first that they named decides."""
    assert (choose_language("fr-FR", "de"), choose_language(None, "", "de"), choose_language()) == ("en", "de", "en")


def test_every_language_is_called_by_its_own_name() -> None:
    assert languages() == {"en": "English", "de": "Deutsch"}


def test_english_is_spoken_unless_another_language_is_set() -> None:
    assert (current(), tr("More"), tr("About {topic}", topic="rust")) == ("en", "More", "About rust")


def test_a_language_holds_as_long_as_its_context() -> None:
    with speaking("de"):
        inside = tr("More")
        with speaking("en"):
            innermost = tr("More")
        again = tr("More")

    assert (inside, innermost, again, tr("More")) == ("Mehr", "More", "Mehr", "More")


async def test_two_people_at_once_are_each_answered_in_their_own_language() -> None:
    async def answer(language: str) -> str:
        with speaking(language):
            await asyncio.sleep(0)
            return tr("Settings")

    assert await asyncio.gather(answer("de"), answer("en"), answer("de")) == [
        "Einstellungen",
        "Settings",
        "Einstellungen",
    ]


async def test_speaking_from_here_on_ends_with_the_task() -> None:
    async def answer() -> str:
        speak("de")
        return tr("More")

    assert (await asyncio.create_task(answer()), tr("More")) == ("Mehr", "More")


def test_a_sentence_that_no_catalogue_has_stays_as_it_is() -> None:
    with speaking("de"):
        assert tr("Nobody ever wrote this about {what}.", what="it") == "Nobody ever wrote this about it."


def test_nothing_is_nothing_in_every_language() -> None:
    """A catalogue keeps its header under the empty sentence."""
    with speaking("de"):
        assert tr("") == ""


def test_values_are_no_patterns() -> None:
    """A topic with braces in it is a topic."""
    with speaking("de"):
        assert tr("About {topic}", topic="{0.__class__} {") == "Über {0.__class__} {"


@pytest.mark.parametrize(("number", "said"), [(0, "0 Meldungen"), (1, "1 Meldung"), (1204, "1.204 Meldungen")])
def test_a_noun_follows_its_number(number: int, said: str) -> None:
    with speaking("de"):
        assert trn("{number} story", "{number} stories", number) == said


def test_numbers_and_lists_are_written_as_the_language_writes_them() -> None:
    with speaking("de"):
        german = (say_number(1_204_000), join_words(["a", "b", "c"]))

    assert (say_number(1_204_000), join_words(["a", "b", "c"]), *german) == (
        "1,204,000",
        "a, b and c",
        "1.204.000",
        "a, b und c",
    )


def test_days_and_times_are_written_as_the_language_writes_them() -> None:
    with speaking("de"):
        german = (say_day(MONDAY), say_time(MONDAY))

    assert (say_day(MONDAY), say_time(MONDAY), *german) == (
        "Monday 23 November",
        "Mon 23 Nov 08:00",
        "Montag, 23. November",
        "Mo, 23. Nov., 08:00 Uhr",
    )


def test_a_schedule_is_said_in_german() -> None:
    with speaking("de"):
        said = say_schedule(Schedule((0, 1, 2, 3, 4), (time(8), time(17, 30)), "Europe/Berlin"))

    assert said == "montags bis freitags um 08:00 und 17:30 Uhr, Europe/Berlin"


@given(
    days=st.sets(st.integers(0, 6), min_size=1),
    times=st.sets(st.times(), min_size=1, max_size=4),
    language=st.sampled_from(["en", "de"]),
)
def test_a_schedule_said_in_any_language_is_understood_again(days: set[int], times: set[time], language: str) -> None:
    """The settings form shows it in words, and reads those words back."""
    minutes = tuple(sorted({each.replace(second=0, microsecond=0) for each in times}))
    schedule = Schedule(tuple(sorted(days)), minutes, "Europe/Berlin")
    with speaking(language):
        said = say_schedule(schedule)

    assert parse_schedule(said) == schedule


def test_a_document_knows_the_language_it_was_composed_in() -> None:
    with speaking("de"):
        composed = note("Hallo")

    assert (composed.language, note("Hello").language) == ("de", "en")


def test_a_renderer_speaks_its_documents_language() -> None:
    with speaking("de"):
        composed = note("Hallo")

    @in_its_language
    def render(document: Document) -> str:
        return tr("Read more")

    assert render(composed) == "Weiterlesen"


def test_english_reads_no_catalogue() -> None:
    """Nor does it import what reads one."""
    script = "import sys, bot.app; from bot.language import tr; tr('More'); print('gettext' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
