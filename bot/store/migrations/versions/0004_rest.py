"""Until when a briefing rests that was paused for a while."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from summarizer.store.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what this revision adds."""
    op.add_column("briefings", sa.Column("rests_until", UtcDateTime(), nullable=True))
