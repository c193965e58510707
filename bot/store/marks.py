"""What the numbers of an asker's last digest mean, what was posted last, and the record of who changed what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update

from bot.codec import document_from_json, document_to_json
from bot.document import Document
from bot.ports import Asker, Place
from bot.store.tables import asked_articles, audit, contents, deliveries, editions, last_digests
from summarizer.store.database import Database
from summarizer.store.upsert import put

_PUBLIC = "public"
KEPT = timedelta(days=30)
"""How long the receipts of an article that was asked for by its address can be looked at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A digest as it was shown: its story versions in their order, and the whole message.

    `public` is the same in the language of the channel, where that is another one than its reader's.
    """

    stories: tuple[tuple[str, int], ...]
    document: Document
    at: datetime
    public: Document | None = None

    @property
    def name(self) -> str:
        """Tells it from its reader's other digests: what the buttons under it name."""
        return name_digest(self.at)


def name_digest(at: datetime) -> str:
    """The name of the digest that a reader gets at that time."""
    return str(int(at.timestamp()))


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the audit log."""

    at: datetime
    place: str
    user: str
    change: str


class MarkStore:
    """Last digests, articles asked for, and the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(
        self,
        asker: Asker,
        stories: Sequence[tuple[str, int]],
        at: datetime,
        *,
        document: Document | None = None,
        public: Document | None = None,
        bare: bool = False,
    ) -> None:
        """These story versions, in this order, are what the asker's numbers mean from now on.

        `document` is what can be sent, `public` what can be shared where that is another one; `bare` says that it was
        all that was new.
        """
        row: dict[str, Any] = {
            "reader": asker.key,
            "stories": [list(story) for story in stories],
            "document": _written(document, public) if document else None,
            "at": at,
            "shared": False,
        }
        async with self._database.write() as connection:
            await put(connection, last_digests, [row | ({"bare_at": at} if bare else {})], keys=["reader"])

    async def remember_posted(self, place: Place, shown: Shown, at: datetime) -> None:
        """A digest was shared there: what is sent on from a message in the channel."""
        row = {
            "reader": place.key,
            "stories": [list(story) for story in shown.stories],
            "document": document_to_json(shown.document),
            "at": at,
            "shared": True,
        }
        async with self._database.write() as connection:
            await put(connection, last_digests, [row], keys=["reader"])

    async def last_digest(self, asker: Asker) -> tuple[str, ...]:
        """The story ids of the asker's last digest here, in its order; empty: none yet."""
        row = await self._last(asker.key)
        return tuple(story for story, _ in row["stories"]) if row else ()

    async def last_shown(self, asker: Asker) -> Shown | None:
        """The asker's last digest here as it was shown; None: none yet."""
        return _shown(await self._last(asker.key))

    async def last_posted(self, place: Place) -> Shown | None:
        """What was posted there last, by a briefing or by somebody who shared."""
        newest = (
            select(contents.c.content, deliveries.c.sent_at)
            .join_from(editions, deliveries, deliveries.c.edition == editions.c.id)
            .join(contents, contents.c.name == editions.c.content)
            .where(*_there(place))
            .order_by(deliveries.c.sent_at.desc())
            .limit(1)
        )
        async with self._database.read() as connection:
            edition = (await connection.execute(newest)).first()
        shared = _shown(await self._last(place.key))
        if edition is None or (shared and shared.at > edition.sent_at):
            return shared
        return _told(edition.content, edition.sent_at)

    async def posted_briefings(self, place: Place, since: datetime) -> tuple[Shown, ...]:
        """What briefings due since then told there, oldest first; `at` is when each was due."""
        sent = (
            select(contents.c.content, deliveries.c.due_at)
            .join_from(editions, deliveries, deliveries.c.edition == editions.c.id)
            .join(contents, contents.c.name == editions.c.content)
            .where(*_there(place), deliveries.c.due_at >= since)
            .order_by(deliveries.c.due_at, deliveries.c.id)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(sent)).all()
        return tuple(_told(row.content, row.due_at) for row in rows)

    async def last_briefing(self, place: Place) -> datetime | None:
        """When the briefing that was posted there last was due; None: there was none."""
        statement = select(func.max(deliveries.c.due_at)).where(*_there(place))
        async with self._database.read() as connection:
            found: datetime | None = (await connection.execute(statement)).scalar_one_or_none()
        return found

    async def last_bare(self, asker: Asker) -> datetime | None:
        """When the asker last got all that was new here."""
        row = await self._last(asker.key)
        return row["bare_at"] if row else None

    async def mark_shared(self, asker: Asker) -> bool:
        """The asker shares their last digest; False if they did already, or have none."""
        mine = (last_digests.c.reader == asker.key) & last_digests.c.shared.is_(False)
        async with self._database.write() as connection:
            changed = await connection.execute(update(last_digests).where(mine).values(shared=True))
        return changed.rowcount == 1

    async def take_back_shared(self, asker: Asker) -> None:
        """The asker's last digest could not be shared after all: they may try again."""
        mine = last_digests.c.reader == asker.key
        async with self._database.write() as connection:
            await connection.execute(update(last_digests).where(mine).values(shared=False))

    async def keep_article(self, article_id: str, content: dict[str, Any], at: datetime) -> None:
        """Keep what was made of an article that was asked for; what is a month old goes."""
        async with self._database.write() as connection:
            await connection.execute(delete(asked_articles).where(asked_articles.c.at < at - KEPT))
            await put(connection, asked_articles, [{"id": article_id, "content": content, "at": at}], keys=["id"])

    async def kept_article(self, article_id: str) -> dict[str, Any] | None:
        """What was made of that article; None: it is no longer kept."""
        statement = select(asked_articles.c.content).where(asked_articles.c.id == article_id)
        async with self._database.read() as connection:
            found: dict[str, Any] | None = (await connection.execute(statement)).scalar_one_or_none()
        return found

    async def note_change(self, asker: Asker, change: str, at: datetime) -> None:
        """Write down who changed what, where and when."""
        row = {"at": at, "place": asker.place.key, "user": asker.user, "change": change}
        async with self._database.write() as connection:
            await connection.execute(insert(audit).values(row))

    async def changes(self, place: Place, limit: int = 50) -> tuple[Change, ...]:
        """Who changed what in a channel, newest first."""
        statement = select(audit).where(audit.c.place == place.key).order_by(audit.c.id.desc()).limit(limit)
        async with self._database.read() as connection:
            rows = (await connection.execute(statement)).mappings().all()
        return tuple(Change(row["at"], row["place"], row["user"], row["change"]) for row in rows)

    async def _last(self, reader: str) -> RowMapping | None:
        async with self._database.read() as connection:
            rows = await connection.execute(select(last_digests).where(last_digests.c.reader == reader))
            return rows.mappings().first()


def _there(place: Place) -> tuple[Any, ...]:
    return (
        deliveries.c.platform == place.platform,
        deliveries.c.workspace == place.workspace,
        deliveries.c.channel == place.channel,
        deliveries.c.state == "sent",
        deliveries.c.under.is_(None),
    )


def _told(content: Mapping[str, Any], at: datetime) -> Shown:
    stories = tuple((str(story), int(version)) for story, version in content["stories"])
    return Shown(stories, document_from_json(content["document"]), at)


def _shown(row: RowMapping | None) -> Shown | None:
    if row is None or row["document"] is None:
        return None
    stories = tuple((str(story), int(version)) for story, version in row["stories"])
    content = dict(row["document"])
    public = content.pop(_PUBLIC, None)
    return Shown(stories, document_from_json(content), row["at"], document_from_json(public) if public else None)


def _written(document: Document, public: Document | None) -> dict[str, Any]:
    return document_to_json(document) | ({_PUBLIC: document_to_json(public)} if public else {})
