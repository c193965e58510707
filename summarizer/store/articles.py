"""Articles: taking entries in without ever taking one twice, keeping their text, finding them again."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import RowMapping, Text, TextClause, cast, column, func, insert, or_, select, table, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from summarizer.canonical import canonical_url
from summarizer.identity import Identified, identify
from summarizer.model import Article, Entry, Kind, Source, TextOrigin
from summarizer.store.database import Database
from summarizer.store.search import Wanted, match_words, matching
from summarizer.store.tables import articles, identities, reads
from summarizer.store.upsert import insert_new, put

TEXT_KEPT = timedelta(days=30)
IDENTITY_KEPT = timedelta(days=400)
_CHUNK = 500
_SEARCHED = table("articles_fts", column("rowid"))
_RANK = "ts_rank(articles.search, to_tsquery('simple', :asked)) DESC"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LANGUAGE = 12
"""Characters of the column; PostgreSQL refuses a longer value, and a page may claim any language."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that was not known, with the id that its article will have."""

    article_id: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What of a reading was new, and how many entries had been seen before."""

    new: tuple[NewEntry, ...]
    repeats: int


class ArticleStore:
    """Articles and the identities of the entries that they came from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sift(self, source: Source, entries: Sequence[Entry]) -> TakenIn:
        """Which entries are new. Nothing is written: an entry counts as seen once its article is saved."""
        identified = identify(source, entries)
        async with self._database.read() as connection:
            known = await _known(connection, [key for each in identified for key in each.keys])
        new: list[NewEntry] = []
        taken: set[str] = set(known)
        for each in identified:
            if taken.isdisjoint(each.keys):
                new.append(NewEntry(each.article_id, each.entry))
            taken.update(each.keys)
        return TakenIn(tuple(new), len(entries) - len(new))

    async def save(
        self, source: Source, entries: Sequence[Entry], made: Sequence[Article], at: datetime, repeats: int = 0
    ) -> None:
        """Store the articles, and every key of every entry read, in one transaction."""
        identified = identify(source, entries)
        async with self._database.write() as connection:
            known = await _known(connection, [key for each in identified for key in each.keys])
            await put(connection, articles, [_row(article) for article in made], keys=["id"])
            await insert_new(connection, identities, _identity_rows(identified, known, at))
            await _keep_known(connection, known, at)
            await connection.execute(
                insert(reads).values(source=source.name, at=at, entries=len(entries), repeats=repeats)
            )

    async def by_ids(self, ids: Sequence[str]) -> dict[str, Article]:
        """The articles with these ids."""
        async with self._database.read() as connection:
            return await load_articles(connection, ids)

    async def by_url(self, url: str) -> Article | None:
        """The newest article at that address, by its canonical form."""
        statement = select(articles).where(articles.c.url == canonical_url(url)).order_by(articles.c.published.desc())
        async with self._database.read() as connection:
            row = (await connection.execute(statement.limit(1))).mappings().first()
        return _article(row) if row else None

    async def search(self, words: str, since: datetime, limit: int = 200) -> tuple[Article, ...]:
        """Articles in whose title or text the words occur, best match first. Any words are safe."""
        condition = match_words(self._database.is_sqlite, words)
        if condition is None:
            return ()
        statement = select(articles).where(condition.where, articles.c.published >= since)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(*condition.order).limit(limit), condition.parameters)
            return tuple(_article(row) for row in rows.mappings())

    async def titles(self, parts: Sequence[str], since: datetime, sources: Collection[str] | None) -> tuple[str, ...]:
        """The titles since then that hold any of these runs of letters, in no order; of these sources (None: all)."""
        has_part = or_(*(articles.c.title.icontains(part, autoescape=True) for part in parts))
        statement = select(articles.c.title).where(articles.c.published >= since, has_part)
        if sources is not None:
            statement = statement.where(articles.c.source.in_(sources))
        async with self._database.read() as connection:
            return tuple((await connection.execute(statement)).scalars())

    async def frequencies(self, wanted: Sequence[Wanted]) -> tuple[int, tuple[int, ...]]:
        """How many articles are stored, and in how many of them each of these occurs."""
        searched = _SEARCHED if self._database.is_sqlite else articles
        counting = select(func.count()).select_from(searched).where(self._matches())
        async with self._database.read() as connection:
            every = (await connection.execute(select(func.count()).select_from(articles))).scalar_one()
            counts = []
            for each in wanted:
                asked = matching(self._database.is_sqlite, (each,))
                counts.append((await connection.execute(counting, {"asked": asked})).scalar_one() if asked else 0)
        return every, tuple(counts)

    async def holding(
        self,
        needed: Sequence[Wanted],
        wanted: Sequence[Wanted],
        since: datetime,
        sources: Collection[str] | None,
        limit: int,
    ) -> tuple[Article, ...]:
        """Articles of these sources (None: all) that hold all that is needed, best first by what is wanted."""
        asked = matching(self._database.is_sqlite, needed, wanted)
        if not asked:
            return ()
        statement = select(articles).where(self._matches(), articles.c.published >= since)
        if self._database.is_sqlite:
            statement = statement.join(_SEARCHED, _SEARCHED.c.rowid == articles.c.number)
        if sources is not None:
            statement = statement.where(articles.c.source.in_(sources))
        order = "bm25(articles_fts, 3.0, 1.0)" if self._database.is_sqlite else _RANK
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(text(order)).limit(limit), {"asked": asked})
            return tuple(_article(row) for row in rows.mappings())

    def _matches(self) -> TextClause:
        is_sqlite = self._database.is_sqlite
        return text("articles_fts MATCH :asked" if is_sqlite else "articles.search @@ to_tsquery('simple', :asked)")

    async def count(self) -> int:
        """How many articles are stored."""
        async with self._database.read() as connection:
            return (await connection.execute(select(func.count()).select_from(articles))).scalar_one()

    async def optimize(self, pages: int = 200) -> None:
        """Let the database tidy its search index, so many pages a transaction; meant for the nightly round."""
        if not self._database.is_sqlite:
            return
        # FTS5's own "optimize" would hold the database for as long as the whole of it takes.
        step, left = -pages, 1_000
        while left:
            async with self._database.write() as connection:
                before = (await connection.execute(_CHANGES)).scalar_one()
                await connection.execute(_MERGE, {"pages": step})
                done = (await connection.execute(_CHANGES)).scalar_one() - before < 2
            step, left = pages, 0 if done else left - 1


