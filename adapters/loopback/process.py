"""The child process of the bot, seen from outside: started, waited for, killed, and gone in the end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from adapters.loopback.child import READY, Orders
from adapters.loopback.discord import LoopbackDiscord
from adapters.loopback.slack import LoopbackSlack
from summarizer.errors import SummarizerError

PATIENCE = 60.0
"""Seconds that a process may take for what is asked of it, on the slowest machine."""
_ROOT = Path(__file__).parents[2]
_LOOK = 0.02


class BotLost(SummarizerError):
    """The bot's process ended by itself, or did not do what was waited for."""


def orders_for(slack: LoopbackSlack, discord: LoopbackDiscord, store: str) -> Orders:
    """What a bot on these two doubles and that store is told; the first workspace is its own."""
    return Orders(
        store,
        slack_token=next(iter(slack.world.workspaces.values())).bot_token,
        slack_app_token=slack.app_token,
        slack_api=slack.api_url,
        discord_token=discord.token,
        discord_api=discord.api_url,
        discord_authority=discord.certificate,
    )


class BotProcess:
    """The running child. Its time is up `PATIENCE` seconds after it was started, or last waited for."""

    def __init__(self, process: asyncio.subprocess.Process, said: IO[bytes]) -> None:
        self._process = process
        self._said = said
        self._until = self._later()
        self.pid = process.pid

    async def ready(self) -> None:
        """Wait until it works. Raises BotLost."""
        assert self._process.stdout is not None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                if await self._process.stdout.readline() == READY:
                    self._until = self._later()
                    return
        raise BotLost(f"the bot's process did not start ({self._last_words()}); run it again")

    async def until(self, fact: Callable[[], bool]) -> None:
        """Wait for a fact. Raises BotLost."""
        while not fact():
            await self.look_after()

    async def look_after(self) -> None:
        """Wait a moment. Raises BotLost if the bot is no more, or too slow."""
        await asyncio.sleep(_LOOK)
        if self._process.returncode is not None:
            raise BotLost(f"the bot's process ended by itself ({self._last_words()}); run it again")
        if asyncio.get_running_loop().time() > self._until:
            raise BotLost(f"the bot's process did not do its work within {PATIENCE:.0f} seconds; run it again")

    def signal(self, number: signal.Signals) -> None:
        """Send it, and its children, a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def kill(self) -> None:
        """Kill it and its children with SIGKILL."""
        self.signal(signal.SIGKILL)

    async def end(self) -> None:
        """Let it end by itself, and see that it does."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), 10)
        self.kill()
        await self._process.wait()

    def _later(self) -> float:
        return asyncio.get_running_loop().time() + PATIENCE

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").split("\n")
        return next((line for line in reversed(lines) if line.strip()), "it said nothing")


@asynccontextmanager
async def run_bot(orders: Orders) -> AsyncIterator[BotProcess]:
    """The child while the context lasts; it is gone after that, whatever happens."""
    with tempfile.TemporaryFile() as said:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "adapters.loopback.child", cwd=_ROOT, start_new_session=True,
            stdin=pipe, stdout=pipe, stderr=said,
        )  # fmt: skip
        bot = BotProcess(process, said)
        try:
            assert process.stdin is not None
            process.stdin.write(orders.line())
            yield bot
        finally:
            await bot.end()
