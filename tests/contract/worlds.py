"""Each platform in its world: somebody types, the core answers as told, and what everybody sees is looked at.

A new platform adds one class here, over a double of its service, and every test of the contract holds for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rich.console import Console

from adapters.console import ConsolePlatform
from adapters.console.platform import PLACE
from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import DiscordSettings
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord.world import READ_MESSAGE_HISTORY, SEND_MESSAGES
from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from adapters.loopback.slack.world import HISTORY_SCOPES, LEAST_SCOPES
from adapters.loopback.slack.world import Channel as SlackChannel
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.commands import Command
from bot.document import note
from bot.ports import Asker, ChatPlatform, Place, Reply


@dataclass
class Core:
    """A core that gives the same reply to everything, or raises, and keeps what it was asked."""

    reply: Reply | Exception = field(default_factory=lambda: Reply(note("Here you are.")))
    asked: list[tuple[Command, Asker]] = field(default_factory=list)

    async def __call__(self, command: Command, asker: Asker) -> Reply:
        """Answer."""
        self.asked.append((command, asker))
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply


@dataclass(frozen=True)
class Seen:
    """What one command brought: what the asker alone sees, what everybody sees, what their own conversation holds."""

    private: str
    public: str = ""
    direct: str = ""


class World(ABC):
    """One platform with its service. `platform` serves `core`; `place` is a channel in which it may post."""

    platform: ChatPlatform
    place: Place
    core: Core
    refuses = True
    """Whether the service can refuse a message at all."""

    @abstractmethod
    async def ask_for_help(self, *, directly: bool = False) -> Seen:
        """Somebody asks for help (and with `directly` gets something into their own conversation); what is seen."""

    @abstractmethod
    def sees(self) -> str:
        """All that the asker sees by now where they asked."""

    @abstractmethod
    def breaches(self) -> list[str]:
        """What the service would not take so far, in words."""

    @abstractmethod
    def under(self, message: str) -> str:
        """All that everybody sees under a message."""

    @abstractmethod
    def close_channel(self) -> None:
        """From now on the bot may not write in the channel, where the service can refuse."""

    @abstractmethod
    def remove_channel(self) -> None:
        """From now on there is no such channel, where the service can refuse."""

    @abstractmethod
    def refuse_layouts(self) -> None:
        """From now on the service takes plain words alone, where it can refuse."""

    @abstractmethod
    def forbid_looking(self) -> None:
        """From now on the bot may not read what was written in the channel, where the service can refuse."""

    @abstractmethod
    def limit(self, seconds: int) -> None:
        """The service asks to wait that long with the next message, where it can refuse."""


class ConsoleWorld(World):
    """A terminal: one person sees everything, and nothing is ever refused."""

    refuses = False

    def __init__(self) -> None:
        self._shown = io.StringIO()
        self.core, self.place = Core(), PLACE
        self._console = Console(file=self._shown, width=100, highlight=False, markup=False)
        self.platform = ConsolePlatform(self._console, io.StringIO(""))

    def under(self, message: str) -> str:
        """In a terminal one thing follows the other."""
        return self._shown.getvalue()

    def close_channel(self) -> None:
        """A terminal stays open."""

    def remove_channel(self) -> None:
        """A terminal stays."""

    def refuse_layouts(self) -> None:
        """A terminal prints everything."""

    def forbid_looking(self) -> None:
        """A terminal hides nothing."""

    def limit(self, seconds: int) -> None:
        """A terminal takes whatever comes."""

    async def ask_for_help(self, *, directly: bool = False) -> Seen:
        """Type it; all of it is printed to the one person."""
        before = len(self._shown.getvalue())
        await ConsolePlatform(self._console, io.StringIO("help\n")).run(self.core)
        said = self._shown.getvalue()[before:]
        return Seen(said, said, said)

    def sees(self) -> str:
        """All that was printed."""
        return self._shown.getvalue()

    def breaches(self) -> list[str]:
        """Paper is patient."""
        return []


class SlackWorld(World):
    """Slack, by its loopback double over Socket Mode."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self._slack, self.core = slack, Core()
        workspace = slack.add_workspace(scopes=LEAST_SCOPES | HISTORY_SCOPES)
        self._workspace, self._ada = workspace, slack.add_user("ada")
        self._channel: SlackChannel = slack.add_channel("news")
        self.place = Place("slack", workspace.id, self._channel.id)
        self.platform = SlackPlatform(
            SlackSettings(
                workspace.bot_token, app_token=slack.app_token, api_url=slack.api_url, seconds_between_posts=0.0
            )
        )

    async def ask_for_help(self, *, directly: bool = False) -> Seen:
        """Type /digest help."""
        reply = self.core.reply
        answers = 2 if isinstance(reply, Reply) and reply.announcement else 1
        seen = await self._slack.type_command(self._ada, self._channel, "/digest help", answers=answers)
        direct = self._slack.messages(self._slack.world.direct_channel(self._ada))
        words = ["\n".join(each.text for each in some) for some in (seen.ephemerals, seen.posted, direct)]
        return Seen(*words)

    def sees(self) -> str:
        """The ephemeral messages."""
        return "\n".join(each.text for each in self._slack.ephemerals(self._ada, self._channel))

    def breaches(self) -> list[str]:
        """What Slack refused."""
        return [f"{each.what}: {each.error} {each.details}" for each in self._slack.refusals]

    def under(self, message: str) -> str:
        """The message's thread."""
        return "\n".join(each.text for each in self._slack.messages(self._channel) if each.thread_ts == message)

    def close_channel(self) -> None:
        """The app lost the scope for writing."""
        self._workspace.scopes = self._workspace.scopes - {"chat:write"}

    def remove_channel(self) -> None:
        """The channel is deleted."""
        del self._slack.world.channels[self._channel.id]

    def refuse_layouts(self) -> None:
        """No block is valid any more."""
        self._slack.world.takes_blocks = False

    def forbid_looking(self) -> None:
        """The app has no history scope."""
        self._workspace.scopes = self._workspace.scopes - HISTORY_SCOPES

    def limit(self, seconds: int) -> None:
        """A 429 for the channel."""
        self._slack.limit(channel=self._channel, retry_after=seconds)


