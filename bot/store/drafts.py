"""Editions composed ahead of their slot, and what they depend on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Exists, bindparam, delete, func, select, tuple_, update

from bot.schedule import Slot
from bot.store.ledger import insert_each
from bot.store.tables import deliveries, editions, facts
from summarizer.store.database import Database
from summarizer.store.tables import seen

REFRESHED = "refreshed"
"""The fact that tells when the sources were last read to the end."""


class DraftStore:
    """Drafts lie in their edition's row until it is frozen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, briefing: int, slot: Slot, content: Mapping[str, Any], stamp: str) -> None:
        """Keep the draft of a slot's edition, unless the slot has come: what is read then is what gets frozen."""
        row = {"briefing": briefing, "slot": slot.key, "due_at": slot.at}
        mine = (editions.c.briefing == briefing) & (editions.c.slot == slot.key)
        change = update(editions).where(mine, editions.c.composed_at.is_(None), ~_has_come())
        async with self._database.write() as connection:
            await insert_each(connection, editions, [row])
            await connection.execute(
                change.values(
                    draft=bindparam("drafted", dict(content), type_=editions.c.draft.type),
                    draft_of=stamp,
                    due_at=slot.at,
                )
            )

    async def stamps(self, slots: Sequence[tuple[int, str]]) -> dict[tuple[int, str], str]:
        """What the drafts of these (briefing, slot) were made of; absent: there is none."""
        statement = select(editions.c.briefing, editions.c.slot, editions.c.draft_of).where(
            tuple_(editions.c.briefing, editions.c.slot).in_(slots), editions.c.draft_of.is_not(None)
        )
        if not slots:
            return {}
        async with self._database.read() as connection:
            rows = (await connection.execute(statement)).all()
        return {(row.briefing, row.slot): row.draft_of for row in rows}

    async def marks(self, readers: Sequence[str]) -> dict[str, datetime]:
        """When each reader's newest seen-mark was made; absent: it has none."""
        if not readers:
            return {}
        statement = select(seen.c.reader, func.max(seen.c.at)).where(seen.c.reader.in_(readers))
        async with self._database.read() as connection:
            rows = (await connection.execute(statement.group_by(seen.c.reader))).all()
        return {row[0]: row[1] for row in rows}

    async def seen_since(self, readers: Sequence[str], since: datetime) -> frozenset[tuple[str, int]]:
        """The story versions that any of the readers has seen since then."""
        statement = select(seen.c.story, seen.c.version).where(seen.c.reader.in_(readers), seen.c.at >= since)
        async with self._database.read() as connection:
            return frozenset((row.story, row.version) for row in await connection.execute(statement))

    async def newest_reading(self) -> str | None:
        """When the sources were last read to the end, in words."""
        async with self._database.read() as connection:
            found = await connection.execute(select(facts.c.value).where(facts.c.name == REFRESHED))
            value: str | None = found.scalar_one_or_none()
        return value

    async def forget(self, now: datetime) -> int:
        """Drop drafts whose slot passed a day ago without a delivery: their briefing was changed; how many."""
        orphans = delete(editions).where(
            editions.c.due_at < now - timedelta(days=1),
            editions.c.composed_at.is_(None),
            ~_has_come(),
        )
        async with self._database.write() as connection:
            return (await connection.execute(orphans)).rowcount


def _has_come() -> Exists:
    """Whether an edition has a delivery."""
    return select(deliveries.c.id).where(deliveries.c.edition == editions.c.id).exists()