_MERGE = text("INSERT INTO articles_fts(articles_fts, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")


async def _known(connection: AsyncConnection, keys: Sequence[str]) -> dict[str, datetime]:
    """Those of the keys that are known, each with the time that is kept with it."""
    found: dict[str, datetime] = {}
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        known = select(identities.c.key, identities.c.first_seen).where(identities.c.key.in_(chunk))
        found.update((key, first_seen) for key, first_seen in await connection.execute(known))
    return found


async def _keep_known(connection: AsyncConnection, known: Mapping[str, datetime], at: datetime) -> None:
    """Begin the time anew of what is still announced: once forgotten, an undated entry would come back as news.

    Seldom, so that a visit to a feed that has not changed writes nothing here.
    """
    old = [key for key, first_seen in known.items() if first_seen < at - IDENTITY_KEPT / 2]
    for start in range(0, len(old), _CHUNK):
        chosen = identities.c.key.in_(old[start : start + _CHUNK])
        await connection.execute(update(identities).where(chosen).values(first_seen=at))


def _identity_rows(
    identified: Sequence[Identified], known: Mapping[str, datetime], at: datetime
) -> list[dict[str, Any]]:
    keys: dict[str, str] = {}
    for each in identified:
        for key in each.keys:
            keys.setdefault(key, each.article_id)
    return [{"key": key, "article": article, "first_seen": at} for key, article in keys.items() if key not in known]


async def load_articles(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, Article]:
    """The articles with these ids, over an open connection."""
    found: dict[str, Article] = {}
    unique = list(dict.fromkeys(ids))
    for start in range(0, len(unique), _CHUNK):
        rows = await connection.execute(select(articles).where(articles.c.id.in_(unique[start : start + _CHUNK])))
        found.update((row["id"], _article(row)) for row in rows.mappings())
    return found


_c = articles.c
LIGHT = (
    _c.id, _c.source, _c.publisher, _c.url, _c.title, _c.published, _c.first_seen, _c.text_origin, _c.language, _c.kind,
    cast(_c.topics, Text), _c.weight, cast(_c.signals, Text), _c.old,
)  # fmt: skip
"""The columns of an article without what only its readers need: its text is most of its row."""


def light_article(values: Sequence[Any]) -> Article:
    """The article of the values of the `LIGHT` columns; it has no text, author and image."""
    (id, source, publisher, url, title, published, first_seen, origin, language, kind, topics, weight, signals, old) = (
        values
    )
    return Article(
        id, source, publisher, url, title, published, first_seen, "", _ORIGINS[origin], None, language, None,
        _KINDS[kind], _listed(topics), weight, json.loads(signals) if signals != "{}" else {}, old,
    )  # fmt: skip


@lru_cache(maxsize=4_096)
def _listed(topics: str) -> tuple[str, ...]:
    """The topics that a column's JSON lists: the same few lists come again and again."""
    return tuple(json.loads(topics))


_ORIGINS = {origin.value: origin for origin in TextOrigin}
_KINDS = {kind.value: kind for kind in Kind}


def _storable(words: str) -> str:
    """The words without what PostgreSQL's text and UTF-8 cannot hold, each as a space so that offsets stay."""
    return _UNSTORABLE.sub(" ", words)


def _row(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "source": article.source,
        "publisher": article.publisher,
        "url": _storable(article.url),
        "title": _storable(article.title),
        "text": _storable(article.text),
        "text_origin": article.text_origin.value,
        "author": article.author and _storable(article.author),
        "language": article.language and article.language[:_LANGUAGE],
        "image": article.image and _storable(article.image),
        "kind": article.kind.value,
        "topics": list(article.topics),
        "weight": article.weight,
        "signals": dict(article.signals),
        "published": article.published,
        "first_seen": article.first_seen,
        "old": article.old,
    }


def _article(row: RowMapping) -> Article:
    return Article(
        id=row["id"],
        source=row["source"],
        publisher=row["publisher"],
        url=row["url"],
        title=row["title"],
        published=row["published"],
        first_seen=row["first_seen"],
        text=row["text"],
        text_origin=TextOrigin(row["text_origin"]),
        author=row["author"],
        language=row["language"],
        image=row["image"],
        kind=Kind(row["kind"]),
        topics=tuple(row["topics"]),
        weight=row["weight"],
        signals=row["signals"],
        old=row["old"],
    )
