"""Digest -> the JSON of `nightdesk digest --json`, the stable format of docs/formats.md. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from summarizer.model import Digest, DigestStory, Sentence


def iso(moment: datetime) -> str:
    """ISO 8601 in UTC with seconds: 2026-11-23T08:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest_json(digest: Digest) -> dict[str, Any]:
    """The digest as one JSON document."""
    read = digest.read
    return {
        "digest": {
            "window": {"since": iso(digest.since), "until": iso(digest.until)},
            "tldr": digest.tldr,
            "read": {
                "sources": read.sources,
                "entries": read.entries,
                "articles": read.articles,
                "repeats": read.repeats,
                "muted": read.muted,
                "below": read.below,
            },
            "failures": [{"source": each.source, "reason": each.reason} for each in digest.failures],
            "stories": [_story(story) for story in digest.stories],
        }
    }


def _story(story: DigestStory) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "url": story.url,
        "state": story.state.value,
        "summary": [sentence_json(sentence) for sentence in story.summary],
        "sources": [
            {"name": each.source, "url": each.url, "title": each.title, "published": iso(each.published)}
            for each in story.reports
        ],
        "why": story.score.why,
        "score": {
            "total": round(story.score.total, 4),
            **{name: round(value, 4) for name, value in story.score.parts.items()},
        },
        "topics": list(story.topics),
        "first_published": iso(story.first_published),
        "last_published": iso(story.last_published),
        "notes": list(story.notes),
    }


def sentence_json(sentence: Sentence) -> dict[str, Any]:
    """A sentence with its receipt."""
    receipt = sentence.receipt
    return {
        "text": sentence.text,
        "receipt": {"url": receipt.url, "quote": receipt.quote, "start": receipt.start, "end": receipt.end},
    }
