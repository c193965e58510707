"""What a refusal means beyond its delivery: a briefing that is stopped, or one whose owner gets a word.

Each is told once, however many processes meet the refusal: the briefing's row and the word to its owner are one
transaction, and the word is told from its table. Nothing here fails a delivery; what cannot be written is met again at
the next slot.
"""

from __future__ import annotations

import structlog

from bot.notices import of_a_refusal, of_a_stop
from bot.ports import Refusal
from bot.sending import Parcel, Sent
from bot.store.briefings import BriefingStore
from summarizer.errors import SummarizerError
from summarizer.ports import Clock

log = structlog.get_logger(__name__)


class Consequences:
    """Draws them, for one courier."""

    def __init__(self, briefings: BriefingStore, clock: Clock) -> None:
        self._briefings = briefings
        self._clock = clock

    async def draw(self, parcel: Parcel, sent: Sent) -> None:
        """Stop the briefing, warn its owner, or take a warning back; it never raises. An update has none: what it met
        may be about its thread alone."""
        if parcel.delivery.under is not None:
            return
        try:
            if sent.refusal is Refusal.GONE:
                await self._stop(parcel, sent.outcome.reason or "")
            elif sent.refusal is Refusal.FORBIDDEN:
                await self._warn(parcel, sent.outcome.reason or "")
            elif sent.outcome.state == "sent" and parcel.briefing and parcel.briefing.warned:
                await self._briefings.unwarn(parcel.briefing.id)
        except SummarizerError as error:
            log.error("a refusal could not be noted", briefing=parcel.delivery.briefing, reason=str(error))

    async def _stop(self, parcel: Parcel, reason: str) -> None:
        """What only people can change is not tried every morning."""
        delivery, briefing = parcel.delivery, parcel.briefing
        told = of_a_stop(briefing, delivery, reason) if briefing else None
        if await self._briefings.stop(delivery.briefing, reason, told, self._clock.now()):
            log.error("briefing stopped", briefing=delivery.briefing, reason=reason)

    async def _warn(self, parcel: Parcel, reason: str) -> None:
        """What somebody may allow again is tried at the next slot."""
        delivery, briefing = parcel.delivery, parcel.briefing
        if briefing is None:
            return
        told = of_a_refusal(briefing, delivery, reason)
        if await self._briefings.warn(briefing.id, reason, told, self._clock.now()):
            log.error("briefing refused", briefing=briefing.id, reason=reason)
