"""Editions and their deliveries: what makes a briefing arrive once.

pending -> sending -> sent | failed | ambiguous. An edition is unique per briefing and local slot, and its payload is
frozen before the first send. Work is claimed under a lease by one statement, and is "sending" only from right before
it is posted: one whose lease ran out in that state is ambiguous, so the platform is asked before it is sent again;
one whose process died earlier is simply claimed anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, and_, bindparam, false, func, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Place
from bot.store.holds import held_back
from bot.store.tables import deliveries, editions
from summarizer.store.database import Database
from summarizer.store.tables import seen

LEASE = timedelta(seconds=45)
STATES = ("pending", "sending", "sent", "failed", "ambiguous")
WAITING = ("pending", "ambiguous")
OPEN = (*WAITING, "sending")


@dataclass(frozen=True, slots=True)
class Delivery:
    """An edition on its way into one channel. `key` is its idempotency key, 25 characters at most."""

    id: int
    edition: int
    briefing: int
    place: Place
    slot: str
    state: str
    key: str
    attempts: int
    due_at: datetime
    sent_at: datetime | None
    message_id: str | None
    late: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Edition:
    """A briefing's digest for one slot. `content` is None until it is frozen; `draft_of` names what a draft was made
    of, and the draft itself; None: there is none."""

    id: int
    briefing: int
    slot: str
    due_at: datetime
    content: dict[str, Any] | None
    draft_of: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: the delivery's new state, and the story versions its channel has seen by it."""

    delivery: Delivery
    state: str
    reason: str | None = None
    not_before: datetime | None = None
    message_id: str | None = None
    at: datetime | None = None
    late: bool = False
    stories: tuple[tuple[str, int], ...] = ()


