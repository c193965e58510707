"""What readers have seen and saved. A reader is an opaque key; stories are followed through their aliases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from summarizer.store.database import Database
from summarizer.store.tables import aliases, saved, seen
from summarizer.store.upsert import insert_new, put


class SeenStore:
    """Seen-marks and saved stories."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mark(self, readers: Sequence[str], versions: Iterable[tuple[str, int]], at: datetime) -> None:
        """The readers have seen these story versions. A mark is never lowered."""
        # In one order everywhere: two transactions that meet wait for each other, and never both.
        wanted = sorted(dict(versions).items())
        rows = [
            {"reader": reader, "story": story, "version": version, "at": at}
            for reader in sorted(set(readers))
            for story, version in wanted
        ]
        async with self._database.write() as connection:
            await put(connection, seen, rows, keys=["reader", "story"], rising="version")

    async def seen_versions(self, readers: Sequence[str], stories: Sequence[str]) -> dict[str, int]:
        """The highest version of each story that any of the readers has seen, through aliases; absent: none."""
        if not readers:
            return {}
        wanted = set(stories)
        async with self._database.read() as connection:
            rows = (
                await connection.execute(select(seen.c.story, seen.c.version).where(seen.c.reader.in_(readers)))
            ).all()
            gone = {row.story for row in rows} - wanted
            heirs = {row.id: row.story for row in await connection.execute(select(aliases)) if row.id in gone}
        found: dict[str, int] = {}
        for row in rows:
            story = heirs.get(row.story, row.story)
            if story in wanted:
                found[story] = max(found.get(story, 0), row.version)
        return found

    async def save(self, reader: str, story: str, at: datetime) -> bool:
        """Save a story for a reader; False if it was saved already."""
        async with self._database.write() as connection:
            return await insert_new(connection, saved, [{"reader": reader, "story": story, "at": at}]) > 0

    async def unsave(self, reader: str, story: str) -> None:
        """Forget a saved story."""
        async with self._database.write() as connection:
            await connection.execute(delete(saved).where(saved.c.reader == reader, saved.c.story == story))

    async def saved_by(self, reader: str) -> tuple[str, ...]:
        """The ids of a reader's saved stories, newest first."""
        statement = select(saved.c.story).where(saved.c.reader == reader).order_by(saved.c.at.desc(), saved.c.story)
        async with self._database.read() as connection:
            return tuple((await connection.execute(statement)).scalars())
