"""What becomes of a due slot. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.coming import GRACE, QuietHours, come, moved
from bot.schedule import Slot, next_slot, parse_schedule

DAILY = parse_schedule("daily 8am UTC")
EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
DUE = next_slot(DAILY, EIGHT - timedelta(hours=1))
DAY = timedelta(days=1)


def test_a_slot_on_time_comes_with_the_next_one_behind_it() -> None:
    coming = come(DAILY, DUE, EIGHT)

    assert (coming.slot, coming.next.at, coming.late, coming.not_before) == (DUE, EIGHT + DAY, False, EIGHT)


def test_of_many_missed_the_newest_comes() -> None:
    coming = come(DAILY, DUE, EIGHT + 5 * DAY + timedelta(minutes=6))

    assert (coming.slot.at, coming.next.at, coming.late, coming.missed) == (
        EIGHT + 5 * DAY,
        EIGHT + 6 * DAY,
        True,
        None,
    )


@pytest.mark.parametrize(("after", "is_missed"), [(GRACE, False), (GRACE + timedelta(seconds=1), True)])
def test_the_grace_is_three_hours(after: timedelta, is_missed: bool) -> None:
    assert (come(DAILY, DUE, EIGHT + after).missed is not None) == is_missed


def test_a_slot_once_a_month_ago_is_missed_and_not_lost_for_good() -> None:
    """A weekly one, found again after longer than newest slots are looked for."""
    weekly = parse_schedule("monday 8am UTC")
    due = next_slot(weekly, EIGHT)

    coming = come(weekly, due, due.at + timedelta(days=40))

    assert coming.missed and coming.next.at > due.at + timedelta(days=40)


def test_over_a_clock_change_a_day_has_one_slot() -> None:
    """The night in which half past two comes twice."""
    berlin = parse_schedule("daily 2:30 Europe/Berlin")
    first = next_slot(berlin, datetime(2026, 10, 24, 12, tzinfo=UTC))

    coming = come(berlin, first, first.at + timedelta(hours=1))

    assert (coming.slot, coming.next.key) == (first, "2026-10-26T02:30")


@pytest.mark.parametrize(
    ("wall", "until"),
    [("21:59", "21:59"), ("22:00", "07:00"), ("23:30", "07:00"), ("06:59", "07:00"), ("07:00", "07:00")],
)
def test_quiet_hours_may_go_over_midnight(wall: str, until: str) -> None:
    quiet = QuietHours(time(22), time(7))
    at = datetime.combine(EIGHT.date(), time.fromisoformat(wall), UTC)

    end = quiet.until(at, "UTC")

    assert end.strftime("%H:%M") == until
    assert timedelta(0) <= end - at <= timedelta(hours=9)


def test_quiet_hours_are_local() -> None:
    quiet = QuietHours(time(9), time(10))

    assert quiet.until(EIGHT + timedelta(minutes=5), "Europe/Berlin") == EIGHT + timedelta(hours=1)


def test_a_slot_keeps_its_local_time_when_the_zone_moves() -> None:
    berlin = parse_schedule("daily 8am Europe/Berlin")
    old = Slot(datetime(2026, 11, 24, 8), EIGHT)

    assert moved(old, berlin) == Slot(datetime(2026, 11, 24, 8), EIGHT - timedelta(hours=1))
