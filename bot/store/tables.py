"""The bot's tables, on the summarizer's metadata: one database, one migration history."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from summarizer.store.tables import metadata
from summarizer.store.types import UtcDateTime

channels = Table(
    "channels",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", String(40), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("channel", String(80), nullable=False),
    Column("timezone", String(60)),
    Column("style", String(12)),
    Column("length", Integer),
    Column("followed", JSON, nullable=False, default=list),
    Column("muted", JSON, nullable=False, default=list),
    Column("own_sources", JSON),
    Column("quiet_from", String(5)),
    Column("quiet_until", String(5)),
    Column("skip_empty", Boolean, nullable=False, default=False),
    Column("updates", Boolean, nullable=False, default=False),
    Column("language", String(12)),
    Column("spoken", String(12)),
    Column("mention", JSON),
    Column("publish", Boolean, nullable=False, default=False),
    UniqueConstraint("platform", "workspace", "channel"),
)

briefings = Table(
    "briefings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Integer, ForeignKey("channels.id"), nullable=False, unique=True),
    Column("days", JSON, nullable=False),
    Column("times", JSON, nullable=False),
    Column("timezone", String(60), nullable=False),
    Column("owner", String(80), nullable=False),
    Column("paused", Boolean, nullable=False, default=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime),
    Column("next_slot", String(20)),
    Column("stopped", Text),
    Column("warned", Text),
    Column("rests_until", UtcDateTime),
    Index(None, "next_at"),
    # Editions outlive their briefing: an id that came again would find another channel's.
    sqlite_autoincrement=True,
)

contents = Table(
    "contents",
    metadata,
    # Named by what it says, and kept once, however many channels are told the same.
    Column("name", String(32), primary_key=True),
    Column("content", JSON, nullable=False),
)

editions = Table(
    "editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("briefing", Integer, nullable=False),
    Column("slot", String(40), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("content", String(32)),
    Column("composed_at", UtcDateTime),
    Column("draft", String(32)),
    Column("draft_of", String(32)),
    UniqueConstraint("briefing", "slot"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", Integer, ForeignKey("editions.id"), nullable=False, unique=True),
    Column("briefing", Integer, nullable=False),
    Column("platform", String(40), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("channel", String(80), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("settled", Boolean, nullable=False, default=False),
    Column("key", String(40), nullable=False, unique=True),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("lease_owner", String(80)),
    Column("sent_at", UtcDateTime),
    Column("message_id", String(120)),
    Column("late", Boolean, nullable=False, default=False),
    Column("reason", Text),
    # An update of a story that was told before: the message under which it goes, and the story. Empty: a briefing.
    Column("under", String(120)),
    Column("story", String(20)),
    Column("unsure", Integer, nullable=False, default=0),
    Index(None, "settled", "due_at", "id"),
    Index(None, "platform", "workspace", "channel", "settled"),
)

notices = Table(
    "notices",
    metadata,
    # Words to a briefing's owner that are still to be told. No foreign key: they outlive their briefing.
    Column("key", String(40), primary_key=True),
    Column("platform", String(40), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("person", String(80), nullable=False),
    Column("briefing", Integer, nullable=False),
    Column("said", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("unsure", Integer, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("lease_owner", String(80)),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("owner", String(80), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

holds = Table(
    "holds",
    metadata,
    Column("platform", String(40), primary_key=True),
    Column("workspace", String(80), primary_key=True),
    Column("channel", String(80), primary_key=True),
    Column("until", UtcDateTime, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

secrets = Table(
    "secrets",
    metadata,
    Column("drawer", String(80), primary_key=True),
    Column("name", String(120), primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("until", UtcDateTime),
)

last_digests = Table(
    "last_digests",
    metadata,
    Column("reader", String(200), primary_key=True),
    Column("stories", JSON, nullable=False),
    Column("document", JSON),
    Column("at", UtcDateTime, nullable=False),
    Column("bare_at", UtcDateTime),
    Column("shared", Boolean, nullable=False, default=False),
)

votes = Table(
    "votes",
    metadata,
    Column("place", String(200), primary_key=True),
    Column("user", String(80), primary_key=True),
    Column("story", String(20), primary_key=True),
    Column("worth", Integer, nullable=False),
    Column("names", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

asked_articles = Table(
    "asked_articles",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("content", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

chat_sources = Table(
    "chat_sources",
    metadata,
    Column("name", String(200), primary_key=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("place", String(200), nullable=False),
    Column("user", String(80), nullable=False),
    Column("change", Text, nullable=False),
)
