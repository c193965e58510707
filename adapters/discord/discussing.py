"""A thread for one story: opened once, and whoever wants to discuss the same story is led there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import discord

from adapters.discord.forums import MAX_TITLE
from adapters.discord.wire import RenderedPage
from bot.document import Document, Link, Text, paragraph
from bot.language import tr
from bot.pages import clip
from bot.render.visible import visible

OPEN_FOR: Final = 1440
"""Minutes without a message after which Discord puts a thread away."""


async def open_thread(
    interaction: discord.Interaction[Any], document: Document, pages: Sequence[RenderedPage], one_by_one: asyncio.Lock
) -> Document:
    """Post the pages into a thread called like the document, unless there is one; what tells the asker where it is.

    Raises what discord.py raises.
    """
    channel = interaction.channel
    assert isinstance(channel, discord.TextChannel)
    title = clip(" ".join(visible(document.summary).split()), MAX_TITLE) or "Tech news"
    # Of two people who press at once the second one is to find the first one's thread.
    async with one_by_one:
        thread = await _find(channel, title, interaction.application_id)
        if thread is None:
            kind = discord.ChannelType.news_thread if channel.is_news() else discord.ChannelType.public_thread
            thread = await channel.create_thread(name=title, type=kind, auto_archive_duration=OPEN_FOR)
            for page in pages:
                await thread.send(view=page)
    where = Link(title, f"https://discord.com/channels/{channel.guild.id}/{thread.id}")
    said = tr("The thread is open: ")
    return Document(said + title, (paragraph((Text(said), where)),))


async def _find(channel: discord.TextChannel, title: str, owner: int) -> discord.Thread | None:
    """Our own thread of that title in the channel, if it is open still."""
    opened = await channel.guild.active_threads()
    mine = (each for each in opened if each.parent_id == channel.id and each.owner_id == owner)
    return next((each for each in mine if each.name == title), None)
