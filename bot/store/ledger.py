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
from functools import cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    RowMapping,
    Select,
    Update,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from bot.ports import Place
from bot.store.bulk import Rows, dialect_of
from bot.store.contents import Content, ContentMissing, keep_contents, read_contents
from bot.store.holds import held_back
from bot.store.outcomes import Delivery, Outcome, write_outcomes
from bot.store.tables import deliveries, editions
from summarizer.store.database import Database
from summarizer.store.types import UtcDateTime

LEASE = timedelta(seconds=45)
UPDATES = "%@%"
"""The slots of updates: "story@version" in place of a local date and time."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A briefing's digest for one slot. `content` is None until it is frozen; `draft` names the content that was
    composed ahead, and `draft_of` what that was made of; None: there is none."""

    id: int
    briefing: int
    slot: str
    due_at: datetime
    content: dict[str, Any] | None
    draft_of: str | None = None
    draft: str | None = None
    name: str | None = None
    """The content's name."""


class Ledger:
    """The delivery ledger. A claim holds for `lease`."""

    def __init__(self, database: Database, lease: timedelta = LEASE) -> None:
        self.database = database
        self.lease = lease

    async def editions(self, ids: Collection[int]) -> dict[int, Edition]:
        """The editions of those ids."""
        async with self.database.read() as connection:
            return await _read_editions(connection, ids)

    async def content(self, name: str) -> dict[str, Any]:
        """The content of that name. Raises ContentMissing."""
        async with self.database.read() as connection:
            found = await read_contents(connection, [name])
        if name not in found:
            raise ContentMissing(f"what the edition says ({name}) is not in the database; restore a backup that has it")
        return found[name]

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
            said = await read_contents(connection, [row["content"]] if row and row["content"] else [])
        return _edition(row, said) if row else None

    async def before(self, wanted: Mapping[int, datetime]) -> dict[int, datetime]:
        """When the edition of each of these briefings before that time was due; absent: there was none."""
        rows = [{"briefing": briefing, "until": until} for briefing, until in wanted.items()]
        async with self.database.read() as connection:
            dialect = dialect_of(connection)
            found = await connection.execute(_earlier_editions(dialect), _EARLIER.told(dialect, rows))
            return {row[0]: row[1] for row in found}

    async def freeze(self, said: Mapping[int, str], contents: Mapping[str, Content], at: datetime) -> dict[int, str]:
        """Freeze what editions say, by id and the content's name, in one transaction; `contents` are those that may not
        be kept yet. What was frozen before stays; the names that editions hold in place of the ones given."""
        wanted: dict[str, list[int]] = {}
        for number in sorted(said):
            wanted.setdefault(said[number], []).append(number)
        done = {"composed_at": at, "draft": None, "draft_of": None}
        frozen: set[int] = set()
        async with self.database.write() as connection:
            await keep_contents(connection, contents)
            for name, numbers in sorted(wanted.items()):
                mine = update(editions).where(editions.c.id.in_(numbers), editions.c.composed_at.is_(None))
                change = mine.values(content=name, **done).returning(editions.c.id)
                frozen |= set((await connection.execute(change)).scalars())
            if not (left := said.keys() - frozen):
                return {}
            held = await connection.execute(select(editions.c.id, editions.c.content).where(editions.c.id.in_(left)))
            return {row.id: row.content for row in held if row.content}

    async def claim(
        self, owner: str, now: datetime, limit: int = 10, platforms: Collection[str] | None = None
    ) -> tuple[Delivery, ...]:
        """Deliveries to work on, leased to `owner`, of these platforms alone (None: of all).

        One that comes with state "ambiguous" may have been sent. Of a channel only the earliest comes, and none while
        the platform has asked us to leave the channel or its workspace alone.
        """
        return (await self.take(owner, now, limit, platforms))[0]

    async def take(
        self, owner: str, now: datetime, limit: int, platforms: Collection[str] | None = None
    ) -> tuple[tuple[Delivery, ...], dict[int, Edition]]:
        """What `claim` claims, and the editions that it delivers."""
        # Who came back from a clock that was far ahead has left leases that end too late.
        told = {"now": now, "too_far": now + 3 * self.lease, "most": limit}
        if platforms is not None:
            told["platforms"] = list(platforms)
        async with self.database.write() as connection:
            rows = (await connection.execute(_claimable(platforms is not None), told)).mappings().all()
            if rows:
                lease = {"owner": owner, "until": now + self.lease, "ids": [row["id"] for row in rows]}
                await connection.execute(_leased(), lease)
            found = await _read_editions(connection, [row["edition"] for row in rows]) if rows else {}
        return tuple(_claimed(row) for row in rows), found

    async def begin(self, owner: str, ids: Collection[int], now: datetime, seconds: float) -> frozenset[int]:
        """Note that these are posted now; the ids of those on which `owner` has a lease for so long still."""
        told = {"ids": list(ids), "owner": owner, "holds": now + timedelta(seconds=seconds)}
        async with self.database.write() as connection:
            return frozenset((await connection.execute(_begun(), told)).scalars())

    async def renew(self, owner: str, now: datetime) -> int:
        """Renew the leases on all that `owner` has claimed and nobody else has since; on how many."""
        mine = update(deliveries).where(is_open(deliveries), deliveries.c.lease_owner == owner)
        async with self.database.write() as connection:
            return (await connection.execute(mine.values(lease_until=now + self.lease))).rowcount

    async def settle(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        """Write what became of deliveries, and what their channels have seen by it, in one transaction.

        That a message arrived is written whoever holds the lease now; anything else only by who holds it.
        """
        if not outcomes:
            return
        async with self.database.write() as connection:
            await write_outcomes(connection, owner, outcomes)

    async def drop(self, delivery: Delivery) -> None:
        """Take a claimed delivery out of the ledger: its channel wants nothing said when there is nothing."""
        async with self.database.write() as connection:
            await connection.execute(deliveries.delete().where(deliveries.c.id == delivery.id))

    async def overtaken(self, delivery: Delivery) -> bool:
        """Whether a newer briefing of the same channel has come meanwhile."""
        newer = select(deliveries.c.id).where(
            deliveries.c.platform == delivery.place.platform,
            deliveries.c.workspace == delivery.place.workspace,
            deliveries.c.channel == delivery.place.channel,
            deliveries.c.due_at > delivery.due_at,
            deliveries.c.under.is_(None),
        )
        async with self.database.read() as connection:
            return (await connection.execute(newer.limit(1))).first() is not None

    async def expire(self, now: datetime, grace: timedelta) -> int:
        """Give up what waits for longer than the grace after its slot; how many.

        What may have arrived is left an hour longer to those who can ask its platform.
        """
        free = or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= now)
        waits = and_(is_open(deliveries), free)
        pending = update(deliveries).where(waits, deliveries.c.state == "pending", deliveries.c.due_at < now - grace)
        doubtful = update(deliveries).where(
            waits, deliveries.c.state != "pending", deliveries.c.due_at < now - grace - _ASKED_FOR
        )
        missed = func.coalesce("not sent in time: " + deliveries.c.reason, _NOBODY)
        async with self.database.write() as connection:
            given_up = await connection.execute(pending.values(state="failed", settled=True, reason=missed))
            unknown = await connection.execute(doubtful.values(state="failed", settled=True, reason=UNKNOWN))
            return given_up.rowcount + unknown.rowcount

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


