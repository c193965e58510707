"""The summarizer's first tables: the half of revision 0001 that has nothing to do with channels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from summarizer.store.types import UtcDateTime


def summarizer_tables() -> None:
    """Add them."""
    _sources()
    _source_states()
    _identities()
    _reads()
    _articles()
    _stories()
    _reports()
    _aliases()
    _summaries()
    _spending()
    _seen()
    _saved()


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sources")),
        sa.UniqueConstraint("address", name=op.f("uq_sources_address")),
    )


def _source_states() -> None:
    op.create_table(
        "source_states",
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("last_read", UtcDateTime(), nullable=True),
        sa.Column("last_ok", UtcDateTime(), nullable=True),
        sa.Column("failing_since", UtcDateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("reported_at", UtcDateTime(), nullable=True),
        sa.Column("gone_since", UtcDateTime(), nullable=True),
        sa.Column("dead", sa.Boolean(), nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("moved_seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.name"], name=op.f("fk_source_states_source"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_source_states")),
    )


def _identities() -> None:
    op.create_table(
        "identities",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("article", sa.String(length=20), nullable=False),
        sa.Column("first_seen", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_identities")),
    )
    op.create_index(op.f("ix_identities_first_seen"), "identities", ["first_seen"], unique=False)


def _reads() -> None:
    op.create_table(
        "reads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reads")),
    )
    op.create_index(op.f("ix_reads_at"), "reads", ["at"], unique=False)


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_origin", sa.String(length=10), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=True),
        sa.Column("image", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("signals", sa.JSON(), nullable=False),
        sa.Column("published", UtcDateTime(), nullable=False),
        sa.Column("first_seen", UtcDateTime(), nullable=False),
        sa.Column("old", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_articles")),
        sa.UniqueConstraint("id", name=op.f("uq_articles_id")),
    )
    op.create_index(op.f("ix_articles_published"), "articles", ["published"], unique=False)


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_published", UtcDateTime(), nullable=False),
        sa.Column("last_published", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    op.create_index(op.f("ix_stories_last_published"), "stories", ["last_published"], unique=False)


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("article", sa.String(length=20), nullable=False),
        sa.Column("story", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("copy_of", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_story"), "reports", ["story"], unique=False)


def _aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("story", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aliases")),
    )
    op.create_index(op.f("ix_aliases_story"), "aliases", ["story"], unique=False)


def _summaries() -> None:
    op.create_table(
        "summaries",
        sa.Column("story", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=40), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("story", "version", "shape", name=op.f("pk_summaries")),
    )


def _spending() -> None:
    op.create_table(
        "spending",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("micro_dollars", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_spending")),
    )


def _seen() -> None:
    op.create_table(
        "seen",
        sa.Column("reader", sa.String(length=200), nullable=False),
        sa.Column("story", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("reader", "story", name=op.f("pk_seen")),
    )
    op.create_index(op.f("ix_seen_story"), "seen", ["story"], unique=False)


def _saved() -> None:
    op.create_table(
        "saved",
        sa.Column("reader", sa.String(length=200), nullable=False),
        sa.Column("story", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("reader", "story", name=op.f("pk_saved")),
    )
