"""Discord on 127.0.0.1, driven as people drive it: they type, press, fill in and read.

The real discord.py connects to it over TLS under Discord's own names: `api_url` says where it listens and
`certificate` is to be trusted (both fit into DiscordSettings). It refuses what Discord refuses, and `refusals` keeps
every refusal.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from adapters.loopback.discord import asking
from adapters.loopback.discord.certificate import make_certificate
from adapters.loopback.discord.command_limits import find_leaf, typing_breaches
from adapters.loopback.discord.gateway import Gateway
from adapters.loopback.discord.limits import Payload, walk
from adapters.loopback.discord.rest import build_app, direct_channel
from adapters.loopback.discord.rest_interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT
from adapters.loopback.discord.state import Interaction, Refusal, State
from adapters.loopback.discord.world import (
    ADMINISTRATOR,
    EVERYDAY,
    MANAGE_CHANNELS,
    Channel,
    Guild,
    Message,
    Role,
    User,
)

QUIET = 0.04
"""Seconds without a further request after which an answer counts as complete."""


class NotOffered(Exception):
    """What a Discord client would not let anybody do: a command that is not registered, a button that is not there."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What one person saw of one interaction.

    `ack_ms` is None where nothing came within the three seconds; `ephemeral` are the messages that the asker alone
    sees and `public` those that the channel sees, in order; `modal` a form that opened; `choices` completions.
    """

    ack_ms: float | None
    deferred: bool
    ephemeral: tuple[Message, ...] = ()
    public: tuple[Message, ...] = ()
    modal: Payload | None = None
    choices: tuple[Payload, ...] = ()
    answered_ms: float = 0.0

    @property
    def text(self) -> str:
        """All that the asker sees and nobody else."""
        return "\n".join(message.text for message in self.ephemeral)


class LoopbackDiscord:
    """The double: a world to build, people's hands, and what came of it."""

    def __init__(self, token: str = "loopback") -> None:  # noqa: S107 - the double's own, for nothing else
        self.state = State(token)
        self.gateway = Gateway(self.state)
        self.api_url = ""
        self.certificate = ""
        self.token = token
        self.guild = self.add_guild("Loopback")
        self.channel = self.add_channel(self.guild, "general")
        self.user = self.add_user(self.guild, "ada")
        self.manager = self.add_user(self.guild, "grace", manage_channels=True)

    # The world

    def add_guild(self, name: str) -> Guild:
        """A server that the bot is in; add it before the bot connects."""
        guild = Guild(self.state.new_id(), name)
        self.state.guilds[guild.id] = guild
        return guild

    def add_channel(self, guild: Guild, name: str, *, kind: str = "text", denied: int = 0) -> Channel:
        """A channel: `kind` is text, announcement or forum; `denied` are permission bits that the bot lacks there."""
        channel = Channel(self.state.new_id(), name, kind, guild=guild, denied=denied)
        self.state.channels[channel.id] = channel
        return channel

    def add_user(
        self, guild: Guild, name: str, *, admin: bool = False, manage_channels: bool = False, locale: str = "en-US"
    ) -> User:
        """A member of the guild, whose Discord is set to that language."""
        user = User(self.state.new_id(), name, locale=locale)
        self.state.users[user.id] = user
        granted = EVERYDAY | (ADMINISTRATOR if admin else 0) | (MANAGE_CHANNELS if manage_channels else 0)
        guild.members[user.id] = granted
        return user

    async def add_role(self, guild: Guild, name: str, *, mentionable: bool = True) -> Role:
        """Make a role; `mentionable` by everybody."""
        role = Role(self.state.new_id(), name, mentionable)
        guild.roles.append(role)
        await self.gateway.dispatch("GUILD_ROLE_CREATE", {"guild_id": guild.id, "role": role.json()})
        return role

    async def remove_role(self, guild: Guild, role: Role) -> None:
        """Delete a role."""
        guild.roles.remove(role)
        await self.gateway.dispatch("GUILD_ROLE_DELETE", {"guild_id": guild.id, "role_id": role.id})

    def add_thread(self, parent: Channel, name: str) -> Channel:
        """A thread of a channel, or a post of a forum; add it before the bot connects."""
        thread = Channel(self.state.new_id(), name, "thread", guild=parent.guild, parent=parent.id)
        thread.owner, thread.denied = self.user.id, parent.denied
        self.state.channels[thread.id] = thread
        return thread

    def direct(self, user: User) -> Channel:
        """The person's direct channel with the bot."""
        return direct_channel(self.state, user.id)

    async def remove_guild(self, guild: Guild) -> None:
        """Throw the bot out of a server."""
        self.state.guilds.pop(guild.id, None)
        await self.gateway.dispatch("GUILD_DELETE", {"id": guild.id})

    # What came of it

    @property
    def commands(self) -> list[Payload]:
        """The commands that are registered for all servers."""
        return self.state.commands

    @property
    def refusals(self) -> list[Refusal]:
        """Every request that was refused, in order."""
        return self.state.refusals

    def messages(self, channel: Channel) -> list[Message]:
        """What everybody in the channel sees, oldest first."""
        return self.state.in_channel(channel)

    # Trouble

    async def drop_connection(self, *, forget: bool = False) -> None:
        """Close the gateway's sockets; `forget` makes the sessions invalid as well."""
        await self.gateway.drop(forget=forget)

    def rate_limit(self, fragment: str, retry_after: float, times: int = 1) -> None:
        """Answer the next `times` requests whose "METHOD path" holds the fragment with 429."""
        self.state.held_back[fragment] = (retry_after, times)

    def hang_next(self, fragment: str) -> None:
        """Neither carry out nor answer the next request whose "METHOD path" holds the fragment; `hanging` has it."""
        self.state.hang.add(fragment)

    def swallow_next(self, fragment: str) -> None:
        """Carry out the next request whose "METHOD path" holds the fragment, and close the connection unanswered."""
        self.state.swallow.add(fragment)

    def lose_next(self, fragment: str) -> None:
        """Close the connection without carrying out the next request whose "METHOD path" holds the fragment."""
        self.state.lose.add(fragment)

    @property
    def hanging(self) -> list[str]:
        """The requests that wait for an answer for ever, as "METHOD path"."""
        return self.state.hanging

    async def wait_connected(self, timeout: float = 20.0) -> None:
        """Until a client has a live session."""
        async with asyncio.timeout(timeout):
            await self.gateway.connected.wait()

    # People's hands

    async def type_command(
        self, user: User, channel: Channel, command: str, *, timeout: float = 60.0, **values: Any
    ) -> Transcript:
        """Type a command ("digest", "briefing set") with its options, and wait for the whole answer."""
        data = self._typed(command, values)
        return await self._ask(COMMAND, user, channel, data, timeout=timeout)

    async def autocomplete(
        self, user: User, channel: Channel, command: str, option: str, so_far: str, **values: Any
    ) -> Transcript:
        """What is offered while an option is being typed."""
        data = self._typed(command, {**values, option: so_far}, focused=option)
        return await self._ask(AUTOCOMPLETE, user, channel, data)

    async def press(self, user: User, message: Message, button: str, *, timeout: float = 60.0) -> Transcript:
        """Press the button of that label or custom_id."""
        custom_id = message.buttons.get(button, button)
        if custom_id not in message.buttons.values() and not _has(message, custom_id):
            raise NotOffered(f"No button {button!r}; there are {', '.join(message.buttons)}.")
        if message.only_for not in (None, user):
            raise NotOffered("That message is for somebody else's eyes.")
        data = asking.pressed(message, custom_id)
        return await self._ask(COMPONENT, user, message.channel, data, message, timeout=timeout)

    async def submit(
        self, user: User, channel: Channel, modal: Payload, *, timeout: float = 60.0, **values: str
    ) -> Transcript:
        """Fill in a form that opened (values by custom_id) and send it."""
        data = asking.filled_in(modal, values)
        return await self._ask(MODAL_SUBMIT, user, channel, data, timeout=timeout)

    def _typed(self, command: str, values: dict[str, Any], focused: str = "") -> Payload:
        words = command.split()
        leaf = find_leaf(self.commands, words)
        if leaf is None:
            raise NotOffered(f"No command /{command} is registered.")
        if breaches := typing_breaches(leaf, values, complete=not focused):
            raise NotOffered(f"/{command}: {'; '.join(breaches)}.")
        root = next(each for each in self.commands if each["name"] == words[0])
        return asking.typed(root, words, leaf, values, focused)

    async def _ask(
        self,
        kind: int,
        user: User,
        channel: Channel,
        data: Payload,
        source: Message | None = None,
        *,
        timeout: float = 10.0,
    ) -> Transcript:
        found = Interaction(self.state.new_id(), secrets.token_urlsafe(24), kind, user, channel, source=source)
        self.state.interactions[found.token] = found
        await self.gateway.dispatch("INTERACTION_CREATE", asking.envelope(self.state, found, data, source))
        await self._wait_for_answer(found, timeout)
        return _transcript(found)

    async def _wait_for_answer(self, found: Interaction, timeout: float) -> None:
        """Until it is answered and quiet; without an acknowledgement in time, no longer than people's patience."""
        ends = found.started + self.state.ack_within
        while (now := time.monotonic()) < ends:
            wait = ends - now
            if found.acknowledged is not None:
                ends = found.started + timeout
                wait = QUIET if found.answered else ends - now
            found.stirred.clear()
            try:
                async with asyncio.timeout(wait):
                    await found.stirred.wait()
            except TimeoutError:
                if found.answered:
                    return


def _has(message: Message, custom_id: str) -> bool:
    return any(each.get("custom_id") == custom_id for each in walk(message.components))


def _transcript(found: Interaction) -> Transcript:
    # A deferred message that was never filled in still shows "is thinking": nothing to read.
    shown = [each for each in found.messages if each.text or each.components]
    return Transcript(
        ack_ms=None if found.acknowledged is None else (found.acknowledged - found.started) * 1000,
        deferred=found.deferred,
        ephemeral=tuple(each for each in shown if each.only_for is not None),
        public=tuple(each for each in shown if each.only_for is None),
        modal=found.modal,
        choices=tuple(found.choices or ()),
        answered_ms=(found.last_call - found.started) * 1000 if found.answered else 0.0,
    )


@asynccontextmanager
async def run_loopback_discord(token: str = "loopback") -> AsyncIterator[LoopbackDiscord]:  # noqa: S107 - as above
    """Serve a double on a free port of 127.0.0.1 while the context lasts."""
    double = LoopbackDiscord(token)
    app = build_app(double.state)
    app.router.add_get("/", double.gateway.serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    context, double.certificate = make_certificate()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    double.api_url = f"https://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield double
    finally:
        await double.gateway.drop()
        await runner.cleanup()
