"""A store full of briefings, made by bulk statements, and the address of a database of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select

from bot.store.migrate import migrate
from bot.store.tables import briefings, channels, deliveries
from summarizer.store.database import Database

PLATFORMS = ("slack", "discord")
_PAGE = 1000


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database of that address, brought up to date."""
    database = Database.open(url)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


async def fill(database: Database, number: int, due: datetime, spread: timedelta = timedelta()) -> None:
    """That many channels with a daily briefing each, half on Slack and half on Discord; the next slot of each is
    `due`, or spread evenly over the time after it."""
    for start in range(1, number + 1, _PAGE):
        ids = range(start, min(start + _PAGE, number + 1))
        places = [
            {
                "id": each,
                "platform": PLATFORMS[each % 2],
                "workspace": f"T{each % 50}",
                "channel": f"C{each}",
                "followed": [],
                "muted": [],
                "skip_empty": False,
                "updates": False,
                "publish": False,
            }
            for each in ids
        ]
        orders = [_order(each, due + spread * (each / number)) for each in ids]
        async with database.write() as connection:
            await connection.execute(insert(channels), places)
            await connection.execute(insert(briefings), orders)


def _order(number: int, at: datetime) -> dict[str, object]:
    at = at.astimezone(UTC).replace(second=0, microsecond=0)
    return {
        "id": number,
        "channel": number,
        "days": list(range(7)),
        "times": [at.strftime("%H:%M")],
        "timezone": "UTC",
        "owner": "operator",
        "paused": False,
        "created_at": at - timedelta(days=1),
        "next_at": at,
        "next_slot": at.strftime("%Y-%m-%dT%H:%M"),
    }


async def count_states(database: Database) -> dict[str, int]:
    """How many deliveries are in each state."""
    statement = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
    async with database.read() as connection:
        return {row[0]: row[1] for row in await connection.execute(statement)}


async def new_postgres(server: str) -> str:
    """The address of a new database on that server."""
    from tests.conftest import _create_database

    return await _create_database(server)


def new_sqlite(folder: Path) -> str:
    """The address of a new file in that folder."""
    return f"sqlite:///{folder / 'storm.sqlite3'}"
