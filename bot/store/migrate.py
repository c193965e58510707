"""Bringing the database up to date, under a lock, from the migrations in the package."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, column, inspect, select, table, text

from summarizer.store.database import Database
from summarizer.store.errors import DatabaseBroken

_PG_LOCK = 7_021_966
"""The key of our advisory lock on PostgreSQL; any number that nobody else uses."""
_REVISIONS = table("alembic_version", column("version_num"))
_VERSIONS = Path(__file__).parent / "migrations" / "versions"


def _config(connection: Connection | None = None) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """The revision that this version of the program works with.

    Read off the migrations' names, which begin with their revision: loading Alembic takes longer than most commands.
    """
    return max(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*_*.py"))


async def current_revision(database: Database) -> str | None:
    """The revision that the database is at; None: empty."""
    async with database.read() as connection:
        if not await connection.run_sync(lambda sync: inspect(sync).has_table(_REVISIONS.name)):
            return None
        return (await connection.execute(select(_REVISIONS.c.version_num))).scalar_one_or_none()


async def migrate(database: Database) -> str:
    """Bring the database to the newest revision and return it. Safe to call from many processes at once.

    Raises DatabaseBroken when the database was written by a newer version of the program.
    """
    current, newest = await current_revision(database), newest_revision()
    if current == newest:
        return newest
    _refuse_newer(current)
    async with hold_lock(database) as connection:
        await connection.run_sync(_upgrade)
    return newest


def _refuse_newer(current: str | None) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise DatabaseBroken("the database was written by a newer version of Nightdesk; please upgrade this one")


@asynccontextmanager
async def hold_lock(database: Database) -> AsyncIterator[Any]:
    """A transaction under the lock that lets one process at a time change the database's shape."""
    # On SQLite the writer's BEGIN IMMEDIATE is the lock.
    async with database.write() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _PG_LOCK})
        yield connection


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(_config(connection), "head")
