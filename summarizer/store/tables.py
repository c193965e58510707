"""The summarizer's tables. bot.store.tables adds its own to the same metadata; one migration history makes both."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from summarizer.store.types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sources = Table(
    "sources",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("address", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("site", Text),
    Column("publisher", String(200), nullable=False, default=""),
    Column("topics", JSON, nullable=False, default=list),
    Column("weight", Float, nullable=False, default=1.0),
    Column("added_at", UtcDateTime),
    Column("removed", Boolean, nullable=False, default=False),
    UniqueConstraint("address"),
)

source_states = Table(
    "source_states",
    metadata,
    Column("source", String(200), ForeignKey("sources.name", ondelete="CASCADE"), primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("last_read", UtcDateTime),
    Column("last_ok", UtcDateTime),
    Column("failing_since", UtcDateTime),
    Column("last_error", Text),
    Column("reported_at", UtcDateTime),
    Column("gone_since", UtcDateTime),
    Column("dead", Boolean, nullable=False, default=False),
    Column("not_before", UtcDateTime),
    Column("moved_to", Text),
    Column("moved_seen", Integer, nullable=False, default=0),
)

identities = Table(
    "identities",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("article", String(20), nullable=False),
    Column("first_seen", UtcDateTime, nullable=False),
    Index(None, "first_seen"),
)

reads = Table(
    "reads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("repeats", Integer, nullable=False),
    Index(None, "at"),
)

articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(20), nullable=False, unique=True),
    Column("source", String(200), nullable=False),
    Column("publisher", String(200), nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False, default=""),
    Column("text_origin", String(10), nullable=False),
    Column("author", Text),
    Column("language", String(12)),
    Column("image", Text),
    Column("kind", String(20), nullable=False),
    Column("topics", JSON, nullable=False, default=list),
    Column("weight", Float, nullable=False, default=1.0),
    Column("signals", JSON, nullable=False, default=dict),
    Column("published", UtcDateTime, nullable=False),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("old", Boolean, nullable=False, default=False),
    Index(None, "published"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("first_published", UtcDateTime, nullable=False),
    Column("last_published", UtcDateTime, nullable=False),
    Index(None, "last_published"),
)

reports = Table(
    "reports",
    metadata,
    Column("article", String(20), primary_key=True),
    Column("story", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("copy_of", String(20)),
    Index(None, "story"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("story", String(20), nullable=False),
    Index(None, "story"),
)

summaries = Table(
    "summaries",
    metadata,
    Column("story", String(20), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("shape", String(40), primary_key=True),
    Column("summary", JSON, nullable=False),
)

condensing = Table(
    "condensing",
    metadata,
    Column("story", String(20), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("shape", String(40), primary_key=True),
    Column("task", JSON, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("not_before", UtcDateTime, nullable=False),
    Index(None, "not_before"),
)

spending = Table(
    "spending",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("tokens", BigInteger, nullable=False, default=0),
    Column("reserved", BigInteger, nullable=False, default=0),
    Column("requests", Integer, nullable=False, default=0),
    Column("micro_dollars", BigInteger, nullable=False, default=0),
    Column("trouble", String(40)),
    Column("trouble_at", UtcDateTime),
    Column("trouble_of", String(200)),
)

seen = Table(
    "seen",
    metadata,
    Column("reader", String(200), primary_key=True),
    Column("story", String(20), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "story"),
)

saved = Table(
    "saved",
    metadata,
    Column("reader", String(200), primary_key=True),
    Column("story", String(20), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
