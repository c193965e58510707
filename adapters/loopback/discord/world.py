"""The people, places and messages of the double, and their JSON as Discord's API v10 gives it."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from adapters.loopback.discord.limits import BUTTON, EPHEMERAL, Payload, text_of, walk

DISCORD_EPOCH_MS = 1_420_070_400_000
ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_COMMANDS = 1 << 31
CREATE_THREADS = 1 << 35
SEND_IN_THREADS = 1 << 38
EVERYDAY = VIEW_CHANNEL | SEND_MESSAGES | READ_MESSAGE_HISTORY | USE_COMMANDS | CREATE_THREADS | SEND_IN_THREADS
EVERYTHING = (1 << 53) - 1
REQUIRE_TAG = 1 << 4
CHANNEL_TYPES = {"text": 0, "direct": 1, "announcement": 5, "thread": 11, "forum": 15}


@dataclass(frozen=True, slots=True)
class User:
    """A person or the bot."""

    id: str
    name: str
    bot: bool = False
    locale: str = "en-US"

    def json(self) -> Payload:
        """A user object."""
        return {
            "id": self.id,
            "username": self.name,
            "discriminator": "0",
            "global_name": self.name,
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(frozen=True, slots=True)
class Role:
    """A role; only one that is `mentionable` can be pinged by whoever lacks Mention Everyone."""

    id: str
    name: str
    mentionable: bool = True

    def json(self) -> Payload:
        """A role object."""
        return {
            "id": self.id,
            "name": self.name,
            "permissions": str(EVERYDAY),
            "position": 0,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": self.mentionable,
            "flags": 0,
        }


@dataclass(slots=True)
class Guild:
    """A server, its roles beside @everyone, and what its members may do: permission bits by user id."""

    id: str
    name: str
    members: dict[str, int] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    locale: str = "en-US"

    def all_roles(self) -> list[Role]:
        """Its roles with @everyone, which has the server's id."""
        return [Role(self.id, "@everyone", mentionable=False), *self.roles]


@dataclass(slots=True)
class Channel:
    """A channel; `denied` are the permission bits that the bot lacks here, `granted` those it has beyond the usual.

    `tags` are those of a forum, names by id; where one `requires_tag`, every post must have one.
    """

    id: str
    name: str
    kind: str = "text"
    guild: Guild | None = None
    denied: int = 0
    parent: str | None = None
    recipient: User | None = None
    owner: str = ""
    granted: int = 0
    tags: dict[str, str] = field(default_factory=dict)
    requires_tag: bool = False
    applied: tuple[str, ...] = ()
    archived: bool = False
    locked: bool = False

    def json(self) -> Payload:
        """A channel object."""
        if self.recipient is not None:
            return {
                "id": self.id,
                "type": 1,
                "recipients": [self.recipient.json()],
                "last_message_id": None,
                "flags": 0,
            }
        made: Payload = {
            "id": self.id,
            "type": CHANNEL_TYPES[self.kind],
            "name": self.name,
            "guild_id": self.guild.id if self.guild else None,
            "position": 0,
            "parent_id": self.parent,
            "permission_overwrites": [],
            "topic": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "last_message_id": None,
            "flags": 0,
        }
        if self.kind == "thread":
            made |= {"owner_id": self.owner, "applied_tags": list(self.applied), **self._thread_fields()}
        if self.kind == "forum":
            made |= {"available_tags": self._tags(), "default_reaction_emoji": None, "default_sort_order": None}
            made["flags"] = REQUIRE_TAG if self.requires_tag else 0
        return made

    def _tags(self) -> list[Payload]:
        rest = {"moderated": False, "emoji_id": None, "emoji_name": None}
        return [{"id": tag, "name": name, **rest} for tag, name in self.tags.items()]

    def _thread_fields(self) -> Payload:
        metadata = {
            "archived": self.archived,
            "auto_archive_duration": 1440,
            "archive_timestamp": stamp(),
            "locked": self.locked,
            "create_timestamp": stamp(),
        }
        return {"thread_metadata": metadata, "message_count": 0, "member_count": 1, "total_message_sent": 0}


