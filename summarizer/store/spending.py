"""What a language model used on each day (UTC), counted for all processes of a store together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select, update

from summarizer.condensers.llm.spending import Reason, Usage
from summarizer.condensers.llm.trouble import Trouble
from summarizer.ports import Clock
from summarizer.store.database import Database
from summarizer.store.tables import spending
from summarizer.store.upsert import insert_new

_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Spent:
    """A day's use: tokens counted, tokens set aside for what is being asked right now, and dollars where known."""

    tokens: int = 0
    reserved: int = 0
    requests: int = 0
    dollars: Decimal = Decimal(0)


class SpendingStore:
    """The budget of the condenser `llm`: `cap` tokens a day; 0: none at all."""

    def __init__(self, database: Database, clock: Clock, cap: int) -> None:
        self.cap = cap
        self._database = database
        self._clock = clock

    async def reserve(self, tokens: int) -> str | None:
        """Set tokens aside; the day they count to, or None if they would go beyond its cap. One statement decides."""
        day = self._today()
        fits = spending.c.tokens + spending.c.reserved + tokens <= self.cap
        claim = update(spending).where(spending.c.day == day, fits).values(reserved=spending.c.reserved + tokens)
        async with self._database.write() as connection:
            await insert_new(connection, spending, [{"day": day}])
            taken = (await connection.execute(claim)).rowcount == 1
        return day if taken else None

    async def settle(self, day: str, reserved: int, used: Usage, trouble: Trouble | None = None) -> None:
        """Give back what was set aside, count what was used, and note what went wrong; None: nothing."""
        change = update(spending).where(spending.c.day == day).values(
            reserved=spending.c.reserved - reserved,
            tokens=spending.c.tokens + used.tokens,
            requests=spending.c.requests + 1,
            micro_dollars=spending.c.micro_dollars + int(used.dollars * _MICRO),
            trouble=_written(trouble), trouble_of=trouble.of if trouble else None,
            trouble_at=self._clock.now() if trouble else None,
        )  # fmt: skip
        async with self._database.write() as connection:
            await connection.execute(change)

    async def today(self) -> Spent:
        """What today has used so far."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(spending).where(spending.c.day == self._today()))).mappings().first()
        if row is None:
            return Spent()
        return Spent(row["tokens"], row["reserved"], row["requests"], Decimal(row["micro_dollars"]) / _MICRO)

    async def trouble(self, of: str) -> tuple[Trouble, datetime] | None:
        """What went wrong at the last request, and when, if it was made by that name; None: it went well."""
        latest = select(spending).where(spending.c.requests > 0).order_by(spending.c.day.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(latest)).mappings().first()
        if row is None or row["trouble"] is None or row["trouble_of"] != of:
            return None
        reason, _, status = row["trouble"].partition(":")
        return Trouble(Reason(reason), int(status) if status else None, of), row["trouble_at"]

    def _today(self) -> str:
        return self._clock.now().date().isoformat()


def _written(trouble: Trouble | None) -> str | None:
    if trouble is None:
        return None
    return f"{trouble.reason}:{trouble.status}" if trouble.status else str(trouble.reason)
