"""The doorbell inside one process: work lies in the tables, a ring wakes whoever does that kind of work.

Rings while the worker is busy are folded into one: it looks at the tables again when it is done, and that is all a
ring asks for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog

log = structlog.get_logger(__name__)
Work = Callable[[], Awaitable[None]]


class InProcessQueue:
    """One bell and one worker task a kind."""

    def __init__(self, workers: Mapping[str, Work]) -> None:
        self._workers = dict(workers)
        self._bells = {kind: asyncio.Event() for kind in workers}
        self._tasks: list[asyncio.Task[None]] = []

    async def ring(self, kind: str, shard: int = 0) -> None:
        """Say that work of this kind may be waiting; nobody hears it where no worker of this kind is."""
        if bell := self._bells.get(kind):
            bell.set()

    async def sweep(self) -> None:
        """Nothing is left behind by rings in one process."""

    async def start(self) -> None:
        """Start a worker for each kind in the running event loop."""
        self._tasks = [asyncio.create_task(self._serve(kind), name=f"work:{kind}") for kind in self._workers]

    async def stop(self) -> None:
        """Let nothing new begin; what is being done is cancelled and lies in the tables for the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, kind: str) -> None:
        bell, work = self._bells[kind], self._workers[kind]
        while True:
            await bell.wait()
            bell.clear()
            # As a task of its own: whatever it raises is a value here and ends neither the bell nor the other kinds.
            (error,) = await asyncio.gather(work(), return_exceptions=True)
            if error is not None:
                # The work still lies in its table; the sweep rings again.
                log.error("work failed", kind=kind, error=type(error).__name__, reason=str(error))
