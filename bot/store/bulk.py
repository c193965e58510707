"""Rows handed to the database as one value, so that one statement writes many of them.

A statement a row costs a round trip and a plan a row; here the rows travel as one JSON text that the database itself
unfolds, and a statement is compiled once whatever their number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, FromClause, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

Columns = Mapping[str, TypeEngine[Any]]


def given(connection: AsyncConnection, columns: Columns, rows: Sequence[Mapping[str, Any]], name: str) -> FromClause:
    """The rows as a table of that name with these columns, to select from and to join. Times must be aware."""
    if connection.dialect.name == "sqlite":
        return _in_sqlite(columns, rows, name)
    text = json.dumps([{each: _plain(row[each]) for each in columns} for row in rows], default=_iso)
    told = bindparam(f"{name}_rows", text, type_=Text)
    unfolded = func.json_to_recordset(cast(told, JSON)).table_valued(
        *(column(each, kind) for each, kind in columns.items()), name=name
    )
    return unfolded.render_derived(with_types=True)


def insert(connection: AsyncConnection, table: Table) -> Any:
    """An insert that knows ON CONFLICT, as this database spells it."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def _in_sqlite(columns: Columns, rows: Sequence[Mapping[str, Any]], name: str) -> FromClause:
    text = json.dumps([[_plain(row[each]) for each in columns] for row in rows], default=_sqlite_time)
    told = bindparam(f"{name}_rows", text, type_=Text)
    each = func.json_each(told).table_valued(column("value", Text), name=f"{name}_each")
    fields = [
        func.json_extract(each.c.value, f"$[{place}]", type_=kind).label(field)
        for place, (field, kind) in enumerate(columns.items())
    ]
    return select(*fields).subquery(name)


def _plain(value: Any) -> Any:
    """PostgreSQL keeps no NUL in a text; one such text must not keep the other rows from being written."""
    return value.replace("\x00", "") if isinstance(value, str) else value


def _iso(value: Any) -> str:
    assert isinstance(value, datetime) and value.tzinfo is not None
    return value.isoformat()


def _sqlite_time(value: Any) -> str:
    """As SQLite's DateTime writes it, so that text order is time order."""
    assert isinstance(value, datetime) and value.tzinfo is not None
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
