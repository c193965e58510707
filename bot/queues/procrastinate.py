"""The doorbell across machines: procrastinate on PostgreSQL.

Work lies in our tables and is claimed there. A job here names a kind and a shard and nothing else; it may be lost or
doubled, and is never retried or rescued: its rescue can leave jobs in "doing" for good, or trip over the queueing
lock. The sweep rings for what is overdue and deletes jobs whose worker died; only the ledger's lease counts.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import text

from bot.store.migrate import hold_lock
from summarizer.store.database import Database
from summarizer.store.errors import DatabaseBroken

if TYPE_CHECKING:
    from procrastinate import App

log = structlog.get_logger(__name__)
Work = Callable[[], Awaitable[None]]
POLL = 5.0
"""Seconds between two looks at the jobs should a notification be lost."""
DEAD = timedelta(seconds=45)
"""A job whose worker gave no sign of life for so long is deleted; its work lies in our tables."""
_STOP = 3.0
_DEAD_JOBS = """
DELETE FROM procrastinate_jobs WHERE queue_name LIKE 'nightdesk.%' AND (
    status NOT IN ('todo', 'doing')
    OR status = 'doing' AND (worker_id IS NULL OR worker_id IN (
        SELECT id FROM procrastinate_workers WHERE last_heartbeat < now() - make_interval(secs => :dead))))
"""


class ProcrastinateQueue:
    """Rings every process that listens on the same database; `workers` are the kinds that this one does."""

    def __init__(self, database: Database, workers: Mapping[str, Work], concurrency: int = 4) -> None:
        self._database = database
        self._workers = dict(workers)
        self._concurrency = max(1, concurrency)
        self._app: App | None = None
        self._listening: asyncio.Task[None] | None = None

    async def ring(self, kind: str, shard: int = 0) -> None:
        """Say that work of this kind may be waiting. A ring that nobody has heard yet is not rung again."""
        from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

        if self._app is None:
            return
        bell = self._app.configure_task(
            "nightdesk.ring", queue=f"nightdesk.{kind}", queueing_lock=f"nightdesk.{kind}:{shard}"
        )
        try:
            await bell.defer_async(kind=kind, shard=shard)
        except AlreadyEnqueued:
            return
        except ConnectorException as error:
            # The work lies in its table; the sweep rings again.
            log.warning("a ring was lost", kind=kind, reason=str(error)[:200])

    async def start(self) -> None:
        """Connect, and listen for rings if this process does any work. Raises StoreError."""
        from procrastinate.exceptions import ConnectorException

        await prepare(self._database)
        app = make_app(self._database)
        app.task(name="nightdesk.ring", queue="nightdesk", pass_context=False)(self._answer)
        try:
            await app.open_async()
        except ConnectorException as error:
            raise DatabaseBroken(f"the work queue cannot reach its database: {error}") from error
        self._app = app
        if self._workers:
            self._listening = asyncio.create_task(self._listen(app), name="work queue")

    async def sweep(self) -> None:
        """Delete the jobs of workers that died."""
        async with self._database.write() as connection:
            done = await connection.execute(text(_DEAD_JOBS), {"dead": DEAD.total_seconds()})
        if done.rowcount > 0:
            log.info("dead jobs deleted", number=done.rowcount)

    async def stop(self) -> None:
        """Stop listening and disconnect."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        app, self._app = self._app, None
        if app is not None:
            await app.close_async()

    async def _listen(self, app: App) -> None:
        """Listen for as long as this process works; a lost database is waited for."""
        while True:
            listening = app.run_worker_async(
                queues=[f"nightdesk.{kind}" for kind in self._workers],
                concurrency=self._concurrency,
                fetch_job_polling_interval=POLL,
                shutdown_graceful_timeout=_STOP,
                install_signal_handlers=False,
                delete_jobs="always",
            )
            (error,) = await asyncio.gather(listening, return_exceptions=True)
            log.error("work queue lost, listening again", error=type(error).__name__, reason=str(error)[:200])
            await asyncio.sleep(POLL)

    async def _answer(self, kind: str, shard: int) -> None:
        (error,) = await asyncio.gather(self._workers[kind](), return_exceptions=True)
        if error is not None:
            # The work still lies in its table; the sweep rings again.
            log.error("work failed", kind=kind, shard=shard, error=type(error).__name__, reason=str(error))


def make_app(database: Database, **pool: Any) -> App:
    """Procrastinate on our database, not opened yet."""
    import logging

    from procrastinate import App, PsycopgConnector

    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return App(connector=PsycopgConnector(conninfo=address, min_size=1, max_size=4, **pool))


async def prepare(database: Database) -> None:
    """Make procrastinate's tables if they are not there, under the lock of our migrations."""
    if await _is_prepared(database):
        return
    async with hold_lock(database):
        if not await _is_prepared(database):
            async with _opened(make_app(database)) as app:
                await app.schema_manager.apply_schema_async()


@asynccontextmanager
async def _opened(app: App) -> AsyncIterator[App]:
    await app.open_async()
    try:
        yield app
    finally:
        await app.close_async()


async def _is_prepared(database: Database) -> bool:
    async with database.read() as connection:
        found = await connection.execute(text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL"))
        return bool(found.scalar_one())
