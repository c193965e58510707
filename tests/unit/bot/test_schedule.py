"""Schedules: the language people use, and the slots that follow from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule import (
    ScheduleError,
    newest_slot,
    next_slot,
    next_slots,
    parse_schedule,
    say_schedule,
    say_slot,
    zone_warning,
)
from bot.zones import use_packaged_zones

use_packaged_zones()
SUNDAY = datetime(2026, 11, 22, tzinfo=UTC)

SAID = [
    ("weekdays 8am Europe/Berlin", "weekdays at 08:00, Europe/Berlin"),
    ("daily 07:30", "every day at 07:30, UTC"),
    ("every day 07:30 UTC", "every day at 07:30, UTC"),
    ("mon,wed,fri 18:00 America/New_York", "Mondays, Wednesdays and Fridays at 18:00, America/New_York"),
    ("Sat & Sun 9:15 pm", "Saturdays and Sundays at 21:15, UTC"),
    ("every day at noon", "every day at 12:00, UTC"),
    ("8:00 and 17:30", "every day at 08:00 and 17:30, UTC"),
    ("weekly monday 9am", "Mondays at 09:00, UTC"),
    ("8am CET", "every day at 08:00, CET"),
    ("8am Berlin", "every day at 08:00, Europe/Berlin"),
    ("8am new york", "every day at 08:00, America/New_York"),
    ("montags 8 Uhr", "Mondays at 08:00, UTC"),
    ("Mo-Fr 8 Uhr München", "weekdays at 08:00, Europe/Berlin"),
    ("fri - mon 7am", "Mondays, Fridays, Saturdays and Sundays at 07:00, UTC"),
    ("8am europe/berlin", "every day at 08:00, Europe/Berlin"),
    ("12am", "every day at 00:00, UTC"),
    ("12 p.m.", "every day at 12:00, UTC"),
    ("every weekday at 8 in the morning Berlin time", "weekdays at 08:00, Europe/Berlin"),
    ("every morning at 8", "every day at 08:00, UTC"),
    ("every evening at 8", "every day at 20:00, UTC"),
    ("weekdays at eight", "weekdays at 08:00, UTC"),
    ("8 in the morning and 6 in the evening", "every day at 08:00 and 18:00, UTC"),
    ("fridays half past four in the afternoon", "Fridays at 16:30, UTC"),
    ("quarter to nine, London", "every day at 08:45, Europe/London"),
    ("werktags halb acht", "weekdays at 07:30, UTC"),
    ("freitags 6 Uhr abends", "Fridays at 18:00, UTC"),
    ("jeden Abend um acht", "every day at 20:00, UTC"),
    ("0730", "every day at 07:30, UTC"),
    ("every evening at 17:30", "every day at 17:30, UTC"),
    ("daily except sunday 8am", "Mondays, Tuesdays, Wednesdays, Thursdays, Fridays and Saturdays at 08:00, UTC"),
    ("8am but not on weekends", "weekdays at 08:00, UTC"),
    ("8am JST", "every day at 08:00, Asia/Tokyo"),
    ("mon to fri 8am", "weekdays at 08:00, UTC"),
    ("Monday through Friday, 8am Berlin", "weekdays at 08:00, Europe/Berlin"),
    ("quarter to nine mon to fri", "weekdays at 08:45, UTC"),
    ("wochentags 8 Uhr", "weekdays at 08:00, UTC"),
    ("mittwochs 7 Uhr 30 Wien", "Wednesdays at 07:30, Europe/Vienna"),
    ("täglich 8 Uhr 17 Uhr", "every day at 08:00 and 17:00, UTC"),
]


@pytest.mark.parametrize(("words", "said"), SAID, ids=[words for words, _ in SAID])
def test_a_schedule_is_read_as_people_write_it(words: str, said: str) -> None:
    """Days, times and zones are read in the forms that people use, and said back in plain words."""
    assert say_schedule(parse_schedule(words)) == said


@pytest.mark.parametrize(("words", "said"), SAID, ids=[words for words, _ in SAID])
def test_what_is_said_back_means_the_same(words: str, said: str) -> None:
    """The plain words of a schedule can be typed again."""
    assert parse_schedule(said) == parse_schedule(words)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("weekdays", "At what time?"),
        ("", "At what time?"),
        ("25:00", "no time of day"),
        ("8:99", "no time of day"),
        ("13pm", "no time"),
        ("8am Europe/Berln", "Did you mean Europe/Berlin"),
        ("8am Atlantis", "I know no time zone"),
        ("8am tomorrow", 'I do not understand "tomorrow" in a schedule'),
        ("8am Mars/Base", "I know no time zone"),
        ("8am UTC + 2", "knows no summer time"),
        ("8am IST", "Asia/Kolkata, Europe/Dublin or Asia/Jerusalem"),
        ("8am BST", "Europe/London or Asia/Dhaka"),
        ("every 2 hours", "set times on days of the week"),
        ("first monday of the month 9am", "set times on days of the week"),
        ("mondays 9am except mondays", "On what days?"),
    ],
)
def test_what_cannot_be_read_is_explained(words: str, reason: str) -> None:
    """An impossible time or an unknown or ambiguous zone is refused with what would be right."""
    with pytest.raises(ScheduleError, match=reason):
        parse_schedule(words)


def test_a_default_zone_is_taken_when_none_is_named() -> None:
    """A channel's zone holds where the words name none."""
    assert parse_schedule("8am", "Asia/Tokyo").timezone == "Asia/Tokyo"


