"""What becomes of a briefing whose slot is due: which slot comes, how late, when it may go out, and what comes next.

Pure. Of the slots that were missed the newest comes, marked late, if it is no older than the grace; an older one is
only noted. A slot that comes on time goes out whatever the quiet hours say, because somebody set it on purpose; a late
one waits for their end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.schedule import Schedule, Slot, newest_slot, next_slot

GRACE = timedelta(hours=3)
"""A briefing older than this is no morning's briefing any more."""
LATE = timedelta(minutes=5)
_MISSED = "missed: nothing was running at its time, and more than 3 hours have passed"
_QUIET = "missed: its time passed while nothing was running, and the quiet hours last longer than 3 hours after it"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local wall times between which nothing late is said; `start` may lie after `end` (over midnight)."""

    start: time
    end: time

    def until(self, at: datetime, timezone: str) -> datetime:
        """`at` itself, or the end of the quiet hours that it lies in; aware."""
        zone = ZoneInfo(timezone)
        local = at.astimezone(zone)
        wall = local.time().replace(tzinfo=None)
        over_midnight = self.start > self.end
        inside = (wall >= self.start or wall < self.end) if over_midnight else self.start <= wall < self.end
        if not inside:
            return at
        day = local.date() + timedelta(days=1 if over_midnight and wall >= self.start else 0)
        return datetime.combine(day, self.end, zone).astimezone(at.tzinfo)


@dataclass(frozen=True, slots=True)
class Coming:
    """A slot that comes. `missed` says in words why it is noted and not sent; `next` is the slot after it."""

    slot: Slot
    next: Slot
    late: bool = False
    not_before: datetime | None = None
    missed: str | None = None


def come(schedule: Schedule, due: Slot, now: datetime, quiet: QuietHours | None = None) -> Coming:
    """What comes at `now` of a schedule whose slot `due` lies at or before it."""
    following = _next(schedule, due.at)
    slot = due
    if following.at <= now:
        newest = newest_slot(schedule, now)
        slot = newest if newest and newest.at > due.at else due
        following = _next(schedule, slot.at)
    late = now - slot.at > LATE
    if now - slot.at > GRACE:
        return Coming(slot, following, late=True, missed=_MISSED)
    not_before = quiet.until(now, schedule.timezone) if quiet and late else slot.at
    if not_before - slot.at > GRACE:
        return Coming(slot, following, late=True, missed=_QUIET)
    return Coming(slot, following, late=late, not_before=max(not_before, slot.at))


@lru_cache(maxsize=1024)
def _next(schedule: Schedule, after: datetime) -> Slot:
    """Thousands of channels share a few schedules."""
    return next_slot(schedule, after)


def moved(slot: Slot, schedule: Schedule) -> Slot:
    """The same local slot at the instant that today's zone data give it."""
    zone = ZoneInfo(schedule.timezone)
    return Slot(slot.local, slot.local.replace(tzinfo=zone, fold=0).astimezone(slot.at.tzinfo))
