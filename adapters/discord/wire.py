"""Between our payloads and discord.py: rendered pages as views, where to connect, and what a refusal means."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import discord
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.discord.refusals import TOKEN, refusal
from adapters.discord.render import Payload
from adapters.discord.settings import DiscordSettings
from bot.ports import Place, Refusal, ReplyRefused

UNREACHABLE = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, asyncio.TimeoutError)
"""What discord.py raises when Discord refuses something, or the way to it does."""


class RenderedPage(discord.ui.LayoutView):
    """A page that is already rendered. It has no items of its own: presses come back through the dynamic button."""

    def __init__(self, payload: Payload, mark: int | None = None) -> None:
        super().__init__(timeout=None)
        self._components: list[dict[str, Any]] = payload["components"]
        if mark is not None:
            first, *others = self._components
            self._components = [{**first, "id": mark}, *others]

    def to_components(self) -> list[dict[str, Any]]:
        """The components as they were rendered."""
        return self._components

    def has_components_v2(self) -> bool:
        """Always: render_messages makes nothing else."""
        return True


class _OneHost(AbstractResolver):
    """Every name leads to one host and port."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host=self._host, port=self._port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is held."""


def connector_for(settings: DiscordSettings) -> aiohttp.BaseConnector | None:
    """The connector that leads to `base_url`; None for Discord itself.

    discord.py has its addresses in class attributes (`Route.BASE`, `DiscordWebSocket.DEFAULT_GATEWAY`) that hold for
    the whole process and in part for its webhooks. The connector is the one documented seam of a single client, and
    all of its traffic takes it, so names and TLS stay those of the real thing and nothing global is touched.
    """
    if settings.base_url is None:
        return None
    target = urlsplit(settings.base_url)
    context = ssl.create_default_context(cadata=settings.authority)
    resolver = _OneHost(target.hostname or "127.0.0.1", target.port or 443)
    return aiohttp.TCPConnector(limit=0, resolver=resolver, ssl=context)


def partial_channel(client: discord.Client, place: Place) -> discord.PartialMessageable:
    """The channel of a place, to write into without asking for it first."""
    return client.get_partial_messageable(number_of(place.channel))


def number_of(snowflake: str) -> int:
    """An id as discord.py wants it. Raises ReplyRefused for what is none."""
    if not snowflake.isdecimal():
        raise ReplyRefused(f'"{snowflake[:40]}" is no Discord id: those are long numbers.', Refusal.GONE)
    return int(snowflake)


def say_refusal(error: Exception) -> ReplyRefused:
    """What a failed post means: the words, whether trying again can help, and after how long."""
    if isinstance(error, discord.RateLimited):
        return ReplyRefused("Discord asks to wait.", retry_after=error.retry_after)
    if isinstance(error, discord.LoginFailure):
        return ReplyRefused(TOKEN, Refusal.LATER)
    if isinstance(error, discord.HTTPException):
        return refusal(error.status, error.code, error.text, _retry_after(error))
    # What never reached Discord can be sent again without asking.
    meaning = Refusal.LATER if isinstance(error, aiohttp.ClientConnectorError) else Refusal.UNSURE
    return ReplyRefused(f"Discord cannot be reached ({type(error).__name__}).", meaning)


def _retry_after(error: discord.HTTPException) -> float | None:
    given = getattr(error.response, "headers", {}).get("Retry-After", "")
    try:
        return float(given)
    except ValueError:
        return None
