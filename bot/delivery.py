"""From a due slot to a posted edition: once, on time, and never twice.

Three steps, each its own transaction, so that a crash between any two loses nothing: a slot comes (edition and
delivery are opened), the edition is frozen, the delivery is claimed and posted. A delivery that may have arrived is
looked for on the platform before it is posted again.
"""

from __future__ import annotations

import asyncio
import os
import socket
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog

from bot.coming import GRACE
from bot.courtesy import Courtesy
from bot.editions import Composed, Editor
from bot.extras import Aftercare
from bot.grip import Grip
from bot.metrics import Metrics
from bot.ports import ChatPlatform, Place, WorkQueue
from bot.recipes import Recipe
from bot.refusals import Consequences
from bot.sending import Parcel, Sender
from bot.store.briefings import Briefing, BriefingStore
from bot.store.channels import ChannelStore
from bot.store.holds import SEVERAL, HoldStore
from bot.store.ledger import Edition, Ledger
from bot.store.notices import NoticeStore
from bot.store.opening import look_ahead, open_due
from bot.store.outcomes import Delivery, Outcome
from bot.store.settling import GroupCommit
from summarizer.errors import SummarizerError
from summarizer.ports import Clock
from summarizer.store.database import Database

log = structlog.get_logger(__name__)
DELIVER = "deliver"
AT_ONCE = 96
"""Deliveries that one process has on their way at once: enough for 700 a second at 50 ms each, and no more, since of
these a platform must be asked one by one if the process is killed."""
SHARDS = 8
"""Rings that so many processes hear at once; the work itself is shared out by the ledger."""
_TRIES_TO_WRITE = 5
_BETWEEN_ACKS = 0.05
"""Seconds between two commits of what has arrived: ten thousand at once then share some hundred."""
_LOOK_AGAIN = 0.5
"""Seconds after which a platform that nothing waited for is looked at again, while others are being delivered to."""
_SHARE = 0.4
"""How much of a lease's term the platform has to answer."""


