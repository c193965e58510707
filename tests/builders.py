"""Builders of the pipeline's values: every argument has a sensible default, a test names only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from summarizer.model import Article, Entry, Report, Source, Story, TextOrigin

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def hours_ago(hours: float, now: datetime = MORNING) -> datetime:
    """The time that many hours before the test morning."""
    return now - timedelta(hours=hours)


def a_source(name: str = "The Example", **changes: Any) -> Source:
    """A feed source."""
    fields: dict[str, Any] = {
        "address": f"https://{name.lower().replace(' ', '-')}.example/feed.xml",
        "publisher": name,
    }
    return Source(name=name, **{**fields, **changes})


def an_entry(guid: str = "e1", **changes: Any) -> Entry:
    """An entry published an hour before the test morning."""
    fields: dict[str, Any] = {
        "title": f"Title of {guid}",
        "url": f"https://news.example/{guid}",
        "published": hours_ago(1),
    }
    return Entry(guid=guid, **{**fields, **changes})


def an_article(id: str = "a1", **changes: Any) -> Article:
    """An article with a short text, published an hour before the test morning."""
    fields: dict[str, Any] = {
        "source": "The Example",
        "publisher": changes.get("source", "The Example"),
        "url": f"https://news.example/{id}",
        "title": f"Title of {id}",
        "published": hours_ago(1),
        "first_seen": changes.get("published", hours_ago(1)),
        "text": "A first sentence says what happened. A second one says why it matters to many people.",
        "text_origin": TextOrigin.PAGE,
        "language": "en",
    }
    return Article(id=id, **{**fields, **changes})


def a_story(id: str = "s1", *articles: Article, version: int = 1) -> Story:
    """A story of the given articles (one by default), all of which joined at `version`."""
    members = articles or (an_article(),)
    return Story(id=id, version=version, reports=tuple(Report(article=a, version=version) for a in members))
