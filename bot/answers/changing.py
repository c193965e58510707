"""Changing what is set for a channel: allowed, kept, announced, written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answers.telling import tell
from bot.document import note
from bot.permissions import may_change, say_refusal
from bot.ports import Asker, Reply
from bot.services import Services
from bot.store.channels import Channel


async def refusal(services: Services, asker: Asker) -> Reply | None:
    """The answer to somebody who may not change this channel; None if they may."""
    briefing = await services.briefings.at(asker.place)
    return None if may_change(asker, briefing) else tell(asker, say_refusal(asker))


async def change_channel(
    services: Services, asker: Asker, change: Callable[[Channel], Channel], what: str, hint: str = ""
) -> Reply:
    """Change the channel's settings and announce that in one line: "This channel now follows rust."."""
    if refused := await refusal(services, asker):
        return refused
    await services.channels.change(asker.place, change)
    return await announce(services, asker, f"This channel {what}.", hint)


async def announce(services: Services, asker: Asker, change: str, hint: str = "") -> Reply:
    """Write a change down and tell everybody in the channel; alone with the bot, only the asker."""
    await services.marks.note_change(asker, change, services.clock.now())
    told = tell(asker, f"{change} {hint}".strip())
    return told if asker.is_direct else replace(told, announcement=note(change))
