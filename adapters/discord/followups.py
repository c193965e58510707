"""What is sent after an interaction was acknowledged, where the answer to it was lost: done again only if that does it
once.

An edit and a post with a nonce may be repeated. A followup has no nonce: one for everybody is marked like a briefing's
page and looked for before it is sent again, and where nobody can look, the asker is told so. A private one that comes
after the first page cannot be looked for, and is not sent again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import discord

from adapters.discord.posting import was_posted
from adapters.discord.render import Payload
from adapters.discord.typed import mark_for
from adapters.discord.wire import UNREACHABLE, RenderedPage, say_refusal
from bot.language import mark
from bot.ports import Refusal, ReplyRefused

T = TypeVar("T")
UNSURE = mark("Discord did not say whether it posted that. Look into the channel.")


async def twice_if_lost(do: Callable[[], Awaitable[T]]) -> T:
    """Do what may be done twice once more if its answer was lost. Raises what discord.py raises."""
    try:
        return await do()
    except UNREACHABLE as error:
        if say_refusal(error).meaning is not Refusal.UNSURE:
            raise
    return await do()


async def announce(interaction: discord.Interaction[Any], pages: Sequence[Payload], what: str) -> None:
    """Show pages to everybody, each once: it takes no permission in the channel, and shows whose command it was.

    Raises what discord.py raises, and ReplyRefused where nobody can tell whether a page arrived.
    """
    for number, payload in enumerate(pages):
        known_by = mark_for(f"{what} {interaction.id}", number, last=False)
        try:
            await interaction.followup.send(view=RenderedPage(payload, known_by), ephemeral=False)
        except UNREACHABLE as error:
            if say_refusal(error).meaning is not Refusal.UNSURE:
                raise
            if not await _is_there(interaction, known_by):
                await interaction.followup.send(view=RenderedPage(payload, known_by), ephemeral=False)


async def _is_there(interaction: discord.Interaction[Any], known_by: int) -> bool:
    try:
        found = await was_posted(interaction.client, interaction.channel_id or 0, known_by)
    except UNREACHABLE as error:
        raise ReplyRefused(UNSURE) from error
    if found is None:
        raise ReplyRefused(UNSURE)
    return found
