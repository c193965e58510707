"""How much lies in the database: rows and bytes, table by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from summarizer.store.database import Database
from summarizer.store.errors import StoreError
from summarizer.store.tables import metadata

_SQLITE = text("SELECT tbl_name, sum(pgsize) FROM dbstat JOIN sqlite_schema USING (name) GROUP BY tbl_name")
_POSTGRESQL = text("SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables")


@dataclass(frozen=True, slots=True)
class TableSize:
    """One table's rows and, with its indexes, bytes; None where the database cannot tell."""

    name: str
    rows: int
    size: int | None


async def measure(database: Database) -> tuple[TableSize, ...]:
    """Every table of ours that has rows, the largest first. Raises StoreError."""
    sizes = await _sizes(database)
    async with database.read() as connection:
        counted = [(table.name, await _count(connection, table.name)) for table in metadata.sorted_tables]
    found = [TableSize(name, rows, sizes.get(name)) for name, rows in counted if rows]
    return tuple(sorted(found, key=lambda each: (each.size or 0, each.rows), reverse=True))


async def _count(connection: AsyncConnection, name: str) -> int:
    return (await connection.execute(select(func.count()).select_from(metadata.tables[name]))).scalar_one()


async def _sizes(database: Database) -> Mapping[str, int]:
    """Bytes by table. SQLite counts them only where it was built with its module for that."""
    try:
        async with database.read() as connection:
            rows = (await connection.execute(_SQLITE if database.is_sqlite else _POSTGRESQL)).all()
    except StoreError:
        return {}
    found: Counter[str] = Counter()
    for name, size in rows:
        found["articles" if name.startswith("articles_fts") else name] += int(size)
    return found
