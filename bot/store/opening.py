"""Letting slots come: the briefings that are due, their editions and deliveries, a batch a transaction.

The rows of due briefings are locked while their slots are opened (by SQLite's one writer, or by SKIP LOCKED), so that
two processes share the work; should they meet all the same, an edition is unique per briefing and local slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any

import structlog
from sqlalchemy import Boolean, ColumnElement, FromClause, Integer, Text, Update, and_, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coming import Coming, QuietHours, come
from bot.store.briefings import DueBriefing, read_due
from bot.store.bulk import Columns, Rows, dialect_of, insert
from bot.store.channels import Channel
from bot.store.ledger import delivery_key, is_open
from bot.store.tables import briefings, deliveries, editions, notices
from summarizer.store.database import Database
from summarizer.store.types import UtcDateTime

log = structlog.get_logger(__name__)
BATCH = 200
"""Briefings a transaction: the event loop and other writers are never kept for long."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What one batch brought: deliveries that wait, slots missed for good, and whether more may be due."""

    waiting: int
    missed: int
    more: bool


async def look_ahead(database: Database, now: datetime) -> datetime | None:
    """When there is something to do next: a slot comes, a delivery or a word may be tried again, or a lease runs out.

    It is asked every second, so it is one statement.
    """
    moments = (
        select(func.min(briefings.c.next_at)).where(briefings.c.paused.is_(False)),
        select(func.min(deliveries.c.not_before)).where(is_open(deliveries), deliveries.c.not_before > now),
        select(func.min(deliveries.c.lease_until)).where(is_open(deliveries), deliveries.c.lease_until > now),
        select(func.min(notices.c.not_before)).where(notices.c.not_before > now),
        select(func.min(notices.c.lease_until)).where(notices.c.lease_until > now),
    )
    async with database.read() as connection:
        found = (await connection.execute(select(*(each.scalar_subquery() for each in moments)))).one()
    return min((at for at in found if at is not None), default=None)


async def open_due(database: Database, now: datetime, most: int = BATCH) -> Opened:
    """Let the slots of up to `most` due briefings come, earliest first."""
    async with database.write() as connection:
        due = await read_due(connection, now, most)
        coming = [(each, found) for each in due if (found := await _come(connection, each, now))]
        await _move_on(connection, coming)
        states = await _open(connection, coming)
    missed = states.count("failed")
    return Opened(len(states) - missed, missed, more=len(due) == most)


async def _come(connection: AsyncConnection, briefing: DueBriefing, now: datetime) -> Coming | None:
    """What comes of a briefing; one that cannot be reckoned is stopped, so that it does not hold up the others."""
    try:
        return come(briefing.schedule, briefing.slot, now, quiet_hours(briefing))
    except (KeyError, ValueError, OSError) as error:
        log.error("briefing stopped", briefing=briefing.id, error=type(error).__name__, reason=str(error))
        reason = f"its times cannot be reckoned in the zone {briefing.schedule.timezone}; set it again"
        await connection.execute(
            update(briefings)
            .where(briefings.c.id == briefing.id)
            .values(paused=True, stopped=reason, next_at=None, next_slot=None)
        )
        return None


def quiet_hours(channel: Channel | DueBriefing) -> QuietHours | None:
    """The channel's quiet hours; None: none are set."""
    if not channel.quiet_from or not channel.quiet_until or channel.quiet_from == channel.quiet_until:
        return None
    return QuietHours(time.fromisoformat(channel.quiet_from), time.fromisoformat(channel.quiet_until))


async def _move_on(connection: AsyncConnection, coming: Sequence[tuple[DueBriefing, Coming]]) -> None:
    if coming:
        dialect = dialect_of(connection)
        rows = [{"of": briefing.id, "at": each.next.at, "slot": each.next.key} for briefing, each in coming]
        await connection.execute(_moved_on(dialect), _NEXTS.told(dialect, rows))


async def _open(connection: AsyncConnection, coming: Sequence[tuple[DueBriefing, Coming]]) -> list[str]:
    """The states of the deliveries that were opened; a slot that has one already is left as it is."""
    if not coming:
        return []
    dialect = dialect_of(connection)
    # By briefing: two processes that open the same slots never wait for each other in a circle.
    rows = sorted((_row(briefing, each) for briefing, each in coming), key=lambda row: int(row["briefing"]))
    told = _SLOTS.told(dialect, rows)
    await connection.execute(_fresh_editions(dialect), told)
    return list((await connection.execute(_fresh_deliveries(dialect), told)).scalars())


@cache
def _moved_on(dialect: str) -> Update:
    told = _NEXTS.table(dialect)
    mine = update(briefings).where(briefings.c.id == told.c.of)
    return mine.values(next_at=told.c.at, next_slot=told.c.slot)


@cache
def _fresh_editions(dialect: str) -> Any:
    told = _SLOTS.table(dialect)
    return insert_editions(dialect, told, told.c.due_at)


def insert_editions(dialect: str, told: FromClause, at: ColumnElement[Any]) -> Any:
    """The statement that adds an edition for each briefing and slot told that has none; due at `at`."""
    wanted = select(told.c.briefing, told.c.slot, at).where(true()).order_by(told.c.briefing)
    return insert(dialect, editions).from_select(["briefing", "slot", "due_at"], wanted).on_conflict_do_nothing()


@cache
def _fresh_deliveries(dialect: str) -> Any:
    told = _SLOTS.table(dialect)
    mine = and_(editions.c.briefing == told.c.briefing, editions.c.slot == told.c.slot)
    had = select(deliveries.c.id).where(deliveries.c.edition == editions.c.id).exists()
    one_each = select(editions.c.id, *(told.c[name] for name in _OPENED)).join_from(told, editions, mine).where(~had)
    ordered = one_each.order_by(told.c.briefing)
    opened = insert(dialect, deliveries).from_select(["edition", *_OPENED], ordered).on_conflict_do_nothing()
    return opened.returning(deliveries.c.state)


_NEXTS = Rows("nexts", {"of": Integer(), "at": UtcDateTime(), "slot": Text()})
_OPENED: Columns = {
    "briefing": Integer(),
    "platform": Text(),
    "workspace": Text(),
    "channel": Text(),
    "slot": Text(),
    "state": Text(),
    "settled": Boolean(),
    "key": Text(),
    "attempts": Integer(),
    "due_at": UtcDateTime(),
    "not_before": UtcDateTime(),
    "late": Boolean(),
    "reason": Text(),
}
_SLOTS = Rows("slots", _OPENED)


def _row(briefing: DueBriefing, coming: Coming) -> dict[str, Any]:
    place = briefing.place
    return {
        "briefing": briefing.id,
        "platform": place.platform,
        "workspace": place.workspace,
        "channel": place.channel,
        "slot": coming.slot.key,
        "state": "failed" if coming.missed else "pending",
        "settled": coming.missed is not None,
        "key": delivery_key(briefing.id, coming.slot.key, place),
        "attempts": 0,
        "due_at": coming.slot.at,
        "not_before": coming.not_before or coming.slot.at,
        "late": coming.late,
        "reason": coming.missed,
    }
