"""Rows handed to the database as one value, so that one statement writes many of them.

A statement a row costs a round trip and a plan a row. Here the rows travel as one JSON text that the database itself
unfolds; the statement is the same whatever their number, so it is built and compiled once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, FromClause, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

SQLITE = "sqlite"
Columns = Mapping[str, TypeEngine[Any]]


class Rows:
    """Rows of these columns, handed over under a name. Times must be aware."""

    def __init__(self, name: str, columns: Columns) -> None:
        self._name = name
        self._columns = columns

    def table(self, dialect: str, told: str | None = None) -> FromClause:
        """The rows, to select from and to join in a statement for this dialect; what `told` says unless the statement
        is executed with other ones."""
        said = bindparam(self._told_as, told, type_=Text) if told else bindparam(self._told_as, type_=Text)
        if dialect == SQLITE:
            each = func.json_each(said).table_valued(column("value", Text), name=f"{self._name}_each")
            fields = [
                func.json_extract(each.c.value, f"$[{place}]", type_=kind).label(field)
                for place, (field, kind) in enumerate(self._columns.items())
            ]
            return select(*fields).subquery(self._name)
        columns = (column(each, kind) for each, kind in self._columns.items())
        return (
            func.json_to_recordset(cast(said, JSON))
            .table_valued(*columns, name=self._name)
            .render_derived(with_types=True)
        )

    def told(self, dialect: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        """The rows as the parameter of a statement with that table."""
        if dialect == SQLITE:
            arrays = [[_plain(row[each]) for each in self._columns] for row in rows]
            return {self._told_as: json.dumps(arrays, default=_sqlite_time)}
        records = [{each: _plain(row[each]) for each in self._columns} for row in rows]
        return {self._told_as: json.dumps(records, default=_iso)}

    @property
    def _told_as(self) -> str:
        return f"{self._name}_rows"


def given(connection: AsyncConnection, columns: Columns, rows: Sequence[Mapping[str, Any]], name: str) -> FromClause:
    """The rows as a table of that name, for a statement that is executed once."""
    dialect, of = dialect_of(connection), Rows(name, columns)
    return of.table(dialect, *of.told(dialect, rows).values())


def dialect_of(connection: AsyncConnection) -> str:
    """The name of the connection's dialect: statements are spelt, and kept, by it."""
    return connection.dialect.name


def insert(where: AsyncConnection | str, table: Table) -> Any:
    """An insert that knows ON CONFLICT, as this database (or dialect) spells it."""
    dialect = where if isinstance(where, str) else dialect_of(where)
    return (sqlite if dialect == SQLITE else postgresql).insert(table)


def comes_of_a_row(error: BaseException) -> bool:
    """Whether a batch failed because of what one of its rows says, so that the others can be written without it."""
    return isinstance(error, ValueError | TypeError) or isinstance(error.__cause__, DataError | IntegrityError)


def _plain(value: Any) -> Any:
    """PostgreSQL keeps no NUL in a text; one such text must not keep the other rows from being written."""
    return value.replace("\x00", "") if isinstance(value, str) else value


def _iso(value: Any) -> str:
    return _aware(value).isoformat()


def _sqlite_time(value: Any) -> str:
    """As SQLite's DateTime writes it, so that text order is time order."""
    return _aware(value).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _aware(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError("only texts, numbers and times with a zone can be handed to the store")
    return value
