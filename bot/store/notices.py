"""Words to people in private that are still to be told: written with what they tell of, and taken out once told.

They are delivered like briefings: claimed under a lease, noted before they are posted, and asked for where they may
have arrived, so that neither a crash nor a second process loses one or tells it twice.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.ledger import LEASE
from bot.store.tables import notices
from summarizer.store.database import Database
from summarizer.store.upsert import insert_new


@dataclass(frozen=True, slots=True)
class Notice:
    """A word to the owner of a briefing. `key` is its idempotency key; `workspace` is the briefing's.

    `state` is pending, sending, or ambiguous (it may have arrived); `unsure` counts the posts of it that may have.
    """

    key: str
    platform: str
    workspace: str
    person: str
    briefing: int
    said: str
    state: str = "pending"
    attempts: int = 0
    unsure: int = 0
    created_at: datetime | None = None


async def add_notice(connection: AsyncConnection, notice: Notice, now: datetime) -> None:
    """Add a notice to this transaction; one of the same key stays as it is."""
    row = {
        "key": notice.key,
        "platform": notice.platform,
        "workspace": notice.workspace,
        "person": notice.person,
        "briefing": notice.briefing,
        "said": notice.said,
        "state": "pending",
        "attempts": 0,
        "unsure": 0,
        "created_at": now,
        "not_before": now,
    }
    await insert_new(connection, notices, [row])


class NoticeStore:
    """The notices that are not told yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, notice: Notice, now: datetime) -> None:
        """Add a notice; one of the same key stays as it is."""
        async with self._database.write() as connection:
            await add_notice(connection, notice, now)

    async def claim(self, owner: str, now: datetime, platforms: Collection[str], limit: int = 16) -> tuple[Notice, ...]:
        """Notices to tell, leased to `owner`, oldest first. One whose teller died comes as ambiguous."""
        # Who came back from a clock that was far ahead has left leases that end too late.
        free = or_(
            notices.c.lease_until.is_(None), notices.c.lease_until <= now, notices.c.lease_until > now + 3 * LEASE
        )
        due = select(notices).where(free, notices.c.not_before <= now, notices.c.platform.in_(platforms))
        chosen = due.order_by(notices.c.created_at, notices.c.key).limit(limit).with_for_update(skip_locked=True)
        async with self._database.write() as connection:
            rows = (await connection.execute(chosen)).mappings().all()
            mine = update(notices).where(notices.c.key.in_([row["key"] for row in rows]))
            if rows:
                await connection.execute(mine.values(lease_owner=owner, lease_until=now + LEASE))
        return tuple(_claimed(row) for row in rows)

    async def begin(self, owner: str, notice: Notice, until: datetime) -> bool:
        """Note that it is posted now; False if `owner` does not hold it until then."""
        held = (notices.c.key == notice.key, notices.c.lease_owner == owner, notices.c.lease_until > until)
        values = {"state": "sending", "attempts": notice.attempts + 1, "unsure": notice.unsure}
        return await self._change(update(notices).where(*held).values(**values))

    async def put_off(self, owner: str, notice: Notice, until: datetime) -> None:
        """Keep it as it is now, to be tried again then."""
        held = (notices.c.key == notice.key, notices.c.lease_owner == owner)
        values = {"state": notice.state, "attempts": notice.attempts, "unsure": notice.unsure, "not_before": until}
        await self._change(update(notices).where(*held).values(**values, lease_owner=None, lease_until=None))

    async def done(self, notice: Notice) -> None:
        """It was told, or never will be."""
        await self._change(delete(notices).where(notices.c.key == notice.key))

    async def waiting(self, now: datetime) -> int:
        """How many may be told now."""
        due = select(func.count()).select_from(notices).where(notices.c.not_before <= now)
        async with self._database.read() as connection:
            return (await connection.execute(due)).scalar_one()

    async def all(self) -> Sequence[Notice]:
        """Every one, oldest first."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(notices).order_by(notices.c.created_at))).mappings().all()
        return [_notice(row) for row in rows]

    async def _change(self, statement: Any) -> bool:
        async with self._database.write() as connection:
            changed: int = (await connection.execute(statement)).rowcount
        return changed == 1


def _claimed(row: RowMapping) -> Notice:
    found = _notice(row)
    cut_off = found.state == "sending"
    return replace(found, state="ambiguous", unsure=found.unsure + 1) if cut_off else found


def _notice(row: RowMapping) -> Notice:
    return Notice(
        key=row["key"],
        platform=row["platform"],
        workspace=row["workspace"],
        person=row["person"],
        briefing=row["briefing"],
        said=row["said"],
        state=row["state"],
        attempts=row["attempts"],
        unsure=row["unsure"],
        created_at=row["created_at"],
    )
