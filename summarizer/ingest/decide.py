"""What to do with an entry: is its page wanted, when was it published, is it old. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from summarizer.canonical import canonical_url
from summarizer.extract import choose_text, detect_language, extract_fragment
from summarizer.kinds import belongs_in_digest, classify
from summarizer.model import Article, Entry, Extracted, Source
from summarizer.store.articles import NewEntry
from summarizer.topics import TopicIndex

ENOUGH_IN_FEED = 250
"""A feed that brings this many words brings the article: its page is left in peace."""
PAGE_SINCE = timedelta(hours=72)
FUTURE_BELIEVED = timedelta(minutes=10)
FIRST_BELIEVED = 1995
"""Feeds did not exist before: a date from earlier is an empty field's zero."""


def wants_page(entry: Entry, now: datetime) -> bool:
    """Whether the entry's page should be read: recent, of a kind that a digest shows, and not in the feed already."""
    if not entry.url or not belongs_in_digest(classify(entry.title, entry.url)):
        return False
    if entry.published is not None and now - entry.published > PAGE_SINCE:
        return False
    return len(extract_fragment(entry.content or entry.summary).split()) < ENOUGH_IN_FEED


def believable(published: datetime | None, first_seen: datetime, latest: datetime) -> datetime:
    """The publication time, or the time of first sight where there is none that can be believed.

    `latest` is the time that nothing can be published after: the machine's, while `first_seen` may be a pinned clock's.
    """
    if published is None or published.year < FIRST_BELIEVED or published > latest + FUTURE_BELIEVED:
        return first_seen
    return min(published, latest)


def is_old(source: Source, published: datetime | None, *, first_reading: bool) -> bool:
    """Whether a source that was added later brought this along from before; undated: whether it was there at first."""
    if source.added_at is None:
        return False
    return published < source.added_at if published is not None else first_reading


def article_of(
    new: NewEntry,
    source: Source,
    page: Extracted | None,
    markup: str,
    topics: TopicIndex,
    *,
    now: datetime,
    latest: datetime,
    first_reading: bool,
) -> Article:
    """The article that an entry and its page (if it was read) make; an undated entry takes its page's time."""
    entry = new.entry
    said = entry.published or (page.published if page else None)
    text, origin = choose_text(page, entry, markup)
    return Article(
        id=new.article_id,
        source=source.name,
        publisher=source.publisher or source.name,
        url=canonical_url(entry.url) if entry.url else (source.site or ""),
        title=entry.title,
        published=believable(said, now, latest),
        first_seen=now,
        text=text,
        text_origin=origin,
        author=entry.author or (page.author if page else None),
        language=detect_language(text) or (page.language if page else None) or entry.language,
        image=page.image if page else None,
        kind=classify(entry.title, entry.url or ""),
        topics=topics.topics_of(entry.title, text, source.topics),
        weight=source.weight,
        signals=entry.signals,
        old=is_old(source, said, first_reading=first_reading),
    )
