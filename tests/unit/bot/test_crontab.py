"""What people type who know crontabs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.crontab import read_crontab
from bot.schedule import ScheduleError, parse_schedule

MEANT = [
    ("0 8 * * *", "daily 08:00"),
    ("30 7 * * 1-5", "weekdays 07:30"),
    ("30 7 * * MON-FRI", "weekdays 07:30"),
    ("0 18 * * 1,3 Europe/Berlin", "mon,wed 18:00 Europe/Berlin"),
    ("5 8 * * 0", "sun 08:05"),
    ("5 8 * * 6-7", "sat-sun 08:05"),
    ("*/5 * * * *", "weekdays 8am Europe/Berlin"),
    ("0 8 1 * *", "weekdays 8am Europe/Berlin"),
    ("0 8 * * */2", "weekdays 8am Europe/Berlin"),
    ("0 8 * * xyz", "weekdays 8am Europe/Berlin"),
    ("@daily", "weekdays 8am Europe/Berlin"),
]


@pytest.mark.parametrize(("line", "words"), MEANT)
def test_a_crontab_line_is_said_in_words(line: str, words: str) -> None:
    """In those that a briefing understands."""
    assert read_crontab(line) == words
    assert parse_schedule(words)


@pytest.mark.parametrize("words", ["", "weekdays 8am", "mon wed fri 8:00 and 9:00", "8:00 * * *", "c * d e f"])
def test_other_words_are_no_crontab_line(words: str) -> None:
    """Not even with a star in them."""
    assert read_crontab(words) is None


def test_a_schedule_that_is_a_crontab_line_shows_how_to_write_it() -> None:
    """In one sentence, and the time zone is not blamed."""
    with pytest.raises(ScheduleError, match="I read no crontab lines. Write it like `weekdays 08:00`"):
        parse_schedule("0 8 * * 1-5")


@given(st.lists(st.sampled_from(["*", "0", "8", "59", "mon", "1-5", "1,3", "*/5", "-", "7", "sat-9"]), max_size=7))
def test_what_is_suggested_can_be_read(fields: list[str]) -> None:
    """Whatever was typed."""
    if suggested := read_crontab(" ".join(fields)):
        assert parse_schedule(suggested)
