"""Where a platform asked us to wait: rows that every process obeys.

A refused channel waits alone. Only when several channels of a workspace are refused at once does the workspace wait:
then it is the workspace that is asked too much.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, Select, and_, delete, func, or_, select

from bot.ports import Place
from bot.store.tables import deliveries, holds
from summarizer.store.database import Database
from summarizer.store.upsert import put

SEVERAL = 3
"""So many channels of one workspace refused at once mean that the workspace itself is asked too much."""
LONGEST = timedelta(days=1)
WHOLE = ""
"""Stands for the channel in the row of a whole workspace."""


class HoldStore:
    """Who is to be left alone until when."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def hold(self, place: Place, until: datetime, now: datetime) -> bool:
        """Leave this channel alone until then; whether the whole workspace waits with it now."""
        same = and_(holds.c.platform == place.platform, holds.c.workspace == place.workspace)
        beside = select(func.count()).where(same, holds.c.channel != WHOLE, holds.c.until > now)
        async with self._database.write() as connection:
            await put(connection, holds, [_row(place, place.channel, until)], keys=_KEYS)
            several: bool = (await connection.execute(beside)).scalar_one() >= SEVERAL
            if several:
                await put(connection, holds, [_row(place, WHOLE, until)], keys=_KEYS)
        return several

    async def forget(self, now: datetime) -> None:
        """Drop what is over, and what a clock noted that was far ahead: no platform asks for so long."""
        over = or_(holds.c.until <= now, holds.c.until > now + LONGEST)
        async with self._database.write() as connection:
            await connection.execute(delete(holds).where(over))


_KEYS = ["platform", "workspace", "channel"]


def _row(place: Place, channel: str, until: datetime) -> dict[str, object]:
    return {"platform": place.platform, "workspace": place.workspace, "channel": channel, "until": until}


def held_back(now: datetime | BindParameter[datetime]) -> Select[tuple[str]]:
    """The holds on a delivery's channel or workspace, for `exists` within a statement on deliveries."""
    return select(holds.c.platform).where(
        holds.c.platform == deliveries.c.platform,
        holds.c.workspace == deliveries.c.workspace,
        or_(holds.c.channel == deliveries.c.channel, holds.c.channel == WHOLE),
        holds.c.until > now,
    )
