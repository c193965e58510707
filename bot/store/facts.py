"""What an installation knows about itself: a name and a value in words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.store.tables import facts
from summarizer.store.database import Database
from summarizer.store.upsert import put


class FactStore:
    """The facts of one installation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> str | None:
        """The value kept under that name."""
        async with self._database.read() as connection:
            found = await connection.execute(select(facts.c.value).where(facts.c.name == name))
            value: str | None = found.scalar_one_or_none()
        return value

    async def keep(self, name: str, value: str) -> None:
        """Keep a value under that name."""
        async with self._database.write() as connection:
            await put(connection, facts, [{"name": name, "value": value}], keys=["name"])

    async def moment(self, name: str) -> datetime | None:
        """The time kept under that name."""
        value = await self.get(name)
        return datetime.fromisoformat(value) if value else None