UNKNOWN = "I could not find out whether it arrived"
_ASKED_FOR = timedelta(hours=1)
_NOBODY = "not sent in time: no process could reach its platform"


async def _read_editions(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Edition]:
    rows = (await connection.execute(_editions(), {"ids": list(ids)})).mappings().all()
    said = await read_contents(connection, {row["content"] for row in rows if row["content"]})
    return {row["id"]: _edition(row, said) for row in rows}


@cache
def _editions() -> Select[Any]:
    return select(editions).where(editions.c.id.in_(bindparam("ids", expanding=True)))


def is_open(table: Any) -> ColumnElement[bool]:
    """Not settled; spelt so that both databases use the index in whose order deliveries are claimed."""
    found: ColumnElement[bool] = table.c.settled == false()
    return found


def _earlier() -> Any:
    """An unsettled delivery of the same channel that comes before: a channel's deliveries keep their order.

    One that may have arrived holds back nothing: whether it did may take hours to find out.
    """
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
        other.c.state != "ambiguous",
        before,
    )


@cache
def _claimable(of_platforms: bool) -> Select[Any]:
    """Waiting and due, or left behind by a process that died (or whose clock was far ahead); earliest first."""
    now = bindparam("now", type_=UtcDateTime)
    lease = deliveries.c.lease_until
    over = or_(lease.is_(None), lease <= now, lease > bindparam("too_far", type_=UtcDateTime))
    due = or_(deliveries.c.state == "sending", deliveries.c.not_before <= now)
    wanted = [is_open(deliveries), due, over, ~held_back(now).exists(), ~_earlier().exists()]
    if of_platforms:
        wanted.append(deliveries.c.platform.in_(bindparam("platforms", expanding=True)))
    chosen = select(deliveries).where(*wanted).order_by(deliveries.c.due_at, deliveries.c.id)
    return chosen.limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True, of=deliveries)


@cache
def _leased() -> Update:
    mine = update(deliveries).where(deliveries.c.id.in_(bindparam("ids", expanding=True)))
    return mine.values(lease_owner=bindparam("owner"), lease_until=bindparam("until", type_=UtcDateTime))


@cache
def _begun() -> ReturningUpdate[Any]:
    mine = update(deliveries).where(
        deliveries.c.id.in_(bindparam("ids", expanding=True)),
        deliveries.c.lease_owner == bindparam("owner"),
        deliveries.c.lease_until > bindparam("holds", type_=UtcDateTime),
    )
    return mine.values(state="sending", attempts=deliveries.c.attempts + 1).returning(deliveries.c.id)


_EARLIER = Rows("wanted", {"briefing": Integer(), "until": UtcDateTime()})


@cache
def _earlier_editions(dialect: str) -> Select[Any]:
    told = _EARLIER.table(dialect)
    mine = and_(editions.c.briefing == told.c.briefing, editions.c.due_at < told.c.until)
    earlier = select(editions.c.briefing, func.max(editions.c.due_at)).join_from(told, editions, mine)
    whole = earlier.where(editions.c.composed_at.is_not(None), editions.c.slot.not_like(UPDATES))
    return whole.group_by(editions.c.briefing)


def delivery_key(briefing: int, slot: str, place: Place) -> str:
    """The idempotency key of a delivery: the same for the same slot, whoever computes it; 24 hex digits."""
    return blake2b(f"{place.key}\x1f{briefing}\x1f{slot}".encode(), digest_size=12).hexdigest()


def _edition(row: RowMapping, said: Mapping[str, dict[str, Any]]) -> Edition:
    name = row["content"]
    content = said.get(name) if name else None
    return Edition(row["id"], row["briefing"], row["slot"], row["due_at"], content, row["draft_of"], row["draft"], name)


def _claimed(row: RowMapping) -> Delivery:
    """A delivery that was being sent when its lease ran out may have arrived."""
    delivery = _delivery(row)
    cut_off = delivery.state == "sending"
    return replace(delivery, state="ambiguous", unsure=delivery.unsure + 1) if cut_off else delivery


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
        unsure=row["unsure"],
        under=row["under"],
    )
