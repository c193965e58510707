"""Stories: their reports, versions and aliases. Ids never die; a merge keeps the older one and leaves an alias."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from summarizer.model import Article, Joining, Merging, Report, Story
from summarizer.store.articles import LIGHT, light_article, load_articles
from summarizer.store.database import Database
from summarizer.store.search import match_words
from summarizer.store.tables import aliases, articles, reports, seen, stories
from summarizer.store.upsert import insert_new, put

_CHUNK = 500
BEGINNING = 2_500
"""Characters of its articles' texts that a live story is loaded with: all that grouping reads."""


@dataclass(frozen=True, slots=True)
class _Held:
    version: int
    first: datetime
    last: datetime


class StoryStore:
    """Stories with their reports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def apply(self, joinings: Sequence[Joining], merges: Sequence[Merging] = ()) -> None:
        """Store where articles belong, then the merges, in one transaction. Doing it twice changes nothing.

        A story's version grows by one for each round that brings it an original report; a copy changes nothing that a
        reader would want to hear of.
        """
        async with self._database.write() as connection:
            await _join(connection, joinings)
            for merge in merges:
                await _merge(connection, merge)

    async def by_id(self, story_id: str) -> Story | None:
        """The story of that id, or the one that it was merged into."""
        async with self._database.read() as connection:
            heir = await connection.execute(select(aliases.c.story).where(aliases.c.id == story_id))
            wanted = heir.scalar_one_or_none() or story_id
            found = await _load(connection, [wanted])
        return found[0] if found else None

    async def heirs(self, ids: Sequence[str]) -> dict[str, str]:
        """Which of these ids were merged away, and the story that each is part of now."""
        async with self._database.read() as connection:
            return await _heirs(connection, ids)

    async def by_article(self, article_id: str) -> Story | None:
        """The story that an article belongs to."""
        async with self._database.read() as connection:
            row = await connection.execute(select(reports.c.story).where(reports.c.article == article_id))
            story_id = row.scalar_one_or_none()
        return await self.by_id(story_id) if story_id else None

    async def in_window(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        """The stories one of whose reports was published in [since, until], by id; `with_texts` brings the texts."""
        inside = (
            select(reports.c.story)
            .join(articles, articles.c.id == reports.c.article)
            .where(articles.c.published >= since, articles.c.published <= until)
        )
        statement = _reports_with().where(reports.c.story.in_(inside))
        async with self._database.read() as connection:
            found = await connection.execute(statement)
            # In a thread: a night's ten thousand rows take longer than the event loop may be kept from people.
            return await asyncio.to_thread(_light_stories, found)

    async def with_texts(self, found: Sequence[Story], only: Collection[str] | None = None) -> tuple[Story, ...]:
        """The same stories with the texts of their articles, or of those `only` that are named by id."""
        wanted = [each.id for story in found for each in story.articles if only is None or each.id in only]
        async with self._database.read() as connection:
            whole = await load_articles(connection, wanted)
        return tuple(_with(story, whole) for story in found)

    async def mentioning(self, words: str, since: datetime, until: datetime) -> frozenset[str] | None:
        """The ids of the articles of a window in which all the words occur somewhere; None: the index cannot tell.

        Only SQLite's index parts words as the topics do, and only those that are written with spaces.
        """
        condition = match_words(self._database.is_sqlite, words)
        if condition is None or not self._database.is_sqlite or not words.isascii():
            return None
        statement = select(articles.c.id).where(
            condition.where, articles.c.published >= since, articles.c.published <= until
        )
        async with self._database.read() as connection:
            return frozenset((await connection.execute(statement, condition.parameters)).scalars())

    async def live(self, since: datetime) -> tuple[Story, ...]:
        """The stories that may still grow: those with a report since then, with the beginning of their texts."""
        beginning = func.substr(articles.c.text, 1, BEGINNING)
        statement = _reports_with(beginning).where(stories.c.last_published >= since)
        async with self._database.read() as connection:
            rows = (await connection.execute(statement)).all()
        return _assemble(
            (row[0], row[3], Report(replace(light_article(row[4:-1]), text=row[-1]), row[1], row[2])) for row in rows
        )

    async def unplaced(self) -> tuple[Article, ...]:
        """The articles that belong to no story yet, oldest first."""
        missing = (
            select(articles.c.id)
            .outerjoin(reports, reports.c.article == articles.c.id)
            .where(reports.c.article.is_(None))
            .order_by(articles.c.published, articles.c.id)
        )
        async with self._database.read() as connection:
            ids = list((await connection.execute(missing)).scalars())
            found = await load_articles(connection, ids)
        return tuple(found[each] for each in ids if each in found)

    async def count(self) -> int:
        """How many stories are stored."""
        async with self._database.read() as connection:
            return (await connection.execute(select(func.count()).select_from(stories))).scalar_one()


def _reports_with(*further: ColumnElement[Any]) -> Select[Any]:
    """Every report: its story, version, original, the story's version, its light article, and what is asked further."""
    return (
        select(reports.c.story, reports.c.version, reports.c.copy_of, stories.c.version, *LIGHT, *further)
        .join(articles, articles.c.id == reports.c.article)
        .join(stories, stories.c.id == reports.c.story)
    )


