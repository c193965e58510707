"""Reading a feed over HTTP: conditionally, bounded, parsed where it can be killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.model import Feed, Reading, Source, Validators
from summarizer.sources.feed.parse import parse_feed

if TYPE_CHECKING:
    from summarizer.sources import Tools

LARGEST = 5_000_000
TAKEN_IN = 200
"""The newest entries that one visit takes in; a feed that brings more is an archive."""
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8"


class FeedReader:
    """Reads feeds."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def read(self, source: Source, validators: Validators) -> Reading:
        """What the feed announces now. Raises FetchError, NotAFeed or IsolationError."""
        page = await self._tools.fetcher.get(source.address, validators=validators, max_bytes=LARGEST, accept=ACCEPT)
        if page.status == 304:
            return Reading(validators=page.validators, unchanged=True, moved_to=page.moved_to)
        feed = await self._tools.isolation.run(parse_body, page.body, page.headers.get("content-type"), page.url)
        return reading_of(feed, page.validators, page.moved_to)


def parse_body(body: bytes, content_type: str | None, url: str) -> Feed:
    """Parse, with positional arguments, for a worker process."""
    return parse_feed(body, content_type=content_type, base_url=url, sanitised=False)


def reading_of(feed: Feed, validators: Validators = Validators(), moved_to: str | None = None) -> Reading:  # noqa: B008
    """The reading that a parsed feed is, with its newest entries; undated ones keep their place."""
    entries = feed.entries
    if len(entries) > TAKEN_IN:
        dated = [entry.published for entry in entries if entry.published]
        oldest = sorted(dated, reverse=True)[:TAKEN_IN][-1] if dated else None
        newest = [each for each in entries if oldest is None or each.published is None or each.published >= oldest]
        entries = tuple(newest[:TAKEN_IN])
    return Reading(
        entries=entries,
        validators=validators,
        moved_to=moved_to,
        title=feed.title,
        link=feed.link,
        language=feed.language,
        problems=feed.problems,
    )
