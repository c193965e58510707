"""Builders of the pipeline's values: every argument has a sensible default, a test names only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from summarizer.model import (
    Article,
    Digest,
    DigestStory,
    Entry,
    NightAccount,
    Receipt,
    Report,
    Score,
    Sentence,
    Source,
    Story,
    StoryState,
    TextOrigin,
)

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


def a_digest_story(id: str = "s1", **changes: Any) -> DigestStory:
    """A new story of one report with two sentences."""
    report = an_article(f"{id}-lead")
    fields: dict[str, Any] = {
        "version": 1,
        "title": f"Title of {id}",
        "url": f"https://news.example/{id}",
        "state": StoryState.NEW,
        "summary": (a_sentence("A first sentence says what happened."), a_sentence("A second one says why.")),
        "reports": (report,),
        "score": Score(total=1.0, parts={"sources": 1.0}, why="1 source"),
        "topics": ("security",),
        "first_published": report.published,
        "last_published": report.published,
    }
    return DigestStory(id=id, **{**fields, **changes})


def a_sentence(words: str, **changes: Any) -> Sentence:
    """A sentence whose receipt is itself, at the start of its article."""
    fields: dict[str, Any] = {
        "article_id": "a1",
        "source": "The Example",
        "url": "https://news.example/a1",
        "quote": words,
        "start": 0,
        "end": len(words),
    }
    return Sentence(text=words, receipt=Receipt(**{**fields, **changes}))


def a_digest(*stories: DigestStory, **changes: Any) -> Digest:
    """A digest of the 24 hours before the test morning."""
    fields: dict[str, Any] = {
        "since": hours_ago(24),
        "until": MORNING,
        "tldr": "; ".join(story.title for story in stories[:3]) + ".",
        "read": NightAccount(sources=3, entries=12, articles=10, repeats=4, muted=1, below=2),
        "failures": (),
    }
    return Digest(stories=stories, **{**fields, **changes})
