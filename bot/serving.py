"""What a running process does: fronts, sources, briefings, in one asyncio loop.

`run` is all of it, `run --no-worker` leaves the work to `worker`s, and a `worker` has no fronts. Every one of them
lets slots come, so that no machine's death stops the mornings; the store sees to it that each comes once. What one
platform does wrong stays with that platform: it is reported, and tried again, while the others go on.
"""

from __future__ import annotations

import asyncio
import os
import socket
import uuid
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.app import ANSWERS
from bot.clock import LOOK_AGAIN, Timetable
from bot.commands import Command
from bot.courtesy import Courtesy
from bot.delivery import DELIVER, Courier, Planner
from bot.fronts import Front
from bot.metrics import Metrics
from bot.notices import Messenger
from bot.ports import Asker, ChatPlatform, Reply
from bot.queues import create_doorbell
from bot.reading import PERIOD, REFRESH, Reader
from bot.retention import Retention
from bot.store.facts import FactStore
from bot.store.holds import HoldStore
from bot.store.leases import LeaseStore
from bot.store.notices import NoticeStore
from bot.timekeeping import Timekeeper
from bot.updates import Updater
from summarizer.condensers.llm import LlmCondenser
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from bot.bootstrap import Desk

log = structlog.get_logger(__name__)
COMPOSE = "compose"
KINDS = (REFRESH, COMPOSE, DELIVER)
"""The kinds of work, as `worker --queues` names them."""
AHEAD = timedelta(minutes=10)
DRAFTS = timedelta(seconds=30)
UPDATES = timedelta(minutes=1)
SWEEP = timedelta(seconds=10)
MINUTE = timedelta(minutes=1)
HOURLY = timedelta(hours=1)
DAILY = timedelta(hours=24)
READY_ANYWAY = 60.0
_PAGE = 100
_LOOK_AGAIN_APART = timedelta(seconds=3)
"""The same for a process that only works: nobody sits before it, and the fronts look as well."""
_DRAIN = 3.0
"""Seconds that deliveries and words on their way get at the end."""


