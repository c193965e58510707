"""What a process does on time, on a real scheduler."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.clock import NextDue, PinnedClock, SystemClock, Timetable
from tests.builders import MORNING

MACHINE = datetime(2030, 1, 1, tzinfo=UTC)
SOON = timedelta(milliseconds=5)


def _wait(due: datetime | None, *, fired: bool = False) -> timedelta:
    """How long the trigger waits when the clock stands at the test morning."""
    trigger = NextDue(lambda: due, PinnedClock(MORNING))
    return trigger.get_next_fire_time(MACHINE if fired else None, MACHINE) - MACHINE


@pytest.mark.parametrize(
    ("due_in", "waits"),
    [
        (None, 1.0),
        (timedelta(0), 0.0),
        (timedelta(hours=-5), 0.0),
        (timedelta(milliseconds=300), 0.3),
        (timedelta(seconds=1), 1.0),
        (timedelta(days=3), 1.0),
    ],
)
def test_the_next_look_is_at_the_earliest_thing_or_in_a_second(due_in: timedelta | None, waits: float) -> None:
    """Never late, and never more than a second away, so that a changed schedule is seen."""
    assert _wait(None if due_in is None else MORNING + due_in) == timedelta(seconds=waits)


def test_who_need_not_hurry_looks_less_often() -> None:
    trigger = NextDue(lambda: None, PinnedClock(MORNING), timedelta(seconds=3))

    assert trigger.get_next_fire_time(MACHINE, MACHINE) - MACHINE == timedelta(seconds=3)


def test_what_is_being_worked_on_does_not_spin() -> None:
    """Overdue things are looked at again after a moment, not at once."""
    assert timedelta(0) < _wait(MORNING - timedelta(hours=1), fired=True) <= timedelta(milliseconds=100)


def test_what_is_due_in_a_moment_is_waited_for_exactly() -> None:
    """Also when the trigger has fired before."""
    assert _wait(MORNING + timedelta(milliseconds=7), fired=True) == timedelta(milliseconds=7)


def test_a_pinned_clock_stands_until_it_is_moved() -> None:
    """It tells what it was told."""
    clock = PinnedClock(MORNING)
    assert clock.now() == MORNING

    clock.move_to(MORNING + timedelta(hours=1))

    assert clock.now() == MORNING + timedelta(hours=1)


def test_the_system_clock_is_aware_and_in_utc() -> None:
    """Nothing naive gets into the pipeline."""
    before = datetime.now(UTC)
    now = SystemClock().now()

    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)


class Counted:
    """Work that counts how often it was done and can be waited for."""

    def __init__(self, enough: int = 3, error: Exception | None = None) -> None:
        self.done = 0
        self.running = 0
        self.most_at_once = 0
        self.enough = asyncio.Event()
        self._wanted = enough
        self._error = error

    async def __call__(self) -> None:
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        await asyncio.sleep(0.001)
        self.running -= 1
        self.done += 1
        if self.done >= self._wanted:
            self.enough.set()
        if self._error:
            raise self._error


async def test_work_is_done_once_a_period() -> None:
    """A job runs again and again until the timetable stops, and then no more."""
    work, timetable = Counted(), Timetable(SystemClock())
    timetable.every("sweep", SOON, work)
    timetable.start()
    await asyncio.wait_for(work.enough.wait(), 5)

    timetable.stop()
    done = work.done + work.running
    await asyncio.sleep(0.02)

    assert work.done <= done


async def test_work_may_begin_at_once() -> None:
    """The first refresh does not wait for its period."""
    work, timetable = Counted(enough=1), Timetable(SystemClock())
    timetable.every("refresh", timedelta(hours=1), work, at_once=True)
    timetable.start()

    await asyncio.wait_for(work.enough.wait(), 5)

    timetable.stop()
    assert work.done == 1


async def test_work_is_never_done_twice_at_once() -> None:
    """A job that takes longer than its period is not started beside itself."""
    work, timetable = Counted(enough=4), Timetable(SystemClock())
    timetable.every("slow", timedelta(microseconds=300), work)
    timetable.start()
    await asyncio.wait_for(work.enough.wait(), 5)
    timetable.stop()

    assert work.most_at_once == 1


async def test_work_is_done_when_the_earliest_thing_is_due() -> None:
    """By our clock, also when it is pinned to another day; and again as long as something is due."""
    clock, work = PinnedClock(MORNING), Counted(enough=2)
    timetable = Timetable(clock)
    timetable.when_due("briefings", lambda: MORNING - SOON, work)
    timetable.start()

    await asyncio.wait_for(work.enough.wait(), 5)

    timetable.stop()
    assert work.done >= 2


async def test_a_job_that_fails_is_logged_and_done_again() -> None:
    """One line for people, with the job's name; the next time comes."""
    work, timetable = Counted(error=ValueError("no such thing")), Timetable(SystemClock())
    timetable.every("sweep", SOON, work)
    with capture_logs() as logs:
        timetable.start()
        await asyncio.wait_for(work.enough.wait(), 5)
        await asyncio.sleep(0.001)
        timetable.stop()

    failed = [line for line in logs if line["event"] == "job failed"]
    assert {"job": "sweep", "error": "ValueError", "reason": "no such thing"}.items() <= failed[0].items()


async def test_stopping_cuts_off_what_is_being_done_in_silence() -> None:
    """It lies in the store for the next start: no error is logged, and nothing goes on."""
    begun, timetable = asyncio.Event(), Timetable(SystemClock())
    ended: list[str] = []

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cut off")

    timetable.every("slow", timedelta(hours=1), work, at_once=True)
    with capture_logs() as logs:
        timetable.start()
        await asyncio.wait_for(begun.wait(), 5)
        timetable.stop()
        await asyncio.sleep(0.005)

    assert (ended, logs) == (["cut off"], [])


async def test_a_job_may_be_any_callable_that_gives_something_to_await() -> None:
    """A lambda is awaited like a coroutine function."""
    work, timetable = Counted(enough=1), Timetable(SystemClock())
    timetable.every("refresh", timedelta(hours=1), lambda: work(), at_once=True)
    timetable.start()

    await asyncio.wait_for(work.enough.wait(), 5)

    timetable.stop()
    assert work.done == 1


async def test_the_jobs_have_names() -> None:
    """They are what doctor and the metrics speak of; stopping what never started is fine."""
    timetable = Timetable(SystemClock())
    timetable.every("sweep", SOON, Counted())
    timetable.when_due("briefings", lambda: None, Counted())

    assert timetable.names() == ("briefings", "sweep")
    timetable.stop()