def test_a_zone_that_ignores_clock_changes_is_warned_of() -> None:
    """EST is legal and rarely meant."""
    assert "America/New_York" in (zone_warning(parse_schedule("8am EST")) or "")
    assert zone_warning(parse_schedule("8am CET")) is None
    assert zone_warning(parse_schedule("8am HST")) is None


def test_a_time_that_does_not_exist_moves_forward_by_the_gap() -> None:
    """On the night when 02:30 is left out, the slot comes at 03:30 local time."""
    slot = next_slot(parse_schedule("2:30 Europe/Berlin"), datetime(2026, 3, 28, 12, tzinfo=UTC))

    assert slot.local == datetime(2026, 3, 29, 2, 30)
    assert slot.at.astimezone(ZoneInfo("Europe/Berlin")).hour == 3


def test_a_time_that_comes_twice_fires_once_the_first_time() -> None:
    """On the night when 02:30 comes twice, there is one slot, in summer time."""
    schedule = parse_schedule("2:30 Europe/Berlin")

    slots = list(islice(next_slots(schedule, datetime(2026, 10, 24, 12, tzinfo=UTC)), 2))

    assert slots[0].at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert slots[1].local.date() == datetime(2026, 10, 26).date()


def test_slots_come_strictly_after_the_moment_asked() -> None:
    """A slot at the very moment is not its own successor."""
    schedule = parse_schedule("8am")
    first = next_slot(schedule, SUNDAY)

    assert next_slot(schedule, first.at).at == first.at + timedelta(days=1)


def test_the_newest_slot_is_the_last_that_has_come() -> None:
    """Catching up takes the newest missed slot."""
    newest = newest_slot(parse_schedule("weekdays 8am"), SUNDAY)

    assert newest is not None
    assert newest.key == "2026-11-20T08:00"


def test_a_slot_is_said_in_its_own_zone() -> None:
    """People read local times."""
    schedule = parse_schedule("weekdays 8am Europe/Berlin")

    assert say_slot(next_slot(schedule, SUNDAY), schedule.timezone) == "Mon 23 Nov 08:00"


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(sorted(available_timezones())),
    minute=st.integers(0, 24 * 60 - 1),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1)),
)
def test_there_is_one_slot_per_local_date_in_every_zone(zone: str, minute: int, start: datetime) -> None:
    """Whatever the clocks do, consecutive slots of a daily schedule have consecutive local dates."""
    schedule = parse_schedule(f"{minute // 60:02}:{minute % 60:02} {zone}")

    slots = list(islice(next_slots(schedule, start.replace(tzinfo=UTC)), 5))

    assert all((b.local.date() - a.local.date()).days == 1 for a, b in pairwise(slots))
    assert all(a.at < b.at for a, b in pairwise(slots))
