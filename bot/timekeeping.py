"""Keeping next slots right when the ground moves: new zone data, or a clock that was wrong and was set right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.metadata import version

import structlog

from bot.coming import GRACE, moved
from bot.schedule import Schedule, Slot, next_slot
from bot.store.briefings import Briefing, BriefingStore
from bot.store.facts import FactStore
from summarizer.ports import Clock

log = structlog.get_logger(__name__)
ZONES = "tzdata"
CLOCK = "clock"
SET_BACK = timedelta(minutes=2)
"""Machines may differ by a little; a clock that is further behind what was seen before was set back."""
_NOTED = timedelta(minutes=1)


class Timekeeper:
    """Compares zone data and clock with those of before, and reckons every next slot anew when they differ."""

    def __init__(
        self,
        briefings: BriefingStore,
        facts: FactStore,
        clock: Clock,
        zone_data: Callable[[], str] = lambda: version("tzdata"),
    ) -> None:
        self._briefings = briefings
        self._facts = facts
        self._clock = clock
        self._zone_data = zone_data
        self._noted: datetime | None = None

    async def check_zones(self) -> int:
        """Reckon anew if the zone data are of another version than last time; how many next slots changed."""
        now_is, before = self._zone_data(), await self._facts.get(ZONES)
        if now_is == before:
            return 0
        changed = 0
        if before is not None:
            changed = await self._briefings.reckon(_same_slot)
            log.info("zone data changed", before=before, now=now_is, slots_moved=changed)
        await self._facts.keep(ZONES, now_is)
        return changed

    async def check_clock(self) -> int:
        """Reckon anew if the clock was set back: slots that lie too far ahead come at their time after all."""
        now = self._clock.now()
        if self._noted is None or now < self._noted - SET_BACK or now > self._noted + _NOTED:
            latest = await self._facts.moment(CLOCK)
            await self._facts.keep(CLOCK, now.isoformat())
            self._noted = now
            if latest is not None and now < latest - SET_BACK:
                changed = await self._briefings.reckon(_coming_after(now))
                log.warning(
                    "the clock was set back", seconds=round((latest - now).total_seconds()), slots_moved=changed
                )
                return changed
        return 0


def _same_slot(briefing: Briefing) -> Slot:
    assert briefing.next is not None
    return moved(briefing.next, briefing.schedule)


def _coming_after(now: datetime) -> Callable[[Briefing], Slot]:
    """The next slot as the clock is now: also one of the last hours, which the wrong clock may have passed over. One
    that has its edition already does not come again."""

    @lru_cache(maxsize=4096)
    def coming(schedule: Schedule, after: datetime) -> Slot:
        return next_slot(schedule, after)

    def earlier(briefing: Briefing) -> Slot:
        assert briefing.next is not None
        if briefing.rests(now):
            return briefing.next
        lately = coming(briefing.schedule, now - GRACE)
        promised = lately.at > min(briefing.created_at, now)
        found = lately if promised else coming(briefing.schedule, now)
        # What is due already stays due.
        return min(briefing.next, found, key=lambda slot: slot.at)

    return earlier
