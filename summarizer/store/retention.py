"""Forgetting what nobody needs any more: in small batches, so that no writer waits for long.

What goes is looked for while others write; only its deletion is a transaction, of some hundred rows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, insert, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from summarizer.store.database import Database
from summarizer.store.tables import aliases, articles, condensing, reports, saved, seen, stories, summaries

BATCH = 500
"""Rows a transaction."""
STORIES_AT_ONCE = 100
PAUSE = 0.02
"""Seconds between two transactions: SQLite's other writers take their turn by trying."""


@dataclass(frozen=True, slots=True)
class Broom:
    """Sweeps a database. `batch` rows go in one transaction, with `pause` seconds after each."""

    database: Database
    batch: int = BATCH
    pause: float = PAUSE

    async def forget(self, table: Table, which: ColumnElement[bool]) -> int:
        """Delete these rows of a table; how many."""
        key = _key(table)
        gone = 0
        after: Sequence[Any] | None = None
        while page := await self._page(table, which, after, self.batch):
            after = page[-1]
            async with self.database.write() as connection:
                # By its ends: a list of keys of several columns would have SQLite read the whole table.
                chosen = and_(key >= tuple(page[0]), key <= tuple(after), which)
                gone += (await connection.execute(delete(table).where(chosen))).rowcount
            await asyncio.sleep(self.pause)
        return gone

    async def forget_texts(self, before: datetime) -> int:
        """Empty the texts of articles published before then, but of saved stories; how many. Titles stay."""
        mine = select(reports.c.article).where(_is_saved(reports.c.story))
        which = and_(articles.c.published < before, articles.c.text != "", articles.c.id.not_in(mine))
        gone = 0
        after: Sequence[Any] | None = None
        # Each text leaves the search index with it, which costs more than a row.
        while page := await self._page(articles, which, after, STORIES_AT_ONCE):
            after = page[-1]
            async with self.database.write() as connection:
                empty = _rewrite_without_texts if self.database.is_sqlite else _empty_texts
                gone += await empty(connection, and_(articles.c.number.in_([row[0] for row in page]), which))
            await asyncio.sleep(self.pause)
        return gone

    async def forget_stories(self, before: datetime) -> int:
        """Delete the stories last reported before then, with all that belongs to them, but saved ones; how many."""
        which = and_(stories.c.last_published < before, ~_is_saved(stories.c.id))
        gone = 0
        after: Sequence[Any] | None = None
        while page := await self._page(stories, which, after, STORIES_AT_ONCE):
            after = page[-1]
            async with self.database.write() as connection:
                gone += await _forget_stories(connection, [row[0] for row in page], which)
            await asyncio.sleep(self.pause)
        return gone

    async def forget_summaries(self, before: datetime) -> int:
        """Delete the summaries of stories last reported before then, but of saved ones; how many."""
        current = select(stories.c.id).where(stories.c.last_published >= before)
        await self.forget(condensing, condensing.c.story.not_in(current))
        return await self.forget(summaries, and_(summaries.c.story.not_in(current), ~_is_saved(summaries.c.story)))

    async def forget_marks(self, before: datetime) -> int:
        """Delete seen-marks made before then of stories that are not reported any more since; how many."""
        current = select(stories.c.id).where(stories.c.last_published >= before)
        return await self.forget(seen, and_(seen.c.at < before, seen.c.story.not_in(current)))

    async def _page(
        self, table: Table, which: ColumnElement[bool], after: Sequence[Any] | None, limit: int
    ) -> Sequence[Row[Any]]:
        """The keys of the next rows to go, in their order: each row is looked at once."""
        key = _key(table)
        statement = select(*table.primary_key.columns).where(which)
        if after is not None:
            statement = statement.where(key > tuple(after))
        async with self.database.read() as connection:
            found = await connection.execute(statement.order_by(*table.primary_key.columns).limit(limit))
            return found.all()


async def _empty_texts(connection: AsyncConnection, which: ColumnElement[bool]) -> int:
    return (await connection.execute(update(articles).where(which).values(text=""))).rowcount


async def _rewrite_without_texts(connection: AsyncConnection, which: ColumnElement[bool]) -> int:
    """The same for SQLite, which would leave each row alone on the page that its text had filled.

    It lays rows together again only as they are deleted and come anew, and that frees the pages for other rows.
    """
    rows = (await connection.execute(select(articles).where(which))).mappings().all()
    if rows:
        await connection.execute(delete(articles).where(articles.c.number.in_([row["number"] for row in rows])))
        await connection.execute(insert(articles), [{**row, "text": ""} for row in rows])
    return len(rows)


async def _forget_stories(connection: AsyncConnection, ids: Sequence[str], which: ColumnElement[bool]) -> int:
    """Looked at anew in this transaction: one that was saved or reported meanwhile stays."""
    old = list((await connection.execute(select(stories.c.id).where(stories.c.id.in_(ids), which))).scalars())
    theirs = select(reports.c.article).where(reports.c.story.in_(old))
    await connection.execute(delete(articles).where(articles.c.id.in_(theirs)))
    for table, column in (
        (reports, reports.c.story),
        (summaries, summaries.c.story),
        (condensing, condensing.c.story),
        (seen, seen.c.story),
        (aliases, aliases.c.story),
        (stories, stories.c.id),
    ):
        await connection.execute(delete(table).where(column.in_(old)))
    return len(old)


def _is_saved(story: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether somebody saved the story, under this id or under one that was merged into it."""
    merged = select(aliases.c.story).join(saved, saved.c.story == aliases.c.id)
    return or_(story.in_(select(saved.c.story)), story.in_(merged))


def _key(table: Table) -> Any:
    return tuple_(*table.primary_key.columns)
