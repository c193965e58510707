"""Letting the demonstration's time go by: to the minute of a briefing, or to the second morning."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

ARRIVES = 20.0
"""Seconds within which a briefing arrives after its minute has come."""
_BEFORE = timedelta(minutes=2)
"""A briefing that is due so shortly before the next morning comes with it."""
NextBriefing = Callable[[], Awaitable[datetime | None]]


class Stage(Protocol):
    """What can be stepped. See bot.edition.stage."""

    @property
    def next_morning(self) -> datetime | None:
        """When the next morning begins; None: there is none."""
        ...

    @property
    def an_address(self) -> str:
        """The address of an article to try."""
        ...

    def move_to(self, at: datetime) -> None:
        """Let it be that time."""
        ...

    async def turn(self) -> None:
        """Let the next morning come."""
        ...


class Stepper:
    """Moves a stage, one step at a time, and waits for what comes due on the way, so many seconds at most."""

    def __init__(self, stage: Stage, next_briefing: NextBriefing, arrives: float = ARRIVES) -> None:
        self.stage = stage
        self._arrives = arrives
        self._next_briefing = next_briefing
        self._one_step = asyncio.Lock()
        self._arrived = asyncio.Event()

    def arrived(self) -> None:
        """Something was posted."""
        self._arrived.set()

    async def to_briefing(self) -> str:
        """To the minute of the next briefing; what is to be noted of it, empty where the briefing speaks for itself."""
        async with self._one_step:
            due = await self._next_briefing()
            if due is None:
                return "no-briefing"
            return "" if await self._let_come(due) else "silent"

    async def to_morning(self) -> str:
        """To the next morning, past every briefing that is due before it; what is to be noted of it."""
        async with self._one_step:
            morning = self.stage.next_morning
            if morning is None:
                return "no-morning"
            while (due := await self._next_briefing()) is not None and due < morning - _BEFORE:
                if not await self._let_come(due):
                    break
            await self.stage.turn()
            return "morning"

    async def _let_come(self, due: datetime) -> bool:
        self._arrived.clear()
        self.stage.move_to(due)
        try:
            await asyncio.wait_for(self._arrived.wait(), self._arrives)
        except TimeoutError:
            return False
        return True
