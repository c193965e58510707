"""An app that any workspace may install: the loopback Slack, a real store, the platform on the bot's web server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
from cryptography.fernet import Fernet

from adapters.loopback.slack import LoopbackSlack
from adapters.loopback.slack.world import Channel, User, Workspace
from adapters.slack.platform import SlackPlatform
from adapters.slack.seams import Seams
from adapters.slack.settings import OAuthSettings, SlackSettings
from bot.clock import PinnedClock
from bot.ports import Place
from bot.sealing import Seal
from bot.store.channels import ChannelStore
from bot.store.vault import Vault
from bot.web.server import Board, serve_web
from config.values import HostPort
from summarizer.store.database import Database
from tests.integration.adapters.slack_desk import Core

KEY = Fernet.generate_key().decode()


@dataclass
class Customer:
    """A workspace with one person and one channel."""

    workspace: Workspace
    person: User
    channel: Channel

    @property
    def place(self) -> Place:
        return Place("slack", self.workspace.id, self.channel.id)


@dataclass
class Page:
    """What a browser ends up with."""

    status: int
    text: str
    headers: dict[str, str]


@dataclass
class Market:
    """The app, and workspaces that may install it. `base` is its public address."""

    slack: LoopbackSlack
    database: Database
    platform: SlackPlatform
    core: Core
    base: str
    clock: PinnedClock
    browser: aiohttp.ClientSession
    forgotten: list[str] = field(default_factory=list)

    def a_customer(self, name: str = "Acme") -> Customer:
        """A workspace in which nothing is installed yet."""
        space = self.slack.add_workspace(name)
        space.revoked = "account_inactive"
        return Customer(
            space, self.slack.add_user("ada", workspace=space), self.slack.add_channel("news", workspace=space)
        )

    async def install(self, customer: Customer | None, *, query: str = "") -> Page:
        """Follow the link as a browser does; the workspace consents, and nobody does for None."""
        self.slack.endpoints.consent.workspace = customer.workspace if customer else None
        return await self.open(f"{self.base}/slack/install{query}")

    async def installed(self, name: str = "Acme") -> Customer:
        """A workspace that has installed the app."""
        customer = self.a_customer(name)
        page = await self.install(customer)
        assert page.status == 200, page.text
        return customer

    async def consent(self, customer: Customer) -> str:
        """The address that Slack sends the browser back to, which has not been opened yet."""
        self.slack.endpoints.consent.workspace = customer.workspace
        async with self.browser.get(f"{self.base}/slack/install", allow_redirects=False) as answer:
            there = answer.headers["Location"]
        async with self.browser.get(there, allow_redirects=False) as answer:
            return answer.headers["Location"]

    async def open(self, address: str, browser: aiohttp.ClientSession | None = None) -> Page:
        """Open an address."""
        async with (browser or self.browser).get(address) as answer:
            return Page(answer.status, await answer.text(), dict(answer.headers))

    def tokens_used(self) -> list[tuple[str, str]]:
        """Which workspace's token each call came with, oldest first; the method with it."""
        return self.slack.endpoints.authorised


def a_browser() -> aiohttp.ClientSession:
    """One that keeps cookies of numeric addresses too."""
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))


def a_platform(slack: LoopbackSlack, seams: Seams, base: str) -> SlackPlatform:
    """The platform, set up for many workspaces."""
    client_id, client_secret = slack.endpoints.client
    settings = SlackSettings(
        signing_secret=slack.signing_secret,
        api_url=slack.api_url,
        seconds_between_posts=0.0,
        oauth=OAuthSettings(client_id, client_secret, base),
    )
    return SlackPlatform(settings, seams)


@asynccontextmanager
async def a_market(slack: LoopbackSlack, database: Database, *keys: str) -> AsyncIterator[Market]:
    """The app served by the bot's own web server."""
    board, clock, core, forgotten = Board(), PinnedClock(datetime.now(UTC)), Core(), list[str]()
    core.gate.set()
    channels = ChannelStore(database)

    async def forget(workspace: str) -> None:
        await channels.purge_workspace("slack", workspace)
        forgotten.append(workspace)
        slack.world.notify()

    async with serve_web(HostPort("127.0.0.1", 0), None, board) as base, a_browser() as browser:
        platform = a_platform(slack, Seams(clock, forget, Vault(database, Seal(keys or (KEY,)), clock)), base)
        board.mount(platform.http_paths())
        slack.send_by_http(f"{base}/slack/events")
        slack.endpoints.consent.redirect_uris = frozenset({f"{base}/slack/oauth_redirect"})
        running = asyncio.create_task(platform.run(core))
        try:
            while not platform.connected and not running.done():
                await asyncio.sleep(0.001)
            yield Market(slack, database, platform, core, base, clock, browser, forgotten)
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            await platform.close()
