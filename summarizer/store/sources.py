"""Sources and how reading them goes: validators, failures, moves, and when one counts as dead."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, delete, func, select, update

from summarizer.model import Failure, Reading, Source, Validators
from summarizer.store.database import Database
from summarizer.store.tables import reads, source_states, sources
from summarizer.store.upsert import insert_new, put

MOVES_BELIEVED = 3
"""A permanent redirect is stored as the new address when it was seen this often: one may be a mistake."""
DEAD_AFTER = timedelta(hours=24)
REPORT_AFTER = timedelta(hours=24)
_LONGEST = 200
"""Characters of the column of publishers."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """How reading a source has gone so far."""

    validators: Validators = Validators()
    last_read: datetime | None = None
    last_ok: datetime | None = None
    failing_since: datetime | None = None
    last_error: str | None = None
    reported_at: datetime | None = None
    gone_since: datetime | None = None
    dead: bool = False
    not_before: datetime | None = None
    moved_to: str | None = None
    moved_seen: int = 0


@dataclass(frozen=True, slots=True)
class ReadCount:
    """How many sources were read in a window, and how many of their entries had been seen before."""

    sources: int
    repeats: int


class SourceStore:
    """The sources of one installation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def seed(self, pack: Sequence[Source]) -> None:
        """Make the sources of the start known; those that are there (or were removed by hand) stay as they are."""
        async with self._database.write() as connection:
            await insert_new(connection, sources, [_row(source) for source in pack])

    async def add(self, source: Source, at: datetime) -> bool:
        """Add a source, whose present entries will count as old; False if its address is there already."""
        async with self._database.write() as connection:
            rows = (await connection.execute(select(sources))).mappings()
            held = [row for row in rows if _named(row, source.name) or row["address"] == source.address]
            if not all(row["removed"] for row in held):
                return False
            # One that was removed comes back as it is named now, with a clean sheet: the rows' states go with them.
            names = [row["name"] for row in held]
            await connection.execute(delete(sources).where(sources.c.name.in_(names)))
            await insert_new(connection, sources, [_row(replace(source, added_at=at))])
            return True

    async def remove(self, name: str) -> Source | None:
        """Remove a source by name or address; what was removed, None if there was none. Its articles stay."""
        found = await self.find(name)
        if found:
            async with self._database.write() as connection:
                await connection.execute(update(sources).where(sources.c.name == found.name).values(removed=True))
        return found

    async def find(self, name: str) -> Source | None:
        """The source of that name (in any case) or address."""
        statement = select(sources).where(sources.c.removed.is_(False))
        async with self._database.read() as connection:
            rows = (await connection.execute(statement)).mappings().all()
        return next((_source(row) for row in rows if _named(row, name) or row["address"] == name), None)

    async def all(self) -> tuple[Source, ...]:
        """Every source, by name."""
        statement = select(sources).where(sources.c.removed.is_(False)).order_by(func.lower(sources.c.name))
        async with self._database.read() as connection:
            return tuple(_source(row) for row in (await connection.execute(statement)).mappings())

    async def states(self) -> dict[str, SourceState]:
        """How reading each source has gone, by name; absent: never read."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(source_states))).mappings().all()
        return {row["source"]: _state(row) for row in rows}

    async def record_reading(self, source: Source, reading: Reading, at: datetime) -> Source:
        """A visit went well; the source, at its new address if a move has now been seen often enough."""
        state = (await self.states()).get(source.name, SourceState())
        seen = (
            state.moved_seen + 1
            if reading.moved_to and reading.moved_to == state.moved_to
            else int(reading.moved_to is not None)
        )
        moved = reading.moved_to is not None and seen >= MOVES_BELIEVED
        values = {
            "source": source.name,
            "etag": reading.validators.etag,
            "last_modified": reading.validators.last_modified,
            "last_read": at,
            "last_ok": at,
            "failing_since": None,
            "last_error": None,
            "reported_at": None,
            "gone_since": None,
            "dead": False,
            "not_before": None,
            "moved_to": None if moved else reading.moved_to,
            "moved_seen": 0 if moved else seen,
        }
        async with self._database.write() as connection:
            await put(connection, source_states, [values], keys=["source"])
            if moved:
                taken = select(sources.c.name).where(sources.c.address == reading.moved_to)
                moved = (await connection.execute(taken)).first() is None
            if moved:
                change = update(sources).where(sources.c.name == source.name).values(address=reading.moved_to)
                await connection.execute(change)
        return replace(source, address=str(reading.moved_to)) if moved else source

    async def record_failure(
        self, source: Source, reason: str, at: datetime, *, gone: bool = False, retry_after: float | None = None
    ) -> None:
        """A visit failed. What was seen stays seen; `gone` (404, 410) means dead only after 24 h of it."""
        state = (await self.states()).get(source.name, SourceState())
        gone_since = (state.gone_since or at) if gone else None
        values = {
            "source": source.name,
            "last_read": at,
            "failing_since": state.failing_since or at,
            "last_error": reason,
            "gone_since": gone_since,
            "dead": gone_since is not None and at - gone_since >= DEAD_AFTER,
            "not_before": at + timedelta(seconds=retry_after) if retry_after else None,
        }
        async with self._database.write() as connection:
            await put(connection, source_states, [values], keys=["source"])

    async def due_reports(self, at: datetime) -> tuple[Failure, ...]:
        """Sources that have been failing for 24 h and were not reported yet; they count as reported now."""
        known = {source.name for source in await self.all()}
        due = [
            (name, state)
            for name, state in sorted((await self.states()).items())
            if name in known
            and state.failing_since
            and at - state.failing_since >= REPORT_AFTER
            and state.reported_at is None
        ]
        if due:
            names = [name for name, _ in due]
            async with self._database.write() as connection:
                change = update(source_states).where(source_states.c.source.in_(names)).values(reported_at=at)
                await connection.execute(change)
        return tuple(Failure(name, state.last_error or "unknown") for name, state in due)

    async def failing(self, names: Collection[str] | None = None) -> tuple[Failure, ...]:
        """The sources whose last reading failed, by name."""
        known = {source.name for source in await self.all()}
        return tuple(
            Failure(name, state.last_error or "unknown")
            for name, state in sorted((await self.states()).items(), key=lambda item: item[0].lower())
            if state.failing_since and name in known and (names is None or name in names)
        )

    async def reads_between(self, since: datetime, until: datetime, names: Collection[str] | None = None) -> ReadCount:
        """How many sources were read in a window, and how many of their entries were repeats."""
        statement = (
            select(reads.c.source, func.sum(reads.c.repeats))
            .where(reads.c.at >= since, reads.c.at <= until)
            .group_by(reads.c.source)
        )
        async with self._database.read() as connection:
            rows = [row for row in await connection.execute(statement) if names is None or row[0] in names]
        return ReadCount(sources=len(rows), repeats=sum(row[1] or 0 for row in rows))

    async def new_between(self, source: Source, since: datetime, until: datetime) -> int:
        """How many new entries the source brought in a window."""
        brought = func.coalesce(func.sum(reads.c.entries - reads.c.repeats), 0)
        statement = select(brought).where(reads.c.at >= since, reads.c.at <= until, reads.c.source == source.name)
        async with self._database.read() as connection:
            return int((await connection.execute(statement)).scalar_one())


def _named(row: RowMapping, name: str) -> bool:
    # Not the database's lower(): SQLite's knows no letter beyond ASCII.
    return str(row["name"]).casefold() == name.casefold()


def _row(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "address": source.address,
        "kind": source.kind,
        "site": source.site,
        # SQLite takes a longer one, PostgreSQL refuses it.
        "publisher": (source.publisher or source.name)[:_LONGEST],
        "topics": list(source.topics),
        "weight": source.weight,
        "added_at": source.added_at,
        "removed": False,
    }


def _source(row: RowMapping) -> Source:
    return Source(
        name=row["name"],
        address=row["address"],
        kind=row["kind"],
        site=row["site"],
        publisher=row["publisher"],
        topics=tuple(row["topics"]),
        weight=row["weight"],
        added_at=row["added_at"],
    )


def _state(row: RowMapping) -> SourceState:
    return SourceState(
        validators=Validators(row["etag"], row["last_modified"]),
        last_read=row["last_read"],
        last_ok=row["last_ok"],
        failing_since=row["failing_since"],
        last_error=row["last_error"],
        reported_at=row["reported_at"],
        gone_since=row["gone_since"],
        dead=row["dead"],
        not_before=row["not_before"],
        moved_to=row["moved_to"],
        moved_seen=row["moved_seen"],
    )
