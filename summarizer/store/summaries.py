"""Summaries, one per story version and shape: a story is condensed once for everybody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select

from summarizer.model import Summary
from summarizer.store.codec import summary_from_json, summary_to_json
from summarizer.store.database import Database
from summarizer.store.tables import summaries
from summarizer.store.upsert import put


class SummaryStore:
    """Cached summaries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get_many(self, versions: Sequence[tuple[str, int]], shape: str) -> dict[str, Summary]:
        """The summaries of these story versions in this shape, by story id."""
        wanted = dict(versions)
        statement = select(summaries).where(summaries.c.story.in_(list(wanted)), summaries.c.shape == shape)
        async with self._database.read() as connection:
            rows = (await connection.execute(statement)).mappings().all()
        return {
            row["story"]: summary_from_json(row["summary"]) for row in rows if row["version"] == wanted[row["story"]]
        }

    async def get_like(self, versions: Sequence[tuple[str, int]], shape: re.Pattern[str]) -> dict[str, Summary]:
        """A summary of each of these story versions in any shape that the pattern knows whole, by story id.

        Of several it is one that a model wrote, and none that is provisional, if there is such a one.
        """
        wanted = dict(versions)
        statement = select(summaries).where(summaries.c.story.in_(list(wanted))).order_by(summaries.c.shape)
        async with self._database.read() as connection:
            rows = (await connection.execute(statement)).mappings().all()
        alike = [
            (row["story"], summary_from_json(row["summary"]))
            for row in rows
            if row["version"] == wanted[row["story"]] and shape.fullmatch(row["shape"])
        ]
        return dict(sorted(alike, key=lambda each: (each[1].method != "extractive", not each[1].provisional)))

    async def put_many(self, made: dict[tuple[str, int], Summary], shape: str) -> None:
        """Keep summaries, by story id and version."""
        rows = [
            {"story": story, "version": version, "shape": shape, "summary": summary_to_json(summary)}
            for (story, version), summary in made.items()
        ]
        if rows:
            async with self._database.write() as connection:
                await put(connection, summaries, rows, keys=["story", "version", "shape"])
