"""Repaired XML -> raw entries, by two libraries: fastfeedparser first, feedparser where that is not enough. Pure.

fastfeedparser reads fifty times as fast, but loses titles with tags in them, nested xml:base, XHTML titles, zero
dates and dates with foreign month names (see docs/decisions/). Whether a document has any of these can be seen without
parsing it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from summarizer.sources.feed.dates import BEFORE_YEAR_ONE

_TAG_IN_TITLE = re.compile(r"<(?:\w+:)?title[^>]*>[^<]*<(?!/|!\[CDATA\[)", re.IGNORECASE)
_XHTML = re.compile(r"""<(?:\w+:)?title[^>]*type\s*=\s*["']xhtml""", re.IGNORECASE)
_XML_BASE = re.compile(r"""<([\w:]+)(?:\s[^<>]*?)?\sxml:base\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_RELATIVE_LINK = re.compile(r"""(?:href|src)\s*=\s*(?:["']|&quot;)(?![a-z][a-z0-9+.-]*:|//|#)""", re.IGNORECASE)
_DATE_TAG = re.compile(r"<(?:pubDate|dc:date|published|updated|issued|modified|date)[\s>][^<]*\d", re.IGNORECASE)
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_LINKED = re.compile(r"<(?:\w+:)?link[\s>]", re.IGNORECASE)
_CHANNEL_LANGUAGE = re.compile(r"<(?:dc:)?language>\s*([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)", re.IGNORECASE)
_OTHER_TITLE = re.compile(r"<((?:itunes|media):title)\b[^>]{0,200}>.{0,600}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_XML_LANG = re.compile(r"""xml:lang\s*=\s*["']([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)""")

_ITEM_TAG = re.compile(r"(<item(?:\s[^>]*)?>)", re.IGNORECASE)
_PUBLISHED_TAG = re.compile(r"<(?:\w+:)?(?:pubDate|date|published|issued)[\s>]", re.IGNORECASE)
_NO_DATE, _NO_DATE_READ = "<pubDate>Thu, 01 Jan 1970 00:00:07 GMT</pubDate>", "1970-01-01T00:00:07+00:00"
"""Stands in an item that says no date, as it is written and as it is read."""

_WHAT_THEY_RAISE = (ValueError, KeyError, IndexError, AttributeError, TypeError, AssertionError, RuntimeError)
"""What the libraries raise on a document that they cannot read is documented by neither."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as a library gives it: markup, addresses and dates still as written."""

    id: str = ""
    title: str = ""
    link: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as a library gives it."""

    title: str = ""
    link: str = ""
    language: str = ""
    entries: tuple[RawEntry, ...] = field(default=())


def read_xml(text: str, base: str | None) -> RawFeed:
    """The feed in the repaired text; one without entries when neither library finds any."""
    fast = None if _needs_care(text) else _read_fast(text)
    if fast is not None and fast.entries and not _lacks(fast, text) and not _bases_matter(fast, text):
        return fast
    try:
        careful = _read_carefully(text, base)
    except _WHAT_THEY_RAISE:
        careful = RawFeed()
    if not careful.entries and fast is None:
        fast = _read_fast(text)
    return fast if fast is not None and len(fast.entries) > len(careful.entries) else careful


def _needs_care(text: str) -> bool:
    return bool(
        _TAG_IN_TITLE.search(text)
        or ("xhtml" in text and _XHTML.search(text))
        or (" -00" in text and BEFORE_YEAR_ONE.search(text))
    )


def _lacks(feed: RawFeed, text: str) -> bool:
    """Whether something that the document holds is missing from what was read of it."""
    if len(_ITEM.findall(text)) > len(feed.entries):
        # An unclosed tag in one item swallows those after it.
        return True
    undated = sum(not (entry.published or entry.updated) for entry in feed.entries)
    if undated and len(_DATE_TAG.findall(text)) > len(feed.entries) - undated:
        return True
    if any(entry.link and entry.link == entry.id for entry in feed.entries) and _has_guid_alone(text):
        return True
    untitled = any(not entry.title for entry in feed.entries)
    if untitled and text.lower().count("<title") > 1 + sum(bool(entry.title) for entry in feed.entries):
        return True
    return all(not entry.link for entry in feed.entries) and len(_LINKED.findall(text)) > 1


def _bases_matter(feed: RawFeed, text: str) -> bool:
    """Whether an xml:base says anything that the entries' own addresses do not say as well.

    Most feeds that have it repeat each entry's address on its content, from which relative links start anyway.
    """
    if "xml:base" not in text:
        return False
    links = {entry.link for entry in feed.entries}
    absolute = all(link.startswith(("http://", "https://")) for link in links)
    for tag, value in _XML_BASE.findall(text):
        local = tag.rpartition(":")[2].lower()
        if local in {"content", "summary"} and value in links:
            continue
        if local == "feed" and absolute and not any(_RELATIVE_LINK.search(entry.content) for entry in feed.entries):
            continue
        return True
    return text.count("xml:base") > len(_XML_BASE.findall(text))


def _has_guid_alone(text: str) -> bool:
    """Whether an item has a guid that is no permalink and no link: then it has no address (RSS 2.0)."""
    return any("<link" not in item and 'ispermalink="false"' in item for item in text.lower().split("<item")[1:])


def _read_fast(text: str) -> RawFeed | None:
    import fastfeedparser

    try:
        # It takes the first title it meets for the entry's, though it be a picture's.
        own_titles = _OTHER_TITLE.sub("", text)
        parsed = fastfeedparser.parse(_say_undated(own_titles).encode("utf-8"), include_tags=False, include_media=False)
    except _WHAT_THEY_RAISE:
        return None
    head = parsed["feed"]
    return RawFeed(
        title=head.get("title") or "",
        link=head.get("link") or "",
        language=_language(text, head.get("language")),
        entries=tuple(_fast_entry(entry) for entry in parsed["entries"]),
    )


def _say_undated(text: str) -> str:
    """Let no guid be taken for the date of an item that has none.

    The library would try, with a reader of dates in words: a millisecond each, seconds for a long feed, and a guid that
    is a number or a day of its own would make a date that nobody gave.
    """
    parts = _ITEM_TAG.split(text)
    for place in range(1, len(parts), 2):
        body = parts[place + 1]
        if "<guid" in body and not _PUBLISHED_TAG.search(body):
            parts[place] += _NO_DATE
    return "".join(parts)


def _fast_entry(entry: Mapping[str, Any]) -> RawEntry:
    bodies = entry.get("content") or []
    content = max((body.get("value") or "" for body in bodies), key=len, default="")
    description = entry.get("description") or ""
    return RawEntry(
        id=entry.get("id") or "",
        title=entry.get("title") or "",
        link=entry.get("link") or "",
        summary=description,
        content=content or description,
        author=entry.get("author") or "",
        published="" if entry.get("published") == _NO_DATE_READ else entry.get("published") or "",
        updated=entry.get("updated") or "",
    )


def _read_carefully(text: str, base: str | None) -> RawFeed:
    import io
    import warnings

    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parsed = feedparser.parse(
            io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8")),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base or ""},
            sanitize_html=False,
            resolve_relative_uris=True,
        )
    head = parsed.feed
    return RawFeed(
        title=head.get("title") or "",
        link=head.get("link") or "",
        language=_language(text, head.get("language")),
        entries=tuple(_careful_entry(entry) for entry in parsed.entries),
    )


def _careful_entry(entry: Any) -> RawEntry:
    bodies = entry.get("content") or []
    content = max((body.get("value") or "" for body in bodies), key=len, default="")
    summary = entry.get("summary") or ""
    detail = entry.get("title_detail") or {}
    return RawEntry(
        id=entry.get("id") or "",
        title=entry.get("title") or "",
        link=entry.get("link") or "",
        summary=summary,
        content=content or summary,
        author=entry.get("author") or "",
        published=entry.get("published") or "",
        # Asked for a missing "updated", feedparser answers with "published" and a warning.
        updated=entry["updated"] if "updated" in entry else "",  # noqa: SIM401
        base=detail.get("base") or "",
    )


def _language(text: str, said: object) -> str:
    if isinstance(said, str) and said:
        return said
    found = _CHANNEL_LANGUAGE.search(text[:20_000]) or _XML_LANG.search(text[:2_000])
    return found[1] if found else ""