async def _join(connection: AsyncConnection, joinings: Sequence[Joining]) -> None:
    heirs = await _heirs(connection, [joining.story_id for joining in joinings])
    by_story: dict[str, list[Joining]] = {}
    for joining in joinings:
        by_story.setdefault(heirs.get(joining.story_id, joining.story_id), []).append(joining)
    held = await _versions(connection, list(by_story))
    known = await _known_articles(connection, [joining.article.id for joining in joinings])
    rows, changed = [], []
    for story_id, members in by_story.items():
        fresh = [each for each in members if each.article.id not in known]
        if not fresh:
            continue
        before = held.get(story_id)
        version = _next_version(before, fresh)
        rows += [_report_row(each, story_id, version) for each in fresh]
        changed.append(_story_row(story_id, version, before, fresh))
    await insert_new(connection, reports, rows)
    await put(connection, stories, changed, keys=["id"])


def _next_version(before: _Held | None, fresh: Sequence[Joining]) -> int:
    version = before.version if before else 0
    return version + 1 if version == 0 or any(each.copy_of is None for each in fresh) else version


def _report_row(joining: Joining, story_id: str, version: int) -> dict[str, object]:
    return {
        "article": joining.article.id,
        "story": story_id,
        "version": version,
        "copy_of": joining.copy_of,
    }


def _story_row(story_id: str, version: int, before: _Held | None, fresh: Sequence[Joining]) -> dict[str, object]:
    times = [each.article.published for each in fresh]
    if before:
        times += [before.first, before.last]
    return {"id": story_id, "version": version, "first_published": min(times), "last_published": max(times)}


async def _versions(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, _Held]:
    found: dict[str, _Held] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = await connection.execute(select(stories).where(stories.c.id.in_(ids[start : start + _CHUNK])))
        found.update((row.id, _Held(row.version, row.first_published, row.last_published)) for row in rows)
    return found


async def _known_articles(connection: AsyncConnection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        found.update(
            (await connection.execute(select(reports.c.article).where(reports.c.article.in_(chunk)))).scalars()
        )
    return found


async def _heirs(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, str]:
    """Which of these ids were merged away, and into which story: who asks by an older view means that one."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = await connection.execute(select(aliases).where(aliases.c.id.in_(ids[start : start + _CHUNK])))
        found.update((row.id, row.story) for row in rows)
    return found


async def _merge(connection: AsyncConnection, asked: Merging) -> None:
    heirs = await _heirs(connection, [asked.kept, asked.gone])
    merge = Merging(heirs.get(asked.kept, asked.kept), heirs.get(asked.gone, asked.gone))
    held = await _versions(connection, [merge.kept, merge.gone])
    if merge.kept == merge.gone or len(held) < 2:
        return
    kept, gone = held[merge.kept], held[merge.gone]
    version = max(kept.version, gone.version) + 1
    await connection.execute(
        update(reports).where(reports.c.story == merge.gone).values(story=merge.kept, version=version)
    )
    await connection.execute(update(aliases).where(aliases.c.story == merge.gone).values(story=merge.kept))
    await put(connection, aliases, [{"id": merge.gone, "story": merge.kept}], keys=["id"])
    await _move_marks(connection, merge, version)
    await connection.execute(stories.delete().where(stories.c.id == merge.gone))
    await connection.execute(
        update(stories)
        .where(stories.c.id == merge.kept)
        .values(
            version=version,
            first_published=min(kept.first, gone.first),
            last_published=max(kept.last, gone.last),
        )
    )


async def _move_marks(connection: AsyncConnection, merge: Merging, version: int) -> None:
    """Who saw the story that is gone has seen this event: it must not come back to them as new."""
    marks = (await connection.execute(select(seen).where(seen.c.story == merge.gone))).all()
    rows = [{"reader": mark.reader, "story": merge.kept, "version": version, "at": mark.at} for mark in marks]
    await put(connection, seen, rows, keys=["reader", "story"])
    await connection.execute(seen.delete().where(seen.c.story == merge.gone))


async def _load(connection: AsyncConnection, ids: Sequence[str]) -> tuple[Story, ...]:
    versions = await _versions(connection, ids)
    rows: list[RowMapping] = []
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        rows += (await connection.execute(select(reports).where(reports.c.story.in_(chunk)))).mappings().all()
    members = await load_articles(connection, [row["article"] for row in rows])
    return _assemble(
        (row["story"], versions[row["story"]].version, Report(members[row["article"]], row["version"], row["copy_of"]))
        for row in rows
        if row["article"] in members and row["story"] in versions
    )


def _assemble(rows: Iterable[tuple[str, int, Report]]) -> tuple[Story, ...]:
    """Stories from (story id, its version, report) in any order; they come by id, their reports oldest first."""
    grown: dict[str, int] = {}
    members: dict[str, list[Report]] = {}
    for story_id, version, report in rows:
        grown[story_id] = version
        members.setdefault(story_id, []).append(report)
    return tuple(Story(each, grown[each], tuple(sorted(members[each], key=_order))) for each in sorted(members))


def _light_stories(found: Iterable[Any]) -> tuple[Story, ...]:
    return _assemble((row[0], row[3], Report(light_article(row[4:]), row[1], row[2])) for row in found)


def _order(report: Report) -> tuple[datetime, str]:
    return report.article.published, report.article.id


def _with(story: Story, whole: Mapping[str, Article]) -> Story:
    return replace(
        story,
        reports=tuple(replace(each, article=whole.get(each.article.id, each.article)) for each in story.reports),
    )
