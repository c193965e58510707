"""Changing what is set for a channel: allowed, kept, announced, written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answers.telling import tell
from bot.document import note
from bot.language import ENGLISH, speaking
from bot.permissions import may_change, say_refusal
from bot.ports import Asker, Reply
from bot.services import Services
from bot.store.channels import Channel

Saying = Callable[[], str]
"""Says a change, in whichever language is spoken just then: the asker and the channel may read different ones."""


async def refusal(services: Services, asker: Asker) -> Reply | None:
    """The answer to somebody who may not change this channel; None if they may."""
    briefing = await services.briefings.at(asker.place)
    return None if may_change(asker, briefing) else tell(asker, say_refusal(asker))


async def change_channel(
    services: Services, asker: Asker, change: Callable[[Channel], Channel], say: Saying, hint: str = ""
) -> Reply:
    """Change the channel's settings and announce that in one line: "This channel now follows rust."."""
    if refused := await refusal(services, asker):
        return refused
    await services.channels.change(asker.place, change)
    return await announce(services, asker, say, hint)


async def announce(services: Services, asker: Asker, say: Saying, hint: str = "") -> Reply:
    """Write a change down (in English) and tell everybody in the channel, in its language; alone with the bot, only
    the asker."""
    speaks = await _listen(services, asker)
    with speaking(ENGLISH):
        await services.marks.note_change(asker, say(), services.clock.now())
    told = tell(asker, f"{say()} {hint}".strip())
    if asker.is_direct:
        return told
    with speaking(speaks):
        return replace(told, announcement=note(say()))


async def _listen(services: Services, asker: Asker) -> str:
    """What the channel speaks; what was heard there is kept with its settings."""
    channel = await services.channels.get(asker.place)
    if channel.id is not None and hear(channel, asker) != channel:
        channel = await services.channels.change(asker.place, lambda now: hear(now, asker))
    return hear(channel, asker).speaks


def hear(channel: Channel, asker: Asker) -> Channel:
    """The channel with the language that is spoken there: its platform's, or else that of whoever came first."""
    return replace(channel, spoken=asker.place_language or channel.spoken or asker.language)
