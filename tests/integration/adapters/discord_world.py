"""A core that answers as told, and the real discord.py platform over the loopback double."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import DiscordSeams, DiscordSettings
from adapters.loopback.discord import LoopbackDiscord
from bot.commands import Command
from bot.document import note
from bot.ports import Asker, Place, Reply


class Core:
    """Keeps what it was asked and gives the same reply each time, or raises; `gate` holds it back while unset."""

    def __init__(self, reply: Reply | Exception | None = None) -> None:
        self.reply = reply or Reply(note("Here you are."))
        self.asked: list[tuple[Command, Asker]] = []
        self.gate: asyncio.Event | None = None

    async def __call__(self, command: Command, asker: Asker) -> Reply:
        self.asked.append((command, asker))
        if self.gate is not None:
            await self.gate.wait()
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    @property
    def commands(self) -> list[Command]:
        """What was asked, without who asked."""
        return [command for command, _ in self.asked]


def a_platform(double: LoopbackDiscord, seams: DiscordSeams | None = None, token: str = "") -> DiscordPlatform:
    """The platform, pointed at the double."""
    settings = DiscordSettings(
        token or double.token, base_url=double.api_url, authority=double.certificate, first_wait=0.01
    )
    return DiscordPlatform(settings, seams)


@asynccontextmanager
async def serving(
    double: LoopbackDiscord, core: Core, seams: DiscordSeams | None = None
) -> AsyncIterator[DiscordPlatform]:
    """The platform, connected and serving that core."""
    platform = a_platform(double, seams)
    running = asyncio.create_task(platform.run(core))
    connected = asyncio.create_task(double.wait_connected())
    try:
        await asyncio.wait({running, connected}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            await running
        yield platform
    finally:
        for task in (connected, running):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


def here(double: LoopbackDiscord) -> Place:
    """The double's first channel."""
    return Place("discord", double.guild.id, double.channel.id)


async def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until it holds; a test that waits in vain fails."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.005)
