"""Standing orders: one a channel, each with its next slot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import RowMapping, delete, func, select, update

from bot.ports import Place
from bot.schedule import Schedule, Slot, next_slot
from bot.store.channels import Channel, channel_of
from bot.store.tables import briefings, channels
from summarizer.store.database import Database
from summarizer.store.upsert import put


@dataclass(frozen=True, slots=True)
class Briefing:
    """A channel's standing order. `next` is the slot that comes next; None while it is paused."""

    id: int
    channel: Channel
    schedule: Schedule
    owner: str
    paused: bool
    created_at: datetime
    next: Slot | None

    @property
    def place(self) -> Place:
        """Where it is posted."""
        return self.channel.place


class BriefingStore:
    """The briefings of one installation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(self, channel: Channel, schedule: Schedule, owner: str, now: datetime) -> Briefing:
        """Give a (saved) channel this standing order in place of the one it may have; its id stays."""
        coming = next_slot(schedule, now)
        row = {
            "channel": channel.id,
            "days": list(schedule.days),
            "times": [moment.strftime("%H:%M") for moment in schedule.times],
            "timezone": schedule.timezone,
            "owner": owner,
            "paused": False,
            "created_at": now,
            "next_at": coming.at,
            "next_slot": coming.key,
        }
        async with self._database.write() as connection:
            await put(connection, briefings, [row], keys=["channel"])
        found = await self.at(channel.place)
        assert found is not None
        return found

    async def at(self, place: Place) -> Briefing | None:
        """The channel's standing order."""
        return await self._one(
            channels.c.platform == place.platform,
            channels.c.workspace == place.workspace,
            channels.c.channel == place.channel,
        )

    async def by_id(self, briefing_id: int) -> Briefing | None:
        """The briefing of that id."""
        return await self._one(briefings.c.id == briefing_id)

    async def all(self) -> tuple[Briefing, ...]:
        """Every briefing, by id."""
        async with self._database.read() as connection:
            rows = (await connection.execute(_joined().order_by(briefings.c.id))).mappings().all()
        return tuple(_briefing(row) for row in rows)

    async def due(self, until: datetime) -> tuple[Briefing, ...]:
        """The briefings whose next slot is at or before that time, earliest first."""
        statement = _joined().where(briefings.c.paused.is_(False), briefings.c.next_at <= until)
        async with self._database.read() as connection:
            rows = (await connection.execute(statement.order_by(briefings.c.next_at, briefings.c.id))).mappings().all()
        return tuple(_briefing(row) for row in rows)

    async def earliest(self) -> datetime | None:
        """When the next slot of any briefing comes."""
        statement = select(func.min(briefings.c.next_at)).where(briefings.c.paused.is_(False))
        async with self._database.read() as connection:
            found: datetime | None = (await connection.execute(statement)).scalar_one_or_none()
        return found

    async def pause(self, briefing: Briefing) -> None:
        """Let no slot come until it is resumed."""
        await self._change(briefing, paused=True, next_at=None, next_slot=None)

    async def resume(self, briefing: Briefing, now: datetime) -> None:
        """Let the next slot after now come."""
        coming = next_slot(briefing.schedule, now)
        await self._change(briefing, paused=False, next_at=coming.at, next_slot=coming.key)

    async def remove(self, briefing: Briefing) -> None:
        """Remove the standing order; what it sent stays in the ledger."""
        async with self._database.write() as connection:
            await connection.execute(delete(briefings).where(briefings.c.id == briefing.id))

    async def _change(self, briefing: Briefing, **values: Any) -> None:
        async with self._database.write() as connection:
            await connection.execute(update(briefings).where(briefings.c.id == briefing.id).values(**values))

    async def _one(self, *conditions: Any) -> Briefing | None:
        async with self._database.read() as connection:
            row = (await connection.execute(_joined().where(*conditions))).mappings().first()
        return _briefing(row) if row else None


def _joined() -> Any:
    mine = [column.label(f"briefing_{column.name}") for column in briefings.c]
    return select(*mine, *channels.c).join(channels, channels.c.id == briefings.c.channel)


def _briefing(row: RowMapping) -> Briefing:
    schedule = Schedule(
        days=tuple(row["briefing_days"]),
        times=tuple(time.fromisoformat(moment) for moment in row["briefing_times"]),
        timezone=row["briefing_timezone"],
    )
    at, key = row["briefing_next_at"], row["briefing_next_slot"]
    return Briefing(
        id=row["briefing_id"],
        channel=channel_of(row),
        schedule=schedule,
        owner=row["briefing_owner"],
        paused=row["briefing_paused"],
        created_at=row["briefing_created_at"],
        next=Slot(datetime.fromisoformat(key), at) if at and key else None,
    )