class DiscordWorld(World):
    """Discord, by its loopback double over gateway and REST."""

    def __init__(self, discord: LoopbackDiscord) -> None:
        self._discord, self.core = discord, Core()
        self.place = Place("discord", discord.guild.id, discord.channel.id)
        settings = DiscordSettings(
            discord.token, base_url=discord.api_url, authority=discord.certificate, first_wait=0.01
        )
        self.platform = DiscordPlatform(settings)

    async def ask_for_help(self, *, directly: bool = False) -> Seen:
        """Type /help."""
        seen = await self._discord.type_command(self._discord.user, self._discord.channel, "help")
        direct = self._discord.messages(self._discord.direct(self._discord.user)) if directly else []
        return Seen(seen.text, "\n".join(each.text for each in seen.public), "\n".join(each.text for each in direct))

    def sees(self) -> str:
        """The answers to everything that was asked."""
        answers = [message for each in self._discord.state.interactions.values() for message in each.messages]
        return "\n".join(message.text for message in answers)

    def breaches(self) -> list[str]:
        """What Discord refused."""
        return [f"{each.method} {each.path}: {each.message}" for each in self._discord.refusals]

    def under(self, message: str) -> str:
        """The message's thread."""
        thread = self._discord.state.channels.get(message)
        return "\n".join(each.text for each in self._discord.messages(thread)) if thread else ""

    def close_channel(self) -> None:
        """The bot lost Send Messages there."""
        self._discord.channel.denied = SEND_MESSAGES

    def remove_channel(self) -> None:
        """The channel is deleted."""
        del self._discord.state.channels[self._discord.channel.id]

    def refuse_layouts(self) -> None:
        """Only text is a valid component."""
        self._discord.state.takes_layouts = False

    def forbid_looking(self) -> None:
        """The bot lost Read Message History there."""
        self._discord.channel.denied = READ_MESSAGE_HISTORY

    def limit(self, seconds: int) -> None:
        """A 429 for the channel."""
        self._discord.rate_limit("POST /", float(seconds))


@asynccontextmanager
async def console_world() -> AsyncIterator[World]:
    """The terminal."""
    yield ConsoleWorld()


@asynccontextmanager
async def slack_world() -> AsyncIterator[World]:
    """Slack, connected."""
    async with run_loopback_slack() as slack:
        world = SlackWorld(slack)
        async with _serving(world):
            await slack.connected()
            yield world


@asynccontextmanager
async def discord_world() -> AsyncIterator[World]:
    """Discord, connected."""
    async with run_loopback_discord() as discord:
        world = DiscordWorld(discord)
        async with _serving(world):
            await discord.wait_connected()
            yield world


@asynccontextmanager
async def _serving(world: World) -> AsyncIterator[None]:
    task = asyncio.create_task(world.platform.run(world.core))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


WORLDS = {"console": console_world, "slack": slack_world, "discord": discord_world}
