"""A Slack on loopback, with the real adapter and the core connected to it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from adapters.loopback.slack import LoopbackSlack, Transcript, View, run_loopback_slack
from adapters.loopback.slack.world import Channel, User
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.ports import ChatPlatform
from tests.integration.answers.desk import Desk


@asynccontextmanager
async def running(platform: ChatPlatform, desk: Desk) -> AsyncIterator[None]:
    """The platform, served by the core."""
    task = asyncio.create_task(platform.run(desk.app.handle))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@dataclass
class Slack:
    """A workspace in which grace is an admin, bob a member, and #news a channel."""

    double: LoopbackSlack
    grace: User
    bob: User
    news: Channel

    async def type(self, user: User, line: str, answers: int = 1) -> Transcript:
        return await self.double.type_command(user, self.news, line, answers=answers)

    async def home(self, user: User) -> View:
        """The home tab, opened."""
        await self.double.open_home(user)
        await self.double.until(lambda: self.double.home(user) is not None)
        page = self.double.home(user)
        assert page is not None
        return page

    async def until_home(self, user: User, words: str) -> None:
        """Wait until the home tab says that."""
        await self.double.until(lambda: words in str(getattr(self.double.home(user), "payload", "")))

    async def form(self, user: User) -> View:
        """The settings form, open."""
        await self.type(user, "/digest settings", answers=0)
        await self.double.until(lambda: bool(self.double.open_views(user)))
        return self.double.open_views(user)[-1]


@asynccontextmanager
async def running_slack(desk: Desk) -> AsyncIterator[Slack]:
    """The real Slack adapter and the core, connected to the double."""
    async with run_loopback_slack() as double:
        workspace = double.add_workspace()
        grace, bob = double.add_user("grace", admin=True), double.add_user("bob")
        settings = SlackSettings(workspace.bot_token, app_token=double.app_token, api_url=double.api_url)
        async with running(SlackPlatform(settings), desk):
            await double.connected()
            yield Slack(double, grace, bob, double.add_channel("news"))
