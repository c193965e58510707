"""What the bot needs from outside, as protocols; the dull implementation of each works with nothing installed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from bot.commands import Command
from bot.document import Document
from bot.language import ENGLISH


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


class Extra(StrEnum):
    """What some platforms can do for a channel beyond posting into it, where the channel wishes it.

    MENTION: a briefing wakes those whom the channel names. PUBLISH: a briefing is handed on to whoever follows the
    channel. THREAD: a story gets a thread of its own.
    """

    MENTION = "mention"
    PUBLISH = "publish"
    THREAD = "thread"


@dataclass(frozen=True, slots=True)
class Mention:
    """Whom a briefing wakes: `id` as the platform knows them, `name` as people do."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where, and what the platform lets them do there.

    `may_manage` is the platform's word for somebody who may change a channel's settings; `may_begin` for somebody who
    may set what nobody has set yet (on Slack any full member); `is_guest` for somebody who may change nothing;
    `is_direct` says that the place is a conversation with the bot alone. `offers` is what the platform can do here
    beyond answering and posting. `language` is what they read, `place_language` what the place does where the platform
    says so; both are languages that are spoken here (bot.language).
    """

    place: Place
    user: str
    may_manage: bool = False
    may_begin: bool = False
    is_guest: bool = False
    is_direct: bool = False
    offers: frozenset[Extra] = frozenset()
    language: str = ENGLISH
    place_language: str | None = None

    @property
    def key(self) -> str:
        """The opaque reader key of this person in this channel."""
        return f"{self.place.key}:{self.user}"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: a line of text, or one of `choices` where there are any.

    `name` is what its value comes back under; `value` is what holds now, `hint` an example. Of `several` any number
    may be ticked where a platform can show that, and typed with commas between them where it cannot. `words` say in
    the reader's language what each of these stands for, in their order; where there are none they say it themselves.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def say(self, choice: str) -> str:
        """What is shown for one of the choices."""
        known = dict(zip(self.choices or self.several, self.words, strict=False))
        return known.get(choice, choice)


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
    says so in its place. `thread` is posted into a thread of the channel that is called like it (its summary), where
    the platform offers that; the platform then leads the asker there. `form` is opened in place of the document where
    a platform has forms. `problems` are sentences about the fields of a form that was sent off, by name; nothing of it
    was kept. `posted`, where there is one, must be told whether the announcement was posted, before `document` is
    shown: only then does it count. `later` gives the real answer as soon as there is one: `document` says what is
    waited for.
    """

    document: Document
    announcement: Document | None = None
    direct: Document | None = None
    thread: Document | None = None
    form: Form | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    posted: Callable[[bool], Awaitable[None]] | None = None
    later: Callable[[], Awaitable[Reply]] | None = None


class Refusal(StrEnum):
    """What it means that a platform did not take a message."""

    GONE = "gone"
    """The channel, the workspace or the key to it is no longer there. Only people can help, so nothing is tried."""
    FORBIDDEN = "forbidden"
    """Not allowed as things are: a permission is missing. Somebody may give it, so the next slot is tried."""
    LAYOUT = "layout"
    """This message as it is laid out, and no other: a fault of ours. Plain words may pass."""
    LATER = "later"
    """Certainly not taken, and the same may be taken later."""
    UNSURE = "unsure"
    """It may have been taken: the platform did not say."""


class ReplyRefused(Exception):
    """A platform would not take a message: its words, what that means, and after how long to try again (seconds).

    Unless said otherwise it may have been taken; with `retry_after` it was not.
    """

    def __init__(self, message: str, meaning: Refusal | None = None, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.meaning = meaning or (Refusal.UNSURE if retry_after is None else Refusal.LATER)
        self.retry_after = retry_after

    @property
    def permanent(self) -> bool:
        """Whether the same message would be refused again."""
        return self.meaning in {Refusal.GONE, Refusal.FORBIDDEN, Refusal.LAYOUT}


class MentionLapsed(Exception):
    """Those who were to be mentioned are there no longer, and nothing was posted. One sentence says what to do."""


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

        Raises ReplyRefused; Refusal.LAYOUT only if nothing of it was posted.
        """
        ...

    async def post_plain(self, place: Place, words: str, *, key: str) -> str:
        """The same for words without any layout, in lines: what is left where a layout of ours was refused."""
        ...

    async def find_sent(self, place: Place, *, key: str) -> str | None:
        """The id of the message posted under that key; None: it was not.

        Raises ReplyRefused; Refusal.FORBIDDEN where the platform does not let us look, or not far enough back.
        """
        ...


@runtime_checkable
class Mentioning(Protocol):
    """A platform that offers Extra.MENTION."""

    async def post_mentioning(self, place: Place, document: Document, *, key: str, mention: Mention) -> str:
        """Post as `post` does and wake those mentioned, and nobody else.

        Raises ReplyRefused, and MentionLapsed before anything is posted.
        """
        ...


@runtime_checkable
class Publishing(Protocol):
    """A platform that offers Extra.PUBLISH."""

    async def publish(self, place: Place, message: str, *, key: str) -> None:
        """Hand a message that was posted under that key on to whoever follows the channel; done twice, it is done once.

        Raises ReplyRefused; `permanent` means that it can never work in that channel as it is.
        """
        ...


@runtime_checkable
class Replying(Protocol):
    """A platform that can add to what it posted: in a thread under the message, or however it shows what belongs
    together."""

    async def post_under(self, place: Place, message: str, document: Document, *, key: str) -> str:
        """Post under the message of that id and return the new message's id; otherwise as `post`."""
        ...

    async def find_under(self, place: Place, message: str, *, key: str) -> str | None:
        """The id of what was posted under the message with that key; otherwise as `find_sent`."""
        ...


class WorkQueue(Protocol):
    """A doorbell: work lies in the tables; a ring says that there is some of this kind."""

    async def ring(self, kind: str, shard: int = 0) -> None:
        """Say that work of this kind may be waiting. Rings may be lost or doubled; the tables decide."""
        ...
