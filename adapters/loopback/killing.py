"""The end of the demonstration: the bot is killed in the middle of a delivery, runs again, and nothing comes twice.

Slack has taken the message and does not answer; Discord has the request and has not carried it out. Then the process
is killed with SIGKILL. What the ledger knows is that both were being sent; the next process asks the platforms.
Nothing here waits for a time: each step waits for what the step before brought about.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from adapters.loopback.child import Orders
from adapters.loopback.discord import LoopbackDiscord
from adapters.loopback.discord.world import Channel as DiscordChannel
from adapters.loopback.slack import LoopbackSlack
from adapters.loopback.slack.world import Channel as SlackChannel
from adapters.loopback.slack.world import Message as SlackMessage
from bot.store.ledger import Ledger
from summarizer.errors import SummarizerError

PATIENCE = 60.0
"""Seconds that a step may take on the slowest machine."""
RESTARTED = timedelta(minutes=2)
"""So long after its minute the bot runs again: the lease of the dead one is over by then."""
_ROOT = Path(__file__).parents[2]
_LOOK = 0.02


class BotLost(SummarizerError):
    """The bot's process ended by itself, or did not do what was waited for."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Both doubles, the channel of each in which a briefing is due, and the store's address with its ledger."""

    slack: LoopbackSlack
    discord: LoopbackDiscord
    tech_news: SlackChannel
    general: DiscordChannel
    store: str
    ledger: Ledger

    def orders(self, at: datetime) -> Orders:
        """What the bot is told when it starts at that time."""
        token = next(iter(self.slack.world.workspaces.values())).bot_token
        return Orders(
            self.store,
            at.isoformat(),
            slack_token=token,
            slack_api=self.slack.api_url,
            discord_token=self.discord.token,
            discord_api=self.discord.api_url,
            discord_authority=self.discord.certificate,
        )

    def on_slack(self) -> list[SlackMessage]:
        """The deliveries' messages that everybody in #tech-news sees."""
        return [each for each in self.slack.messages(self.tech_news) if each.metadata]

    def times(self) -> dict[str, int]:
        """How often the briefing is there, by place; a long one takes several messages, each with its own mark."""
        slack = Counter(str(each.metadata) for each in self.on_slack())
        discord = Counter(each.nonce for each in self.discord.messages(self.general) if each.nonce)
        return {
            "#tech-news on Slack": max(slack.values(), default=0),
            "#general on Discord": max(discord.values(), default=0),
        }


async def kill_in_mid_delivery(scene: Scene, due: datetime) -> int:
    """Let the bot run at the briefings' minute and kill it once Slack has the message; its process id.

    Raises BotLost.
    """
    scene.slack.hang_next("chat.postMessage")
    scene.discord.hang_next(f"POST /api/v10/channels/{scene.general.id}/messages")
    async with _bot(scene.orders(due)) as bot:
        await bot.until(lambda: bool(scene.on_slack() and scene.discord.hanging))
        bot.kill()
    return bot.pid


async def run_again(scene: Scene, due: datetime) -> int:
    """Let the bot run again until the ledger is settled; its process id. Raises BotLost."""
    async with _bot(scene.orders(due + RESTARTED)) as bot:
        while any(each.state != "sent" for each in await scene.ledger.newest()):
            await bot.look_after()
    return bot.pid


class _Bot:
    """The running child. Its time is up `PATIENCE` seconds after it was started."""

    def __init__(self, process: asyncio.subprocess.Process, said: IO[bytes]) -> None:
        self._process = process
        self._said = said
        self._until = asyncio.get_running_loop().time() + PATIENCE
        self.pid = process.pid

    async def until(self, fact: Callable[[], bool]) -> None:
        """Wait for a fact. Raises BotLost."""
        while not fact():
            await self.look_after()

    async def look_after(self) -> None:
        """Wait a moment. Raises BotLost if the bot is no more, or too slow."""
        await asyncio.sleep(_LOOK)
        if self._process.returncode is not None:
            raise BotLost(f"the bot's process ended by itself ({self._last_words()}); run the demo again")
        if asyncio.get_running_loop().time() > self._until:
            raise BotLost(f"the bot's process did not deliver within {PATIENCE:.0f} seconds; run the demo again")

    def kill(self) -> None:
        """Kill it and its children with SIGKILL."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    async def end(self) -> None:
        """Let it end by itself, and see that it does."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), 10)
        self.kill()
        await self._process.wait()

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").split("\n")
        return next((line for line in reversed(lines) if line.strip()), "it said nothing")


@asynccontextmanager
async def _bot(orders: Orders) -> AsyncIterator[_Bot]:
    """The child while the context lasts; it is gone after that, whatever happens."""
    with tempfile.TemporaryFile() as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "adapters.loopback.child", cwd=_ROOT, start_new_session=True,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, stderr=said,
        )  # fmt: skip
        bot = _Bot(process, said)
        try:
            assert process.stdin is not None
            process.stdin.write(orders.line())
            yield bot
        finally:
            await bot.end()
