"""Run by Alembic with a connection of ours; see bot.store.migrate."""

from __future__ import annotations

from typing import Any

from alembic import context

from bot.store.tables import briefings
from summarizer.store.tables import metadata

assert briefings.metadata is metadata, "the bot's tables stand beside the summarizer's"

FULL_TEXT = ("articles_fts", "ix_articles_search")


def include_object(item: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Autogenerate must not see full-text search: it would drop FTS5's shadow tables and PostgreSQL's column."""
    if kind == "column" and (item.table.name, name) == ("articles", "search"):
        return False
    return not (name or "").startswith(FULL_TEXT)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=include_object,
    render_as_batch=False,
)
with context.begin_transaction():
    context.run_migrations()
