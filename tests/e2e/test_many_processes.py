"""Real processes on one store: a command wakes the bot, and a bot that is killed for good is followed by another."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.loopback.discord import run_loopback_discord
from adapters.loopback.process import BotLost, orders_for, run_bot
from adapters.loopback.slack import run_loopback_slack
from tests.e2e.harness import Nightdesk
from tests.storm.stock import new_sqlite
from tests.storm.takeover import takeover

pytestmark = pytest.mark.timeout(240)


async def test_a_schedule_set_by_a_command_wakes_the_running_bot(tmp_path: Path) -> None:
    """In another process, which knows nothing of the bot; within ten seconds, of which composing takes its part."""
    store = new_sqlite(tmp_path)
    minute = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=3)
    command = Nightdesk(tmp_path, {"NIGHTDESK_DATABASE_URL": store})
    async with run_loopback_slack() as slack, run_loopback_discord() as discord:
        space, channel = slack.add_workspace(), slack.add_channel("tech-news")
        # The bot's clock is at the minute already; the command's, which is the machine's, sets it as its next one.
        orders = replace(orders_for(slack, discord, store), at=minute.isoformat())
        async with run_bot(orders) as bot:
            await bot.ready()
            ran = await asyncio.to_thread(
                command.process, "briefing", "add", "--platform", "slack", "--workspace", space.id,
                "--channel", channel.id, f"daily {minute:%H:%M} UTC",
            )  # fmt: skip
            began = time.monotonic()
            await bot.until(lambda: bool(slack.messages(channel)))
            took = time.monotonic() - began

    assert ran.code == 0
    assert took < 10
    assert len(slack.messages(channel)) == 1


async def test_a_bot_killed_for_good_is_followed_by_its_stand_by(tmp_path: Path) -> None:
    """Nothing that it had claimed is lost or comes twice, nor waits a minute; `make storm` prints how long it took."""
    found = await takeover(new_sqlite(tmp_path), lease=5)

    assert (found.lost, found.twice) == (0, 0)
    assert max(found.front, found.work) < 60


async def test_a_bot_that_cannot_start_says_why(tmp_path: Path) -> None:
    """Whoever waits for it does not wait for ever."""
    async with run_loopback_slack() as slack, run_loopback_discord() as discord:
        slack.add_workspace()
        nowhere = f"sqlite:///{tmp_path}"
        async with run_bot(orders_for(slack, discord, nowhere)) as bot:
            with pytest.raises(BotLost, match="did not start"):
                await bot.ready()
