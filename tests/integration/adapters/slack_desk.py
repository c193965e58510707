"""A workspace on the loopback Slack with one person, one channel, and the real platform serving it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import web

from adapters.loopback.slack import LoopbackSlack
from adapters.loopback.slack.world import HISTORY_SCOPES, LEAST_SCOPES, Channel, User, Workspace
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.commands import Command
from bot.document import Action, Buttons, Document, StoryBlock, note, text
from bot.ports import Asker, Place, Reply
from summarizer.model import StoryState


@dataclass
class Core:
    """A core that answers every command with what it was asked, or as the test says; it waits for `gate`."""

    asked: list[tuple[Command, Asker]] = field(default_factory=list)
    reply: Callable[[Command], Awaitable[Reply]] | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, command: Command, asker: Asker) -> Reply:
        self.asked.append((command, asker))
        await self.gate.wait()
        if self.reply:
            return await self.reply(command)
        return Reply(note(f"{command.verb} {command.words}"))


@dataclass
class Desk:
    """A workspace with one person and one channel, and the platform under test."""

    slack: LoopbackSlack
    workspace: Workspace
    ada: User
    channel: Channel
    settings: SlackSettings
    core: Core
    platform: SlackPlatform

    @property
    def place(self) -> Place:
        return Place("slack", self.workspace.id, self.channel.id)


@asynccontextmanager
async def a_desk(slack: LoopbackSlack, *, by_http: bool = False, serve: bool = True) -> AsyncIterator[Desk]:
    workspace = slack.add_workspace(scopes=LEAST_SCOPES | HISTORY_SCOPES)
    ada = slack.add_user("ada")
    settings = SlackSettings(
        bot_token=workspace.bot_token,
        app_token=None if by_http else slack.app_token,
        signing_secret=slack.signing_secret,
        api_url=slack.api_url,
        seconds_between_posts=0.0,
        ping_seconds=0.05,
    )
    core = Core()
    core.gate.set()
    desk = Desk(slack, workspace, ada, slack.add_channel("news"), settings, core, SlackPlatform(settings))
    running = asyncio.create_task(desk.platform.run(core)) if serve else None
    try:
        if running and not by_http:
            await slack.connected()
        yield desk
    finally:
        if running:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
        await desk.platform.close()


def answering(document: Document, announcement: Document | None = None) -> Callable[[Command], Awaitable[Reply]]:
    async def reply(_: Command) -> Reply:
        return Reply(document, announcement)

    return reply


def sharing(told: list[bool], shared: Document | None = None) -> Callable[[Command], Awaitable[Reply]]:
    """A core that shares a digest, and is told whether it was posted."""

    async def posted(is_posted: bool) -> None:
        told.append(is_posted)

    async def reply(_: Command) -> Reply:
        return Reply(note("Shared."), announcement=shared or note("The digest."), posted=posted)

    return reply


def raising(error: Exception) -> Callable[[Command], Awaitable[Reply]]:
    async def reply(_: Command) -> Reply:
        raise error

    return reply


def a_document_with_actions() -> Document:
    story = StoryBlock(
        number=1,
        story_id="s1",
        title="A title",
        url="https://news.example/1",
        state=StoryState.NEW,
        sentences=(text("A sentence."),),
        meta=(text("1 source"),),
        actions=(Action("More", "more", "s1"), Action("Save for later", "save", "s1")),
    )
    return Document("A digest", (story, Buttons((Action("Share", "share", "d1"),))))


@asynccontextmanager
async def an_endpoint(desk: Desk) -> AsyncIterator[str]:
    """The platform's HTTP side, mounted as the bot mounts it."""
    app = web.Application()
    app.router.add_post("/slack/events", desk.platform.answer_http)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    desk.slack.send_by_http(f"http://{host}:{port}/slack/events")
    await desk.slack.until(lambda: any(method == "auth.test" for method, _ in desk.slack.world.calls))
    while not desk.platform.connected:
        await asyncio.sleep(0)
    try:
        yield f"http://{host}:{port}/slack/events"
    finally:
        await runner.cleanup()
