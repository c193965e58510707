"""Everything in one file, and back: gzipped JSON lines, the same for SQLite and PostgreSQL.

A backup is read in one transaction, so that it is whole while the bot goes on working; a restore replaces every row in
one transaction, so that it happens whole or not at all.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, insert, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.ledger import is_open
from bot.store.migrate import newest_revision
from bot.store.opening import open_due
from bot.store.tables import briefings, deliveries, editions, notices
from summarizer.store.database import Database
from summarizer.store.errors import DatabaseBroken
from summarizer.store.tables import metadata
from summarizer.store.types import UtcDateTime

FORMAT = "nightdesk backup 1"
_BATCH = 500
_GZIPPED = b"\x1f\x8b"
_SQLITE_FILE = b"SQLite format 3\x00"
Row = tuple[Table, dict[str, Any]]


async def write_backup(database: Database, file: Path) -> int:
    """Write every row into the file, which appears whole or not at all; how many. Raises StoreError, DatabaseBroken."""
    part = file.with_name(file.name + ".part")
    rows = 0
    try:
        with gzip.open(part, "wt", encoding="utf-8") as out:
            out.write(json.dumps({"format": FORMAT, "revision": newest_revision()}) + "\n")
            async with database.read() as connection:
                await _freeze(connection, database)
                for table in metadata.sorted_tables:
                    # Never a whole table at once: after a year one may be larger than the memory.
                    async for some in (await connection.stream(select(table))).mappings().partitions(_BATCH):
                        out.writelines(
                            json.dumps({"table": table.name, "row": _plain(dict(row))}, ensure_ascii=False) + "\n"
                            for row in some
                        )
                        rows += len(some)
        part.replace(file)
    except OSError as error:
        raise DatabaseBroken(f"{file} cannot be written: {error.strerror}; choose another place") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return rows


async def _freeze(connection: AsyncConnection, database: Database) -> None:
    """Let every statement of this connection see the same moment."""
    if database.is_sqlite:
        await connection.execute(text("BEGIN"))
    else:
        await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def read_backup(file: Path) -> Iterator[Row]:
    """The rows of a backup, one after the other. Raises DatabaseBroken for a file that is none, or is cut off."""
    known = {table.name: table for table in metadata.sorted_tables}
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            head = json.loads(next(lines, "{}"))
            if head.get("format") != FORMAT:
                raise DatabaseBroken(f"{file} is no backup of Nightdesk; give a file that `nightdesk backup` wrote")
            if head.get("revision") != newest_revision():
                raise DatabaseBroken(f"{file} was written by another version; restore it with that one, then upgrade")
            for line in lines:
                each = json.loads(line)
                yield known[each["table"]], _typed(known[each["table"]], each["row"])
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise DatabaseBroken(f"{file} {_what_is_wrong(file, error)}") from error


def check_backup(file: Path) -> None:
    """Read all of a backup, so that nothing is begun with one that is spoiled. Raises DatabaseBroken."""
    for _ in read_backup(file):
        pass


def _what_is_wrong(file: Path, error: Exception) -> str:
    """Why a backup cannot be read, in words for the one who chose the file."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}; check its rights"
    if isinstance(error, gzip.BadGzipFile):
        with file.open("rb") as opened:
            head = opened.read(len(_SQLITE_FILE))
        if head == _SQLITE_FILE:
            return "is a database itself and no backup; to work on it, name it in NIGHTDESK_DATABASE_URL"
        if not head.startswith(_GZIPPED):
            return "is no backup of Nightdesk; give a file that `nightdesk backup` wrote"
    if isinstance(error, EOFError):
        return "is cut off, so not all of the backup is there; copy it anew or take another one"
    return "is a damaged backup; copy it anew or take another one"


async def restore_backup(database: Database, rows: Iterable[Row]) -> int:
    """Replace every row of every table; how many there are now."""
    number = 0
    async with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(delete(table))
        for table, batch in _batches(rows):
            await connection.execute(insert(table), batch)
            number += len(batch)
        if not database.is_sqlite:
            for table in metadata.sorted_tables:
                await _advance_sequence(connection, table)
        await _pass_removed_briefings(connection, database)
    return number


async def doubt_what_is_due(database: Database, now: datetime) -> int:
    """Take what is due, and what owners are still to be told, for perhaps sent after the backup was written, so that
    its platform is asked first; how many.

    The same slot has the same key wherever it is opened, and a word keeps its own, so the platform knows them.
    """
    while (await open_due(database, now)).more:
        pass
    async with database.write() as connection:
        return await _doubt(connection, deliveries, is_open(deliveries)) + await _doubt(connection, notices, true())


async def _doubt(connection: AsyncConnection, table: Table, waiting: ColumnElement[bool]) -> int:
    doubted = {"state": "ambiguous", "unsure": table.c.unsure + 1, "lease_owner": None, "lease_until": None}
    return (await connection.execute(update(table).where(waiting).values(doubted))).rowcount


async def _advance_sequence(connection: AsyncConnection, table: Table) -> None:
    """Rows that bring their own numbers do not move PostgreSQL's counter: put it behind the highest."""
    numbered = [
        column for column in table.primary_key.columns if column.autoincrement and column.type.python_type is int
    ]
    for column in numbered:
        name = (await connection.execute(select(func.pg_get_serial_sequence(table.name, column.name)))).scalar_one()
        if name:
            highest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            await connection.execute(select(func.setval(name, highest, False)))


async def _pass_removed_briefings(connection: AsyncConnection, database: Database) -> None:
    """Editions outlive their briefing, and no new briefing may come upon a removed one's."""
    known = select(briefings.c.id).union_all(select(editions.c.briefing)).subquery()
    highest = (await connection.execute(select(func.max(known.c.id)))).scalar_one() or 0
    if database.is_sqlite:
        await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = 'briefings'"))
        await connection.execute(
            text("INSERT INTO sqlite_sequence VALUES ('briefings', :highest)"), {"highest": highest}
        )
    else:
        name = select(func.pg_get_serial_sequence("briefings", "id")).scalar_subquery()
        await connection.execute(select(func.setval(name, highest + 1, False)))


def _batches(rows: Iterable[Row]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """The rows as they come, some of one table at a time."""
    for table, theirs in groupby(rows, key=itemgetter(0)):
        while batch := [row for _, row in islice(theirs, _BATCH)]:
            yield table, batch


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    times = {column.name for column in table.columns if isinstance(column.type, UtcDateTime)}
    return {
        name: datetime.fromisoformat(value) if name in times and value is not None else value
        for name, value in row.items()
        if name in table.columns
    }
