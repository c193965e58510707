"""Articles a second out of pages: ours (two readers and a referee, meta data, language) and trafilatura alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.edition.library import PageState, load
from bot.edition.pages import render_page
from summarizer.extract import extract_page
from summarizer.isolation import ProcessIsolation
from tests.bench.effort import Effort
from tests.bench.report import Line
from tests.bench.timing import best_of, best_of_awaited

SITE = "https://news.example"


async def measure(effort: Effort) -> list[Line]:
    """The edition's whole pages, in process and through the workers, beside trafilatura in process."""
    pages = make_pages(effort.pages)
    best = best_of(
        {"ours": lambda: _all(pages), "trafilatura": lambda: [_by_trafilatura(page) for page in pages]}, effort.rounds
    )
    alone = len(pages) / best["trafilatura"]
    piped = await _pipelined(pages, effort.rounds)
    return [
        Line("pages to articles, in process", len(pages) / best["ours"], "/s", alone, "trafilatura alone"),
        Line("pages to articles, pipelined, 2 workers", len(pages) / piped, "/s", alone, "trafilatura alone"),
    ]


def make_pages(count: int) -> list[str]:
    """So many pages of the edition that hold their article."""
    edition = load()
    whole = [each for each in edition.articles if each.page is PageState.WHOLE]
    chosen = [whole[at % len(whole)] for at in range(count)]
    return [render_page(edition.outlet(each.outlet), each, whole[:4], SITE) for each in chosen]


def _all(pages: Sequence[str]) -> list[str]:
    return [extract_page(page, SITE).text for page in pages]


def _by_trafilatura(page: str) -> object:
    from trafilatura import bare_extraction

    return bare_extraction(page, url=SITE, favor_precision=True, include_comments=False, with_metadata=True)


async def _pipelined(pages: Sequence[str], rounds: int) -> float:
    async with ProcessIsolation() as isolation:

        async def work() -> None:
            await asyncio.gather(*(isolation.run(extract_page, page, SITE, None) for page in pages))

        return await best_of_awaited(work, rounds)
