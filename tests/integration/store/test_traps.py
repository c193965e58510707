"""What happens to a database in real life: others hold it, the disk fills up, a process is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from bot.store.migrate import migrate
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.errors import DatabaseLocked, DiskFull
from summarizer.store.tables import articles, stories
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago
from tests.integration.store.processes import holding_the_lock, in_the_middle_of_writing, tell


@pytest.fixture
async def url(database: Database) -> str:
    """The address of a migrated SQLite file."""
    return f"sqlite:///{database.path}"


async def _save(database: Database, *ids: str) -> None:
    made = [an_article(each) for each in ids]
    await ArticleStore(database).save(a_source(), [an_entry(each) for each in ids], made, MORNING)


async def test_a_writer_waits_for_another_process(database: Database) -> None:
    """Somebody else's transaction is waited for, and then the write succeeds."""
    assert database.path is not None
    with holding_the_lock(database.path) as holder:
        writing = asyncio.create_task(_save(database, "a1"))
        await asyncio.wait({writing}, timeout=0.1)
        assert not writing.done()

        tell(holder)
        await writing

    assert await ArticleStore(database).count() == 1


async def test_a_writer_whose_patience_is_over_says_so(url: str) -> None:
    """Nothing is stored, the error is plain, and readers are not disturbed."""
    impatient = Database.open(url, patience=0.05)
    with holding_the_lock(impatient.path or Path()):
        with pytest.raises(DatabaseLocked, match="another program holds the database"):
            await _save(impatient, "a1")
        assert await ArticleStore(impatient).count() == 0

    await _save(impatient, "a1")
    assert await ArticleStore(impatient).count() == 1
    await impatient.close()


async def test_a_writer_held_up_within_its_own_process_says_so_too(url: str) -> None:
    """A transaction that never ends costs the others a plain error, not a traceback."""
    impatient = Database.open(url, patience=0.02)
    async with impatient.write():
        with pytest.raises(DatabaseLocked, match="too much is waiting"):
            await _save(impatient, "a1")
    await impatient.close()


async def test_transactions_that_read_before_they_write_do_not_collide(url: str) -> None:
    """A read that turns into a write would fail at once if it had begun deferred."""
    doors = [Database.open(url), Database.open(url)]
    async with doors[0].write() as connection:
        row = {"id": "s1", "version": 0, "first_published": MORNING, "last_published": MORNING}
        await connection.execute(insert(stories).values(row))

    async def raise_version(door: Database) -> None:
        async with door.write() as connection:
            version = (await connection.execute(select(stories.c.version))).scalar_one()
            await asyncio.sleep(0.001)
            await connection.execute(update(stories).values(version=version + 1))

    await asyncio.gather(*(raise_version(door) for door in doors * 10))

    async with doors[0].read() as connection:
        assert (await connection.execute(select(stories.c.version))).scalar_one() == 20
    for door in doors:
        await door.close()


async def test_a_full_database_is_a_plain_error_and_half_writes_nothing(database: Database) -> None:
    """Where SQLite may not grow, the whole transaction is taken back; with room it works again."""
    await _save(database, "a1")
    async with database.write() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))

    with pytest.raises(DiskFull, match="free some space"):
        await _save(database, *(f"b{number}" for number in range(400)))

    assert await ArticleStore(database).count() == 1
    async with database.write() as connection:
        await connection.execute(text("PRAGMA max_page_count = 1000000"))
    await _save(database, "a2")
    assert await ArticleStore(database).count() == 2


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small file system cannot be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


async def test_a_full_disk_is_a_plain_error_and_half_writes_nothing(tiny_disk: Path) -> None:
    """The same on a real disk without room, and what was stored before is still read."""
    database = Database.open(f"sqlite:///{tiny_disk / 'store.sqlite3'}")
    await migrate(database)
    await _save(database, "a1")
    long = [an_article(f"b{number}", text="quokka " * 3_000) for number in range(100)]

    with pytest.raises(DiskFull, match="free some space"):
        await ArticleStore(database).save(a_source(), [an_entry("b")], long, MORNING)

    assert await ArticleStore(database).count() == 1
    assert await ArticleStore(database).search("quokka", hours_ago(24)) == ()
    await database.close()


async def test_a_database_survives_a_process_killed_in_the_middle(url: str) -> None:
    """What was committed is there, what was not is gone, index included, and the lock went with the process."""
    with in_the_middle_of_writing(url) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    database = Database.open(url, patience=1)
    async with database.read() as connection:
        assert (await connection.execute(text("PRAGMA integrity_check"))).scalar_one() == "ok"
        assert list((await connection.execute(select(articles.c.id))).scalars()) == ["a1"]
    store = ArticleStore(database)
    assert [each.id for each in await store.search("quokka", hours_ago(24))] == ["a1"]
    assert await store.search("half", hours_ago(24)) == ()
    await _save(database, "a2")
    await database.close()
