"""The pipeline from the store to a digest, in order: window -> rank -> choose -> condense -> account.

Deterministic for a given store, request and clock: nothing here asks the time or depends on the order of rows.
A story is condensed once for everybody, per version; a request only chooses and orders.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.condensers.extractive import condense_update
from summarizer.errors import CondenseError
from summarizer.model import (
    Article,
    CondenseTask,
    Digest,
    DigestRequest,
    DigestStory,
    Failure,
    NightAccount,
    RankedStory,
    Sentence,
    Story,
    StoryState,
    Summary,
)
from summarizer.ports import Condenser
from summarizer.rank import Choice, choose, order_reports
from summarizer.receipts import verify
from summarizer.store.seen import SeenStore
from summarizer.store.sources import SourceStore
from summarizer.store.stories import StoryStore
from summarizer.store.summaries import SummaryStore
from summarizer.topics import TopicIndex

POINTS = 3
WORDS = 60
TITLES_IN_TLDR = 3
SHAPE = f"p{POINTS}w{WORDS}"
"""Names the length of the cached summaries; a summary of another length is another row."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """The stores that a digest is composed from."""

    sources: SourceStore
    stories: StoryStore
    summaries: SummaryStore
    seen: SeenStore


class Composer:
    """Composes digests from stored stories."""

    def __init__(self, shelves: Shelves, condenser: Condenser, topics: TopicIndex) -> None:
        self._shelves = shelves
        self._condenser = condenser
        self._topics = topics

    async def compose(self, request: DigestRequest) -> Digest:
        """The digest that the request asks for."""
        stories = await self._shelves.stories.in_window(
            request.since, request.until, sources=request.sources, include_old=request.include_old
        )
        seen = await self._shelves.seen.seen_versions(request.readers, [story.id for story in stories])
        choice = choose(stories, request, self._topics, seen)
        told = [await self._tell(ranked) for ranked in choice.stories]
        return Digest(
            since=request.since,
            until=request.until,
            tldr=join_titles(told),
            stories=tuple(told),
            read=await self._account(stories, request, choice, told),
            failures=await self._failures(request),
        )

    async def condense_article(self, article: Article) -> Summary:
        """One article's summary, outside of any story."""
        return await self._condenser.condense(
            CondenseTask(title=article.title, texts=(article,), points=POINTS, words=WORDS, language=article.language)
        )

    async def _tell(self, ranked: RankedStory) -> DigestStory:
        story = ranked.story
        reports = order_reports(story)
        summary = await self._summary(story, reports)
        sentences: tuple[Sentence, ...] = summary.sentences if summary else ()
        if ranked.state is StoryState.UPDATED:
            sentences = await self._only_new(ranked, reports) or sentences
        lead = reports[0]
        return DigestStory(
            id=story.id,
            version=story.version,
            title=lead.title,
            url=lead.url,
            state=ranked.state,
            summary=sentences,
            reports=reports,
            score=ranked.score,
            topics=ranked.topics,
            first_published=story.first_published,
            last_published=story.last_published,
            copies=len(story.reports) - len(story.originals),
            notes=summary.notes if summary else (),
        )

    async def _summary(self, story: Story, reports: Sequence[Article]) -> Summary | None:
        """The story's summary from the cache, or made now and kept; None for a story without any text."""
        stored = await self._shelves.summaries.get(story.id, story.version, SHAPE)
        if stored is not None:
            return stored
        texts = tuple(article for article in reports if article.text)
        if not texts:
            return None
        lead = texts[0]
        task = CondenseTask(title=lead.title, texts=texts, points=POINTS, words=WORDS, language=lead.language)
        try:
            summary = await self._condenser.condense(task)
        except CondenseError:
            # A text that gives no sentence leaves the headline, which is true and better than nothing.
            return None
        await self._shelves.summaries.put(story.id, story.version, SHAPE, summary)
        return summary

    async def _only_new(self, ranked: RankedStory, reports: Sequence[Article]) -> tuple[Sentence, ...]:
        """The sentences that the reader's older version of the story did not hold."""
        new = frozenset(report.article.id for report in ranked.story.reports if report.version > ranked.seen_version)
        texts = tuple(article for article in ranked.story.originals if article.text)
        if not texts or not new:
            return ()
        task = CondenseTask(title=reports[0].title, texts=texts, points=POINTS, words=WORDS, language=texts[0].language)
        return await asyncio.to_thread(condense_update, task, new)

    async def _account(
        self, stories: Sequence[Story], request: DigestRequest, choice: Choice, told: Sequence[DigestStory]
    ) -> NightAccount:
        """Where the night's reading went: told + repeats + muted + below = entries."""
        reads = await self._shelves.sources.reads_between(request.since, request.until, request.sources)
        articles = sum(_in_window(story, request) for story in stories)
        sentences = [sentence for story in told for sentence in story.summary]
        texts = {article.id: article.text for story in told for article in story.reports}
        told_articles = {a.id: a.text for s in stories for a in s.articles}
        verified = sum(
            verify(
                sentence, texts.get(sentence.receipt.article_id) or told_articles.get(sentence.receipt.article_id, "")
            )
            for sentence in sentences
        )
        return NightAccount(
            sources=reads.sources,
            entries=articles + reads.repeats,
            articles=articles,
            repeats=articles - len(stories) + reads.repeats + choice.seen,
            muted=choice.muted,
            below=choice.below,
            sentences=len(sentences),
            verified=verified,
        )

    async def _failures(self, request: DigestRequest) -> tuple[Failure, ...]:
        failing = await self._shelves.sources.failing(request.sources)
        return tuple(sorted(failing, key=lambda failure: failure.source.lower()))


def _in_window(story: Story, request: DigestRequest) -> int:
    return sum(
        request.since <= article.published <= request.until
        and (request.sources is None or article.source in request.sources)
        for article in story.articles
    )


def join_titles(stories: Sequence[DigestStory]) -> str:
    """The digest's own TL;DR: its top titles, cleaned and joined, never composed."""
    titles = [clean_title(story.title) for story in stories[:TITLES_IN_TLDR]]
    return "; ".join(title for title in titles if title) + ("." if titles else "")


def clean_title(title: str) -> str:
    """A title as part of a list: white space folded, without closing full stop."""
    return " ".join(title.split()).rstrip(".;,: ")


def with_limit(request: DigestRequest, limit: int) -> DigestRequest:
    """The same request for another number of stories."""
    return replace(request, limit=limit)
