"""Editions and their deliveries: what makes a briefing arrive once.

pending -> sending -> sent | failed | ambiguous. An edition is unique per briefing and local slot, and its payload is
frozen before the first send. Work is claimed under a lease by one statement; a delivery whose lease ran out while it
was being sent is ambiguous: the platform is asked before it is sent again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import RowMapping, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Place
from bot.schedule import Slot, next_slot
from bot.store.briefings import Briefing
from bot.store.tables import briefings, deliveries, editions
from summarizer.store.database import Database
from summarizer.store.upsert import insert_new

LEASE = timedelta(seconds=45)
STATES = ("pending", "sending", "sent", "failed", "ambiguous")


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
    """A briefing's digest for one slot. `content` is None until it is composed, then frozen."""

    id: int
    briefing: int
    slot: str
    due_at: datetime
    content: dict[str, Any] | None


class Ledger:
    """The delivery ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_slot(self, briefing: Briefing, slot: Slot, now: datetime, *, late: bool) -> bool:
        """Let a slot come: its edition and delivery, and the briefing's next slot, in one transaction.

        False when another process has done it, or the briefing was changed in the meantime.
        """
        coming = next_slot(briefing.schedule, max(now, slot.at))
        async with self._database.write() as connection:
            moved = await connection.execute(
                update(briefings)
                .where(
                    briefings.c.id == briefing.id,
                    briefings.c.next_slot == (briefing.next.key if briefing.next else None),
                    briefings.c.paused.is_(False),
                )
                .values(next_at=coming.at, next_slot=coming.key)
            )
            if moved.rowcount != 1:
                return False
            return await _open(connection, briefing, slot, late=late)

    async def edition(self, edition_id: int) -> Edition | None:
        """The edition of that id."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(editions).where(editions.c.id == edition_id))).mappings().first()
        return _edition(row) if row else None

    async def newest_sent(self) -> Edition | None:
        """The edition that was sent last."""
        statement = (
            select(editions)
            .join(deliveries, deliveries.c.edition == editions.c.id)
            .where(deliveries.c.state == "sent")
            .order_by(deliveries.c.sent_at.desc(), editions.c.id.desc())
        )
        async with self._database.read() as connection:
            row = (await connection.execute(statement.limit(1))).mappings().first()
        return _edition(row) if row else None

    async def before(self, edition: Edition) -> datetime | None:
        """When the briefing's edition before this one was due; None: there was none."""
        earlier = select(func.max(editions.c.due_at)).where(
            editions.c.briefing == edition.briefing, editions.c.due_at < edition.due_at, editions.c.content.is_not(None)
        )
        async with self._database.read() as connection:
            found: datetime | None = (await connection.execute(earlier)).scalar_one_or_none()
        return found

    async def freeze(self, edition: Edition, content: dict[str, Any], at: datetime) -> Edition:
        """Keep what the edition says for good; what another process froze first stands."""
        async with self._database.write() as connection:
            await connection.execute(
                update(editions)
                .where(editions.c.id == edition.id, editions.c.composed_at.is_(None))
                .values(content=content, composed_at=at)
            )
            row = (await connection.execute(select(editions).where(editions.c.id == edition.id))).mappings().one()
        return _edition(row)

    async def claim(self, owner: str, now: datetime, limit: int = 10) -> tuple[Delivery, ...]:
        """Deliveries to work on, leased to `owner`. One that comes with state "ambiguous" may have been sent."""
        waiting = or_(
            and_(deliveries.c.state.in_(("pending", "ambiguous")), deliveries.c.not_before <= now),
            and_(deliveries.c.state == "sending", deliveries.c.lease_until <= now),
        )
        async with self._database.write() as connection:
            rows = (
                (
                    await connection.execute(
                        select(deliveries)
                        .where(waiting)
                        .order_by(deliveries.c.due_at, deliveries.c.id)
                        .limit(limit)
                        .with_for_update(skip_locked=True)
                    )
                )
                .mappings()
                .all()
            )
            ids = [row["id"] for row in rows]
            await connection.execute(
                update(deliveries)
                .where(deliveries.c.id.in_(ids))
                .values(
                    state="sending",
                    lease_owner=owner,
                    lease_until=now + LEASE,
                    attempts=deliveries.c.attempts + 1,
                )
            )
        return tuple(replace(_delivery(row), state=_claimed_as(row["state"])) for row in rows)

    async def mark_sent(self, delivery: Delivery, message_id: str, at: datetime) -> None:
        """It arrived."""
        await self._settle(delivery, state="sent", message_id=message_id, sent_at=at, reason=None)

    async def mark_failed(self, delivery: Delivery, reason: str) -> None:
        """It will not arrive, and why."""
        await self._settle(delivery, state="failed", reason=reason)

    async def put_back(self, delivery: Delivery, not_before: datetime, reason: str, *, ambiguous: bool = False) -> None:
        """Try again later; `ambiguous` says that it may have arrived."""
        state = "ambiguous" if ambiguous else "pending"
        await self._settle(delivery, state=state, not_before=not_before, reason=reason)

    async def waiting(self, now: datetime) -> int:
        """How many deliveries are due and not settled."""
        open_ones = deliveries.c.state.in_(("pending", "sending", "ambiguous")) & (deliveries.c.not_before <= now)
        async with self._database.read() as connection:
            return (await connection.execute(select(func.count()).where(open_ones))).scalar_one()

    async def newest(self, state: str | None = None, limit: int = 200) -> tuple[Delivery, ...]:
        """The deliveries, newest first."""
        statement = select(deliveries).order_by(deliveries.c.due_at.desc(), deliveries.c.id.desc()).limit(limit)
        if state:
            statement = statement.where(deliveries.c.state == state)
        async with self._database.read() as connection:
            rows: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
        return tuple(_delivery(row) for row in rows)

    async def _settle(self, delivery: Delivery, **values: Any) -> None:
        change = {"lease_until": None, "lease_owner": None} | values
        async with self._database.write() as connection:
            await connection.execute(update(deliveries).where(deliveries.c.id == delivery.id).values(**change))


async def _open(connection: AsyncConnection, briefing: Briefing, slot: Slot, *, late: bool) -> bool:
    edition = {"briefing": briefing.id, "slot": slot.key, "due_at": slot.at, "content": None, "composed_at": None}
    if not await insert_new(connection, editions, [edition]):
        return False
    mine = (editions.c.briefing == briefing.id) & (editions.c.slot == slot.key)
    edition_id = (await connection.execute(select(editions.c.id).where(mine))).scalar_one()
    place = briefing.place
    row = {
        "edition": edition_id,
        "briefing": briefing.id,
        "platform": place.platform,
        "workspace": place.workspace,
        "channel": place.channel,
        "slot": slot.key,
        "state": "pending",
        "key": delivery_key(briefing.id, slot.key, place),
        "attempts": 0,
        "due_at": slot.at,
        "not_before": slot.at,
        "late": late,
    }
    return await insert_new(connection, deliveries, [row]) == 1


def delivery_key(briefing: int, slot: str, place: Place) -> str:
    """The idempotency key of a delivery: the same for the same slot, whoever computes it; 24 hex digits."""
    return blake2b(f"{place.key}\x1f{briefing}\x1f{slot}".encode(), digest_size=12).hexdigest()


def _edition(row: RowMapping) -> Edition:
    return Edition(row["id"], row["briefing"], row["slot"], row["due_at"], row["content"])


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
