"""Reading the sources, by one process at a time: a lease keeps two from reading both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from bot.metrics import Metrics
from bot.store.drafts import REFRESHED
from bot.store.facts import FactStore
from bot.store.leases import LeaseStore
from summarizer.errors import SummarizerError
from summarizer.ingest import Ingest
from summarizer.ports import Clock
from summarizer.store.sources import SourceStore

log = structlog.get_logger(__name__)
REFRESH = "refresh"
PERIOD = timedelta(minutes=10)
TERM = timedelta(seconds=40)
RENEW = 10.0
"""Seconds between two renewals of the lease."""
_FRESH_AT_START = timedelta(minutes=1)
"""A process that starts reads at once, unless another one has just done so."""


class Reader:
    """Reads all sources when its turn comes."""

    def __init__(
        self,
        ingest: Ingest,
        sources: SourceStore,
        facts: FactStore,
        leases: LeaseStore,
        owner: str,
        clock: Clock,
        metrics: Metrics,
        *,
        pause: float = RENEW,
    ) -> None:
        self._ingest = ingest
        self._sources = sources
        self._facts = facts
        self._leases = leases
        self._owner = owner
        self._clock = clock
        self._metrics = metrics
        self._pause = pause
        self._fresh = _FRESH_AT_START

    async def refresh(self) -> None:
        """Read the sources once, unless another process is reading them or has just done so."""
        due, self._fresh = await self._is_due(), PERIOD * 0.9
        if not due or not await self._take():
            return
        async with self._held():
            report = await self._ingest.refresh()
            await self._facts.keep(REFRESHED, self._clock.now().isoformat())
        await self.count_failing()
        log.info("sources read", read=report.read, new=report.new, failed=len(report.failures))

    async def was_read(self) -> bool:
        """Whether the sources were read to the end at least once, by whichever process."""
        return await self._facts.get(REFRESHED) is not None

    async def count_failing(self) -> None:
        """Tell the metrics how many sources could not be read last time."""
        self._metrics.sources_failing.set(len(await self._sources.failing()))

    async def _is_due(self) -> bool:
        """Whether the last reading is old enough, or there is a source that was never read."""
        last = await self._facts.moment(REFRESHED)
        if last is None or self._clock.now() - last >= self._fresh or last > self._clock.now():
            return True
        states = await self._sources.states()
        return any(source.name not in states for source in await self._sources.all())

    async def _take(self) -> bool:
        return await self._leases.take(REFRESH, self._owner, self._clock.now(), TERM)

    @asynccontextmanager
    async def _held(self) -> AsyncIterator[None]:
        """Renew the lease for as long as the context lasts, then give it back."""
        renewing = asyncio.create_task(self._renew(), name="lease:refresh")
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            await self._leases.give_back(REFRESH, self._owner)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self._pause)
            try:
                await self._take()
            except SummarizerError as error:
                log.error("the lease on reading could not be renewed", reason=str(error))
