"""INSERT … ON CONFLICT for both databases: SQLAlchemy spells it per dialect, the statement is the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Row = Mapping[str, Any]
BATCH = 400
"""Rows a statement: SQLite takes 32,766 parameters at most, and our widest table has 18 columns."""


async def insert_new(connection: AsyncConnection, table: Table, rows: Sequence[Row]) -> int:
    """Insert the rows whose primary key (or unique column) is not there yet; how many were."""
    inserted = 0
    for batch in _batches(rows):
        statement = _insert(connection)(table).values(list(batch)).on_conflict_do_nothing()
        # Without the option psycopg's rowcount is lost with the cursor, and comes back as -1.
        done = await connection.execute(statement, execution_options={"preserve_rowcount": True})
        inserted += done.rowcount
    return inserted


async def put(
    connection: AsyncConnection, table: Table, rows: Sequence[Row], *, keys: Sequence[str], rising: str = ""
) -> None:
    """Insert the rows, or set all other columns given where the key is there; with `rising` only where that column
    becomes greater, which the database decides: what another transaction has raised meanwhile is not lowered."""
    for batch in _batches(rows):
        statement = _insert(connection)(table).values(list(batch))
        changed = {name: statement.excluded[name] for name in batch[0] if name not in keys}
        higher = statement.excluded[rising] > table.c[rising] if rising else None
        await connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=changed, where=higher))


def _insert(connection: AsyncConnection) -> Any:
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert


def _batches(rows: Sequence[Row]) -> list[Sequence[Row]]:
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
