"""One database, SQLite or PostgreSQL, behind two doors: `read` and `write`.

SQLite has one writer engine (pool of one, BEGIN IMMEDIATE, since a read transaction that turns into a write fails at
once whatever the time-out) and read-only readers beside it (WAL). PostgreSQL has one engine for both. Statements are
SQLAlchemy Core, so that the same code serves both.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from summarizer.store.errors import DatabaseBroken, explain

LOCK_PATIENCE = 30.0
"""Seconds that a writer waits for another one before it gives up."""
READERS = 4
_THROWAWAY = {None, "", ":memory:"}


def normalize_url(words: str) -> URL:
    """The SQLAlchemy URL with our drivers named: `postgres://`, `postgresql://` and `sqlite:///` are enough.

    Raises DatabaseBroken, without the words, since they may hold a password.
    """
    try:
        url = make_url(words.replace("postgres://", "postgresql://", 1) if words.startswith("postgres://") else words)
    except ArgumentError as error:
        raise DatabaseBroken("that is no database address; use an sqlite or postgresql address") from error
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    family = url.get_backend_name()
    if family not in drivers:
        raise DatabaseBroken(f"{family} is no database we know; use an sqlite or postgresql address")
    return url.set(drivername=drivers[family])


def sqlite_file(words: str) -> Path | None:
    """The file of an SQLite address; None for a throw-away one and for PostgreSQL. Raises DatabaseBroken."""
    url = normalize_url(words)
    if url.get_backend_name() != "sqlite" or url.database in _THROWAWAY:
        return None
    return Path(str(url.database)).expanduser()


class Database:
    """An open database. Use `open`, and close it."""

    def __init__(self, url: URL, writer: AsyncEngine, reader: AsyncEngine, folder: Path | None) -> None:
        self.url = url
        self._writer = writer
        self._reader = reader
        self._throwaway = folder

    @classmethod
    def open(cls, words: str, *, patience: float = LOCK_PATIENCE) -> Database:
        """Open by URL; `sqlite://` without a path is a throw-away file that `close` removes. Raises StoreError."""
        url = normalize_url(words)
        if url.get_backend_name() == "postgresql":
            engine = create_async_engine(url, pool_size=5, max_overflow=5, pool_pre_ping=True)
            return cls(url, engine, engine, None)
        folder = None
        if url.database in _THROWAWAY:
            folder = Path(tempfile.mkdtemp(prefix="nightdesk-"))
            url = url.set(database=str(folder / "throwaway.sqlite3"))
        path = Path(str(url.database)).expanduser()
        _make_folder(path.parent)
        _refuse_unopenable(path)
        url = url.set(database=str(path))
        return cls(url, _sqlite_writer(url, patience), _sqlite_reader(url, patience), folder)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database."""
        return Path(str(self.url.database)) if self.is_sqlite else None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read with. Raises StoreError."""
        try:
            async with self._reader.connect() as connection:
                yield connection
        except (DBAPIError, PoolTimeout) as error:
            raise explain(error) from error

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed whole at its end, or not at all. Raises StoreError."""
        try:
            async with self._writer.begin() as connection:
                yield connection
        except (DBAPIError, PoolTimeout) as error:
            raise explain(error) from error

    async def close(self) -> None:
        """Close all connections, and remove a throw-away file."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()
        if self._throwaway:
            for file in self._throwaway.iterdir():
                file.unlink(missing_ok=True)
            self._throwaway.rmdir()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseBroken(f"the folder {folder} cannot be made: {error.strerror}; choose another one") from error


def _refuse_unopenable(path: Path) -> None:
    # Here and not in the driver: its thread would still report the failure when the loop has closed.
    try:
        sqlite3.connect(path).close()
    except sqlite3.Error as error:
        raise explain(error) from error


def _sqlite_writer(url: URL, patience: float) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=patience * 2,
        connect_args={"timeout": patience},
    )
    event.listen(engine.sync_engine, "connect", _prepare_writer)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _sqlite_reader(url: URL, patience: float) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=READERS,
        max_overflow=READERS,
        connect_args={"timeout": patience},
    )
    event.listen(engine.sync_engine, "connect", _prepare_reader)
    return engine


def _prepare_writer(connection: Any, record: Any) -> None:
    # Transactions are ours: the driver would begin them deferred.
    connection.isolation_level = None
    _pragmas(
        connection,
        "journal_mode = WAL",
        # A long reader, as a backup is, lets the log grow; after it the log gives the room back.
        "journal_size_limit = 16777216",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
    )


def _prepare_reader(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    _pragmas(connection, "query_only = ON", "temp_store = MEMORY", "mmap_size = 268435456")


def _pragmas(connection: Any, *settings: str) -> None:
    cursor = connection.cursor()
    try:
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
    except sqlite3.Error:
        # The pool does not know this connection yet: nobody else would close it and end its thread.
        connection.close()
        raise
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
