"""Opening databases: by whatever address people have, and in words they understand when it does not work."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from summarizer.store.database import Database, normalize_url
from summarizer.store.errors import DatabaseBroken, DatabaseLocked, DiskFull, StoreError, explain


@pytest.mark.parametrize(
    ("words", "driver"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite"),
        ("sqlite://", "sqlite+aiosqlite"),
        ("postgres://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d?host=/run", "postgresql+psycopg"),
        ("postgresql+asyncpg://u:p@h/d", "postgresql+psycopg"),
    ],
)
def test_an_address_needs_no_driver(words: str, driver: str) -> None:
    """The short forms are enough, and a driver that is named is ours anyway."""
    assert normalize_url(words).drivername == driver


@pytest.mark.parametrize("words", ["mysql://h/d", "no address at all", "", "sqlite"])
def test_an_address_of_another_kind_is_refused(words: str) -> None:
    """What is no SQLite or PostgreSQL address is named as such, in one sentence."""
    with pytest.raises(DatabaseBroken, match="sqlite or postgresql address"):
        Database.open(words)


async def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    """A data folder needs no preparation."""
    database = Database.open(f"sqlite:///{tmp_path}/deep/er/store.sqlite3")
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE t (x)"))
    await database.close()

    assert database.path is not None and database.path.is_file()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("")

    with pytest.raises(DatabaseBroken, match="choose another one"):
        Database.open(f"sqlite:///{tmp_path}/file/store.sqlite3")


@pytest.mark.parametrize("door", ["read", "write"])
async def test_a_file_that_is_no_database_is_named_as_such(tmp_path: Path, door: str) -> None:
    """Somebody's document is not touched, and nobody sees a traceback."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, " * 500)
    database = Database.open(f"sqlite:///{path}")

    with pytest.raises(DatabaseBroken, match="not a database"):
        async with getattr(database, door)() as connection:
            await connection.execute(text("SELECT * FROM sqlite_master"))
    await database.close()

    assert path.read_text().startswith("Dear reader")


def test_a_folder_in_place_of_the_file_is_a_plain_error(tmp_path: Path) -> None:
    """It is refused at once: the thread of a connection that failed would outlive the loop and print a traceback."""
    with pytest.raises(DatabaseBroken, match="cannot be opened; check the rights of its folder"):
        Database.open(f"sqlite:///{tmp_path}")


async def test_a_server_that_is_not_there_is_a_plain_error() -> None:
    """PostgreSQL that does not run is said in words."""
    database = Database.open("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")

    with pytest.raises(DatabaseBroken, match="does not answer"):
        async with database.read() as connection:
            await connection.execute(text("SELECT 1"))
    await database.close()


async def test_a_throwaway_database_leaves_nothing_behind() -> None:
    """What `digest --source` reads goes with it."""
    database = Database.open("sqlite://")
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE t (x)"))
    folder = database.path.parent if database.path else Path()
    assert folder.is_dir()

    await database.close()

    assert not folder.exists()


async def test_readers_cannot_write(database: Database) -> None:
    """The reading door is one way."""
    with pytest.raises(DatabaseBroken, match="cannot be written"):
        async with database.read() as connection:
            await connection.execute(text("DELETE FROM articles"))


async def test_a_transaction_is_whole_or_not_at_all(any_database: Database) -> None:
    """An error in the middle takes everything back."""
    with pytest.raises(ZeroDivisionError):
        async with any_database.write() as connection:
            await connection.execute(text("INSERT INTO aliases (id, story) VALUES ('s1', 's2')"))
            raise ZeroDivisionError

    async with any_database.read() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM aliases"))).scalar_one() == 0


async def test_a_cancelled_transaction_is_taken_back(any_database: Database) -> None:
    """Shutdown in the middle of a write leaves nothing half-written and the door usable."""
    inside = asyncio.Event()

    async def write() -> None:
        async with any_database.write() as connection:
            await connection.execute(text("INSERT INTO aliases (id, story) VALUES ('s1', 's2')"))
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await inside.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    async with any_database.write() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM aliases"))).scalar_one() == 0


async def test_the_log_gives_back_what_a_long_reader_let_it_grow_to(database: Database) -> None:
    """A backup reads for minutes while others write; what they wrote meanwhile must not be kept for ever."""
    log = Path(f"{database.path}-wal")
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE notes (words BLOB)"))
    async with database.read() as reader:
        await reader.execute(text("BEGIN"))
        await reader.execute(text("SELECT count(*) FROM notes"))
        for _ in range(8):
            await _note(database, 4_000_000)
        grown = log.stat().st_size

    for _ in range(3):
        await _note(database, 4)

    assert grown > 30_000_000 and log.stat().st_size < 20_000_000


async def _note(database: Database, size: int) -> None:
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO notes VALUES (zeroblob(:size))"), {"size": size})


async def test_readers_see_whole_transactions_only(database: Database) -> None:
    """A reader beside an open write sees what was before, and does not wait for it."""
    count = text("SELECT count(*) FROM aliases")
    async with database.write() as writing:
        await writing.execute(text("INSERT INTO aliases (id, story) VALUES ('s1', 's2')"))
        async with database.read() as reading:
            assert (await reading.execute(count)).scalar_one() == 0

    async with database.read() as reading:
        assert (await reading.execute(count)).scalar_one() == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", DiskFull),
        ("could not extend file: No space left on device", DiskFull),
        ("database is locked", DatabaseLocked),
        ("attempt to write a readonly database", DatabaseBroken),
        ("file is encrypted or is not a database", DatabaseBroken),
        ("x" * 1000, DatabaseBroken),
    ],
)
def test_a_driver_s_words_become_a_named_error(words: str, kind: type[StoreError]) -> None:
    """One line for people, never longer than they can read."""
    told = explain(OperationalError("SELECT 1", {}, Exception(words)))

    assert type(told) is kind
    assert len(str(told)) < 300 and "\n" not in str(told)


@pytest.mark.parametrize("words", ["file is not a database", "database disk image is malformed"])
def test_a_damaged_file_is_told_apart_from_a_server_that_is_down(words: str) -> None:
    """The one is put right by a backup, the other by starting the server."""
    assert "restore a backup" in str(explain(OperationalError("SELECT 1", {}, Exception(words))))
    assert "its server runs" in str(explain(OperationalError("SELECT 1", {}, Exception("connection refused"))))
