"""Stories that went on after a channel was told of them, and the updates that are made of that.

An update is an edition of one story: unique per briefing, story and version, frozen as it is opened, and delivered by
the ledger like any other, under the message in which the story was told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, and_, cast, literal, select, true
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from bot.store.briefings import Briefing
from bot.store.bulk import given, insert
from bot.store.contents import Content, keep_contents, read_contents
from bot.store.ledger import delivery_key
from bot.store.tables import briefings, channels, deliveries, editions
from summarizer.store.database import Database
from summarizer.store.tables import aliases, seen, stories
from summarizer.store.types import UtcDateTime


@dataclass(frozen=True, slots=True)
class Development:
    """A story of which a briefing's channel knows an older version; `message` is the post in which it was told."""

    briefing: int
    story: str
    version: int
    known: int
    message: str


@dataclass(frozen=True, slots=True)
class Update:
    """What is to be posted about a development: the content and its name."""

    development: Development
    name: str
    content: Content

    @property
    def slot(self) -> str:
        """Names the update among its briefing's editions."""
        return f"{self.development.story}@{self.development.version}"


class DevelopmentStore:
    """Finds developments and opens updates. `told_within` is how long after its briefing a story is followed."""

    def __init__(self, database: Database, told_within: timedelta) -> None:
        self._database = database
        self._told_within = told_within

    async def find(self, now: datetime, beyond: int, limit: int) -> tuple[tuple[int, ...], tuple[Development, ...]]:
        """The next briefings after the one with the id `beyond` in whose channels a story went on, and what did.

        A story that was not told by a briefing of late is left out; so is one whose channel wants no updates.
        """
        since = now - self._told_within
        async with self._database.read() as connection:
            few = _news(since, briefings.c.id).where(briefings.c.id > beyond).distinct()
            page = list((await connection.execute(few.order_by(briefings.c.id).limit(limit))).scalars())
            what = (briefings.c.id.label("briefing"), stories.c.id.label("story"), stories.c.version)
            news = _news(since, *what, seen.c.version.label("known")).where(briefings.c.id.in_(page))
            rows = (await connection.execute(news.order_by(briefings.c.id, stories.c.id))).all() if page else []
            told = await _told(connection, page, since) if rows else {}
        found = [
            Development(row.briefing, row.story, row.version, row.known, told[row.briefing, row.story])
            for row in rows
            if (row.briefing, row.story) in told
        ]
        return tuple(page), tuple(found)

    async def opened(self, ids: Sequence[int], since: datetime) -> dict[int, list[tuple[str, datetime]]]:
        """The updates opened since then, by briefing: each one's story, and when."""
        wanted = select(deliveries.c.briefing, deliveries.c.story, deliveries.c.due_at).where(
            deliveries.c.briefing.in_(ids), deliveries.c.under.is_not(None), deliveries.c.due_at >= since
        )
        found: dict[int, list[tuple[str, datetime]]] = {}
        async with self._database.read() as connection:
            for row in await connection.execute(wanted):
                found.setdefault(row.briefing, []).append((row.story, row.due_at))
        return found

    async def open(self, updates: Sequence[Update], held: Mapping[int, Briefing], now: datetime) -> int:
        """Open deliveries of these updates, in one transaction; how many. One that was opened before is left."""
        rows = [_row(each, held[each.development.briefing], now) for each in updates]
        if not rows:
            return 0
        async with self._database.write() as connection:
            await keep_contents(connection, {each.name: each.content for each in updates})
            return await _open(connection, sorted(rows, key=lambda row: (row["briefing"], row["slot"])))


def _news(since: datetime, *columns: ColumnElement[Any]) -> Select[Any]:
    """The seen-marks of briefings' channels, made since then, that a newer version of their story has overtaken; but
    none of which an update was opened, whatever became of that."""
    slot = stories.c.id.concat("@").concat(cast(stories.c.version, Text))
    opened = select(editions.c.id).where(editions.c.briefing == briefings.c.id, editions.c.slot == slot).exists()
    reader = channels.c.platform + ":" + channels.c.workspace + ":" + channels.c.channel
    return (
        select(*columns)
        .select_from(channels)
        .join(briefings, briefings.c.channel == channels.c.id)
        .join(seen, seen.c.reader == reader)
        .join(stories, stories.c.id == seen.c.story)
        .where(channels.c.updates.is_(True), briefings.c.paused.is_(False))
        .where(seen.c.at >= since, stories.c.version > seen.c.version, ~opened)
    )


async def _told(connection: AsyncConnection, ids: Sequence[int], since: datetime) -> dict[tuple[int, str], str]:
    """The message in which a briefing told a story last, by briefing and story, of the briefings sent since then."""
    sent = (
        select(deliveries.c.briefing, deliveries.c.message_id, editions.c.content)
        .join(editions, editions.c.id == deliveries.c.edition)
        .where(deliveries.c.briefing.in_(ids), deliveries.c.state == "sent", deliveries.c.under.is_(None))
        .where(deliveries.c.due_at >= since, deliveries.c.message_id.is_not(None), editions.c.content.is_not(None))
        .order_by(deliveries.c.due_at, deliveries.c.id)
    )
    rows = (await connection.execute(sent)).all()
    said = await read_contents(connection, {row.content for row in rows})
    stories_of = {name: [story for story, _ in content["stories"]] for name, content in said.items()}
    named = {story for each in stories_of.values() for story in each}
    gone = await connection.execute(select(aliases).where(aliases.c.id.in_(named)))
    heirs = {row.id: row.story for row in gone}
    return {
        (row.briefing, heirs.get(story, story)): row.message_id for row in rows for story in stories_of[row.content]
    }


def _row(update: Update, briefing: Briefing, now: datetime) -> dict[str, Any]:
    place = briefing.place
    return {
        "briefing": briefing.id,
        "platform": place.platform,
        "workspace": place.workspace,
        "channel": place.channel,
        "slot": update.slot,
        "name": update.name,
        "key": delivery_key(briefing.id, update.slot, place),
        "at": now,
        "under": update.development.message,
        "story": update.development.story,
    }


async def _open(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> int:
    told = given(connection, _ROW, rows, "updates")
    frozen = select(told.c.briefing, told.c.slot, told.c.at, told.c.name, told.c.at).where(true())
    columns = ["briefing", "slot", "due_at", "content", "composed_at"]
    await connection.execute(insert(connection, editions).from_select(columns, frozen).on_conflict_do_nothing())
    mine = and_(editions.c.briefing == told.c.briefing, editions.c.slot == told.c.slot)
    had = select(deliveries.c.id).where(deliveries.c.edition == editions.c.id).exists()
    values: dict[str, ColumnElement[Any]] = {
        "edition": editions.c.id,
        **{name: told.c[name] for name in _SAME},
        "due_at": told.c.at,
        "not_before": told.c.at,
        "state": literal("pending"),
        **dict.fromkeys(("settled", "late"), literal(value=False)),
        **dict.fromkeys(("attempts", "unsure"), literal(0)),
    }
    wanted = select(*values.values()).join_from(told, editions, mine).where(~had)
    opened = insert(connection, deliveries).from_select(list(values), wanted).on_conflict_do_nothing()
    return len((await connection.execute(opened.returning(deliveries.c.id))).all())


_SAME = ("briefing", "platform", "workspace", "channel", "slot", "key", "under", "story")
_ROW: dict[str, TypeEngine[Any]] = {
    "briefing": Integer(),
    "at": UtcDateTime(),
    "name": Text(),
    **{name: Text() for name in _SAME[1:]},
}
