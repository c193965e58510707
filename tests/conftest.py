"""Fixtures of all tests: databases, real ones."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.migrate import migrate
from bot.zones import use_packaged_zones
from summarizer.store.database import Database
from tests.fakes.postgres import run_postgres

use_packaged_zones()


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


@pytest.fixture(params=["sqlite", "postgresql"])
async def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    else:
        url = await _create_database(request.getfixturevalue("postgres_url"))
    database = Database.open(url)
    await migrate(database)
    yield database
    await database.close()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated SQLite database in a file."""
    opened = Database.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    await migrate(opened)
    yield opened
    await opened.close()
