"""Feeds a second: ours in process and through the killable workers, feedparser, and lxml with nothing around it."""

from __future__ import annotations

import asyncio
import json
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.edition.feeds import render_feed
from bot.edition.library import EditionArticle, FeedFormat, Outlet, load
from summarizer.isolation import ProcessIsolation
from summarizer.sources.feed import parse_feed
from summarizer.sources.feed.reader import parse_body
from tests.bench.effort import Effort
from tests.bench.report import Line, at_least
from tests.bench.timing import best_of, best_of_awaited

SITE = "https://news.example"
CLEAN = (FeedFormat.RSS2, FeedFormat.ATOM, FeedFormat.RSS1, FeedFormat.RSS091)
MIXED = (*CLEAN, FeedFormat.JSON, FeedFormat.BROKEN)


async def measure(effort: Effort) -> list[Line]:
    """Clean XML feeds beside raw lxml; feeds in every format and state beside feedparser; the same pipelined."""
    clean = make_feeds(effort.feeds, effort.entries, CLEAN)
    mixed = make_feeds(effort.feeds, effort.entries, MIXED)
    on_clean = best_of(
        {
            "ours": _over(clean, parse_feed),
            "lxml": _over(clean, read_with_lxml),
            "feedparser": _over(clean, _feedparser),
        },
        effort.rounds,
    )
    on_mixed = best_of({"ours": _over(mixed, parse_feed), "feedparser": _over(mixed, _feedparser)}, effort.rounds)
    piped = await _pipelined(clean, effort.rounds)
    rate = {name: len(clean) / seconds for name, seconds in on_clean.items()}
    mixed_rate = {name: len(mixed) / seconds for name, seconds in on_mixed.items()}
    return [
        at_least(Line("clean feeds, in process", rate["ours"], "/s", rate["lxml"], "raw lxml"), 0.5),
        Line("clean feeds, pipelined through 2 workers", len(clean) / piped, "/s", rate["lxml"], "raw lxml"),
        at_least(Line("clean feeds, in process", rate["ours"], "/s", rate["feedparser"], "feedparser"), 1),
        at_least(Line("mixed feeds, in process", mixed_rate["ours"], "/s", mixed_rate["feedparser"], "feedparser"), 1),
    ]


def make_feeds(count: int, entries: int, formats: Sequence[FeedFormat]) -> list[bytes]:
    """So many different feeds of the edition's articles, in turn in these formats, every other with whole texts."""
    edition = load()
    outlets = {outlet.format: outlet for outlet in edition.outlets if outlet.language == "en"}
    return [
        _feed(replace(outlets[formats[at % len(formats)]], charset="utf-8"), edition.articles, entries, at)
        for at in range(count)
    ]


def _feed(outlet: Outlet, articles: Sequence[EditionArticle], entries: int, number: int) -> bytes:
    chosen = [articles[(number * entries + at) % len(articles)] for at in range(entries)]
    varied = [
        replace(
            each,
            slug=f"{each.slug}-{number}-{at}",
            published=each.published - timedelta(hours=at),
            full_content=number % 2 == 0,
        )
        for at, each in enumerate(chosen)
    ]
    return render_feed(outlet, varied, SITE)


def _over(feeds: Sequence[bytes], read: Callable[[bytes], object]) -> Callable[[], None]:
    def work() -> None:
        for feed in feeds:
            read(feed)

    return work


def read_with_lxml(body: bytes) -> list[dict[str, str]]:
    """The least that reading a feed can be: parse it, and take each entry's fields as they stand."""
    from lxml import etree

    if body[:1] == b"{":
        return [{name: str(value) for name, value in item.items()} for item in json.loads(body)["items"]]
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, recover=True, huge_tree=False))
    entries = (node for node in root.iter("{*}item", "{*}entry"))
    return [{str(child.tag): child.text or child.get("href") or "" for child in entry} for entry in entries]


def _feedparser(body: bytes) -> object:
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return feedparser.parse(body)


async def _pipelined(feeds: Sequence[bytes], rounds: int) -> float:
    """Seconds for all feeds, handed to the workers at once, as a round of reading does."""
    async with ProcessIsolation() as isolation:

        async def work() -> None:
            await asyncio.gather(*(isolation.run(parse_body, feed, None, SITE) for feed in feeds))

        return await best_of_awaited(work, rounds)
