"""Posting over REST, and finding again what was posted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from adapters.discord.answer import UNREACHABLE
from adapters.discord.render import Payload
from adapters.discord.typed import mark_for, nonce_for
from adapters.discord.wire import RenderedPage, say_refusal
from bot.ports import Place, ReplyRefused

LOOK_BACK = 100
"""Messages that are looked through for a post: one request."""
FORUM_THREADS = 5
"""Threads of a forum that are looked into, newest first: one request each."""
MAX_TITLE = 100
_NON_TEXT = 50008


@asynccontextmanager
async def refusing() -> AsyncIterator[None]:
    """Turn whatever Discord or the way to it refuses into ReplyRefused."""
    try:
        yield
    except (*UNREACHABLE, discord.LoginFailure) as error:
        raise say_refusal(error) from error


async def post_pages(client: discord.Client, place: Place, pages: list[Payload], title: str, key: str) -> str:
    """Post the pages in order and return the id of the first message. Raises what discord.py raises."""
    channel = _channel(client, place)
    # Of a post of several pages a part may be there already, from longer ago than nonces are remembered.
    sent = await _marks(client, channel) if len(pages) > 1 else {}
    ids: list[str] = []
    for number, page in enumerate(pages):
        mark = mark_for(key, number, last=number == len(pages) - 1)
        if mark in sent:
            ids.append(sent[mark])
            continue
        view = RenderedPage(page, mark)
        try:
            ids.append(str((await channel.send(view=view, nonce=nonce_for(key, number))).id))
        except discord.HTTPException as error:
            if error.code != _NON_TEXT or number:
                raise
            channel, first = await _open_thread(client, place, view, title)
            ids.append(first)
    return ids[0]


async def _open_thread(
    client: discord.Client, place: Place, view: RenderedPage, title: str
) -> tuple[discord.PartialMessageable, str]:
    """A forum takes no messages, but threads: one for the post. Its first message has the thread's id."""
    forum = await client.fetch_channel(_number(place.channel))
    if not isinstance(forum, discord.ForumChannel):
        raise ReplyRefused("Nobody can write in a channel of that kind. Choose a text channel.", permanent=True)
    made = await forum.create_thread(name=title[:MAX_TITLE] or "Tech digest", view=view)
    return client.get_partial_messageable(made.thread.id), str(made.message.id)


async def find_post(client: discord.Client, place: Place, key: str) -> str | None:
    """The id of the first message of a post of which the last page is there.

    Discord keeps no nonce with a message (only the answer to the sender has it), so a post is known by the id of its
    outermost component: we choose it, Discord keeps it, and every message of our own comes back with its components.
    """
    last = mark_for(key, 0, last=True)
    channel = await client.fetch_channel(_number(place.channel))
    if isinstance(channel, discord.ForumChannel):
        sent = await _forum_marks(client, channel)
    else:
        sent = await _marks(client, _channel(client, place))
    return sent.get(mark_for(key, 0, last=False), sent[last]) if last in sent else None


async def _marks(client: discord.Client, channel: Any) -> dict[int, str]:
    """Message ids by mark, of our own messages among the channel's last ones."""
    found: dict[int, str] = {}
    async for message in channel.history(limit=LOOK_BACK):
        if client.user is not None and message.author.id == client.user.id and message.components:
            found.setdefault(message.components[0].id or 0, str(message.id))
    return found


async def _forum_marks(client: discord.Client, forum: discord.ForumChannel) -> dict[int, str]:
    """The same for the newest threads of a forum."""
    guild = await client.fetch_guild(forum.guild.id, with_counts=False)
    inside = [thread for thread in await guild.active_threads() if thread.parent_id == forum.id]
    found: dict[int, str] = {}
    for thread in sorted(inside, key=lambda each: each.id, reverse=True)[:FORUM_THREADS]:
        found |= await _marks(client, client.get_partial_messageable(thread.id))
    return found


async def open_direct(client: discord.Client, user: str) -> str:
    """The id of the direct channel with a person."""
    channel = await client.create_dm(discord.Object(_number(user)))
    return str(channel.id)


async def publish(client: discord.Client, place: Place, message: str) -> None:
    """Crosspost a message."""
    await _channel(client, place).get_partial_message(_number(message)).publish()


def _channel(client: discord.Client, place: Place) -> discord.PartialMessageable:
    return client.get_partial_messageable(_number(place.channel))


def _number(snowflake: str) -> int:
    if not snowflake.isdecimal():
        raise ReplyRefused(f'"{snowflake[:40]}" is no Discord id: those are long numbers.', permanent=True)
    return int(snowflake)
