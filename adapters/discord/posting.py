"""Posting over REST, and finding again what was posted."""

from __future__ import annotations

import itertools
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord

from adapters.discord.forums import MAY_NOT_POST, MAY_NOT_REPLY, MAY_NOT_WRITE, MISSING_PERMISSIONS, open_post
from adapters.discord.render import Payload, without_layout
from adapters.discord.reopening import ARCHIVED, reopen
from adapters.discord.typed import mark_for, nonce_for
from adapters.discord.wire import UNREACHABLE, RenderedPage, number_of, partial_channel, say_refusal
from bot.ports import Place, Refusal, ReplyRefused

LOOK_BACK = 100
"""Messages that are looked through for a post: one request."""
LOOKED_FOR = timedelta(hours=4)
"""So long a post is looked for: longer than it is tried."""
FORUM_THREADS = 5
"""Threads of ours in a forum that are looked into, newest first: one request each."""
_NON_TEXT = 50008

_logger = logging.getLogger(__name__)


@asynccontextmanager
async def refusing() -> AsyncIterator[None]:
    """Turn whatever Discord or the way to it refuses into ReplyRefused."""
    try:
        yield
    except (*UNREACHABLE, discord.LoginFailure) as error:
        raise say_refusal(error) from error


async def post_pages(client: discord.Client, place: Place, pages: list[Payload], title: str, key: str) -> str:
    """Post the pages in order and return the id of the first message. Raises ReplyRefused and what discord.py raises.

    A later page whose layout is refused goes out as plain words: half of a message is there already.
    """
    channel = partial_channel(client, place)
    # Of a post of several pages a part may be there already, from longer ago than nonces are remembered.
    sent = (await _seen_in(client, place)).sent if len(pages) > 1 else {}
    ids: list[str] = []
    for number, page in enumerate(pages):
        mark = mark_for(key, number, last=number == len(pages) - 1)
        if mark in sent:
            ids.append(sent[mark].message)
            channel = client.get_partial_messageable(sent[mark].channel)
            continue
        view, nonce, allowed = RenderedPage(page, mark), nonce_for(key, number), allowed_by(page)
        try:
            ids.append(await _send(client, channel, view, nonce, allowed))
        except discord.HTTPException as error:
            if number:
                ids.append(await _send_plainly(channel, page, mark, nonce, error))
            elif error.code == MISSING_PERMISSIONS:
                raise await _say_missing(client, place) from error
            elif error.code == _NON_TEXT:
                thread, first = await open_post(await _forum(client, place), view, title, allowed)
                channel = client.get_partial_messageable(thread)
                ids.append(first)
            else:
                raise
    return ids[0]


def allowed_by(page: Payload) -> discord.AllowedMentions:
    """What a page may wake: the roles that it names as such, and nobody else."""
    roles = [discord.Object(int(role)) for role in page["allowed_mentions"].get("roles", [])]
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


async def _send(
    client: discord.Client,
    channel: discord.PartialMessageable,
    view: RenderedPage,
    nonce: str,
    allowed: discord.AllowedMentions,
) -> str:
    """Send one page; a thread that was put away meanwhile is opened again. Raises as `post_pages`."""
    try:
        return str((await channel.send(view=view, nonce=nonce, allowed_mentions=allowed)).id)
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
    await reopen(client, channel.id)
    return str((await channel.send(view=view, nonce=nonce, allowed_mentions=allowed)).id)


async def _send_plainly(
    channel: discord.PartialMessageable, page: Payload, mark: int, nonce: str, error: discord.HTTPException
) -> str:
    """Send a page as plain words if it was its layout that was refused. Raises what discord.py raises."""
    if say_refusal(error).meaning is not Refusal.LAYOUT:
        raise error
    _logger.error("Discord refused the layout of a page: %s", error)
    view = RenderedPage(without_layout(page), mark)
    return str((await channel.send(view=view, nonce=nonce)).id)


async def _say_missing(client: discord.Client, place: Place) -> ReplyRefused:
    """Which permissions it takes to write there. Raises what discord.py raises."""
    channel = await client.fetch_channel(number_of(place.channel))
    words = MAY_NOT_POST if isinstance(channel, discord.ForumChannel) else MAY_NOT_WRITE
    return ReplyRefused(MAY_NOT_REPLY if isinstance(channel, discord.Thread) else words, Refusal.FORBIDDEN)


