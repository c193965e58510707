"""A question to a store of 10,000 articles: milliseconds, beside FTS5 alone looking its words up."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from bot.bootstrap import Desk
from bot.commands import Command
from bot.ports import Asker, Place
from summarizer.store.search import quote_words
from tests.bench.effort import Effort
from tests.bench.report import Line, below
from tests.bench.storehouse import full_desk
from tests.bench.timing import milliseconds, percentile
from tests.builders import hours_ago

GOAL = 300.0
_FORMS = (
    "who bought {name}?", "how much did {name} pay", "when does {name} launch", "what did {name} say",
    "any news on {name}?", "how many jobs did {name} cut", "which companies work with {name}", "why did {name} fail",
    "how many customers were affected by the outage at {name}", "{slip} price",
)  # fmt: skip
_RAW = """SELECT articles.* FROM articles_fts JOIN articles ON articles.number = articles_fts.rowid
    WHERE articles_fts MATCH ? ORDER BY bm25(articles_fts, 3.0, 1.0) LIMIT 60"""


async def measure(effort: Effort) -> list[Line]:
    """The whole answer to questions about what the titles name, a tenth of them mistyped."""
    async with full_desk(effort.stored) as desk:
        names = await _names(desk, effort.digests * 5)
        typed = [
            form.format(name=name, slip=name[:2] + name[3:])
            for name, form in zip(names, itertools.cycle(_FORMS), strict=False)
        ]
        await _ask(desk, 0, typed[0])
        answering = [await milliseconds(partial(_ask, desk, number, words)) for number, words in enumerate(typed)]
        raw = [await milliseconds(partial(_look_up, desk.database.path, name)) for name in names]
    return [
        below(Line(f"ask, {name}", percentile(answering, share), "ms", percentile(raw, share), "FTS5 alone"), GOAL)
        for name, share in (("p50", 0.5), ("p99", 0.99))
    ]


async def _names(desk: Desk, count: int) -> list[str]:
    """Words with a capital out of titles, the same in every run: often told ones come often."""
    titles = sorted(await desk.articles.titles([""], hours_ago(24 * 30), None))
    named = [
        word for title in titles for word in title.split() if word[:1].isupper() and word.isalpha() and len(word) > 4
    ]
    return named[:: max(1, len(named) // count)][:count]


async def _ask(desk: Desk, number: int, words: str) -> None:
    asker = Asker(Place("console", "bench", "bench"), f"u{number}")
    await desk.app.handle(Command("ask", words=words), asker)


async def _look_up(path: Path | None, words: str) -> int:
    def rows() -> int:
        with closing(sqlite3.connect(str(path))) as connection:
            return len(connection.execute(_RAW, (quote_words(words),)).fetchall())

    return await asyncio.to_thread(rows)