class Ledger:
    """The delivery ledger. A claim holds for `lease`."""

    def __init__(self, database: Database, lease: timedelta = LEASE) -> None:
        self.database = database
        self.lease = lease

    async def editions(self, ids: Collection[int]) -> dict[int, Edition]:
        """The editions of those ids, without their drafts."""
        columns = [column for column in editions.c if column is not editions.c.draft]
        async with self.database.read() as connection:
            rows = (await connection.execute(select(*columns).where(editions.c.id.in_(ids)))).mappings().all()
        return {row["id"]: _edition(row) for row in rows}

    async def draft(self, edition_id: int) -> dict[str, Any] | None:
        """An edition's draft."""
        async with self.database.read() as connection:
            found = await connection.execute(select(editions.c.draft).where(editions.c.id == edition_id))
            draft: dict[str, Any] | None = found.scalar_one_or_none()
        return draft

    async def edition(self, edition_id: int) -> Edition | None:
        """The edition of that id."""
        return (await self.editions([edition_id])).get(edition_id)

    async def newest_sent(self) -> Edition | None:
        """The edition that was sent last."""
        statement = (
            select(editions)
            .join(deliveries, deliveries.c.edition == editions.c.id)
            .where(deliveries.c.state == "sent")
            .order_by(deliveries.c.sent_at.desc(), editions.c.id.desc())
        )
        async with self.database.read() as connection:
            row = (await connection.execute(statement.limit(1))).mappings().first()
        return _edition(row) if row else None

    async def before(self, briefing: int, due_at: datetime) -> datetime | None:
        """When the briefing's edition before that time was due; None: there was none."""
        earlier = select(func.max(editions.c.due_at)).where(
            editions.c.briefing == briefing, editions.c.due_at < due_at, editions.c.composed_at.is_not(None)
        )
        async with self.database.read() as connection:
            found: datetime | None = (await connection.execute(earlier)).scalar_one_or_none()
        return found

    async def freeze(self, frozen: Mapping[int, Mapping[str, Any] | None], at: datetime) -> dict[int, dict[str, Any]]:
        """Freeze the contents of editions, by id, in one transaction; None takes the draft as it lies there.

        What was frozen before stays; it is returned.
        """
        mine = update(editions).where(editions.c.id == bindparam("of"), editions.c.composed_at.is_(None))
        done = {"composed_at": at, "draft": null(), "draft_of": None}
        given = mine.values(content=bindparam("what", type_=editions.c.content.type), **done)
        taken = mine.values(content=editions.c.draft, **done)
        async with self.database.write() as connection:
            held = await connection.execute(
                select(editions.c.id, editions.c.content)
                .where(editions.c.id.in_(frozen), editions.c.composed_at.is_not(None))
                .with_for_update()
            )
            kept = {row.id: row.content for row in held}
            left = sorted(frozen.keys() - kept.keys())
            if drafts := [{"of": number} for number in left if frozen[number] is None]:
                await connection.execute(taken, drafts)
            if contents := [{"of": number, "what": frozen[number]} for number in left if frozen[number] is not None]:
                await connection.execute(given, contents)
        return kept

    async def claim(
        self, owner: str, now: datetime, limit: int = 10, platforms: Collection[str] | None = None
    ) -> tuple[Delivery, ...]:
        """Deliveries to work on, leased to `owner`, of these platforms alone (None: of all).

        One that comes with state "ambiguous" may have been sent. Of a channel only the earliest comes, and none while
        the platform has asked us to leave the channel or its workspace alone.
        """
        wanted = [self._ready(now), ~held_back(now).exists(), ~_earlier().exists()]
        if platforms is not None:
            wanted.append(deliveries.c.platform.in_(platforms))
        chosen = select(deliveries).where(*wanted).order_by(deliveries.c.due_at, deliveries.c.id).limit(limit)
        leased = update(deliveries).values(lease_owner=owner, lease_until=now + self.lease)
        async with self.database.write() as connection:
            found = await connection.execute(chosen.with_for_update(skip_locked=True, of=deliveries))
            rows = found.mappings().all()
            if rows:
                await connection.execute(leased.where(deliveries.c.id.in_([row["id"] for row in rows])))
        return tuple(replace(_delivery(row), state=_claimed_as(row["state"])) for row in rows)

    async def begin(self, owner: str, ids: Collection[int], now: datetime, seconds: float) -> frozenset[int]:
        """Note that these are posted now; the ids of those on which `owner` has a lease for so long still."""
        mine = update(deliveries).where(
            deliveries.c.id.in_(ids),
            deliveries.c.lease_owner == owner,
            deliveries.c.lease_until > now + timedelta(seconds=seconds),
        )
        begun = mine.values(state="sending", attempts=deliveries.c.attempts + 1).returning(deliveries.c.id)
        async with self.database.write() as connection:
            return frozenset((await connection.execute(begun)).scalars())

    async def renew(self, owner: str, now: datetime) -> int:
        """Renew the leases on all that `owner` has claimed and nobody else has since; on how many."""
        mine = update(deliveries).where(is_open(deliveries), deliveries.c.lease_owner == owner)
        async with self.database.write() as connection:
            return (await connection.execute(mine.values(lease_until=now + self.lease))).rowcount

    def _ready(self, now: datetime) -> ColumnElement[bool]:
        """Waiting and due, or left behind by a process that died (or whose clock was far ahead)."""
        over = or_(
            deliveries.c.lease_until.is_(None),
            deliveries.c.lease_until <= now,
            deliveries.c.lease_until > now + 3 * self.lease,
        )
        due = or_(deliveries.c.state == "sending", deliveries.c.not_before <= now)
        return and_(is_open(deliveries), due, over)

    async def settle(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        """Write what became of deliveries, and what their channels have seen by it, in one transaction.

        That a message arrived is written whoever holds the lease now; anything else only by who holds it.
        """
        if not outcomes:
            return
        change = (
            update(deliveries)
            .where(
                deliveries.c.id == bindparam("of"),
                deliveries.c.state != "sent",
                or_(bindparam("arrived") == 1, deliveries.c.lease_owner == owner),
            )
            .values(
                state=bindparam("now_is"),
                settled=bindparam("over"),
                reason=bindparam("why"),
                not_before=bindparam("again_at"),
                message_id=bindparam("message"),
                sent_at=bindparam("at"),
                late=bindparam("was_late"),
                lease_until=None,
                lease_owner=None,
            )
        )
        async with self.database.write() as connection:
            await connection.execute(change, [_settled(each) for each in _in_order(outcomes)])
            await _mark_seen(connection, outcomes)

    async def drop(self, delivery: Delivery) -> None:
        """Take a claimed delivery out of the ledger: its channel wants nothing said when there is nothing."""
        async with self.database.write() as connection:
            await connection.execute(deliveries.delete().where(deliveries.c.id == delivery.id))

    async def expire(self, now: datetime, grace: timedelta) -> int:
        """Give up what waits for longer than the grace after its slot; how many. What may have arrived is left."""
        statement = (
            update(deliveries)
            .where(is_open(deliveries), deliveries.c.state == "pending", deliveries.c.due_at < now - grace)
            .where(or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= now))
            .values(
                state="failed", settled=True, reason=func.coalesce("not sent in time: " + deliveries.c.reason, _NOBODY)
            )
        )
        async with self.database.write() as connection:
            return (await connection.execute(statement)).rowcount

    async def waiting(self, now: datetime) -> int:
        """How many deliveries are due and not settled."""
        open_ones = and_(is_open(deliveries), deliveries.c.not_before <= now)
        async with self.database.read() as connection:
            return (await connection.execute(select(func.count()).where(open_ones))).scalar_one()

    async def newest(self, state: str | None = None, limit: int = 200) -> tuple[Delivery, ...]:
        """The deliveries, newest first."""
        statement = select(deliveries).order_by(deliveries.c.due_at.desc(), deliveries.c.id.desc()).limit(limit)
        if state:
            statement = statement.where(deliveries.c.state == state)
        async with self.database.read() as connection:
            rows: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
        return tuple(_delivery(row) for row in rows)