async def _forum(client: discord.Client, place: Place) -> discord.ForumChannel:
    forum = await client.fetch_channel(number_of(place.channel))
    if not isinstance(forum, discord.ForumChannel):
        raise ReplyRefused("Nobody can write in a channel of that kind. Choose a text channel.", Refusal.GONE)
    return forum


async def find_post(client: discord.Client, place: Place, key: str) -> str | None:
    """The id of the first message of a post of which the last page is there; None: it is not.

    Raises ReplyRefused where nobody can tell: Discord shows an empty channel to whom it does not show its history.

    Discord keeps no nonce with a message (only the answer to the sender has it), so a post is known by the id of its
    outermost component: we choose it, Discord keeps it, and every message of our own comes back with its components.
    """
    last = mark_for(key, 0, last=True)
    seen = await _seen_in(client, place)
    if last not in seen.sent and not seen.whole:
        raise ReplyRefused("I cannot look far enough back. Give me Read Message History there.", Refusal.FORBIDDEN)
    return seen.sent.get(mark_for(key, 0, last=False), seen.sent[last]).message if last in seen.sent else None


async def find_pages(client: discord.Client, place: Place, key: str) -> list[str]:
    """The ids of all messages of a post, in order, as far as they can be seen."""
    sent = (await _marks(client, partial_channel(client, place))).sent
    numbers = itertools.takewhile(lambda number: mark_for(key, number, last=False) in sent, itertools.count())
    marks = [*(mark_for(key, number, last=False) for number in numbers), mark_for(key, 0, last=True)]
    return [sent[mark].message for mark in marks if mark in sent]


async def was_posted(client: discord.Client, channel: int, known_by: int) -> bool | None:
    """Whether a message of ours with that mark is among the channel's last ones; None: nobody can tell."""
    seen = await _marks(client, client.get_partial_messageable(channel))
    return known_by in seen.sent or (False if seen.whole else None)


@dataclass(frozen=True, slots=True)
class _Sent:
    """One of our messages, and the channel or thread that it is in."""

    message: str
    channel: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """Our messages by mark; `whole`: every message that matters was looked at."""

    sent: dict[int, _Sent]
    whole: bool


async def _seen_in(client: discord.Client, place: Place) -> _Seen:
    channel = await client.fetch_channel(number_of(place.channel))
    if isinstance(channel, discord.ForumChannel):
        return await _forum_marks(client, channel)
    return await _marks(client, partial_channel(client, place))


async def _marks(client: discord.Client, channel: Any) -> _Seen:
    """Our own messages among the channel's last ones."""
    found: dict[int, _Sent] = {}
    seen, oldest = 0, discord.utils.utcnow()
    async for message in channel.history(limit=LOOK_BACK):
        seen, oldest = seen + 1, message.created_at
        if client.user is not None and message.author.id == client.user.id and message.components:
            found.setdefault(message.components[0].id or 0, _Sent(str(message.id), message.channel.id))
    far_enough = seen < LOOK_BACK or oldest < discord.utils.utcnow() - LOOKED_FOR
    return _Seen(found, whole=seen > 0 and far_enough)


async def _forum_marks(client: discord.Client, forum: discord.ForumChannel) -> _Seen:
    """The same for our own newest threads of a forum, those included that it has put away: it may do so in an hour."""
    guild = await client.fetch_guild(forum.guild.id, with_counts=False)
    me = client.user.id if client.user else 0
    ours = [each.id for each in await guild.active_threads() if (each.parent_id, each.owner_id) == (forum.id, me)]
    away = await _put_away(forum, me)
    ours += away or []
    found: dict[int, _Sent] = {}
    for thread in sorted(ours, reverse=True)[:FORUM_THREADS]:
        found |= (await _marks(client, client.get_partial_messageable(thread))).sent
    left = sorted(ours, reverse=True)[FORUM_THREADS:]
    oldest = discord.utils.utcnow() - LOOKED_FOR
    far_enough = not left or discord.utils.snowflake_time(left[0]) < oldest
    return _Seen(found, whole=away is not None and far_enough)


async def _put_away(forum: discord.ForumChannel, me: int) -> list[int] | None:
    """Our own threads that a forum has put away lately; None: it does not show them to us."""
    try:
        return [each.id async for each in forum.archived_threads(limit=LOOK_BACK) if each.owner_id == me]
    except discord.Forbidden:
        return None


async def open_direct(client: discord.Client, user: str) -> str:
    """The id of the direct channel with a person."""
    channel = await client.create_dm(discord.Object(number_of(user)))
    return str(channel.id)
