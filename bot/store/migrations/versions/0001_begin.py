"""The first tables, and full-text search over articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.begin_summarizer import summarizer_tables
from summarizer.store.types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what this revision adds."""
    summarizer_tables()
    _bot_tables()
    if op.get_bind().dialect.name == "sqlite":
        _full_text_sqlite()
    else:
        _full_text_postgresql()


SQLITE_FULL_TEXT = (
    """CREATE VIRTUAL TABLE articles_fts USING fts5(
        title, text, content='articles', content_rowid='number', tokenize="unicode61 remove_diacritics 2")""",
    """CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
        INSERT INTO articles_fts(rowid, title, text) VALUES (new.number, new.title, new.text);
    END""",
    """CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
        INSERT INTO articles_fts(articles_fts, rowid, title, text)
        VALUES ('delete', old.number, old.title, old.text);
    END""",
    """CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, text ON articles BEGIN
        INSERT INTO articles_fts(articles_fts, rowid, title, text)
        VALUES ('delete', old.number, old.title, old.text);
        INSERT INTO articles_fts(rowid, title, text) VALUES (new.number, new.title, new.text);
    END""",
)
"""Whoever rebuilds `articles` in batch mode drops these triggers silently: run these again in that migration."""

POSTGRESQL_FULL_TEXT = (
    """ALTER TABLE articles ADD COLUMN search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', left(title, 1000)), 'A')
        || to_tsvector('simple', left(text, 200000))) STORED""",
    "CREATE INDEX ix_articles_search ON articles USING gin (search)",
)
"""A tsvector holds 1 MB at most, and a row that exceeds it is refused: 200,000 characters of any script fit."""


def _full_text_sqlite() -> None:
    for statement in SQLITE_FULL_TEXT:
        op.execute(statement)


def _full_text_postgresql() -> None:
    for statement in POSTGRESQL_FULL_TEXT:
        op.execute(statement)


def _bot_tables() -> None:
    _channels()
    _briefings()
    _contents()
    _editions()
    _deliveries()
    _leases()
    _holds()
    _facts()
    _secrets()
    _last_digests()
    _votes()
    _asked_articles()
    _chat_sources()
    _audit()


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=True),
        sa.Column("style", sa.String(length=12), nullable=True),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("followed", sa.JSON(), nullable=False),
        sa.Column("muted", sa.JSON(), nullable=False),
        sa.Column("own_sources", sa.JSON(), nullable=True),
        sa.Column("quiet_from", sa.String(length=5), nullable=True),
        sa.Column("quiet_until", sa.String(length=5), nullable=True),
        sa.Column("skip_empty", sa.Boolean(), nullable=False),
        sa.Column("updates", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=True),
        sa.Column("spoken", sa.String(length=12), nullable=True),
        sa.Column("mention", sa.JSON(), nullable=True),
        sa.Column("publish", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("platform", "workspace", "channel", name=op.f("uq_channels_platform_workspace_channel")),
    )


def _briefings() -> None:
    op.create_table(
        "briefings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.Column("next_slot", sa.String(length=20), nullable=True),
        sa.Column("stopped", sa.Text(), nullable=True),
        sa.Column("warned", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["channel"], ["channels.id"], name=op.f("fk_briefings_channel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefings")),
        sa.UniqueConstraint("channel", name=op.f("uq_briefings_channel")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_briefings_next_at"), "briefings", ["next_at"], unique=False)


def _contents() -> None:
    op.create_table(
        "contents",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_contents")),
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("briefing", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("content", sa.String(length=32), nullable=True),
        sa.Column("composed_at", UtcDateTime(), nullable=True),
        sa.Column("draft", sa.String(length=32), nullable=True),
        sa.Column("draft_of", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("briefing", "slot", name=op.f("uq_editions_briefing_slot")),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("briefing", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("message_id", sa.String(length=120), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("under", sa.String(length=120), nullable=True),
        sa.Column("story", sa.String(length=20), nullable=True),
        sa.Column("unsure", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name=op.f("fk_deliveries_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("edition", name=op.f("uq_deliveries_edition")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    order = ["settled", "due_at", "id"]
    op.create_index(op.f("ix_deliveries_settled_due_at_id"), "deliveries", order, unique=False)
    place = ["platform", "workspace", "channel", "settled"]
    op.create_index(op.f("ix_deliveries_platform_workspace_channel_settled"), "deliveries", place, unique=False)


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", "channel", name=op.f("pk_holds")),
    )


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )


def _secrets() -> None:
    op.create_table(
        "secrets",
        sa.Column("drawer", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("drawer", "name", name=op.f("pk_secrets")),
    )


def _last_digests() -> None:
    op.create_table(
        "last_digests",
        sa.Column("reader", sa.String(length=200), nullable=False),
        sa.Column("stories", sa.JSON(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("bare_at", UtcDateTime(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("reader", name=op.f("pk_last_digests")),
    )


def _votes() -> None:
    op.create_table(
        "votes",
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("user", sa.String(length=80), nullable=False),
        sa.Column("story", sa.String(length=20), nullable=False),
        sa.Column("worth", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("place", "user", "story", name=op.f("pk_votes")),
    )


def _asked_articles() -> None:
    op.create_table(
        "asked_articles",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_articles")),
    )


def _chat_sources() -> None:
    op.create_table(
        "chat_sources",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chat_sources")),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("user", sa.String(length=80), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