class NightShift:
    """Everything that a process does, started and stopped together.

    `kinds` is the work that this process does; `with_fronts` whether it answers people.
    """

    def __init__(
        self,
        desk: Desk,
        platforms: Mapping[str, ChatPlatform],
        *,
        with_worker: bool = True,
        with_fronts: bool = True,
        kinds: Collection[str] = KINDS,
        concurrency: int = 4,
    ) -> None:
        self._desk = desk
        self._platforms = platforms
        self._with_fronts = with_fronts
        self.metrics = Metrics()
        if isinstance(desk.condenser, LlmCondenser):
            self.metrics.follow(desk.condenser.tally)
        self._courtesy = Courtesy()
        self._holds = HoldStore(desk.database)
        self._leases = LeaseStore(desk.database)
        self._owner = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._retention = Retention(desk.database, self._owner, desk.clock)
        facts = FactStore(desk.database)
        self._reader = Reader(desk.ingest, desk.sources, facts, self._leases, self._owner, desk.clock, self.metrics)
        self._courier = Courier(
            desk.ledger, desk.briefings, desk.editor, platforms, self._holds, desk.clock, self.metrics, self._courtesy
        )
        self._messenger = Messenger(NoticeStore(desk.database), platforms, self._owner, desk.clock, self.metrics)
        work = {REFRESH: self.refresh, COMPOSE: self._compose, DELIVER: self._deliver}
        mine = {kind: work[kind] for kind in KINDS if with_worker and kind in kinds}
        self._queue = create_doorbell(desk.settings.queue, desk.database, mine, concurrency)
        self._updater = Updater(desk.services, desk.database)
        self._planner = Planner(desk.database, desk.ledger, self._queue, desk.clock)
        self._timekeeper = Timekeeper(desk.briefings, facts, desk.clock)
        self._timetable = Timetable(desk.clock)
        self._fronts = [Front(each, self._leases, self._owner, desk.clock) for each in platforms.values()]
        self._serving: list[asyncio.Task[None]] = []
        self._ready = asyncio.Event()

    async def missing(self) -> tuple[str, ...]:
        """What is not up yet, in plain words; empty: ready."""
        lacking = [] if self._ready.is_set() else ["the first reading of the sources is not over"]
        lacking += [words for front in self._fronts if self._with_fronts and (words := front.missing())]
        try:
            async with asyncio.timeout(2):
                await self._desk.briefings.earliest()
        except (SummarizerError, TimeoutError) as error:
            lacking.append(f"the database: {error or 'it does not answer'}")
        return tuple(lacking)

    async def start(self) -> None:
        """Start all of it in the running loop. Raises StoreError."""
        if not await self._desk.sources.states():
            self._desk.services.ready.clear()
        asyncio.get_running_loop().call_later(READY_ANYWAY, self._ready.set)
        await self._planner.look_up()
        await self._queue.start()
        self._time()
        self._timetable.start()
        if self._with_fronts:
            self._serving = [
                asyncio.create_task(front.serve(self._handle), name=f"front:{front.platform.name}")
                for front in self._fronts
            ]

    def _time(self) -> None:
        """The named jobs: they claim and ring, they never send."""
        again = LOOK_AGAIN if self._with_fronts else _LOOK_AGAIN_APART
        self._timetable.when_due("briefings", self._planner.earliest, self._open_due, again)
        self._timetable.every("compose ahead", DRAFTS, self._ring_for_drafts)
        self._timetable.every("updates", UPDATES, self._ring_for_updates)
        self._timetable.every("refresh", PERIOD, self._ring_for_reading, at_once=True)
        self._timetable.every("readiness", timedelta(seconds=1), self._look_whether_read, at_once=True)
        self._timetable.every("sweep", SWEEP, self._sweep, at_once=True)
        self._timetable.every("clock", MINUTE, self._check_clock, at_once=True)
        self._timetable.every("zone data", DAILY, self._check_zones, at_once=True)
        self._timetable.every("condense again", MINUTE, self._condense_again, at_once=True)
        self._timetable.every("source health", HOURLY, self._report_sources)
        self._timetable.every("retention", HOURLY, self._retain)

    async def stop(self) -> None:
        """Stop all of it; what was not sent lies in the ledger."""
        self._timetable.stop()
        await asyncio.gather(self._courier.stop(_DRAIN), self._messenger.stop(_DRAIN))
        for front in self._serving:
            front.cancel()
        await asyncio.gather(*self._serving, self._queue.stop(), return_exceptions=True)
        closing = [close() for each in self._platforms.values() if (close := getattr(each, "close", None))]
        await asyncio.gather(*closing, return_exceptions=True)

    async def refresh(self) -> None:
        """Read the sources once, unless another process does."""
        await self._reader.refresh()
        await self._look_whether_read()

    async def tell_updates(self) -> None:
        """Tell further at once what went on, where that is wanted, rather than within a minute."""
        await self._open_updates()

    async def _handle(self, command: Command, asker: Asker) -> Reply:
        async with self._courtesy.serving():
            self.metrics.count_command(command.verb, ANSWERS)
            return await self._desk.app.handle(command, asker)

    async def _deliver(self) -> None:
        self._messenger.set_out()
        await self._courier.deliver()
        self._messenger.set_out()

    async def _open_due(self) -> None:
        await self._planner.open_due()

    async def _ring_for_reading(self) -> None:
        await self._queue.ring(REFRESH)

    async def _ring_for_drafts(self) -> None:
        earliest = self._planner.earliest()
        if earliest is not None and earliest <= self._desk.clock.now() + AHEAD:
            await self._queue.ring(COMPOSE)

    async def _ring_for_updates(self) -> None:
        await self._queue.ring(COMPOSE)

    async def _compose(self) -> None:
        await self._compose_ahead()
        await self._open_updates()

    async def _open_updates(self) -> None:
        """Open updates of what went on, by one process at a time."""
        if not await self._leases.take("updates", self._owner, self._desk.clock.now(), MINUTE):
            return
        opened = await self._updater.open()
        await self._leases.give_back("updates", self._owner)
        if opened:
            await self._queue.ring(DELIVER)

    async def _compose_ahead(self) -> None:
        """Draft what comes within the next minutes, earliest first, by one process at a time."""
        now = self._desk.clock.now()
        if not await self._leases.take(COMPOSE, self._owner, now, MINUTE):
            return
        beyond = None
        while page := await self._desk.briefings.between(now, now + AHEAD, _PAGE, beyond):
            await self._desk.editor.draft(page)
            beyond = (page[-1].next.at, page[-1].id) if page[-1].next else None
            if len(page) < _PAGE or not await self._leases.take(COMPOSE, self._owner, self._desk.clock.now(), MINUTE):
                break
        await self._leases.give_back(COMPOSE, self._owner)

    async def _condense_again(self) -> None:
        """Let the model write what it could not before. What a stop cuts off is taken up by another process."""
        if written := await self._desk.composer.condense_again():
            log.info("condensed again", summaries=written)

    async def _look_whether_read(self) -> None:
        if await self._reader.was_read():
            await self._reader.count_failing()
            self._ready.set()
            self._desk.services.ready.set()
            self._timetable.end("readiness")

    async def _sweep(self) -> None:
        self.metrics.queue_depth.set(await self._planner.sweep())
        await self._queue.sweep()

    async def _check_clock(self) -> None:
        if await self._timekeeper.check_clock():
            await self._planner.look_up()

    async def _check_zones(self) -> None:
        if await self._timekeeper.check_zones():
            await self._planner.look_up()

    async def _report_sources(self) -> None:
        await self._reader.count_failing()
        for failure in await self._desk.sources.due_reports(self._desk.clock.now()):
            log.warning("source failing for a day", source=failure.source, reason=failure.reason)

    async def _retain(self) -> None:
        await self._retention.run_if_due()
