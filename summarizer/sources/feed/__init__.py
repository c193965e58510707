"""Kind "feed": RSS 0.9x/1.0/2.0, Atom and JSON Feed, whatever state they are in.

decode -> repair -> fastfeedparser -> (feedparser, where that is not enough) -> clean. All but the reader is pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.sources.feed.parse import parse_feed

if TYPE_CHECKING:
    from summarizer.sources import Tools
    from summarizer.sources.feed.reader import FeedReader

__all__ = ["create_reader", "parse_feed"]


def create_reader(tools: Tools) -> FeedReader:
    """The reader of feeds over HTTP."""
    from summarizer.sources.feed.reader import FeedReader

    return FeedReader(tools)
