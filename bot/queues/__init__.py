"""Doorbells: work lies in the tables, a ring wakes whoever does that kind of work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from summarizer.store.database import Database

Work = Callable[[], Awaitable[None]]


class Doorbell(Protocol):
    """A work queue with its workers."""

    async def ring(self, kind: str, shard: int = 0) -> None:
        """Say that work of this kind may be waiting."""
        ...

    async def start(self) -> None:
        """Start listening, and the workers of this process."""
        ...

    async def sweep(self) -> None:
        """Clear away what rings left behind."""
        ...

    async def stop(self) -> None:
        """Stop; what was not done lies in the tables."""
        ...


def create_doorbell(name: str, database: Database, workers: Mapping[str, Work], concurrency: int = 4) -> Doorbell:
    """The doorbell of that name: `inprocess` or `procrastinate`. `workers` are the kinds that this process does."""
    if name == "procrastinate" and not database.is_sqlite:
        from bot.queues.procrastinate import ProcrastinateQueue

        return ProcrastinateQueue(database, workers, concurrency)
    from bot.queues.inprocess import InProcessQueue

    return InProcessQueue(workers)
