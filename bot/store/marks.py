"""What the numbers of an asker's last digest mean, and the record of who changed what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.ports import Asker
from bot.store.tables import audit, last_digests
from summarizer.store.database import Database
from summarizer.store.upsert import put


class MarkStore:
    """Last digests and the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, asker: Asker, stories: Sequence[str], at: datetime) -> None:
        """These story ids, in this order, are what the asker's numbers mean from now on."""
        row = {"reader": asker.key, "stories": list(stories), "at": at, "shared": False}
        async with self._database.write() as connection:
            await put(connection, last_digests, [row], keys=["reader"])

    async def last_digest(self, asker: Asker) -> tuple[str, ...]:
        """The story ids of the asker's last digest here, in its order; empty: none yet."""
        statement = select(last_digests.c.stories).where(last_digests.c.reader == asker.key)
        async with self._database.read() as connection:
            return tuple((await connection.execute(statement)).scalar_one_or_none() or ())

    async def last_at(self, asker: Asker) -> datetime | None:
        """When the asker last got a digest here."""
        statement = select(last_digests.c.at).where(last_digests.c.reader == asker.key)
        async with self._database.read() as connection:
            found: datetime | None = (await connection.execute(statement)).scalar_one_or_none()
        return found

    async def mark_shared(self, asker: Asker) -> bool:
        """The asker shares their last digest; False if they did already, or have none."""
        mine = (last_digests.c.reader == asker.key) & last_digests.c.shared.is_(False)
        async with self._database.write() as connection:
            changed = await connection.execute(update(last_digests).where(mine).values(shared=True))
        return changed.rowcount == 1

    async def note_change(self, asker: Asker, change: str, at: datetime) -> None:
        """Write down who changed what, where and when."""
        row = {"at": at, "place": asker.place.key, "user": asker.user, "change": change}
        async with self._database.write() as connection:
            await connection.execute(insert(audit).values(row))
