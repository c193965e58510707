"""When the next message into a channel may go: about one a second, and never before a Retry-After is over.

A channel that Slack refused waits alone. Only when several are refused at once does the whole workspace wait.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.ports import Place, ReplyRefused

SEVERAL = 3
"""So many channels of one workspace held at once mean that the workspace itself is too fast."""


class Pace:
    """The pace of posts, per channel. `seconds` lie between two posts into one channel."""

    def __init__(self, seconds: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._turns: dict[Place, asyncio.Lock] = {}
        self._free_at: dict[Place, float] = {}
        self._held_until: dict[Place, float] = {}

    @asynccontextmanager
    async def turn(self, place: Place) -> AsyncIterator[None]:
        """Wait for this channel's turn; one post at a time. Raises ReplyRefused while Slack holds it back."""
        async with self._turns.setdefault(place, asyncio.Lock()):
            self._refuse_if_held(place)
            await asyncio.sleep(max(0.0, self._free_at.get(place, 0.0) - self._clock()))
            try:
                yield
            finally:
                self._free_at[place] = self._clock() + self._seconds
        self._forget()

    def hold(self, place: Place, seconds: float) -> None:
        """Slack said to wait that long with this channel."""
        self._held_until[place] = self._clock() + seconds

    def wait(self, place: Place) -> float:
        """How many seconds this channel must still wait; 0: not at all."""
        now = self._clock()
        held = {each: until - now for each, until in self._held_until.items() if until > now}
        beside = [seconds for each, seconds in held.items() if each.workspace == place.workspace]
        if place in held:
            return held[place]
        return min(beside) if len(beside) >= SEVERAL else 0.0

    def _refuse_if_held(self, place: Place) -> None:
        seconds = self.wait(place)
        if seconds > 0:
            raise ReplyRefused(f"Slack asks me to wait {seconds:.0f} s with this channel.", retry_after=seconds)

    def _forget(self) -> None:
        """Drop what is over, so that the tables do not grow with every channel ever posted to."""
        if len(self._turns) < 1000:
            return
        now = self._clock()
        self._held_until = {place: until for place, until in self._held_until.items() if until > now}
        self._free_at = {place: until for place, until in self._free_at.items() if until > now}
        self._turns = {place: lock for place, lock in self._turns.items() if lock.locked() or place in self._free_at}
