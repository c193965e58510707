"""Who does what only one process may do: a row with an owner and an end.

A lease that is not renewed runs out by itself, so the work of a dead process is free after its term. Its end is by the
machines' clocks: they must agree to within a second or two, as every time server makes them do.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from bot.store.tables import leases
from summarizer.store.database import Database
from summarizer.store.upsert import insert_new


class LeaseStore:
    """The leases of one installation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, owner: str, now: datetime, term: timedelta) -> bool:
        """Take the lease, or renew one's own, until `now + term`; False while somebody else holds it.

        A lease that ends later than three terms from now was taken before the clock was set back; it counts as over.
        """
        free = or_(leases.c.owner == owner, leases.c.until <= now, leases.c.until > now + 3 * term)
        renewal = update(leases).where(leases.c.name == name, free).values(owner=owner, until=now + term)
        async with self._database.write() as connection:
            if (await connection.execute(renewal)).rowcount == 1:
                return True
            return await insert_new(connection, leases, [{"name": name, "owner": owner, "until": now + term}]) == 1

    async def give_back(self, name: str, owner: str) -> None:
        """Let go of one's own lease."""
        async with self._database.write() as connection:
            await connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))

    async def holder(self, name: str, now: datetime) -> str | None:
        """Who holds it."""
        async with self._database.read() as connection:
            found = await connection.execute(select(leases.c.owner).where(leases.c.name == name, leases.c.until > now))
            holder: str | None = found.scalar_one_or_none()
        return holder
