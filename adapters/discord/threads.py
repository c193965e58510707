"""Adding to what was posted: in the thread under the message, which is begun when it is first needed.

The thread of a message has the message's id, and what begins a forum's thread has that of the thread, so that nothing
has to be remembered. Where there are no threads, in a direct conversation or in a thread itself, it is one more
message there.
"""

from __future__ import annotations

from dataclasses import replace

import discord

from adapters.discord.forums import MAX_TITLE
from adapters.discord.posting import find_post, post_pages
from adapters.discord.render import Payload
from adapters.discord.wire import number_of
from bot.ports import Place, Refusal, ReplyRefused

_UNKNOWN_CHANNEL = 10003
_UNKNOWN_MESSAGE = 10008
_BEGUN_ALREADY = 160004


async def post_under(
    client: discord.Client, place: Place, message: str, pages: list[Payload], title: str, key: str
) -> str:
    """Post the pages under the message; the id of the first of them. Raises ReplyRefused and what discord.py raises."""
    thread = replace(place, channel=message)
    try:
        return await post_pages(client, thread, pages, title, key)
    except discord.NotFound as missing:
        if missing.code != _UNKNOWN_CHANNEL:
            raise
    begun = await _begin_thread(client, place, message, title)
    return await post_pages(client, thread if begun else place, pages, title, key)


async def find_under(client: discord.Client, place: Place, message: str, key: str) -> str | None:
    """What was posted under the message with that key; None: it was not. Raises what `find_post` raises."""
    try:
        return await find_post(client, replace(place, channel=message), key)
    except discord.NotFound as missing:
        if missing.code != _UNKNOWN_CHANNEL:
            raise
    channel = await client.fetch_channel(number_of(place.channel))
    return None if isinstance(channel, discord.TextChannel) else await find_post(client, place, key)


async def _begin_thread(client: discord.Client, place: Place, message: str, title: str) -> bool:
    """Begin the thread of a message; False: there are none where it is. Raises as `post_under`."""
    channel = await client.fetch_channel(number_of(place.channel))
    if not isinstance(channel, discord.TextChannel):
        return False
    try:
        await channel.get_partial_message(number_of(message)).create_thread(name=title[:MAX_TITLE])
    except discord.HTTPException as error:
        if error.code == _UNKNOWN_MESSAGE:
            raise ReplyRefused("The message that this adds to was deleted.", Refusal.FORBIDDEN) from error
        if error.code != _BEGUN_ALREADY:
            raise
    return True