class Planner:
    """Lets slots come: opens what is due and rings for it. It never sends."""

    def __init__(self, database: Database, ledger: Ledger, queue: WorkQueue, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._queue = queue
        self._clock = clock
        self._notices = NoticeStore(database)
        self._earliest: datetime | None = None

    def earliest(self) -> datetime | None:
        """When the next slot comes or the next delivery may be tried again, as last looked up."""
        return self._earliest

    async def look_up(self) -> None:
        """Look up when there is something to do next."""
        self._earliest = await look_ahead(self._database, self._clock.now())

    async def open_due(self) -> int:
        """Open every slot that is due, of those a channel missed the newest; ring; how many were opened."""
        due = self._earliest
        if due is None or due > self._clock.now():
            await self.look_up()
            return 0
        opened, shard, more = 0, 0, True
        while more:
            batch = await open_due(self._database, self._clock.now())
            opened, more = opened + batch.waiting, batch.more
            if batch.missed:
                log.warning("briefings missed", number=batch.missed)
            await self._queue.ring(DELIVER, shard % SHARDS)
            shard += 1
        await self.look_up()
        return opened

    async def sweep(self) -> int:
        """Give up what is too late, and ring for whatever waits: rings may be lost. How many are due."""
        now = self._clock.now()
        due = await self._ledger.waiting(now)
        if due and (expired := await self._ledger.expire(now, GRACE)):
            log.error("deliveries given up", number=expired, reason="not sent within 3 hours of their time")
        words = await self._notices.waiting(now)
        for shard in range(min(SHARDS, -(-(due + words) // AT_ONCE))):
            await self._queue.ring(DELIVER, shard)
        return due


class Courier:
    """Delivers what is claimed, many channels at once, each channel in order."""

    def __init__(
        self,
        ledger: Ledger,
        briefings: BriefingStore,
        editor: Editor,
        platforms: Mapping[str, ChatPlatform],
        holds: HoldStore,
        clock: Clock,
        metrics: Metrics,
        courtesy: Courtesy | None = None,
    ) -> None:
        self._ledger = ledger
        self._briefings = briefings
        self._editor = editor
        self._platforms = platforms
        self._holds = holds
        self._clock = clock
        self._courtesy = courtesy or Courtesy()
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"[-80:]
        self._grip = Grip(ledger, self._owner, clock)
        self._seconds = ledger.lease.total_seconds() * _SHARE
        self._sender = Sender(editor, platforms, clock, metrics, self._may_post, ledger.overtaken, self._seconds)
        self._consequences = Consequences(briefings, clock)
        notices = NoticeStore(ledger.database)
        self._aftercare = Aftercare(ChannelStore(ledger.database), notices, platforms, clock, self._seconds)
        self._begins = GroupCommit(self._begin)
        self._begun: set[int] = set()
        self._acks = GroupCommit(self._write, pause=_BETWEEN_ACKS)
        self._on_the_way: set[asyncio.Task[bool]] = set()
        self._returned = asyncio.Event()
        self._sent = 0
        self._one_round = asyncio.Lock()
        self._busy: Counter[str] = Counter()
        self._stopping = False
        self._held: dict[Place, datetime] = {}

    async def deliver(self) -> int:
        """Deliver everything that waits; how many were sent."""
        async with self._one_round, self._holding():
            before = self._sent
            while not self._stopping:
                begun = {name: await self._begin_some(name, room) for name, room in self._rooms().items()}
                if not self._on_the_way:
                    break
                await self._some_arrive(dry={name for name, number in begun.items() if not number})
        return self._sent - before

    @asynccontextmanager
    async def _holding(self) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await self._grip.let_go()

    async def stop(self, seconds: float) -> None:
        """Claim nothing more; what is on its way has so many seconds to arrive, then it is cut off."""
        self._stopping = True
        if self._on_the_way:
            _, late = await asyncio.wait(set(self._on_the_way), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._acks.settled()

    async def _some_arrive(self, *, dry: Collection[str]) -> None:
        """Wait until a claim is worth it again, of a platform that is `dry` (nothing waits for it) after a while."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_AGAIN if dry else None):
                while self._on_the_way and not self._rooms().keys() - dry:
                    self._returned.clear()
                    await self._returned.wait()

    def _rooms(self) -> dict[str, int]:
        """How many more each platform may have on their way, if it is worth a claim: one that hangs holds up itself."""
        each = AT_ONCE if len(self._platforms) == 1 else AT_ONCE * 3 // 4
        rooms = {name: each - self._busy[name] for name in self._platforms}
        return {name: room for name, room in rooms.items() if room >= AT_ONCE // 4}

    async def _begin_some(self, platform: str, most: int) -> int:
        """Claim deliveries of a platform and set out with them; how many."""
        parcels = await self._claim(platform, most)
        self._busy[platform] += len(parcels)
        for parcel in parcels:
            task = asyncio.create_task(self._deliver(parcel), name=f"delivery {parcel.delivery.id}")
            self._on_the_way.add(task)
            task.add_done_callback(self._is_back)
        return len(parcels)

    def _is_back(self, task: asyncio.Task[bool]) -> None:
        self._on_the_way.discard(task)
        self._returned.set()
        if task.cancelled():
            return
        if error := task.exception():
            # Its lease runs out, and it comes again; the others are not to blame.
            log.error("delivery broke off", task=task.get_name(), error=type(error).__name__, reason=str(error))
        else:
            self._sent += task.result()

    async def _claim(self, platform: str, most: int) -> Sequence[Parcel]:
        now = self._clock.now()
        self._held = {place: until for place, until in self._held.items() if until > now}
        claimed, editions = await self._ledger.take(self._owner, now, most, (platform,))
        if not claimed:
            return ()
        self._grip.take()
        briefings = await self._briefings.by_ids([each.briefing for each in claimed])
        ready = await self._prepared(claimed, editions, briefings)
        return [
            Parcel(each, editions.get(each.edition), briefings.get(each.briefing), ready.get(each.edition))
            for each in claimed
        ]

    async def _prepared(
        self, claimed: Sequence[Delivery], editions: Mapping[int, Edition], briefings: Mapping[int, Briefing]
    ) -> Mapping[int, Composed | Recipe]:
        try:
            return await self._editor.prepare(claimed, editions, briefings)
        except SummarizerError as error:
            # Each is tried by itself then, and says what became of it.
            log.error("a batch could not be prepared", number=len(claimed), reason=str(error))
            return {}

    async def _deliver(self, parcel: Parcel) -> bool:
        try:
            return await self._deliver_one(parcel)
        finally:
            self._busy[parcel.delivery.place.platform] -= 1

    async def _deliver_one(self, parcel: Parcel) -> bool:
        delivery = parcel.delivery
        await self._courtesy.give_way()
        sent = await self._sender.send(parcel)
        if sent.skipped:
            await self._ledger.drop(delivery)
            log.info("nothing to say, and the channel wants no word of it", delivery=delivery.id)
            return False
        if sent.hold is not None:
            await self._hold_back(delivery.place, sent.hold)
        # Of a refusal first what it means for the briefing: if this process dies in between, the delivery is met again,
        # and whoever meets it finds that done. The other way round the owner would hear nothing until the next slot.
        # What arrived is written first: a database that is locked for long may cost the lease on it.
        if sent.refusal is not None:
            await self._consequences.draw(parcel, sent)
        await self._settle(sent.outcome)
        if sent.refusal is None:
            await self._consequences.draw(parcel, sent)
        _note(sent.outcome)
        if sent.outcome.state == "sent" and sent.outcome.message_id:
            await self._aftercare.see_to(parcel.briefing, delivery, sent.outcome.message_id, sent.lapsed)
        return sent.outcome.state == "sent"

    async def _settle(self, outcome: Outcome) -> None:
        """Write an outcome. A full disk or a locked database is waited for while the lease lasts."""
        for attempt in range(_TRIES_TO_WRITE):
            try:
                await self._acks.add(outcome)
            except SummarizerError as error:
                log.error("an outcome could not be written", delivery=outcome.delivery.id, reason=str(error))
                if attempt < _TRIES_TO_WRITE - 1:
                    await asyncio.sleep(self._ledger.lease.total_seconds() / 50 * 2**attempt)
            else:
                return

    async def _write(self, outcomes: Sequence[Outcome]) -> None:
        await self._ledger.settle(self._owner, outcomes)

    async def _hold_back(self, place: Place, seconds: float) -> None:
        """Leave a channel alone: this process at once, the others as soon as the row is there."""
        now = self._clock.now()
        until = now + timedelta(seconds=seconds)
        self._held[place] = until
        try:
            whole = await self._holds.hold(place, until, now)
        except SummarizerError as error:
            # What was refused is written all the same: it was not sent, and must not be taken for that.
            log.error("the other processes do not hear of a wait", reason=str(error))
            return
        log.warning("asked to wait", platform=place.platform, seconds=round(seconds), workspace_waits=whole)

    async def _may_post(self, delivery: Delivery) -> datetime | None:
        """None: yes, and the ledger knows that it is posted now. Otherwise when to try again."""
        if until := self._held_until(delivery.place):
            return until
        await self._begins.add(delivery.id)
        if delivery.id in self._begun:
            self._begun.discard(delivery.id)
            return None
        # Our lease is over, or about to be: whoever has it now sends it.
        return self._clock.now()

    async def _begin(self, ids: Sequence[int]) -> None:
        self._begun |= await self._ledger.begin(self._owner, ids, self._clock.now(), self._seconds)

    def _held_until(self, place: Place) -> datetime | None:
        """Until when this process was asked to leave the channel, or so many beside it, alone."""
        now = self._clock.now()
        beside = [
            until
            for held, until in self._held.items()
            if until > now and (held.platform, held.workspace) == (place.platform, place.workspace)
        ]
        own = self._held.get(place, now)
        return own if own > now else max(beside) if len(beside) >= SEVERAL else None


def _note(outcome: Outcome) -> None:
    delivery: Delivery = outcome.delivery
    if outcome.state == "failed":
        log.error("delivery failed", delivery=delivery.id, reason=outcome.reason)
    elif outcome.state != "sent":
        log.warning("delivery waits", delivery=delivery.id, state=outcome.state, reason=outcome.reason)
