"""JSON Feed 1 and 1.1 (jsonfeed.org). Pure."""

from __future__ import annotations

import html
import json
from typing import Any

from summarizer.sources.feed.engines import RawEntry, RawFeed


def read_json_feed(text: str) -> RawFeed | None:
    """The feed, or None if the JSON is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return None
    if "jsonfeed.org" not in _words(value.get("version")) and "title" not in value:
        return None
    return RawFeed(
        title=_words(value.get("title")),
        link=_words(value.get("home_page_url")),
        language=_words(value.get("language")),
        entries=tuple(_entry(item) for item in value["items"] if isinstance(item, dict)),
    )


def _entry(item: dict[str, Any]) -> RawEntry:
    content = _words(item.get("content_html")) or html.escape(_words(item.get("content_text")), quote=False)
    return RawEntry(
        id=_words(item.get("id")),
        title=html.escape(_words(item.get("title")), quote=False),
        link=_words(item.get("url")) or _words(item.get("external_url")),
        summary=html.escape(_words(item.get("summary")), quote=False),
        content=content,
        author=_author(item),
        published=_words(item.get("date_published")),
        updated=_words(item.get("date_modified")),
    )


def _author(item: dict[str, Any]) -> str:
    said = item.get("authors")
    authors = said if isinstance(said, list) and said else [item.get("author")]
    names = [_words(author.get("name")) for author in authors if isinstance(author, dict)]
    return ", ".join(name for name in names if name)


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""
