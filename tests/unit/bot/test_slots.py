"""Slots around the clock changes of every zone, and schedules that are said and read back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, product
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule import (
    Schedule,
    ScheduleError,
    Slot,
    newest_slot,
    next_slot,
    next_slots,
    parse_schedule,
    say_schedule,
    say_slot,
)
from bot.zones import use_packaged_zones

use_packaged_zones()
EVERY_DAY = tuple(range(7))
QUARTERS = tuple(time(hour, minute) for hour, minute in product(range(24), (0, 15, 30, 45)))
ZONES = sorted(available_timezones())


def _changes(zone: str) -> tuple[date, ...]:
    """The dates of 2024 to 2027 on which the zone's offset changes."""
    local = ZoneInfo(zone)
    days = [datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(4 * 365 + 1)]
    offsets = [(day.date(), day.astimezone(local).utcoffset()) for day in days]
    return tuple(after for (_, old), (after, new) in pairwise(offsets) if old != new)


def _one_zone_a_rule() -> list[str]:
    """One zone for each way of changing the clock between 2024 and 2027, among all zones of the data."""
    first: dict[object, str] = {}
    for zone in ZONES:
        changes = _changes(zone)
        offsets = tuple(datetime.combine(day, time(12), ZoneInfo(zone)).utcoffset() for day in changes)
        if changes:
            first.setdefault((changes, offsets), zone)
    return sorted(first.values())


CHANGING = _one_zone_a_rule()


def _around(zone: str, day: date, times: tuple[time, ...] = QUARTERS) -> list[Slot]:
    """The slots of five days around a change."""
    start = datetime.combine(day, time(), UTC) - timedelta(days=2)
    slots = []
    for slot in next_slots(Schedule(EVERY_DAY, times, zone), start):
        if slot.at > start + timedelta(days=5):
            return slots
        slots.append(slot)
    return slots


@pytest.mark.parametrize("zone", CHANGING)
def test_around_a_clock_change_every_wall_time_comes_once_and_in_order(zone: str) -> None:
    """Strictly one after the other; each existing wall time once, the first time; no other ever."""
    for day in _changes(zone):
        slots = _around(zone, day)
        shown = [slot.at.astimezone(ZoneInfo(zone)) for slot in slots]
        walls = [each.replace(tzinfo=None, fold=0) for each in shown]

        assert all(one.at < two.at for one, two in pairwise(slots))
        assert len(set(walls)) == len(walls), "a wall time came twice"
        assert not any(each.fold for each in shown), "a repeated time came the second time"
        assert all(wall.time() in QUARTERS for wall in walls)
        first, last = walls[0], walls[-1]
        wanted = {first + timedelta(minutes=15 * n) for n in range(int((last - first).total_seconds() // 900) + 1)}
        assert {wall for wall in wanted if _exists(wall, zone)} == set(walls)


def _exists(wall: datetime, zone: str) -> bool:
    there = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return there.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall


@pytest.mark.parametrize("zone", CHANGING)
def test_walking_from_slot_to_slot_leaves_none_out(zone: str) -> None:
    """Whoever asks for the next slot after each one sees the same slots as who lists them."""
    times = (time(0, 10), time(1, 30), time(2, 30), time(3, 30), time(23, 30))
    for day in _changes(zone):
        slots = _around(zone, day, times)

        assert [next_slot(Schedule(EVERY_DAY, times, zone), slot.at) for slot in slots[:-1]] == slots[1:]


def test_a_time_moved_past_midnight_comes_behind_the_next_day_s_first() -> None:
    """In Nuuk the last hour of a Saturday is left out: 23:30 comes at 00:30, after Sunday's 00:10."""
    schedule = Schedule(EVERY_DAY, (time(0, 10), time(23, 30)), "America/Nuuk")

    slots = list(islice(next_slots(schedule, datetime(2026, 3, 28, 12, tzinfo=UTC)), 3))

    assert [slot.key for slot in slots] == ["2026-03-29T00:10", "2026-03-28T23:30", "2026-03-29T23:30"]


def test_a_moved_time_that_meets_another_is_one_slot() -> None:
    """02:30 does not exist and would come at 03:30, where there is one already: one briefing, not two."""
    schedule = Schedule(EVERY_DAY, (time(2, 30), time(3, 30)), "Europe/Berlin")

    slots = list(islice(next_slots(schedule, datetime(2026, 3, 28, 12, tzinfo=UTC)), 2))

    assert [say_slot(slot, "Europe/Berlin") for slot in slots] == ["Sun 29 Mar 03:30", "Mon 30 Mar 02:30"]


def test_only_the_days_of_the_schedule_have_slots() -> None:
    """Local days, not those of UTC."""
    schedule = Schedule((0,), (time(8),), "Pacific/Kiritimati")

    slot = next_slot(schedule, datetime(2026, 11, 21, tzinfo=UTC))

    assert (slot.local, slot.at) == (datetime(2026, 11, 23, 8), datetime(2026, 11, 22, 18, tzinfo=UTC))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Any schedule that can be stored."""
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    times = draw(st.sets(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=6))
    return Schedule(tuple(sorted(days)), tuple(sorted(times)), draw(st.sampled_from(ZONES)))


@given(schedules())
def test_what_is_said_can_be_typed_again(schedule: Schedule) -> None:
    """Every schedule, in every zone, is read back as itself."""
    assert parse_schedule(say_schedule(schedule)) == schedule


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_can_be_named_in_a_schedule(zone: str) -> None:
    """No zone's name is taken for a day or a time."""
    schedule = Schedule((0, 1, 2, 3, 4), (time(8),), zone)

    assert parse_schedule(say_schedule(schedule).lower()) == schedule


@given(st.text(max_size=120))
def test_any_text_is_a_schedule_or_explained(words: str) -> None:
    """Nothing that can be typed gives another error."""
    try:
        schedule = parse_schedule(words)
    except ScheduleError as error:
        assert str(error)
        return
    assert parse_schedule(say_schedule(schedule)) == schedule


@given(st.lists(st.sampled_from("8am 25:00 mon-fri weekdays at und ist berlin 7 8 uhr - , 12 p.m. daily 1h".split())))
def test_any_mixture_of_schedule_words_is_a_schedule_or_explained(words: list[str]) -> None:
    """Also where the words are ours and only their order is mad."""
    try:
        parse_schedule(" ".join(words))
    except ScheduleError as error:
        assert str(error)


@settings(max_examples=50)
@given(schedules(), st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 1)))
def test_the_newest_slot_is_the_one_before_the_next(schedule: Schedule, moment: datetime) -> None:
    """Between the two nothing comes."""
    until = moment.replace(tzinfo=UTC)

    newest = newest_slot(schedule, until)

    assert newest is not None
    assert newest.at <= until < next_slot(schedule, newest.at).at
