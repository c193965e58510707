"""Real second processes that get in the way of a store."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("holding", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""

_BREAK_OFF = """
import asyncio, sys
from datetime import timedelta
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.tables import articles
from tests.builders import MORNING, a_source, an_article, an_entry

async def main():
    database = Database.open(sys.argv[1])
    store = ArticleStore(database)
    await store.save(a_source(), [an_entry("e1")], [an_article("a1", text="quokka")], MORNING)
    async with database.write() as connection:
        await connection.execute(articles.update().values(text="half of it", title="half of it"))
        await connection.execute(articles.insert().values(
            id="a2", source="s", publisher="p", url="u", title="wombat", text="wombat", text_origin="page",
            kind="news", published=MORNING, first_seen=MORNING))
        print("in the middle", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""

_MIGRATE = """
import asyncio, sys
from bot.store.migrate import migrate
from summarizer.store.database import Database

async def main():
    database = Database.open(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    print(await migrate(database), flush=True)
    await database.close()

asyncio.run(main())
"""


@contextmanager
def _running(script: str, argument: str) -> Iterator[subprocess.Popen[str]]:
    root = Path(__file__).parents[3]
    process = subprocess.Popen(
        [sys.executable, "-c", script, argument],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=root,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _wait_for(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None and process.stderr is not None
    said = process.stdout.readline().strip()
    assert said == line, said or process.stderr.read()


def tell(process: subprocess.Popen[str]) -> None:
    """Let a process go on that waits for a word."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@contextmanager
def holding_the_lock(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the write lock of an SQLite file until it is told to let go."""
    with _running(_HOLD, str(path)) as process:
        _wait_for(process, "holding")
        yield process


@contextmanager
def in_the_middle_of_writing(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has stored article a1 and stands inside a transaction that changes it and adds another."""
    with _running(_BREAK_OFF, url) as process:
        _wait_for(process, "in the middle")
        yield process


@contextmanager
def about_to_migrate(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has loaded everything and migrates the database when it is told to."""
    with _running(_MIGRATE, url) as process:
        _wait_for(process, "ready")
        yield process
