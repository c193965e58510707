"""Rows handed over as one value come out as they went in, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Boolean, Integer, Text, select
from sqlalchemy.exc import DataError, IntegrityError

from bot.store.bulk import Rows, comes_of_a_row, dialect_of, given
from summarizer.store.database import Database
from summarizer.store.errors import DatabaseBroken, DiskFull
from summarizer.store.types import UtcDateTime

COLUMNS = {"number": Integer(), "words": Text(), "yes": Boolean(), "at": UtcDateTime()}
NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)


def _row(number: int, words: str | None = "so", yes: bool | None = True, at: Any = NOON) -> dict[str, Any]:
    return {"number": number, "words": words, "yes": yes, "at": at}


async def _back(database: Database, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    async with database.read() as connection:
        told = given(connection, COLUMNS, rows, "told")
        found = await connection.execute(select(told).order_by(told.c.number))
        return [dict(row) for row in found.mappings()]


async def test_rows_come_back_as_they_went(any_database: Database) -> None:
    """Words in every script, quotes and all; nothing; times to the microsecond."""
    rows = [
        _row(1, "quote \" and ' and \\ and \n", True),
        _row(2, "naïve 日本 🦀 {braces} [1, 2] null", False),
        _row(3, None, None, None),
        _row(4, "", True, NOON.replace(microsecond=0)),
    ]

    assert await _back(any_database, rows) == rows


async def test_a_time_of_another_zone_is_the_same_moment(any_database: Database) -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert (await _back(any_database, [_row(1, at=elsewhere)]))[0]["at"] == NOON


async def test_no_rows_are_no_rows(any_database: Database) -> None:
    assert await _back(any_database, []) == []


async def test_one_statement_serves_other_rows(any_database: Database) -> None:
    """It is built once and executed with whatever is told."""
    rows = Rows("told", COLUMNS)
    async with any_database.read() as connection:
        dialect = dialect_of(connection)
        numbers = select(rows.table(dialect).c.number)
        for wanted in ([1, 2], [3]):
            told = rows.told(dialect, [_row(number) for number in wanted])
            assert list((await connection.execute(numbers, told)).scalars()) == wanted


@pytest.mark.parametrize("at", [datetime(2026, 11, 24), object()])
async def test_what_is_no_moment_is_refused_before_it_reaches_the_database(database: Database, at: Any) -> None:
    """A time without zone would be another moment."""
    with pytest.raises(ValueError, match="only texts, numbers and times with a zone can be handed to the store"):
        await _back(database, [_row(1, at=at)])


def test_only_what_a_row_says_makes_a_batch_be_written_in_parts() -> None:
    """Not a store in trouble: it would be asked again for each."""
    too_long, doubled = DatabaseBroken("x"), DatabaseBroken("x")
    too_long.__cause__ = DataError("s", {}, Exception())
    doubled.__cause__ = IntegrityError("s", {}, Exception())
    errors = (too_long, doubled, ValueError("no zone"), DatabaseBroken("gone"), DiskFull("full"))

    assert [comes_of_a_row(error) for error in errors] == [True, True, True, False, False]
