"""Keeping hold of what was claimed: the leases of a process that works are renewed, those of a dead one run out."""

from __future__ import annotations

import asyncio

import structlog

from bot.store.ledger import Ledger
from summarizer.errors import SummarizerError
from summarizer.ports import Clock

log = structlog.get_logger(__name__)


class Grip:
    """Renews one owner's leases on deliveries, three times a term."""

    def __init__(self, ledger: Ledger, owner: str, clock: Clock) -> None:
        self._ledger = ledger
        self._owner = owner
        self._clock = clock
        self._renewing: asyncio.Task[None] | None = None

    def take(self) -> None:
        """Something was claimed; keep hold of all that is claimed from here on."""
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew(), name="lease:deliveries")

    async def let_go(self) -> None:
        """Renew no more."""
        renewing, self._renewing = self._renewing, None
        if renewing is not None:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self._ledger.lease.total_seconds() / 3)
            try:
                await self._ledger.renew(self._owner, self._clock.now())
            except SummarizerError as error:
                log.error("leases could not be renewed", reason=str(error))
