"""Standing orders: one a channel, each with its next slot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Integer, RowMapping, Select, Update, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Place
from bot.schedule import Schedule, Slot, next_slot
from bot.store.channels import Channel, channel_of
from bot.store.notices import Notice, add_notice
from bot.store.tables import briefings, channels
from summarizer.store.database import Database
from summarizer.store.types import UtcDateTime
from summarizer.store.upsert import put


@dataclass(frozen=True, slots=True)
class Briefing:
    """A channel's standing order. `next` is the slot that comes next; None while it is paused. `created_at` is since
    when it holds: no slot from before it was set, or resumed, or from before its rest is over, ever comes.
    `rests_until`: it was paused for a while, and comes again by itself after that.

    `stopped` says why it was paused by the bot itself: its channel is gone, say. `warned` says what its owner was told
    when it could not be posted the last time: a permission is missing, say.
    """

    id: int
    channel: Channel
    schedule: Schedule
    owner: str
    paused: bool
    created_at: datetime
    next: Slot | None
    stopped: str | None = None
    warned: str | None = None
    rests_until: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Whether it was paused for a while, which is not over."""
        until = self.rests_until
        # An older process, in a rolling upgrade, knows no rests: what it sets or resumes holds since another time.
        return not self.paused and until is not None and until == self.created_at and until > now

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
            "stopped": None,
            "warned": None,
            "rests_until": None,
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

    async def by_ids(self, ids: Collection[int]) -> dict[int, Briefing]:
        """The briefings of those ids."""
        async with self._database.read() as connection:
            rows = (await connection.execute(_joined().where(briefings.c.id.in_(ids)))).mappings().all()
        return {row["briefing_id"]: _briefing(row) for row in rows}

    async def all(self) -> tuple[Briefing, ...]:
        """Every briefing, by id."""
        async with self._database.read() as connection:
            rows = (await connection.execute(_joined().order_by(briefings.c.id))).mappings().all()
        return tuple(_briefing(row) for row in rows)

    async def of(self, place: Place, owner: str) -> tuple[Briefing, ...]:
        """The briefings of the place itself and, in its workspace, of that owner."""
        same = (channels.c.platform == place.platform) & (channels.c.workspace == place.workspace)
        mine = _joined().where(same, or_(channels.c.channel == place.channel, briefings.c.owner == owner))
        async with self._database.read() as connection:
            rows = (await connection.execute(mine.order_by(briefings.c.id))).mappings().all()
        return tuple(_briefing(row) for row in rows)

    async def between(
        self, after: datetime, until: datetime, limit: int, beyond: tuple[datetime, int] | None = None
    ) -> tuple[Briefing, ...]:
        """Briefings whose next slot lies in (after, until], earliest first.

        `beyond` is the time and id of the last one of the page before.
        """
        statement = _joined().where(_on(), briefings.c.next_at > after, briefings.c.next_at <= until)
        if beyond:
            at, last = beyond
            statement = statement.where(
                (briefings.c.next_at > at) | ((briefings.c.next_at == at) & (briefings.c.id > last))
            )
        ordered = statement.order_by(briefings.c.next_at, briefings.c.id).limit(limit)
        async with self._database.read() as connection:
            rows = (await connection.execute(ordered)).mappings().all()
        return tuple(_briefing(row) for row in rows)

    async def earliest(self) -> datetime | None:
        """When the next slot of any briefing comes."""
        statement = select(func.min(briefings.c.next_at)).where(_on())
        async with self._database.read() as connection:
            found: datetime | None = (await connection.execute(statement)).scalar_one_or_none()
        return found

    async def pause(self, briefing: Briefing) -> None:
        """Let no slot come until it is resumed."""
        await self._change(briefing, paused=True, next_at=None, next_slot=None)

    async def rest(self, briefing: Briefing, until: datetime) -> None:
        """Let no slot come until then; from then on it comes again by itself."""
        coming = next_slot(briefing.schedule, until)
        rests = {
            "paused": False,
            "created_at": until,
            "rests_until": until,
            "next_at": coming.at,
            "next_slot": coming.key,
        }
        await self._change(briefing, **rests, stopped=None, warned=None)

    async def resume(self, briefing: Briefing, now: datetime) -> None:
        """Let the next slot after now come."""
        coming = next_slot(briefing.schedule, now)
        on = {"paused": False, "created_at": now, "next_at": coming.at, "next_slot": coming.key}
        await self._change(briefing, **on, stopped=None, warned=None, rests_until=None)

    async def stop(self, briefing_id: int, reason: str, told: Notice | None, now: datetime) -> bool:
        """Let no slot come any more, for a reason that only people can change, and write down what its owner is told;
        False if that was done before."""
        mine = update(briefings).where(briefings.c.id == briefing_id, briefings.c.stopped.is_(None))
        change = mine.values(paused=True, next_at=None, next_slot=None, stopped=reason[:500])
        return await self._change_and_tell(change, told, now)

    async def warn(self, briefing_id: int, reason: str, told: Notice | None, now: datetime) -> bool:
        """Note that its owner is told of a refusal, and write down what; False if they were told since it was posted
        last."""
        mine = update(briefings).where(briefings.c.id == briefing_id, briefings.c.warned.is_(None))
        return await self._change_and_tell(mine.values(warned=reason[:500]), told, now)

    async def unwarn(self, briefing_id: int) -> None:
        """It was posted again: the next refusal is worth a word."""
        async with self._database.write() as connection:
            await connection.execute(update(briefings).where(briefings.c.id == briefing_id).values(warned=None))

    async def reckon(self, coming: Callable[[Briefing], Slot], page: int = 1000) -> int:
        """Set every next slot to what `coming` says, where that differs; how many did. A page a transaction."""
        changed, last = 0, 0
        while True:
            statement = _joined().where(_on(), briefings.c.id > last).order_by(briefings.c.id).limit(page)
            async with self._database.write() as connection:
                rows = (await connection.execute(statement.with_for_update(of=briefings))).mappings().all()
                changed += await _set_next(connection, [_briefing(row) for row in rows], coming)
            if len(rows) < page:
                return changed
            last = rows[-1]["briefing_id"]

    async def remove(self, briefing: Briefing) -> None:
        """Remove the standing order; what it sent stays in the ledger."""
        async with self._database.write() as connection:
            await connection.execute(delete(briefings).where(briefings.c.id == briefing.id))

    async def _change_and_tell(self, change: Update, told: Notice | None, now: datetime) -> bool:
        """In one transaction: whoever dies after it leaves the word for the others, and nobody tells it twice."""
        async with self._database.write() as connection:
            changed = (await connection.execute(change)).rowcount == 1
            if changed and told is not None:
                await add_notice(connection, told, now)
        return changed

    async def _change(self, briefing: Briefing, **values: Any) -> None:
        async with self._database.write() as connection:
            await connection.execute(update(briefings).where(briefings.c.id == briefing.id).values(**values))

    async def _one(self, *conditions: Any) -> Briefing | None:
        async with self._database.read() as connection:
            row = (await connection.execute(_joined().where(*conditions))).mappings().first()
        return _briefing(row) if row else None


