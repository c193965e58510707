"""A digest from a warm store of 10,000 articles: milliseconds, beside SQLite handing out the same articles."""

from __future__ import annotations

import itertools
import sqlite3
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.bootstrap import Desk
from bot.commands import Command
from bot.document import StoryBlock
from bot.ports import Asker, Place
from bot.services import STORIES
from summarizer.model import DigestRequest
from tests.bench.effort import Effort
from tests.bench.report import Line, below
from tests.bench.storehouse import full_desk
from tests.bench.timing import milliseconds, percentile
from tests.builders import MORNING

GOAL = 100.0
DAY = timedelta(hours=24)
_RAW = """SELECT reports.story, reports.version, reports.copy_of, articles.* FROM reports
    JOIN articles ON articles.id = reports.article WHERE articles.published >= ?"""


async def measure(effort: Effort) -> list[Line]:
    """The composer alone, and the whole answer to `/digest` by people who have not asked before."""
    async with full_desk(effort.stored) as desk:
        request = DigestRequest(since=MORNING - DAY, until=MORNING, limit=STORIES)
        await desk.composer.compose(request)
        begun = time.process_time()
        composing = [await milliseconds(lambda: desk.composer.compose(request)) for _ in range(effort.digests)]
        spent = time.process_time() - begun
        answering = await _answers(desk, effort.digests)
        raw = [await milliseconds(lambda: _read_raw(desk.database.path)) for _ in range(effort.digests)]
    lines = [
        below(Line(f"{what}, {name}", percentile(times, share), "ms", percentile(raw, share), "SQL alone"), GOAL)
        for what, times in (("composing a digest", composing), ("/digest in the core", answering))
        for name, share in (("p50", 0.5), ("p99", 0.99))
    ]
    return [*lines, below(Line("composing a digest, processor time", spent / effort.digests * 1000, "ms"), GOAL)]


async def _answers(desk: Desk, count: int) -> list[float]:
    place = Place("console", "bench", "bench")
    askers = (Asker(place, f"u{number}") for number in itertools.count())
    await _ask(desk, next(askers))
    return [await milliseconds(partial(_ask, desk, asker)) for asker in itertools.islice(askers, count)]


async def _ask(desk: Desk, asker: Asker) -> None:
    reply = await desk.app.handle(Command("digest"), asker)
    if not any(isinstance(block, StoryBlock) for block in reply.document.blocks):
        raise RuntimeError(f"that was no digest: {reply.document.summary}")


async def _read_raw(path: Path | None) -> int:
    """Read what a digest of a day has to look at, and make nothing of it."""
    connection = sqlite3.connect(str(path))
    try:
        since = (MORNING - DAY).strftime("%Y-%m-%d %H:%M:%S.%f")
        return len(connection.execute(_RAW, (since,)).fetchall())
    finally:
        connection.close()
