"""What the bot needs from outside, as protocols; the dull implementation of each works with nothing installed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.commands import Command
from bot.document import Document


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said or posted: platform, workspace (team or guild) and channel."""

    platform: str
    workspace: str
    channel: str

    @property
    def key(self) -> str:
        """The opaque reader key of everybody in this channel."""
        return f"{self.platform}:{self.workspace}:{self.channel}"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where, and what the platform lets them do there.

    `may_manage` is the platform's word for somebody who may change a channel's settings; `may_begin` for somebody who
    may set what nobody has set yet (on Slack any full member); `is_guest` for somebody who may change nothing;
    `is_direct` says that the place is a conversation with the bot alone.
    """

    place: Place
    user: str
    may_manage: bool = False
    may_begin: bool = False
    is_guest: bool = False
    is_direct: bool = False

    @property
    def key(self) -> str:
        """The opaque reader key of this person in this channel."""
        return f"{self.place.key}:{self.user}"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: a line of text, or one of `choices` where there are any.

    `name` is what its value comes back under; `value` is what holds now, `hint` an example.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """Fields to fill in; sent off, it is `command` with the words "name: value", one field a line."""

    title: str
    fields: tuple[Field, ...]
    command: Command


@dataclass(frozen=True, slots=True)
class Reply:
    """What the core answers: always for the asker alone, and sometimes something that everybody in the channel sees.

    `announcement` is the line that tells of a change, or a digest that was shared. `direct` goes to the asker's own
    conversation with the bot; `document` then says that it did, and where that conversation is closed the platform
    says so in its place. `form` is opened in place of the document where a platform has forms. `problems` are
    sentences about the fields of a form that was sent off, by name; nothing of it was kept. `later` gives the real
    answer as soon as there is one: `document` says what is waited for.
    """

    document: Document
    announcement: Document | None = None
    direct: Document | None = None
    form: Form | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    later: Callable[[], Awaitable[Reply]] | None = None


class ReplyRefused(Exception):
    """A platform would not take a message: its words, whether trying again can help, and after how long (seconds)."""

    def __init__(self, message: str, *, permanent: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after


class PlatformUnusable(Exception):
    """A platform will not have the bot as it is set up; trying again will not help. One sentence says what to do."""


Handler = Callable[[Command, Asker], Awaitable[Reply]]


class ChatPlatform(Protocol):
    """A chat service: forwards commands to the core and posts documents."""

    name: str

    async def run(self, handle: Handler) -> None:
        """Serve until cancelled: receive events, acknowledge at once, forward each as a Command, send the Reply.

        Raises PlatformUnusable where only the operator can help; anything else it raises is tried again.
        """
        ...

    async def post(self, place: Place, document: Document, *, key: str) -> str:
        """Post into a channel and return the platform's message id. `key` is the delivery's idempotency key.

        Raises ReplyRefused.
        """
        ...

    async def find_sent(self, place: Place, *, key: str) -> str | None:
        """The id of the message posted under that key, if the platform can tell."""
        ...


class WorkQueue(Protocol):
    """A doorbell: work lies in the tables; a ring says that there is some of this kind."""

    async def ring(self, kind: str, shard: int = 0) -> None:
        """Say that work of this kind may be waiting. Rings may be lost or doubled; the tables decide."""
        ...
