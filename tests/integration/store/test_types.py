"""Times in the store: aware, in UTC, whatever they were given in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from summarizer.store.database import Database
from summarizer.store.sources import SourceStore
from summarizer.store.tables import seen
from tests.builders import a_source


async def _round_trip(database: Database, *times: datetime) -> list[datetime]:
    """The times as they come back, in the database's own order."""
    rows = [{"reader": "r", "story": f"s{n}", "version": 1, "at": at} for n, at in enumerate(times)]
    async with database.write() as connection:
        await connection.execute(insert(seen), rows)
    async with database.read() as connection:
        return list((await connection.execute(select(seen.c.at).order_by(seen.c.at))).scalars())


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 7, 1, 8, 0, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(2026, 1, 1, 0, 0, tzinfo=timezone(-timedelta(hours=9, minutes=30))),
        datetime(2026, 11, 23, 8, 0, 0, 123_456, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    ],
    ids=["berlin", "second of two", "marquesas", "microseconds", "epoch", "far"],
)
async def test_a_time_comes_back_aware_and_in_utc(any_database: Database, at: datetime) -> None:
    """The instant is kept to the microsecond."""
    (back,) = await _round_trip(any_database, at)

    assert back == at.astimezone(UTC)
    assert back.utcoffset() == timedelta(0)


async def test_times_of_several_zones_are_ordered_by_instant(any_database: Database) -> None:
    """09:00 in Tokyo comes before 02:00 in Berlin of the same day."""
    berlin = datetime(2026, 7, 1, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    tokyo = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))

    assert await _round_trip(any_database, berlin, tokyo) == [tokyo, berlin]


async def test_a_time_without_zone_is_refused(any_database: Database) -> None:
    """A naive time could mean anything, so it never reaches the store."""
    with pytest.raises(StatementError, match="without zone"):
        await _round_trip(any_database, datetime(2026, 7, 1))


async def test_no_time_is_no_time(any_database: Database) -> None:
    """A time that is not there comes back as None."""
    await SourceStore(any_database).seed([a_source()])

    assert (await SourceStore(any_database).all())[0].added_at is None
