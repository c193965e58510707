"""The doorbell inside one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.queues.inprocess import InProcessQueue
from summarizer.errors import FetchError


class Worker:
    """Work that stands still until it is let go on, and counts."""

    def __init__(self) -> None:
        self.begun = asyncio.Semaphore(0)
        self.go_on = asyncio.Semaphore(0)
        self.started = 0
        self.error: Exception | None = None

    async def __call__(self) -> None:
        self.started += 1
        self.begun.release()
        await self.go_on.acquire()
        if self.error:
            raise self.error


@asynccontextmanager
async def _running(**workers: Callable[[], object]) -> AsyncIterator[InProcessQueue]:
    queue = InProcessQueue(workers)  # type: ignore[arg-type]
    await queue.start()
    try:
        yield queue
    finally:
        await queue.stop()


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_ring_wakes_the_worker_of_its_kind() -> None:
    """And nobody else."""
    compose, deliver = Worker(), Worker()
    async with _running(compose=compose, deliver=deliver) as queue:
        await queue.ring("deliver")
        await deliver.begun.acquire()

        assert (compose.started, deliver.started) == (0, 1)


async def test_rings_while_the_worker_is_busy_are_folded_into_one() -> None:
    """It looks at the tables once more when it is done, and that is all a ring asks for."""
    worker = Worker()
    async with _running(deliver=worker) as queue:
        await queue.ring("deliver")
        await worker.begun.acquire()
        for shard in range(5):
            await queue.ring("deliver", shard)

        worker.go_on.release()
        await worker.begun.acquire()
        worker.go_on.release()
        await _settle()

        assert worker.started == 2


async def test_a_ring_before_the_start_is_not_lost() -> None:
    """Work that was found at start is done."""
    worker = Worker()
    queue = InProcessQueue({"deliver": worker})
    await queue.ring("deliver")

    await queue.start()
    await worker.begun.acquire()
    await queue.stop()

    assert worker.started == 1


@pytest.mark.parametrize("error", [FetchError("no way"), OSError("no way"), ValueError("no way")])
async def test_a_failure_does_not_end_the_worker(error: Exception) -> None:
    """It is logged in one line, whatever it was, and the next ring is heard."""
    worker = Worker()
    worker.error = error
    with capture_logs() as logs:
        async with _running(deliver=worker) as queue:
            for _ in range(2):
                await queue.ring("deliver")
                await asyncio.wait_for(worker.begun.acquire(), 5)
                worker.go_on.release()
                await _settle()

    line = {"event": "work failed", "kind": "deliver", "error": type(error).__name__, "reason": "no way"}
    assert [line.items() <= each.items() for each in logs] == [True, True]


async def test_stopping_ends_what_is_being_done() -> None:
    """The work lies in its table for the next start; no task is left."""
    worker, before = Worker(), asyncio.all_tasks()
    async with _running(deliver=worker) as queue:
        await queue.ring("deliver")
        await worker.begun.acquire()

    await _settle()
    assert asyncio.all_tasks() == before
    await queue.ring("deliver")
    await _settle()
    assert worker.started == 1
