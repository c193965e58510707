"""One feed's bytes -> Feed. Pure and picklable: it runs in a worker that can be killed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from summarizer.errors import NotAFeed
from summarizer.model import Entry, Feed
from summarizer.sources.feed.clean import first_words, plain_text, plain_title, safe_html, safe_url
from summarizer.sources.feed.dates import read_date
from summarizer.sources.feed.decode import decode_bytes
from summarizer.sources.feed.engines import RawEntry, RawFeed, read_xml
from summarizer.sources.feed.jsonfeed import read_json_feed
from summarizer.sources.feed.repair import repair_xml

MOST_ENTRIES = 5_000
LARGEST = 30_000_000
LONGEST_TITLE = 1_000
LONGEST_CONTENT = 400_000
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF|channel)(?:[\s>]|$)", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|div|p|table)\b", re.IGNORECASE)


def parse_feed(
    body: bytes,
    *,
    content_type: str | None = None,
    base_url: str | None = None,
    limit: int = MOST_ENTRIES,
    sanitised: bool = True,
) -> Feed:
    """The feed in the bytes. Raises NotAFeed, with the feeds that a web page links to.

    With `sanitised` the entries' content is safe HTML with absolute links. Whoever only takes the text out of it does
    without: to clean markup costs several times as much as to parse it.
    """
    feed = _parse(body, content_type, base_url, limit)
    return _sanitised(feed, base_url) if sanitised else feed


def _parse(body: bytes, content_type: str | None, base_url: str | None, limit: int) -> Feed:
    if len(body) > LARGEST:
        raise NotAFeed(f"a feed of {len(body) // 1_000_000} MB is too large to read; the most is 30 MB")
    text, _ = decode_bytes(body, content_type)
    start = text.lstrip("\ufeff \t\r\n\x00")
    if not start:
        raise NotAFeed("it is empty")
    if start[0] in "{[":
        from_json = read_json_feed(start)
        if from_json is None:
            raise NotAFeed("this is JSON, but no feed")
        return _feed(from_json, (), base_url, limit)
    root = _ROOT.search(start[:5_000])
    page = _HTML.search(start[:2_000])
    if not root or (page and page.start() < root.start()):
        raise _no_feed(start, base_url)
    repaired = repair_xml(start, limit)
    raw = read_xml(repaired.text, base_url)
    if not raw.entries and not raw.title and "<channel" not in repaired.text and not raw.link:
        problems = (*repaired.problems, "no entry could be read")
        return _feed(raw, problems, base_url, limit)
    return _feed(raw, repaired.problems, base_url, limit)


def _no_feed(text: str, base_url: str | None) -> NotAFeed:
    from summarizer.sources.discover import linked_feeds

    found = linked_feeds(text, base_url)
    if found:
        return NotAFeed(f"this is a web page, not a feed; it links to {', '.join(found[:5])}", discovered=found)
    if _HTML.search(text[:2_000]):
        return NotAFeed("this is a web page, not a feed, and it links to none")
    return NotAFeed("this is no feed")


def _feed(raw: RawFeed, problems: tuple[str, ...], base_url: str | None, limit: int) -> Feed:
    base = safe_url(raw.link, base_url) or base_url
    entries = tuple(_unique(_entry(each, base) for each in raw.entries[:limit]))
    return Feed(
        title=plain_title(raw.title)[:LONGEST_TITLE],
        link=safe_url(raw.link, base_url),
        language=raw.language.lower().replace("_", "-") or None,
        entries=entries,
        problems=problems,
    )


def _entry(raw: RawEntry, base: str | None) -> Entry:
    here = raw.base or base
    url = safe_url(raw.link, here)
    summary = plain_text(raw.summary)
    title = plain_title(raw.title)[:LONGEST_TITLE]
    published = read_date(raw.published)
    updated = read_date(raw.updated)
    return Entry(
        guid=(raw.id or url or f"{title}|{raw.published}")[:2_000],
        title=title or first_words(summary or plain_text(raw.content)),
        url=url,
        summary=summary[:LONGEST_CONTENT],
        content=raw.content[:LONGEST_CONTENT],
        author=plain_title(raw.author)[:200] or None,
        published=published or updated,
        updated=updated,
    )


def _sanitised(feed: Feed, base_url: str | None) -> Feed:
    base = feed.link or base_url
    entries = (
        replace(each, content=safe_html(each.content, each.url or base)) if each.content else each
        for each in feed.entries
    )
    return replace(feed, entries=tuple(entries))


def _unique(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Each entry once: the same guid, address and title twice in one feed is one entry."""
    seen: set[tuple[str, str | None, str]] = set()
    for entry in entries:
        key = (entry.guid, entry.url, entry.title)
        if key not in seen:
            seen.add(key)
            yield entry
