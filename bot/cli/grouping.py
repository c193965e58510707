"""`nightdesk stories --jsonl`: a stream of articles to stories."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.cli.output import json_lines, string_field, write_json_line

if TYPE_CHECKING:
    from summarizer.model import Article


def group_lines(name: str = "-") -> None:
    """Read every article, then write each one's story in the order given; a bad line fails alone."""
    from summarizer.group import group_stream

    rows: list[tuple[Any, str | None, str | None]] = []
    articles: list[Article] = []
    for record, problem in json_lines(name):
        if problem:
            rows.append((None, None, problem))
            continue
        key = f"n{len(rows)}"
        try:
            articles.append(_article(key, record))
        except ValueError as error:
            rows.append((record.get("id"), None, str(error)))
            continue
        rows.append((record.get("id"), key, None))
    stories = group_stream(articles)
    for identity, key_of, problem in rows:
        if key_of is None:
            write_json_line({"id": identity, "error": problem})
        else:
            write_json_line({"id": identity, "story": stories[key_of]})


def _article(key: str, record: dict[str, Any]) -> Article:
    from summarizer.kinds import classify
    from summarizer.model import Article, TextOrigin

    if record.get("id") is None:
        raise ValueError('"id" is missing')
    title = string_field(record, "title", required=True) or ""
    text = string_field(record, "text") or ""
    source = string_field(record, "source") or ""
    published = _moment(string_field(record, "published", required=True) or "")
    url = string_field(record, "url") or ""
    # Articles of unknown outlets are of as many outlets: one outlet's patterns are told apart from events.
    return Article(
        id=key, source=source, publisher=source or key, url=url, title=title, text=text, kind=classify(title, url),
        published=published, first_seen=published, text_origin=TextOrigin.PAGE if text else TextOrigin.NONE,
    )  # fmt: skip


def _moment(words: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise ValueError(f'"published" must be ISO 8601, not "{words[:40]}"') from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
