"""The doorbell across machines, on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot.queues import create_doorbell
from bot.queues.inprocess import InProcessQueue
from bot.queues.procrastinate import ProcrastinateQueue, prepare
from summarizer.store.database import Database
from tests.conftest import _create_database


class Worker:
    """Work that counts, and may fail."""

    def __init__(self, error: Exception | None = None) -> None:
        self.rung = asyncio.Semaphore(0)
        self.error = error

    async def __call__(self) -> None:
        """Do it."""
        self.rung.release()
        if self.error:
            raise self.error


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Database]:
    """An empty database."""
    database = Database.open(await _create_database(postgres_url))
    yield database
    await database.close()


@asynccontextmanager
async def _running(database: Database, **workers: Worker) -> AsyncIterator[ProcrastinateQueue]:
    queue = ProcrastinateQueue(database, workers)
    await queue.start()
    try:
        yield queue
    finally:
        await queue.stop()


async def _jobs(database: Database) -> list[tuple[str, str]]:
    async with database.read() as connection:
        rows = await connection.execute(text("SELECT queue_name, status::text FROM procrastinate_jobs ORDER BY id"))
        return [(row.queue_name, row.status) for row in rows]


async def test_a_ring_is_heard_by_another_process(postgres: Database) -> None:
    """Who rings need not be who works; what was heard leaves nothing behind."""
    worker = Worker()
    async with _running(postgres, deliver=worker) as _, _running(postgres) as front:
        await front.ring("deliver")
        async with asyncio.timeout(20):
            await worker.rung.acquire()
            while await _jobs(postgres):
                await asyncio.sleep(0.01)


async def test_rings_that_nobody_heard_yet_are_one(postgres: Database) -> None:
    """For each kind and shard."""
    async with _running(postgres) as queue:
        for shard in (0, 0, 1, 0):
            await queue.ring("deliver", shard)

        assert await _jobs(postgres) == [("nightdesk.deliver", "todo")] * 2


async def test_work_that_fails_is_not_tried_again_by_the_bell(postgres: Database) -> None:
    """It lies in its table; the job is gone, and the next ring is heard."""
    worker = Worker(ValueError("no way"))
    async with _running(postgres, deliver=worker) as queue:
        async with asyncio.timeout(20):
            for _ in range(2):
                await queue.ring("deliver")
                await worker.rung.acquire()
                while await _jobs(postgres):
                    await asyncio.sleep(0.01)

    assert worker.rung.locked()


async def test_a_worker_does_the_kinds_it_was_told(postgres: Database) -> None:
    """The others wait for somebody else."""
    async with _running(postgres, deliver=Worker()) as queue:
        await queue.ring("refresh")
        await queue.sweep()

        assert await _jobs(postgres) == [("nightdesk.refresh", "todo")]


async def test_the_sweep_deletes_the_jobs_of_the_dead(postgres: Database) -> None:
    """A job is nothing but a ring: the work is elsewhere."""
    async with _running(postgres) as queue:
        await queue.ring("deliver")
        async with postgres.write() as connection:
            await connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))

        await queue.sweep()

        assert await _jobs(postgres) == []


async def test_processes_that_start_at_once_make_its_tables_once(postgres: Database) -> None:
    """Under the lock of the migrations."""
    await asyncio.gather(*(prepare(postgres) for _ in range(3)))

    assert await _jobs(postgres) == []


async def test_the_setting_chooses_the_doorbell(postgres: Database, database: Database) -> None:
    """On SQLite there is one process."""
    assert isinstance(create_doorbell("procrastinate", postgres, {}), ProcrastinateQueue)
    assert isinstance(create_doorbell("inprocess", postgres, {}), InProcessQueue)
    assert isinstance(create_doorbell("inprocess", database, {}), InProcessQueue)
