"""A word in private to the owner of a briefing, when it was stopped or something they wished could not be done."""

from __future__ import annotations

import asyncio

import structlog

from bot.document import note
from bot.language import speaking, tr
from bot.ports import ChatPlatform, Place, Refusal, ReplyRefused
from bot.reasons import say_reason
from bot.schedule import say_schedule
from bot.store.briefings import Briefing
from bot.store.outcomes import Delivery

log = structlog.get_logger(__name__)
OPERATOR = "operator"
"""The owner of a briefing that was set from the command line; the log tells them."""
_WAIT = 5.0
_LONGEST = 60.0
"""Seconds that a word waits for its turn, once: it is said only now."""


async def tell_owner(platform: ChatPlatform, briefing: Briefing, delivery: Delivery, reason: str) -> None:
    """Tell the owner that the briefing was stopped and how to go on. What cannot be told is logged."""
    with speaking(briefing.channel.speaks):
        said = tr(
            "I stopped the briefing that you set ({schedule}): {reason}."
            " `briefing resume` in the channel lets it come again.",
            schedule=say_schedule(briefing.schedule),
            reason=say_reason(reason).rstrip("."),
        )
    await write_to_owner(platform, briefing, said, key=f"{delivery.key}o")


async def warn_owner(platform: ChatPlatform, briefing: Briefing, delivery: Delivery, reason: str) -> None:
    """Tell the owner that it could not be posted, and that the next one is tried. What cannot be told is logged."""
    with speaking(briefing.channel.speaks):
        said = tr(
            "I could not post the briefing that you set ({schedule}): {reason}. I will try again with the next one.",
            schedule=say_schedule(briefing.schedule),
            reason=say_reason(reason).rstrip("."),
        )
    await write_to_owner(platform, briefing, said, key=f"{delivery.key}o")


async def write_to_owner(platform: ChatPlatform, briefing: Briefing, said: str, *, key: str) -> None:
    """Write to the owner in private. What cannot be told is logged."""
    if briefing.owner == OPERATOR:
        return
    refused = await _write(platform, briefing, said, key)
    if refused and refused.meaning is Refusal.LATER and (wait := refused.retry_after or _WAIT) <= _LONGEST:
        await asyncio.sleep(wait)
        refused = await _write(platform, briefing, said, key)
    if refused:
        log.warning("the owner could not be told", briefing=briefing.id, reason=str(refused))


async def _write(platform: ChatPlatform, briefing: Briefing, said: str, key: str) -> ReplyRefused | None:
    try:
        place = await _private(platform, briefing)
        await platform.post(place, note(said), key=key)
    except ReplyRefused as refused:
        return refused
    return None


async def _private(platform: ChatPlatform, briefing: Briefing) -> Place:
    """Where the owner is written to: some platforms open a channel for that, others take the person for one."""
    open_channel = getattr(platform, "direct_place", None)
    if open_channel is None:
        return Place(platform.name, briefing.place.workspace, briefing.owner)
    place: Place = await open_channel(briefing.owner)
    return place
