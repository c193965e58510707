"""Two whole bots on one store, one killed for good in mid-delivery: how long until the other has all of its work?"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sqlite3
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.process import BotProcess, orders_for, run_bot
from adapters.loopback.slack import run_loopback_slack
from bot.ports import Place
from bot.schedule import parse_schedule
from bot.store.briefings import BriefingStore
from bot.store.channels import Channel, ChannelStore
from summarizer.store.database import Database
from tests.storm.stock import opened

CHANNELS = 5


@dataclass(frozen=True)
class Takeover:
    """Seconds after the kill until the stand-by answered people, and until every briefing had arrived; how many never
    did, and how many came twice; the seconds that a claim held."""

    front: float
    work: float
    lost: int
    twice: int
    lease: float


async def takeover(url: str, lease: float) -> Takeover:
    """Kill one of two bots while Discord has its requests and does not answer them."""
    async with opened(url) as database, run_loopback_slack() as slack, run_loopback_discord() as discord:
        slack.add_workspace()
        channels = [discord.add_channel(discord.guild, f"news-{number}") for number in range(CHANNELS)]
        orders = replace(orders_for(slack, discord, url), fronts=True, lease=lease)
        async with run_bot(orders) as first:
            await first.ready()
            await discord.wait_connected()
            async with run_bot(orders) as standby:
                await standby.ready()
                await _put_to_sleep(standby, url)
                for channel in channels:
                    discord.hang_next(f"POST /api/v10/channels/{channel.id}/messages")
                await _let_come(database, [Place("discord", discord.guild.id, each.id) for each in channels])
                await first.until(lambda: len(discord.hanging) == CHANNELS)
                return await _kill(first, standby, discord, lease)


async def _kill(first: BotProcess, standby: BotProcess, discord: LoopbackDiscord, lease: float) -> Takeover:
    messages, identified = discord.state.messages, discord.gateway.identified
    standby.signal(signal.SIGCONT)
    first.kill()
    killed = time.monotonic()
    after: dict[str, float] = {}

    def both() -> bool:
        if discord.gateway.identified > identified:
            after.setdefault("front", time.monotonic() - killed)
        if len({each.channel.id for each in messages.values()}) == CHANNELS:
            after.setdefault("work", time.monotonic() - killed)
        return len(after) == 2

    await standby.until(both)
    nonces = [each.nonce for each in messages.values()]
    told = {each.channel.id for each in messages.values()}
    twice = len(nonces) - len(set(nonces))
    return Takeover(after["front"], after["work"], CHANNELS - len(told), twice, lease)


async def _put_to_sleep(standby: BotProcess, url: str) -> None:
    """Stop it while the first one claims, so that all of the work is the first one's; not in the middle of a write,
    which would hold up everybody."""
    file = url.removeprefix("sqlite:///")
    while True:
        standby.signal(signal.SIGSTOP)
        try:
            with contextlib.closing(sqlite3.connect(file, timeout=0.5)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                return
        except sqlite3.OperationalError:
            standby.signal(signal.SIGCONT)
            await asyncio.sleep(0.05)


async def _let_come(database: Database, places: list[Place]) -> None:
    """Give each a briefing that is due now."""
    now = datetime.now(UTC)
    schedule = parse_schedule(f"daily {now:%H:%M} UTC")
    for place in places:
        channel = await ChannelStore(database).save(Channel(place))
        await BriefingStore(database).set(channel, schedule, "operator", now - timedelta(minutes=1))


def say(found: Takeover) -> str:
    """One line of the report."""
    return (
        f"one of two bots killed for good: the other answers after {found.front:.1f} s (promised: 15), has sent all"
        f" {CHANNELS} briefings after {found.work:.1f} s (lease {found.lease:.0f} s; promised: lease + 5, never over 60"
        f" s); {found.lost} lost, {found.twice} twice"
    )
