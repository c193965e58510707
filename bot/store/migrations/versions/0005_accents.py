"""PostgreSQL finds words without their accents, as SQLite always did: "kroger" and "Kröger" find each other."""

from __future__ import annotations

from alembic import op

from summarizer.store.search import ACCENTED, PLAIN

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_POSTGRESQL = (
    "ALTER TABLE articles DROP COLUMN search",
    f"""ALTER TABLE articles ADD COLUMN search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', translate(left(title, 1000), '{ACCENTED}', '{PLAIN}')), 'A')
        || to_tsvector('simple', translate(left(text, 200000), '{ACCENTED}', '{PLAIN}'))) STORED""",
    "CREATE INDEX ix_articles_search ON articles USING gin (search)",
)
"""The index goes with its column. Letters are exchanged one for one, so that a tsvector is no larger than before."""


def upgrade() -> None:
    """Write the search column anew, once; SQLite has nothing to change."""
    if op.get_bind().dialect.name != "sqlite":
        for statement in _POSTGRESQL:
            op.execute(statement)
