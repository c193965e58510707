"""Editions composed ahead of their slot, and what they depend on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Exists, Integer, Text, Update, and_, cast, delete, func, select, tuple_, update

from bot.schedule import Slot
from bot.store.bulk import Rows, dialect_of
from bot.store.contents import Content, keep_contents
from bot.store.opening import insert_editions
from bot.store.tables import deliveries, editions, facts
from summarizer.store.database import Database
from summarizer.store.tables import seen
from summarizer.store.types import UtcDateTime

REFRESHED = "refreshed"
"""The fact that tells when the sources were last read to the end."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A content composed ahead for a slot: the content's name, and what it was made of."""

    briefing: int
    slot: Slot
    name: str
    made_of: str


class DraftStore:
    """Drafts lie in their edition's row until it is frozen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, drafts: Sequence[Draft], contents: Mapping[str, Content]) -> None:
        """Keep the drafts of slots' editions and what they say, in one transaction; not of a slot that has come: what
        is read then is what gets frozen."""
        rows = [
            {
                "briefing": each.briefing,
                "slot": each.slot.key,
                "at": each.slot.at,
                "name": each.name,
                "of": each.made_of,
            }
            for each in sorted(drafts, key=lambda each: each.briefing)
        ]
        async with self._database.write() as connection:
            await keep_contents(connection, contents)
            dialect = dialect_of(connection)
            told = _DRAFTS.told(dialect, rows)
            await connection.execute(_fresh_editions(dialect), told)
            await connection.execute(_drafted(dialect), told)

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

    async def seen_since(self, readers: Sequence[str], since: datetime) -> dict[str, str]:
        """Which story versions each reader has seen since then, as words to compare; absent: none."""
        if not readers:
            return {}
        mark = seen.c.story.concat(":").concat(cast(seen.c.version, Text)).label("mark")
        mine = select(seen.c.reader, mark).where(seen.c.reader.in_(readers), seen.c.at >= since)
        ordered = mine.order_by(seen.c.reader, seen.c.story).subquery()
        # Put together where they lie: ten thousand channels may have a million marks.
        told = select(ordered.c.reader, func.aggregate_strings(ordered.c.mark, ",")).group_by(ordered.c.reader)
        async with self._database.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(told)}

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


_DRAFTS = Rows("drafts", {"briefing": Integer(), "slot": Text(), "at": UtcDateTime(), "name": Text(), "of": Text()})


@cache
def _fresh_editions(dialect: str) -> Any:
    told = _DRAFTS.table(dialect)
    return insert_editions(dialect, told, told.c.at)


@cache
def _drafted(dialect: str) -> Update:
    told = _DRAFTS.table(dialect)
    mine = and_(editions.c.briefing == told.c.briefing, editions.c.slot == told.c.slot)
    change = update(editions).where(mine, editions.c.composed_at.is_(None), ~_has_come())
    return change.values(draft=told.c.name, draft_of=told.c.of, due_at=told.c.at)


def _has_come() -> Exists:
    """Whether an edition has a delivery."""
    return select(deliveries.c.id).where(deliveries.c.edition == editions.c.id).exists()
