"""A word in private to the owner of a briefing that was stopped."""

from __future__ import annotations

import structlog

from bot.document import note
from bot.ports import ChatPlatform, Place, ReplyRefused
from bot.schedule import say_schedule
from bot.store.briefings import Briefing
from bot.store.ledger import Delivery

log = structlog.get_logger(__name__)
OPERATOR = "operator"
"""The owner of a briefing that was set from the command line; the log tells them."""


async def tell_owner(platform: ChatPlatform, briefing: Briefing, delivery: Delivery, reason: str) -> None:
    """Tell the owner that the briefing was stopped and how to go on. What cannot be told is logged."""
    if briefing.owner == OPERATOR:
        return
    said = (
        f"I stopped the briefing that you set ({say_schedule(briefing.schedule)}): {reason.rstrip('.')}."
        " `briefing resume` in the channel lets it come again."
    )
    try:
        place = await _private(platform, briefing)
        await platform.post(place, note(said), key=f"{delivery.key}o")
    except ReplyRefused as error:
        log.warning("the owner could not be told", briefing=briefing.id, reason=str(error))


async def _private(platform: ChatPlatform, briefing: Briefing) -> Place:
    """Where the owner is written to: some platforms open a channel for that, others take the person for one."""
    open_channel = getattr(platform, "direct_place", None)
    if open_channel is None:
        return Place(platform.name, briefing.place.workspace, briefing.owner)
    place: Place = await open_channel(briefing.owner)
    return place
