"""What a briefing may do beside being read: wake one role, and go on to those who follow the channel."""

from __future__ import annotations

import discord

from adapters.discord.forums import MISSING_PERMISSIONS
from adapters.discord.posting import find_pages
from adapters.discord.wire import number_of, partial_channel, say_refusal
from bot.language import mark
from bot.ports import Mention, MentionLapsed, Place, Refusal, ReplyRefused

UNKNOWN_ROLE = "The role {name} is gone, so a briefing mentions nobody any more. `/briefing mention` sets another one."
NOT_FOLLOWED = mark(
    "Only an announcement channel can be followed. Make it one in its settings, then `/briefing publish` again."
)
MAY_NOT_PUBLISH = mark("I may not publish there. Give me Send Messages and Manage Messages in that channel.")
TOO_MANY = mark("Discord publishes ten messages an hour in a channel, and those were used up.")
_NOT_FOLLOWED, _PUBLISHED = 50024, 40033


async def check_mention(client: discord.Client, place: Place, mention: Mention, *, connected: bool) -> None:
    """Raises MentionLapsed if the role is gone, and what discord.py raises.

    While the gateway is up its own picture of the server is true; a worker without one asks.
    """
    guild = client.get_guild(number_of(place.workspace)) if connected else None
    if guild is None:
        guild = await client.fetch_guild(number_of(place.workspace), with_counts=False)
    role = guild.get_role(int(mention.id)) if mention.id.isdecimal() else None
    if role is None or role.is_default():
        raise MentionLapsed(UNKNOWN_ROLE.format(name=mention.name))


async def publish_pages(client: discord.Client, place: Place, message: str, key: str) -> None:
    """Crosspost every message of a post; those that were crossposted already stay so. Raises ReplyRefused."""
    channel = partial_channel(client, place)
    for page in await find_pages(client, place, key) or [message]:
        try:
            await channel.get_partial_message(number_of(page)).publish()
        except discord.HTTPException as error:
            if error.code != _PUBLISHED:
                raise _say(error) from error
        except discord.RateLimited as error:
            raise ReplyRefused(TOO_MANY, retry_after=error.retry_after) from error


def _say(error: discord.HTTPException) -> ReplyRefused:
    if error.code == _NOT_FOLLOWED:
        return ReplyRefused(NOT_FOLLOWED, Refusal.FORBIDDEN)
    if error.code == MISSING_PERMISSIONS:
        return ReplyRefused(MAY_NOT_PUBLISH, Refusal.FORBIDDEN)
    refused = say_refusal(error)
    return ReplyRefused(TOO_MANY, retry_after=refused.retry_after) if refused.retry_after else refused
