"""Threads that Discord has put away because nobody wrote in them for a while: what is posted there opens them again."""

from __future__ import annotations

import discord

from adapters.discord.refusals import ARCHIVED, LOCKED, MEANINGS
from bot.ports import ReplyRefused


async def reopen(client: discord.Client, thread: int) -> None:
    """Open a thread again. Raises ReplyRefused where it is locked, or the bot may not, and what discord.py raises."""
    found = await client.fetch_channel(thread)
    if not isinstance(found, discord.Thread):
        return
    if found.locked:
        raise _refused(LOCKED)
    try:
        await found.edit(archived=False)
    except discord.Forbidden as error:
        raise _refused(ARCHIVED) from error


def _refused(code: int) -> ReplyRefused:
    meaning, words = MEANINGS[code]
    return ReplyRefused(words, meaning)


__all__ = ["ARCHIVED", "reopen"]
