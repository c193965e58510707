"""Fixtures of all tests: databases, real ones."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import text

from bot.store.migrate import current_revision, migrate, newest_revision
from bot.store.tables import briefings
from bot.zones import use_packaged_zones
from summarizer.store.database import Database
from tests.fakes.postgres import run_postgres

use_packaged_zones()
# Nothing is timed in a test: hypothesis sets no deadline, however busy the machine is.
settings.register_profile("nightdesk", deadline=None)
settings.load_profile("nightdesk")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL server that runs for the session."""
    try:
        context = run_postgres()
        url = context.__enter__()
    except RuntimeError as error:
        pytest.skip(str(error))
    yield url
    context.__exit__(None, None, None)


async def _create_database(url: str) -> str:
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(f"CREATE DATABASE {name}".encode())
    head, _, query = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture(scope="session")
def emptied() -> list[str]:
    """PostgreSQL databases that a test has left: making and removing one takes longer than most tests."""
    return []


@pytest.fixture(params=["sqlite", "postgresql"])
async def any_database(request: pytest.FixtureRequest, tmp_path: Path, emptied: list[str]) -> AsyncIterator[Database]:
    """A migrated, empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    else:
        server = request.getfixturevalue("postgres_url")
        url = emptied.pop() if emptied else await _create_database(server)
    database = Database.open(url)
    await migrate(database)
    yield database
    if request.param == "postgresql" and await _empty(database):
        emptied.append(url)
    await database.close()


async def _empty(database: Database) -> bool:
    """Whether the database is as new again; one that a test took to another revision is not."""
    if await current_revision(database) != newest_revision():
        return False
    names = ", ".join(f'"{table.name}"' for table in briefings.metadata.sorted_tables)
    async with database.write() as connection:
        await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    return True


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated SQLite database in a file."""
    opened = Database.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    await migrate(opened)
    yield opened
    await opened.close()
