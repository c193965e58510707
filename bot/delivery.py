"""From a due slot to a posted edition: once, on time, and never twice.

Three steps, each its own transaction, so that a crash between any two loses nothing: a slot comes (edition and
delivery are opened), the edition is composed and frozen, the delivery is claimed and posted. A delivery that may have
arrived is looked for on the platform before it is posted again.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from bot.editions import Editor
from bot.metrics import Metrics
from bot.ports import ChatPlatform, ReplyRefused, WorkQueue
from bot.schedule import newest_slot
from bot.store.briefings import Briefing, BriefingStore
from bot.store.ledger import Delivery, Ledger
from summarizer.errors import SummarizerError
from summarizer.ports import Clock
from summarizer.store.seen import SeenStore

log = structlog.get_logger(__name__)
LATE = timedelta(minutes=5)
ATTEMPTS = 8
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 900.0
DELIVER = "deliver"


class Planner:
    """Lets slots come: opens what is due and rings for it. It never sends."""

    def __init__(self, briefings: BriefingStore, ledger: Ledger, queue: WorkQueue, clock: Clock) -> None:
        self._briefings = briefings
        self._ledger = ledger
        self._queue = queue
        self._clock = clock
        self._earliest: datetime | None = None

    def earliest(self) -> datetime | None:
        """When the next slot comes, as last looked up."""
        return self._earliest

    async def look_up(self) -> None:
        """Look up when the next slot comes."""
        self._earliest = await self._briefings.earliest()

    async def open_due(self) -> int:
        """Open every slot that is due: of those a channel missed, the newest; how many were opened."""
        now = self._clock.now()
        opened = 0
        for briefing in await self._briefings.due(now):
            slot = newest_slot(briefing.schedule, now) or briefing.next
            if slot is None or briefing.next is None or slot.at < briefing.next.at:
                slot = briefing.next
            if slot is not None and await self._ledger.open_slot(briefing, slot, now, late=now - slot.at > LATE):
                opened += 1
        if opened:
            await self._queue.ring(DELIVER)
        await self.look_up()
        return opened


class Courier:
    """Delivers what is claimed."""

    def __init__(
        self,
        ledger: Ledger,
        briefings: BriefingStore,
        editor: Editor,
        platforms: Mapping[str, ChatPlatform],
        seen: SeenStore,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._ledger = ledger
        self._briefings = briefings
        self._editor = editor
        self._platforms = platforms
        self._seen = seen
        self._clock = clock
        self._metrics = metrics
        self._owner = f"{socket.gethostname()}:{os.getpid()}"

    async def deliver(self) -> int:
        """Deliver everything that waits; how many were sent."""
        sent = 0
        while claimed := await self._ledger.claim(self._owner, self._clock.now()):
            for delivery in claimed:
                sent += await self._deliver(delivery)
        return sent

    async def _deliver(self, delivery: Delivery) -> bool:
        platform = self._platforms.get(delivery.place.platform)
        briefing = await self._briefings.by_id(delivery.briefing)
        edition = await self._ledger.edition(delivery.edition)
        if platform is None:
            await self._again(delivery, f"{delivery.place.platform} is not connected")
            return False
        if edition is None or (briefing is None and edition.content is None):
            await self._ledger.mark_failed(delivery, "its briefing was removed")
            return False
        try:
            return await self._post(platform, delivery, briefing)
        except ReplyRefused as error:
            await self._refused(delivery, error)
        except SummarizerError as error:
            await self._again(delivery, str(error))
        return False

    async def _post(self, platform: ChatPlatform, delivery: Delivery, briefing: Briefing | None) -> bool:
        edition = await self._ledger.edition(delivery.edition)
        assert edition is not None
        if briefing is not None:
            composed = await self._editor.frozen(edition, briefing, late=delivery.late)
        else:
            from bot.editions import composed_of

            composed = composed_of(edition)
        message = None
        if delivery.state == "ambiguous":
            message = await platform.find_sent(delivery.place, key=delivery.key)
            self._metrics.duplicates_averted.inc(message is not None)
            log.info("asked the platform before sending again", delivery=delivery.id, found=message is not None)
        if message is None:
            message = await platform.post(delivery.place, composed.document, key=delivery.key)
        now = self._clock.now()
        await self._seen.mark([delivery.place.key], composed.stories, now)
        await self._ledger.mark_sent(delivery, message, now)
        self._metrics.lateness.observe(max(0.0, (now - delivery.due_at).total_seconds()))
        return True

    async def _refused(self, delivery: Delivery, error: ReplyRefused) -> None:
        if error.permanent or delivery.attempts + 1 >= ATTEMPTS:
            log.error("delivery failed", delivery=delivery.id, reason=str(error))
            await self._ledger.mark_failed(delivery, str(error))
            return
        await self._again(delivery, str(error), error.retry_after)

    async def _again(self, delivery: Delivery, reason: str, after: float | None = None) -> None:
        wait = after if after is not None else min(_LONGEST_WAIT, _FIRST_WAIT * 2**delivery.attempts)
        log.warning("delivery waits", delivery=delivery.id, reason=reason, seconds=round(wait))
        await self._ledger.put_back(delivery, self._clock.now() + timedelta(seconds=wait), reason)