_NOBODY = "not sent in time: no process could reach its platform"


async def insert_each(connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet, by one statement that is compiled once."""
    if rows:
        await connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))


def _insert(connection: AsyncConnection, table: Table) -> Any:
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


async def _mark_seen(connection: AsyncConnection, outcomes: Sequence[Outcome]) -> None:
    """What was posted was seen by its channel. A mark is never lowered."""
    rows = [
        {"reader": each.delivery.place.key, "story": story, "version": version, "at": each.at}
        for each in outcomes
        for story, version in each.stories
    ]
    if not rows:
        return
    statement = _insert(connection, seen)
    newer = statement.excluded.version > seen.c.version
    raised = {"version": statement.excluded.version, "at": statement.excluded.at}
    rows.sort(key=lambda row: (row["reader"], row["story"]))
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["reader", "story"], set_=raised, where=newer), rows
    )


def is_open(table: Any) -> ColumnElement[bool]:
    """Not settled; spelt so that both databases use the index in whose order deliveries are claimed."""
    found: ColumnElement[bool] = table.c.settled == false()
    return found


def _earlier() -> Any:
    """An unsettled delivery of the same channel that comes before: a channel's deliveries keep their order."""
    other = deliveries.alias("other")
    before = or_(
        other.c.due_at < deliveries.c.due_at,
        and_(other.c.due_at == deliveries.c.due_at, other.c.id < deliveries.c.id),
    )
    return select(other.c.id).where(
        other.c.platform == deliveries.c.platform,
        other.c.workspace == deliveries.c.workspace,
        other.c.channel == deliveries.c.channel,
        is_open(other),
        before,
    )


def _in_order(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """By id: two processes that write the same rows never wait for each other in a circle."""
    return sorted(outcomes, key=lambda each: each.delivery.id)


def _settled(outcome: Outcome) -> dict[str, Any]:
    delivery = outcome.delivery
    return {
        "of": delivery.id,
        "arrived": int(outcome.state == "sent"),
        "now_is": outcome.state,
        "over": outcome.state not in OPEN,
        "why": outcome.reason,
        "again_at": outcome.not_before or delivery.due_at,
        "message": outcome.message_id,
        "at": outcome.at if outcome.state == "sent" else None,
        "was_late": delivery.late or outcome.late,
    }


def delivery_key(briefing: int, slot: str, place: Place) -> str:
    """The idempotency key of a delivery: the same for the same slot, whoever computes it; 24 hex digits."""
    return blake2b(f"{place.key}\x1f{briefing}\x1f{slot}".encode(), digest_size=12).hexdigest()


def _edition(row: RowMapping) -> Edition:
    return Edition(row["id"], row["briefing"], row["slot"], row["due_at"], row["content"], row["draft_of"])


def _claimed_as(state: str) -> str:
    """A delivery that was being sent when its lease ran out may have arrived."""
    return "ambiguous" if state == "sending" else state


def _delivery(row: RowMapping) -> Delivery:
    return Delivery(
        id=row["id"],
        edition=row["edition"],
        briefing=row["briefing"],
        place=Place(row["platform"], row["workspace"], row["channel"]),
        slot=row["slot"],
        state=row["state"],
        key=row["key"],
        attempts=row["attempts"],
        due_at=row["due_at"],
        sent_at=row["sent_at"],
        message_id=row["message_id"],
        late=row["late"],
        reason=row["reason"],
    )
