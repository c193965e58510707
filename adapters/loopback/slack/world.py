"""What a loopback Slack knows: workspaces, people, channels, messages, views, triggers, and what it refused."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Payload = dict[str, Any]

LEAST_SCOPES = frozenset({"commands", "chat:write", "chat:write.public", "users:read", "channels:read", "groups:read"})
HISTORY_SCOPES = frozenset({"channels:history", "groups:history", "im:history", "im:write"})


@dataclass(slots=True)
class Workspace:
    """A workspace in which the app is installed. `revoked` is the error that its token answers with, if any."""

    id: str
    name: str
    bot_token: str
    bot_user: str
    bot_id: str
    scopes: frozenset[str]
    revoked: str | None = None


@dataclass(frozen=True, slots=True)
class User:
    """A member of a workspace."""

    id: str
    name: str
    workspace: str
    admin: bool = False
    owner: bool = False
    guest: bool = False
    locale: str = "en-US"


@dataclass(slots=True)
class Channel:
    """A channel, or the direct conversation of one person with the bot (`direct_with`)."""

    id: str
    name: str
    workspace: str
    creator: str = ""
    private: bool = False
    archived: bool = False
    members: set[str] = field(default_factory=set)
    direct_with: str | None = None


@dataclass(slots=True)
class Message:
    """A message that the app wrote; `only_for` names the one person who sees an ephemeral one."""

    ts: str
    channel: str
    text: str
    blocks: list[Payload]
    metadata: Payload | None = None
    only_for: str | None = None
    thread_ts: str | None = None
    edited: int = 0


@dataclass(slots=True)
class View:
    """A modal that a person has open, or a person's home."""

    id: str
    user: str
    workspace: str
    payload: Payload
    hash: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the double would not take: the method (or "response_url", "ack"), Slack's error, and the details."""

    what: str
    error: str
    details: tuple[str, ...] = ()


@dataclass(slots=True)
class Trigger:
    """A right to open one view, for three seconds."""

    user: str
    workspace: str
    until: float
    used: bool = False


@dataclass(slots=True)
class Hook:
    """A response URL: who and where it answers, until when, and how often it was used."""

    user: str
    channel: str
    until: float
    source: str | None = None
    uses: int = 0


@dataclass(slots=True)
class Limit:
    """A 429 to give: for a method, in one channel or any, so many times, with that Retry-After (seconds)."""

    method: str
    channel: str | None
    retry_after: int
    times: int


class World:
    """The state of a loopback Slack; every change wakes whoever waits for one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.workspaces: dict[str, Workspace] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.hooks: dict[str, Hook] = {}
        self.limits: list[Limit] = []
        self.next_errors: list[str] = []
        """What the next posts are answered with, in order, instead of being taken; empty: one is taken."""
        self.takes_blocks = True
        """Without it every layout is refused, and only plain text is taken."""
        self.refusals: list[Refusal] = []
        self.calls: list[tuple[str, Payload]] = []
        self._numbers = itertools.count(1)
        self._changed = asyncio.Event()

    def new_id(self, kind: str) -> str:
        """An id of Slack's look: a letter and digits, never used before."""
        return f"{kind}0LOOP{next(self._numbers):05d}"

    def new_ts(self) -> str:
        """A message's time stamp, later than all before it."""
        return f"{int(time.time())}.{next(self._numbers):06d}"

    def refuse(self, what: str, error: str, details: Iterable[str] = ()) -> None:
        """Write a refusal down."""
        self.refusals.append(Refusal(what, error, tuple(details)))
        self.notify()

    def add_trigger(self, user: User, life: float) -> str:
        """A new trigger id for this person."""
        name = f"{next(self._numbers)}.{secrets.token_hex(8)}"
        self.triggers[name] = Trigger(user.id, user.workspace, self.clock() + life)
        return name

    def direct_channel(self, user: User) -> Channel:
        """The conversation of this person with the bot, opened if need be."""
        for channel in self.channels.values():
            if channel.direct_with == user.id:
                return channel
        channel = Channel(self.new_id("D"), "directmessage", user.workspace, members={user.id}, direct_with=user.id)
        self.channels[channel.id] = channel
        return channel

    def add_message(self, message: Message) -> Message:
        """Keep a message and wake whoever waits."""
        self.messages.append(message)
        self.notify()
        return message

    def find_message(self, channel: str, ts: str) -> Message | None:
        """The message with that time stamp there."""
        return next((each for each in self.messages if each.ts == ts and each.channel == channel), None)

    def notify(self) -> None:
        """Say that something changed."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, predicate: Callable[[], bool], timeout: float = 5.0) -> None:
        """Wait until the predicate holds. Raises TimeoutError after so many seconds."""
        async with asyncio.timeout(timeout):
            while not predicate():
                await self._changed.wait()


@dataclass(slots=True)
class Transcript:
    """What happened after one command, press or submission. It keeps growing while the app answers.

    `ack_ms` is None if the app did not acknowledge in time (`failed` says so); `ack` is the body it acknowledged with.
    """

    world: World
    user: str
    channel: str
    start: int
    ack_ms: float | None = None
    ack: Payload = field(default_factory=dict)
    error: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the person was shown that the app did not respond."""
        return self.error is not None

    @property
    def ephemerals(self) -> list[Message]:
        """What this person alone was shown there since."""
        return [each for each in self._later if each.only_for == self.user]

    @property
    def posted(self) -> list[Message]:
        """What everybody in the channel was shown since."""
        return [each for each in self._later if each.only_for is None]

    @property
    def _later(self) -> list[Message]:
        return [each for each in self.world.messages[self.start :] if each.channel == self.channel]

    async def answered(self, count: int = 1, timeout: float = 5.0) -> None:
        """Wait for that many answers in all. Raises TimeoutError."""
        await self.world.until(lambda: len(self._later) >= count, timeout)
