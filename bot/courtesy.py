"""A person who waits comes before a briefing: what is not urgent steps aside while somebody is being served."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

PATIENCE = 2.0
"""Seconds that a briefing steps aside at most: people who never stop asking must not hold it up for good."""


class Courtesy:
    """Counts the people who wait for an answer in this process."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._waiting = 0
        self._free = asyncio.Event()
        self._free.set()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """While the context lasts, a person waits."""
        self._waiting += 1
        self._free.clear()
        try:
            yield
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._free.set()

    async def give_way(self) -> None:
        """Return when nobody waits, or patience has run out."""
        if self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._free.wait(), self._patience)