@dataclass(slots=True)
class Message:
    """A message as the double keeps it. `only_for` is the one who sees it; `pings` those whom it would wake."""

    id: str
    channel: Channel
    author: User
    body: Payload
    nonce: str | None = None
    sent: float = field(default_factory=time.monotonic)
    only_for: User | None = None
    pings: tuple[str, ...] = ()
    crossposted: bool = False
    interaction: Payload | None = None

    @property
    def text(self) -> str:
        """All that is to be read in it."""
        return "\n".join(part for part in (self.body.get("content") or "", text_of(self.components)) if part)

    @property
    def components(self) -> list[Payload]:
        """Its components."""
        return list(self.body.get("components") or [])

    @property
    def buttons(self) -> dict[str, str]:
        """The custom_id of each button, by label; of several of one label, the first."""
        found: dict[str, str] = {}
        for each in walk(self.components):
            if each["type"] == BUTTON and "custom_id" in each:
                found.setdefault(each.get("label") or "", each["custom_id"])
        return found

    def json(self) -> Payload:
        """A message object, as history gives it: Discord keeps no nonce, only the answer to the sender has it."""
        made: Payload = {
            "id": self.id,
            "channel_id": self.channel.id,
            "author": self.author.json(),
            "content": self.body.get("content") or "",
            "timestamp": stamp(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": self.body.get("embeds") or [],
            "components": self.components,
            "pinned": False,
            "type": 20 if self.interaction else 0,
            "flags": self.body.get("flags", 0) | (EPHEMERAL if self.only_for else 0) | (1 if self.crossposted else 0),
        }
        if self.interaction:
            made |= {"application_id": self.author.id, "webhook_id": self.author.id}
            made["interaction_metadata"] = self.interaction
        return made


def stamp() -> str:
    """Now, as Discord writes times."""
    return datetime.now(UTC).isoformat()


def snowflakes() -> Iterator[str]:
    """New ids, ever growing, that carry the time of their making."""
    for count in itertools.count(1):
        yield str(((int(time.time() * 1000) - DISCORD_EPOCH_MS) << 22) | (count & 0x3FFFFF))


def guild_json(guild: Guild, channels: list[Channel], bot: User) -> Payload:
    """The guild as GUILD_CREATE carries it."""
    threads = [each.json() for each in channels if each.kind == "thread"]
    return {
        "id": guild.id,
        "name": guild.name,
        "unavailable": False,
        "owner_id": next(iter(guild.members), bot.id),
        "member_count": len(guild.members) + 1,
        "large": False,
        "joined_at": stamp(),
        "roles": [role.json() for role in guild.all_roles()],
        "emojis": [],
        "features": [],
        "channels": [each.json() for each in channels if each.kind != "thread"],
        "threads": threads,
        "members": [member_json(bot)],
        "presences": [],
        "voice_states": [],
        "preferred_locale": guild.locale,
    }


def member_json(user: User, permissions: int | None = None) -> Payload:
    """A guild member; with permissions, as an interaction carries it."""
    made: Payload = {"user": user.json(), "roles": [], "joined_at": stamp(), "deaf": False, "mute": False, "flags": 0}
    if permissions is not None:
        made["permissions"] = str(permissions)
    return made


def pings_in(text: str, allowed: Any) -> tuple[str, ...]:
    """Whom a text would wake, under these allowed_mentions (None: everybody whom it names)."""
    import re

    parse = ["everyone", "users", "roles"] if allowed is None else allowed.get("parse", [])
    found = re.findall(r"@everyone|@here", text) if "everyone" in parse else []
    for kind, pattern, listed in (("users", r"<@!?(\d+)>", "users"), ("roles", r"<@&(\d+)>", "roles")):
        named = re.findall(pattern, text)
        chosen = {str(each) for each in (allowed or {}).get(listed) or []}
        found += named if kind in parse else [each for each in named if each in chosen]
    return tuple(found)


def with_ids(components: list[Payload]) -> list[Payload]:
    """The components with the ids that Discord gives to those without one, counted from 1 in reading order."""
    used = {each["id"] for each in walk(components) if each.get("id")}
    fresh = (number for number in itertools.count(1) if number not in used)

    def one(component: Payload) -> Payload:
        made = {**component, "id": component.get("id") or next(fresh)}
        if "components" in made:
            made["components"] = [one(each) for each in made["components"]]
        for slot in ("accessory", "component"):
            if slot in made:
                made[slot] = one(made[slot])
        return made

    return [one(each) for each in components]
