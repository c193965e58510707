"""Turns at condensing, and what the language model last refused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from summarizer.store.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what this revision adds."""
    op.create_table(
        "condensing",
        sa.Column("story", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=40), nullable=False),
        sa.Column("task", sa.JSON(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("story", "version", "shape", name=op.f("pk_condensing")),
    )
    op.create_index(op.f("ix_condensing_not_before"), "condensing", ["not_before"], unique=False)
    op.add_column("spending", sa.Column("trouble", sa.String(length=40), nullable=True))
    op.add_column("spending", sa.Column("trouble_at", UtcDateTime(), nullable=True))
    op.add_column("spending", sa.Column("trouble_of", sa.String(length=200), nullable=True))