@dataclass(frozen=True, slots=True)
class DueBriefing:
    """What of a briefing it takes to let its slot come: ten thousand of them may come in one minute."""

    id: int
    place: Place
    schedule: Schedule
    slot: Slot
    quiet_from: str | None
    quiet_until: str | None


async def read_due(connection: AsyncConnection, now: datetime, most: int) -> tuple[DueBriefing, ...]:
    """Briefings whose next slot has come, earliest first, locked for this transaction; none that another one holds."""
    rows = await connection.execute(_due(), {"now": now, "most": most})
    return tuple(
        DueBriefing(
            id=row.id,
            place=Place(row.platform, row.workspace, row.place),
            schedule=_schedule(tuple(row.days), tuple(row.times), row.timezone),
            slot=Slot(datetime.fromisoformat(row.next_slot), row.next_at),
            quiet_from=row.quiet_from,
            quiet_until=row.quiet_until,
        )
        for row in rows
    )


@cache
def _due() -> Select[Any]:
    mine, theirs = briefings.c, channels.c
    wanted = (mine.id, mine.days, mine.times, mine.timezone, mine.next_at, mine.next_slot)
    place = (theirs.platform, theirs.workspace, theirs.channel.label("place"), theirs.quiet_from, theirs.quiet_until)
    due = select(*wanted, *place).join_from(briefings, channels, theirs.id == mine.channel)
    ordered = due.where(_on(), mine.next_at <= bindparam("now", type_=UtcDateTime)).order_by(mine.next_at, mine.id)
    return ordered.limit(bindparam("most", type_=Integer)).with_for_update(of=briefings, skip_locked=True)


@lru_cache(maxsize=1024)
def _schedule(days: tuple[int, ...], times: tuple[str, ...], timezone: str) -> Schedule:
    """Thousands of channels share a few schedules."""
    return Schedule(days, tuple(time.fromisoformat(moment) for moment in times), timezone)


async def _set_next(connection: AsyncConnection, held: Sequence[Briefing], coming: Callable[[Briefing], Slot]) -> int:
    rows = [{"of": each.id, "at": slot.at, "slot": slot.key} for each in held if (slot := coming(each)) != each.next]
    if rows:
        mine = update(briefings).where(briefings.c.id == bindparam("of"))
        change = mine.values(next_at=bindparam("at"), next_slot=bindparam("slot"))
        await connection.execute(change, rows)
    return len(rows)


def _on() -> Any:
    return briefings.c.paused.is_(False)


def _joined() -> Any:
    mine = [column.label(f"briefing_{column.name}") for column in briefings.c]
    return select(*mine, *channels.c).join(channels, channels.c.id == briefings.c.channel)


def _briefing(row: RowMapping) -> Briefing:
    schedule = _schedule(tuple(row["briefing_days"]), tuple(row["briefing_times"]), row["briefing_timezone"])
    at, key = row["briefing_next_at"], row["briefing_next_slot"]
    return Briefing(
        id=row["briefing_id"],
        channel=channel_of(row),
        schedule=schedule,
        owner=row["briefing_owner"],
        paused=row["briefing_paused"],
        created_at=row["briefing_created_at"],
        next=Slot(datetime.fromisoformat(key), at) if at and key else None,
        stopped=row["briefing_stopped"],
        warned=row["briefing_warned"],
        rests_until=row["briefing_rests_until"],
    )
