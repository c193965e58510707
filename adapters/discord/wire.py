"""Between our payloads and discord.py: rendered pages as views, where to connect, and what a refusal means."""

from __future__ import annotations

import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import discord
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.discord.render import Payload
from adapters.discord.settings import DiscordSettings
from bot.ports import ReplyRefused

_WHAT_TO_DO = {
    10003: "That channel is gone. Set the briefing again in another channel.",
    10004: "That server is gone, or I am no longer in it.",
    50001: "I cannot see that channel. Give me View Channel and Send Messages there.",
    50007: "That person takes no direct messages from this server. They can allow them in its privacy settings.",
    50008: "Nobody can write in a channel of that kind. Choose a text, announcement or forum channel.",
    50013: "I may not write in that channel. Give me View Channel and Send Messages there.",
    160005: "That thread is locked. Unlock it or choose another place.",
}
_MAY_PASS = {401, 408, 409, 423, 425, 429}


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


def say_refusal(error: Exception) -> ReplyRefused:
    """What a failed post means: the words, whether trying again can help, and after how long."""
    if isinstance(error, discord.RateLimited):
        return ReplyRefused("Discord asks to wait.", retry_after=error.retry_after)
    if isinstance(error, discord.LoginFailure):
        return ReplyRefused("Discord does not take the token. Set DISCORD_TOKEN to the bot's current token.")
    if isinstance(error, discord.HTTPException):
        return _say_http(error)
    return ReplyRefused(f"Discord cannot be reached ({type(error).__name__}).")


def _say_http(error: discord.HTTPException) -> ReplyRefused:
    if error.status == 429:
        return ReplyRefused("Discord asks to wait.", retry_after=_retry_after(error))
    permanent = 400 <= error.status < 500 and error.status not in _MAY_PASS
    words = _WHAT_TO_DO.get(error.code) or f"Discord refused the message: {error.text or error.status} ({error.code})."
    return ReplyRefused(words, permanent=permanent)


def _retry_after(error: discord.HTTPException) -> float:
    given = getattr(error.response, "headers", {}).get("Retry-After", "")
    try:
        return float(given)
    except ValueError:
        return 60.0
