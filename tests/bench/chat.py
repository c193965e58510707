"""`/digest` in chat, with the real slack-bolt and discord.py over their loopback doubles: acknowledged, answered.

Everything shares one process, one event loop and two processors: the bot, both doubles, the feeds, and the clock that
takes the time. What people would wait is less.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import DiscordSettings
from adapters.discord.wiring import seams_of
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from adapters.loopback.slack import look as slack_look
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.bootstrap import Desk
from bot.ports import ChatPlatform
from summarizer.model import Source
from tests.bench.effort import Effort
from tests.bench.report import Line, below
from tests.bench.storehouse import full_desk, running_presses
from tests.bench.timing import percentile

ACK_MEDIAN = 500.0
ACK_NEVER = 3_000.0
ANSWER = 300.0
PATIENCE = 60.0
SPELL = 15.0
"""Seconds that one platform is asked for in one state."""


@dataclass
class Waits:
    """Milliseconds until each command was acknowledged and until its answer was there."""

    acknowledged: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)


Ask = Callable[[], Awaitable[tuple[float, float]]]


async def measure(effort: Effort) -> list[Line]:
    """Each platform while nothing else happens, then while the sources are read without a pause."""
    lines: list[Line] = []
    async with (
        running_presses(effort.sources) as presses,
        full_desk(effort.stored, presses.sources) as desk,
        _connected(desk) as (slack, discord),
    ):
        people = {"Slack": slack_asker(slack), "Discord": discord_asker(discord)}
        for name, ask in people.items():
            acknowledged, _ = await ask()
            lines.append(below(Line(f"{name}: first /digest acknowledged", acknowledged, "ms"), ACK_NEVER))
        for name, ask in people.items():
            lines += _told(name, await _ask_often(ask, effort.commands), "warm", ANSWER)
        async with _reading(desk, presses.sources):
            for name, ask in people.items():
                lines += _told(name, await _ask_often(ask, effort.commands), "reading", None)
    return lines


def _told(name: str, waits: Waits, when: str, answer: float | None) -> list[Line]:
    median = Line(f"{name}, {when}: acknowledged, median", percentile(waits.acknowledged, 0.5), "ms")
    longest = Line(f"{name}, {when}: acknowledged, longest", max(waits.acknowledged), "ms")
    answered = Line(f"{name}, {when}: answered, median", percentile(waits.answered, 0.5), "ms")
    return [below(median, ACK_MEDIAN), below(longest, ACK_NEVER), below(answered, answer) if answer else answered]


async def _ask_often(ask: Ask, count: int) -> Waits:
    """Ask so many times, or as often as there is time for."""
    waits, ends = Waits(), time.monotonic() + SPELL
    while len(waits.answered) < count and (time.monotonic() < ends or not waits.answered):
        acknowledged, answered = await ask()
        waits.acknowledged.append(acknowledged)
        waits.answered.append(answered)
    return waits


def slack_asker(slack: LoopbackSlack) -> Ask:
    """Somebody new types /digest on Slack each time."""
    channel = slack.add_channel("news")

    async def ask() -> tuple[float, float]:
        begun = time.perf_counter()
        transcript = await slack.type_command(slack.add_user("ada"), channel, "/digest", answers=0)
        await transcript.answered(1, timeout=PATIENCE)
        answered = (time.perf_counter() - begun) * 1000
        must_be_a_digest(slack_look.to_text(transcript.ephemerals[0].blocks))
        return transcript.ack_ms or ACK_NEVER, answered

    return ask


def discord_asker(discord: LoopbackDiscord) -> Ask:
    """Somebody new types /digest on Discord each time."""

    async def ask() -> tuple[float, float]:
        user = discord.add_user(discord.guild, "ada")
        transcript = await discord.type_command(user, discord.channel, "digest", timeout=PATIENCE)
        must_be_a_digest(transcript.text)
        return transcript.ack_ms or ACK_NEVER, transcript.answered_ms

    return ask


def must_be_a_digest(words: str) -> None:
    """A refusal is answered quickly too, and would look good here."""
    if "Outlet" not in words:
        raise RuntimeError(f"that was no digest: {words[:200]}")


@asynccontextmanager
async def _reading(desk: Desk, sources: Sequence[Source]) -> AsyncIterator[None]:
    """One refresh after the other, for as long as the context lasts."""

    async def read_on() -> None:
        while True:
            await desk.ingest.refresh(sources)

    reading = asyncio.create_task(read_on())
    try:
        yield
    finally:
        reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reading


@asynccontextmanager
async def _connected(desk: Desk) -> AsyncIterator[tuple[LoopbackSlack, LoopbackDiscord]]:
    """Both doubles, with the real clients connected to them and the desk's core behind them."""
    async with run_loopback_slack() as slack, run_loopback_discord() as discord:
        bot_token = slack.add_workspace("Bench").bot_token
        settings = DiscordSettings(discord.token, base_url=discord.api_url, authority=discord.certificate)
        platforms: list[ChatPlatform] = [
            SlackPlatform(SlackSettings(bot_token, app_token=slack.app_token, api_url=slack.api_url)),
            DiscordPlatform(settings, seams_of(desk.services)),
        ]
        fronts = [asyncio.create_task(platform.run(desk.app.handle)) for platform in platforms]
        try:
            await slack.connected(timeout=PATIENCE)
            await discord.wait_connected(PATIENCE)
            async with asyncio.timeout(PATIENCE):
                while not discord.commands:
                    await asyncio.sleep(0.01)
            yield slack, discord
        finally:
            for front in fronts:
                front.cancel()
            await asyncio.gather(*fronts, return_exceptions=True)
