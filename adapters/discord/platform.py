"""Discord as a chat platform: typed commands and buttons come in, documents go out.

discord.py is imported when the platform first connects, not before. Workers that only post never open a gateway.
"""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from adapters.discord.render import render_messages, render_plain
from adapters.discord.settings import DiscordSeams, DiscordSettings
from bot.document import Document
from bot.ports import Handler, Mention, Place, PlatformUnusable, ReplyRefused

if TYPE_CHECKING:
    from adapters.discord.client import Nightdesk

LONGEST_WAIT = 15.0
"""Seconds between attempts to connect at most, so that a return is noticed within 30."""
DRAIN = 4.0
"""Seconds that answers in the making get at the end."""
RECENT = 32
"""Rendered briefings that are kept."""

_logger = logging.getLogger(__name__)


class DiscordUnusable(PlatformUnusable):
    """Discord will not have the bot as it is set up; trying again will not help. One sentence says what to do."""


class DiscordPlatform:
    """ChatPlatform over discord.py. One client serves both directions; `close` ends it if `run` did not."""

    name = "discord"

    def __init__(self, settings: DiscordSettings, seams: DiscordSeams | None = None) -> None:
        self._settings = settings
        self._seams = seams or DiscordSeams()
        self._client: Nightdesk | None = None
        self._logging_in = asyncio.Lock()
        # Thousands of channels may get the same briefing in the same minute.
        self._rendered = lru_cache(RECENT)(render_messages)
        self.connected = False

    async def run(self, handle: Handler) -> None:
        """Serve until cancelled. Raises DiscordUnusable where the token or the bot's set-up is at fault."""
        client = await self._until_logged_in()
        client.handle, client.changed = handle, self._note_connection
        try:
            await client.register_commands()
            await self._stay_connected(client)
        finally:
            await self.close()

    async def post(self, place: Place, document: Document, *, key: str) -> str:
        """Post into a channel, a thread or a direct channel, over REST alone; the id of the first message.

        Each page carries a nonce of the key with enforce_nonce: within a few minutes Discord gives the earlier
        message back instead of posting twice. Raises ReplyRefused.
        """
        from adapters.discord.forums import title_of
        from adapters.discord.posting import post_pages, refusing

        pages = self._rendered(document)
        async with refusing():
            client = await self._logged_in()
            return await post_pages(client, place, pages, title_of(document), key)

    async def post_plain(self, place: Place, words: str, *, key: str) -> str:
        """The same as one text a message, without anything around it."""
        from adapters.discord.posting import post_pages, refusing

        async with refusing():
            client = await self._logged_in()
            return await post_pages(client, place, render_plain(words), words.partition("\n")[0], key)

    async def find_sent(self, place: Place, *, key: str) -> str | None:
        """The id of the post's first message if all of it is among the channel's last hundred; None: it is not.

        Raises ReplyRefused: Refusal.FORBIDDEN where those do not reach far enough back, or are not shown.
        """
        from adapters.discord.posting import find_post, refusing

        async with refusing():
            return await find_post(await self._logged_in(), place, key)

    async def post_under(self, place: Place, message: str, document: Document, *, key: str) -> str:
        """Post into the thread under that message, which is begun if need be; otherwise as `post`."""
        from adapters.discord.posting import refusing
        from adapters.discord.threads import post_under

        pages = self._rendered(document)
        async with refusing():
            client = await self._logged_in()
            return await post_under(client, place, message, pages, document.summary, key)

    async def find_under(self, place: Place, message: str, *, key: str) -> str | None:
        """The id of what was posted under that message with the key; otherwise as `find_sent`."""
        from adapters.discord.posting import refusing
        from adapters.discord.threads import find_under

        async with refusing():
            return await find_under(await self._logged_in(), place, message, key)

    async def direct_place(self, user: str) -> Place:
        """Where a person is written to in private. Raises ReplyRefused."""
        from adapters.discord.answer import DIRECT
        from adapters.discord.posting import open_direct, refusing

        async with refusing():
            return Place(self.name, DIRECT, await open_direct(await self._logged_in(), user))

    async def post_mentioning(self, place: Place, document: Document, *, key: str, mention: Mention) -> str:
        """Post as `post` does, and let the first message wake that role. Raises ReplyRefused and MentionLapsed."""
        from adapters.discord.forums import title_of
        from adapters.discord.posting import post_pages, refusing
        from adapters.discord.wishing import check_mention

        pages = self._rendered(document, mention.id)
        async with refusing():
            client = await self._logged_in()
            await check_mention(client, place, mention, connected=self.connected)
            return await post_pages(client, place, pages, title_of(document), key)

    async def publish(self, place: Place, message: str, *, key: str) -> None:
        """Publish a post of an announcement channel to those who follow it. Raises ReplyRefused."""
        from adapters.discord.posting import refusing
        from adapters.discord.wishing import publish_pages

        async with refusing():
            await publish_pages(await self._logged_in(), place, message, key)

    async def close(self) -> None:
        """Close every connection; the next use opens them anew."""
        client, self._client = self._client, None
        self.connected = False
        if client is not None:
            await client.drain(DRAIN)
            client.keep_open = False
            await client.close()

    def _note_connection(self, connected: bool) -> None:
        self.connected = connected

    async def _logged_in(self) -> Nightdesk:
        """The client with its HTTP session, made and logged in when it is first needed."""
        from adapters.discord.client import Nightdesk

        async with self._logging_in:
            if self._client is None:
                client = Nightdesk(self._settings, self._seams)
                try:
                    await client.login(self._settings.token)
                except BaseException:
                    await client.close()
                    raise
                self._client = client
            return self._client

    async def _until_logged_in(self) -> Nightdesk:
        import discord

        from adapters.discord.client import LOST

        wait = self._settings.first_wait
        while True:
            try:
                return await self._logged_in()
            except discord.LoginFailure as error:
                words = "Discord does not take the token. Set DISCORD_TOKEN to the bot's current token."
                raise DiscordUnusable(words) from error
            except LOST as error:
                _logger.warning("Discord cannot be reached, next attempt in %.0f s: %s", wait, error)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    async def _stay_connected(self, client: Nightdesk) -> None:
        """Hold the gateway. discord.py resumes short drops by itself; its own waits after longer ones grow to
        minutes, so those are ours."""
        import discord

        from adapters.discord.client import LOST

        wait = self._settings.first_wait
        while True:
            client.keep_open = True
            try:
                await client.connect(reconnect=False)
            except discord.ConnectionClosed as error:
                _raise_if_final(error)
                _logger.warning("Discord closed the gateway (%s), next attempt in %.0f s", error.code, wait)
            except LOST as error:
                _logger.warning("Discord's gateway cannot be reached, next attempt in %.0f s: %s", wait, error)
            if self.connected:
                wait = self._settings.first_wait
            self.connected = False
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)


_FINAL = {
    4004: "Discord does not take the token. Set DISCORD_TOKEN to the bot's current token.",
    4010: "Discord refused the shard. Run one bot without sharding.",
    4011: "The bot is in too many servers for one connection. Ask Discord for sharding.",
    4012: "Discord no longer speaks this version of its gateway. Update Nightdesk.",
    4013: "Discord refused the intents. Update Nightdesk.",
    4014: "Discord refused the intents. Nightdesk needs none that are privileged; update it.",
}


def _raise_if_final(error: Exception) -> None:
    words = _FINAL.get(getattr(error, "code", 0))
    if words:
        raise DiscordUnusable(words) from error


__all__ = ["DiscordPlatform", "DiscordSeams", "DiscordSettings", "DiscordUnusable", "ReplyRefused"]
