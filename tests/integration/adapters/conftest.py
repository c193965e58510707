"""Loopback chats, and the platforms connected to them, as fixtures."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from tests.integration.adapters.discord_world import a_platform
from tests.integration.adapters.slack_desk import Desk, a_desk


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with run_loopback_slack() as double:
        yield double


@pytest.fixture
async def desk(slack: LoopbackSlack) -> AsyncIterator[Desk]:
    async with a_desk(slack) as made:
        yield made


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A Discord with one server and channel."""
    async with run_loopback_discord() as double:
        yield double


@pytest.fixture
async def platform(discord: LoopbackDiscord) -> AsyncIterator[DiscordPlatform]:
    """A platform that only posts."""
    made = a_platform(discord)
    yield made
    await made.close()
