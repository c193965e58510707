"""What a process does on time. The only module that knows APScheduler.

A channel's schedule is a row in the store, never a job here: one cron job per channel would take a minute and half a
gigabyte for 100,000 of them and lose what comes due together. Here are a handful of named jobs; they claim and ring,
they never send, because APScheduler's executor cancels what still runs at shutdown. See docs/decisions/.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from summarizer.ports import Clock

log = structlog.get_logger(__name__)
Work = Callable[[], Awaitable[None]]
LOOK_AGAIN = timedelta(seconds=1)
"""How soon a change of a schedule is noticed, at the latest."""
_AT_ONCE = timedelta(milliseconds=20)


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        return datetime.now(UTC)


class PinnedClock:
    """A clock that stands where it was put; for `--now`, the demo and tests."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The pinned time, aware, in UTC."""
        return self._at

    def move_to(self, at: datetime) -> None:
        """Put the clock to another time."""
        self._at = at


class NextDue(BaseTrigger):  # type: ignore[misc]
    """Fires when the earliest thing is due, looking again after a while at most, so that a change wakes it.

    `earliest` tells the time of the earliest thing, or None. It is asked, not told: whoever changes a schedule, in this
    process or in another one, needs not know of this trigger.
    """

    __slots__ = ("_again", "_clock", "_earliest")

    def __init__(self, earliest: Callable[[], datetime | None], clock: Clock, again: timedelta = LOOK_AGAIN) -> None:
        self._earliest = earliest
        self._again = again
        self._clock = clock

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The machine time of the next firing: `now` is the machine's clock, the due time is by ours."""
        due = self._earliest()
        wait = self._again if due is None else due - self._clock.now()
        if previous_fire_time is not None and wait <= timedelta(0):
            # What is due now was due when we last fired as well: it is being worked on, so do not spin.
            wait = max(wait, _AT_ONCE)
        return now + min(max(wait, timedelta(0)), self._again)


def _awaited(work: Work) -> Work:
    # APScheduler awaits only what is a coroutine function itself; a lambda or an object it would call in a thread.
    async def run() -> None:
        # Only a stop cancels a job; what it cuts off lies in the store and is taken up by the next start.
        with contextlib.suppress(asyncio.CancelledError):
            await work()

    return run


class Timetable:
    """The named jobs of one process, on one AsyncIOScheduler with a memory store."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_listener(self._report, EVENT_JOB_ERROR | EVENT_JOB_MISSED)

    def every(self, name: str, period: timedelta, work: Work, *, at_once: bool = False) -> None:
        """Do this work once a period; with `at_once` the first time now."""
        first: dict[str, Any] = {"next_run_time": datetime.now(UTC)} if at_once else {}
        trigger = IntervalTrigger(seconds=period.total_seconds(), timezone=UTC)
        self._scheduler.add_job(_awaited(work), trigger, id=name, name=name, **first)

    def when_due(
        self, name: str, earliest: Callable[[], datetime | None], work: Work, again: timedelta = LOOK_AGAIN
    ) -> None:
        """Do this work whenever the earliest thing is due, and look `again` so soon whether that has changed."""
        self._scheduler.add_job(_awaited(work), NextDue(earliest, self._clock, again), id=name, name=name)

    def end(self, name: str) -> None:
        """Do that work no more; nothing if it is not there."""
        with contextlib.suppress(JobLookupError):
            self._scheduler.remove_job(name)

    def names(self) -> tuple[str, ...]:
        """The names of the jobs."""
        return tuple(sorted(job.id for job in self._scheduler.get_jobs()))

    def start(self) -> None:
        """Start in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop: no job starts any more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _report(self, event: JobExecutionEvent) -> None:
        if event.code == EVENT_JOB_MISSED:
            log.warning("job missed", job=event.job_id)
        else:
            log.error("job failed", job=event.job_id, error=type(event.exception).__name__, reason=str(event.exception))
