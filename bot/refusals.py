"""What a refusal means beyond its delivery: a briefing that is stopped, or one whose owner gets a word.

Each is told once, however many processes meet the refusal: the row says who told it. Nothing here fails a delivery;
what cannot be written is met again at the next slot.
"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.notices import tell_owner, warn_owner
from bot.ports import ChatPlatform, Refusal
from bot.sending import Parcel, Sent
from bot.store.briefings import BriefingStore
from summarizer.errors import SummarizerError

log = structlog.get_logger(__name__)


class Consequences:
    """Draws them, for one courier."""

    def __init__(self, briefings: BriefingStore, platforms: Mapping[str, ChatPlatform]) -> None:
        self._briefings = briefings
        self._platforms = platforms

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
        if not await self._briefings.stop(delivery.briefing, reason):
            return
        log.error("briefing stopped", briefing=delivery.briefing, reason=reason)
        if briefing is not None:
            await tell_owner(self._platforms[delivery.place.platform], briefing, delivery, reason)

    async def _warn(self, parcel: Parcel, reason: str) -> None:
        """What somebody may allow again is tried at the next slot."""
        delivery, briefing = parcel.delivery, parcel.briefing
        if briefing is None or not await self._briefings.warn(briefing.id, reason):
            return
        log.error("briefing refused", briefing=briefing.id, reason=reason)
        await warn_owner(self._platforms[delivery.place.platform], briefing, delivery, reason)
