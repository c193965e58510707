"""`nightdesk run`: platforms, sources, briefings and web pages in one asyncio process.

What one platform does wrong stays with that platform: it is reported, and tried again, while the others go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.clock import Timetable
from bot.delivery import DELIVER, Courier, Planner
from bot.metrics import Metrics
from bot.ports import ChatPlatform, Handler, PlatformUnusable
from bot.queues.inprocess import InProcessQueue

if TYPE_CHECKING:
    from bot.bootstrap import Desk

log = structlog.get_logger(__name__)
REFRESH = timedelta(minutes=10)
SWEEP = timedelta(seconds=10)
LOOK_UP = timedelta(seconds=2)
HOURLY = timedelta(hours=1)
DAILY = timedelta(hours=24)
READY_ANYWAY = 60.0
_LONGEST_WAIT = 60.0


class NightShift:
    """Everything that a running bot does, started and stopped together."""

    def __init__(self, desk: Desk, platforms: Mapping[str, ChatPlatform], *, with_worker: bool = True) -> None:
        self._desk = desk
        self._platforms = platforms
        self._with_worker = with_worker
        self.metrics = Metrics()
        self._courier = Courier(
            desk.ledger, desk.briefings, desk.editor, platforms, desk.seen, desk.clock, self.metrics
        )
        self._queue = InProcessQueue({DELIVER: self._deliver})
        self._planner = Planner(desk.briefings, desk.ledger, self._queue, desk.clock)
        self._timetable = Timetable(desk.clock)
        self._fronts: list[asyncio.Task[None]] = []
        self._given_up: dict[str, str] = {}
        self._ready = asyncio.Event()

    def missing(self) -> tuple[str, ...]:
        """What is not up yet, in plain words; empty: ready."""
        lacking = [] if self._ready.is_set() else ["the first reading of the sources is not over"]
        for name, platform in self._platforms.items():
            if name in self._given_up:
                lacking.append(f"{name}: {self._given_up[name]}")
            elif not getattr(platform, "connected", True):
                lacking.append(f"{name} is not connected")
        return tuple(lacking)

    async def start(self) -> None:
        """Start all of it in the running loop."""
        if not await self._desk.sources.states():
            self._desk.services.ready.clear()
        asyncio.get_running_loop().call_later(READY_ANYWAY, self._ready.set)
        self._timetable.every("refresh", REFRESH, self.refresh, at_once=True)
        if self._with_worker:
            await self._planner.look_up()
            self._queue.start()
            self._timetable.when_due("briefings", self._planner.earliest, self._open_due)
            self._timetable.every("look up", LOOK_UP, self._planner.look_up)
            self._timetable.every("sweep", SWEEP, self._sweep, at_once=True)
        self._timetable.every("source health", HOURLY, self._report_sources)
        self._timetable.every("retention", DAILY, self._retain)
        self._timetable.start()
        self._fronts = [
            asyncio.create_task(self._front(name, platform), name=f"front:{name}")
            for name, platform in self._platforms.items()
        ]

    async def stop(self) -> None:
        """Stop all of it; what was not sent lies in the ledger."""
        self._timetable.stop()
        for front in self._fronts:
            front.cancel()
        await asyncio.gather(*self._fronts, return_exceptions=True)
        await self._queue.stop()

    async def refresh(self) -> None:
        """Read the sources once."""
        report = await self._desk.ingest.refresh()
        self.metrics.sources_failing.set(len(await self._desk.sources.failing()))
        self._ready.set()
        self._desk.services.ready.set()
        log.info("sources read", read=report.read, new=report.new, failed=len(report.failures))

    async def _front(self, name: str, platform: ChatPlatform) -> None:
        """Keep one platform connected; a refusal that trying again cannot help ends it alone."""
        wait = 1.0
        while True:
            try:
                await platform.run(self._handler())
                return
            except PlatformUnusable as error:
                self._given_up[name] = str(error)
                log.error("platform given up", platform=name, reason=str(error))
                return
            except Exception as error:  # noqa: BLE001 - one platform's fault must not stop the others
                reason = f"{type(error).__name__}: {error}"
            log.error("platform lost, trying again", platform=name, reason=reason, seconds=wait)
            await asyncio.sleep(wait)
            wait = min(_LONGEST_WAIT, wait * 2)

    def _handler(self) -> Handler:
        return self._desk.app.handle

    async def _deliver(self) -> None:
        await self._courier.deliver()

    async def _open_due(self) -> None:
        await self._planner.open_due()

    async def _sweep(self) -> None:
        self.metrics.queue_depth.set(await self._desk.ledger.waiting(self._desk.clock.now()))
        await self._queue.ring(DELIVER)

    async def _report_sources(self) -> None:
        for failure in await self._desk.sources.due_reports(self._desk.clock.now()):
            log.warning("source failing for a day", source=failure.source, reason=failure.reason)

    async def _retain(self) -> None:
        forgotten = await self._desk.articles.retain(self._desk.clock.now())
        await self._desk.articles.optimize()
        log.info("old texts forgotten", articles=forgotten)
