"""What the double knows: its world, its interactions and everything that it refused."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from adapters.loopback.discord.limits import Payload
from adapters.loopback.discord.world import (
    EVERYDAY,
    EVERYTHING,
    MENTION_EVERYONE,
    Channel,
    Guild,
    Message,
    User,
    pings_in,
    snowflakes,
    stamp,
    with_ids,
)

UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
UNKNOWN_USER = (404, 10013, "Unknown User")
UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
UNAUTHORIZED = (401, 0, "401: Unauthorized")
ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
MISSING_ACCESS = (403, 50001, "Missing Access")
EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
CLOSED_TO_BOTS = (403, 50007, "Cannot send messages to this user")
NOT_A_TEXT_CHANNEL = (400, 50008, "Cannot send messages in a non-text channel")
MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
TAG_REQUIRED = (400, 40067, "A tag is required to create a forum post in this channel")
UNKNOWN_TAG = (400, 10087, "Unknown Tag")
NO_THREADS_HERE = (400, 50024, "Cannot execute action on this channel type")
THREAD_LOCKED = (403, 160005, "Thread is locked")
THREAD_BEGUN = (400, 160004, "A thread has already been created for this message")
NOT_CROSSPOSTABLE = (400, 50024, "Cannot execute action on this channel type")
CROSSPOSTED = (400, 40033, "This message has already been crossposted")
EXPIRED_TOKEN = (401, 50027, "Invalid Webhook Token")
TOKEN_LIFE = 15 * 60.0


class Refused(Exception):
    """Discord's refusal of a request: HTTP status, JSON error code and message, and the breaches of a form."""

    def __init__(self, refusal: tuple[int, int, str], breaches: list[str] | None = None) -> None:
        self.status, self.code, self.words = refusal
        self.breaches = breaches or []
        super().__init__(f"{self.code} {self.words}: {'; '.join(self.breaches)}")

    @classmethod
    def form(cls, breaches: list[str]) -> Refused:
        """An Invalid Form Body."""
        return cls((400, 50035, "Invalid Form Body"), breaches)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused request, as `refusals` keeps it."""

    method: str
    path: str
    status: int
    code: int
    message: str


@dataclass(slots=True)
class Interaction:
    """One press, typed command, completion or form, and what came back. Times in seconds of the monotonic clock."""

    id: str
    token: str
    kind: int
    user: User
    channel: Channel
    started: float = field(default_factory=time.monotonic)
    acknowledged: float | None = None
    deferred: bool = False
    answered: bool = False
    last_call: float = 0.0
    source: Message | None = None
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)
    modal: Payload | None = None
    choices: list[Payload] | None = None
    stirred: asyncio.Event = field(default_factory=asyncio.Event)

    def stir(self) -> None:
        """Note that a request came for it."""
        self.last_call = time.monotonic()
        self.stirred.set()


class State:
    """Everything the double remembers, by id."""

    def __init__(self, token: str) -> None:
        self._ids = snowflakes()
        self.token = token
        self.bot = User(self.new_id(), "Nightdesk", bot=True)
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, Message] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[Payload] = []
        self.guild_commands: dict[str, list[Payload]] = {}
        self.syncs = 0
        self.refusals: list[Refusal] = []
        self.held_back: dict[str, tuple[float, int]] = {}
        self.hang: set[str] = set()
        self.swallow: set[str] = set()
        self.lose: set[str] = set()
        self.hanging: list[str] = []
        self.ack_within = 3.0
        self.nonce_life = 300.0
        self.next_errors: list[tuple[int, int, str]] = []
        """What the next posts are answered with, in order, instead of being taken: status, code and words.
        Status 0: one is taken."""
        self.takes_layouts = True
        """Without it only messages of nothing but text are taken."""

    def new_id(self) -> str:
        """A new snowflake."""
        return next(self._ids)

    def channel(self, channel_id: str) -> Channel:
        """The channel of that id. Raises Refused."""
        found = self.channels.get(channel_id)
        if found is None:
            raise Refused(UNKNOWN_CHANNEL)
        return found

    def bot_permissions(self, channel: Channel) -> int:
        """The permission bits of the bot in a channel."""
        return (EVERYDAY | channel.granted) & ~channel.denied

    def user_permissions(self, user: User, channel: Channel) -> int:
        """The permission bits of a person in a channel, everything for an administrator, as Discord resolves them."""
        granted = channel.guild.members.get(user.id, 0) if channel.guild else 0
        return EVERYTHING if granted & (1 << 3) else granted

    def keep(self, channel: Channel, body: Payload, author: User | None = None, **fields: Any) -> Message:
        """Store a message, with ids on its components and the pings that it would cause."""
        kept = {**body, "components": with_ids(body.get("components") or [])}
        made = Message(self.new_id(), channel, author or self.bot, kept, **fields)
        made.pings = self.pings_of(made, body)
        self.messages[made.id] = made
        return made

    def pings_of(self, message: Message, body: Payload) -> tuple[str, ...]:
        """Whom a message wakes: of its roles those that are there and may be pinged."""
        guild, channel = message.channel.guild, message.channel
        roles = guild.all_roles() if guild else []
        freely = bool(self.bot_permissions(channel) & MENTION_EVERYONE)
        closed = {role.id for role in roles if not (role.mentionable or freely)}
        return tuple(each for each in pings_in(message.text, body.get("allowed_mentions")) if each not in closed)

    def in_channel(self, channel: Channel) -> list[Message]:
        """The messages that everybody in the channel sees, oldest first."""
        return [each for each in self.messages.values() if each.channel is channel and each.only_for is None]

    def interaction_source(self, interaction: Interaction) -> Payload:
        """The interaction_metadata of a message that answers it."""
        return {
            "id": interaction.id,
            "type": interaction.kind,
            "user": interaction.user.json(),
            "authorizing_integration_owners": {},
        }

    def application(self) -> Payload:
        """The bot's application."""
        owner = User("1", "owner")
        return {
            "id": self.bot.id,
            "name": self.bot.name,
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": owner.json(),
            "verify_key": "0" * 64,
            "flags": 0,
            "team": None,
            "summary": "",
            "created": stamp(),
        }
