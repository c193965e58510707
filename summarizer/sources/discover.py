"""From a site's home page to its feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from summarizer.errors import FetchError, IsolationError, NotAFeed
from summarizer.sources.feed.clean import safe_url
from summarizer.sources.feed.parse import parse_feed

if TYPE_CHECKING:
    from summarizer.sources import Tools

_LINK = re.compile(r"<(?:link|a)\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_BASE = re.compile(r"""<base\b[^>]*href\s*=\s*["']([^"']+)""", re.IGNORECASE)
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
               "application/json+feed", "text/rss+xml", "text/xml+rss"}  # fmt: skip
_USUAL_PATHS = ("/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/rss", "/feed.json")
_HEAD = 300_000


def linked_feeds(page: str, base_url: str | None) -> tuple[str, ...]:
    """The absolute addresses of the feeds that a page's head names, in order. Pure."""
    found_base = _BASE.search(page[:_HEAD])
    base = urljoin(base_url or "", found_base[1]) if found_base else base_url
    found: list[str] = []
    for tag in _LINK.findall(page[:_HEAD]):
        named = {match[0].lower(): match[1] or match[2] or match[3] for match in _ATTRIBUTE.findall(tag)}
        kind = named.get("type", "").split(";")[0].strip().lower()
        if "alternate" in named.get("rel", "").lower().split() and kind in _FEED_TYPES:
            address = safe_url(named.get("href", "").replace("&amp;", "&"), base)
            if address:
                found.append(address)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Found:
    """The feeds of a site, in order, and the title of the feed at the address itself, if it is one."""

    addresses: tuple[str, ...] = ()
    title: str = ""


async def discover(tools: Tools, url: str) -> Found:
    """The feeds of a site: the address itself if it is one, those that its page names, or one in a usual place.

    Raises FetchError when the site cannot be read at all.
    """
    page = await tools.fetcher.get(url)
    try:
        title = await tools.isolation.run(read_title, page.body, page.headers.get("content-type"), page.url)
    except NotAFeed as error:
        if error.discovered:
            return Found(error.discovered)
    except IsolationError:
        pass
    else:
        return Found((url,), title)
    return await _in_usual_places(tools, page.url)


async def _in_usual_places(tools: Tools, url: str) -> Found:
    parts = urlsplit(url)
    for path in _USUAL_PATHS:
        candidate = f"{parts.scheme}://{parts.netloc}{path}"
        try:
            page = await tools.fetcher.get(candidate)
            title = await tools.isolation.run(read_title, page.body, page.headers.get("content-type"), page.url)
        except (FetchError, NotAFeed, IsolationError):
            continue
        return Found((candidate,), title)
    return Found()


def read_title(body: bytes, content_type: str | None, url: str) -> str:
    """Parse, to learn whether the bytes are a feed, and what it calls itself. Raises NotAFeed. Picklable."""
    return parse_feed(body, content_type=content_type, base_url=url, limit=20).title
