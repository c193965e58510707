"""The pipeline from the store to a digest, in order: window -> rank -> choose -> condense -> account.

Deterministic for a given store, request and clock: nothing here asks the time or depends on the order of rows.
A story is condensed once for everybody, per version; a request only chooses and orders.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.condensers.extractive import condense_update
from summarizer.model import (
    Article,
    Digest,
    DigestRequest,
    DigestStory,
    NightAccount,
    RankedStory,
    Sentence,
    Story,
    StoryState,
    Summary,
)
from summarizer.narrow import narrow
from summarizer.ports import Condenser
from summarizer.rank import Choice, choose, order_reports, rank
from summarizer.receipts import verify
from summarizer.scoop import first_report
from summarizer.store.seen import SeenStore
from summarizer.store.sources import SourceStore
from summarizer.store.stories import StoryStore
from summarizer.store.summaries import SummaryStore
from summarizer.store.turns import TurnStore
from summarizer.summaries import PATIENCE, Piece, Summaries, task_of
from summarizer.topics import TopicIndex

TITLES_IN_TLDR = 3
_INITIALS = re.compile(r"(?:^|[^\w.])(?:[A-Z]\.)+[A-Z]$")
_ROUNDS = 4
"""How often a choice is made anew because an update turned out to say nothing new."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """The stores that a digest is composed from; `turns` are for a condenser that is a model."""

    sources: SourceStore
    stories: StoryStore
    summaries: SummaryStore
    seen: SeenStore
    turns: TurnStore | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """A story as the digest tells it, and how many of its sentences hold against their passages."""

    story: DigestStory
    verified: int

    @property
    def says_nothing_new(self) -> bool:
        return self.story.state is StoryState.UPDATED and not self.story.summary


class Composer:
    """Composes digests from stored stories."""

    def __init__(self, shelves: Shelves, condenser: Condenser, topics: TopicIndex) -> None:
        self._shelves = shelves
        self._condenser = condenser
        self._summaries = Summaries(shelves.summaries, condenser, shelves.turns)
        self._topics = topics

    async def compose(self, request: DigestRequest, patience: float | None = PATIENCE) -> Digest:
        """The digest that the request asks for, after `patience` seconds with extractive summaries where a model has
        not written any yet. None is for a process that ends with this: it waits as long as the model may take."""
        stories = await self._stories(request)
        seen = request.known
        if seen is None:
            seen = await self._shelves.seen.seen_versions(request.readers, [story.id for story in stories])
        choice, told = await self._choose(stories, request, seen, patience)
        return Digest(
            since=request.since,
            until=request.until,
            tldr=join_titles([each.story for each in told]),
            stories=tuple(each.story for each in told),
            read=await self._account(request, choice, told),
            failures=await self._shelves.sources.failing(request.sources),
            more=len(choice.ranked) - len(choice.stories),
        )

    async def explain(self, story: Story, request: DigestRequest) -> tuple[RankedStory, Choice]:
        """A story's rank for a request, and the choice it would compete in."""
        stories = await self._stories(request)
        seen = await self._shelves.seen.seen_versions(request.readers, [each.id for each in stories])
        told = narrow(story, request.sources)
        choice = await asyncio.to_thread(choose, stories, request, self._topics, seen)
        return rank(told, request, self._topics, seen.get(story.id, 0)), choice

    async def tell(self, story: Story, request: DigestRequest, seen_version: int = 0) -> DigestStory:
        """One story as a digest would tell it, whether or not it was chosen."""
        ranked = rank(narrow(story, request.sources), request, self._topics, seen_version)
        return (await self._tell([ranked]))[0].story

    async def condense_article(self, article: Article) -> Summary:
        """One article's summary, outside of any story. Raises CondenseError."""
        return await self._condenser.condense(task_of([article]))

    async def condense_again(self) -> int:
        """Let the model write what it could not before, as far as that is due; how many summaries it wrote."""
        return await self._summaries.again(self._shelves.stories)

    async def close(self) -> None:
        """Let go of what is still being condensed."""
        await self._summaries.close()

    async def _stories(self, request: DigestRequest) -> tuple[Story, ...]:
        """The window's stories, with the texts that choosing has to read: those that may name a topic of its own."""
        found = await self._shelves.stories.in_window(request.since, request.until)
        stories = await asyncio.to_thread(lambda: tuple(narrow(story, request.sources) for story in found))
        named_here = (*request.topics, *request.muted, *request.followed)
        own = [words for words in named_here if self._topics.find(words) is None]
        if not own:
            return stories
        named = [await self._shelves.stories.mentioning(words, request.since, request.until) for words in own]
        told = [ids for ids in named if ids is not None]
        only = frozenset().union(*told) if len(told) == len(named) else None
        return await self._shelves.stories.with_texts(stories, only)

    async def _choose(
        self, stories: Sequence[Story], request: DigestRequest, seen: Mapping[str, int], patience: float | None
    ) -> tuple[Choice, tuple[_Told, ...]]:
        """The choice with its stories told. An update that says nothing new counts as seen and leaves its place."""
        known = dict(seen)
        time = asyncio.get_running_loop().time
        began = time()
        for _ in range(_ROUNDS):
            # In a thread: ranking a busy night takes longer than the event loop may be kept from people.
            choice = await asyncio.to_thread(choose, stories, request, self._topics, dict(known))
            left = None if patience is None else max(0.0, patience - (time() - began))
            told = await self._tell(choice.stories, left)
            stale = {each.story.id: each.story.version for each in told if each.says_nothing_new}
            if not stale or not request.unseen_only:
                return choice, told
            known.update(stale)
        return choice, tuple(each for each in told if each.story.id not in stale)

    async def _tell(self, chosen: Sequence[RankedStory], patience: float | None = PATIENCE) -> tuple[_Told, ...]:
        stories = await self._shelves.stories.with_texts([each.story for each in chosen])
        ranked = [replace(each, story=story) for each, story in zip(chosen, stories, strict=True)]
        reports = {each.story.id: order_reports(each.story) for each in ranked}
        news = {each.story.id: await self._only_new(each, reports[each.story.id]) for each in ranked if _is_news(each)}
        pieces = [self._piece(each, reports[each.story.id], news.get(each.story.id, ())) for each in ranked]
        summaries = await self._summaries.of([piece for piece in pieces if piece], patience)
        told = []
        for each in ranked:
            summary = summaries.get(each.story.id)
            sentences = summary.sentences if summary else ()
            if _is_news(each) and not (sentences and self._summaries.by_model):
                sentences = news[each.story.id]
            notes = summary.notes if summary else ()
            if each.state is StoryState.NEW and (scoop := first_report(each.story)):
                notes = (*notes, scoop)
            texts = {article.id: article.text for article in each.story.articles}
            verified = sum(verify(sentence, texts.get(sentence.receipt.article_id, "")) for sentence in sentences)
            told.append(_Told(_digest_story(each, reports[each.story.id], sentences, notes), verified))
        return tuple(told)

    def _piece(self, ranked: RankedStory, reports: Sequence[Article], news: Sequence[Sentence]) -> Piece | None:
        """What is to be condensed of the story; of one that went on, for a model, what is new, if anything is."""
        if not (self._summaries.by_model and _is_news(ranked)):
            return self._summaries.whole(ranked.story, reports)
        if not news:
            return None
        earlier, new = _parted(ranked)
        return self._summaries.news(ranked.story, task_of(new, earlier, reports[0].title), ranked.seen_version)

    async def _only_new(self, ranked: RankedStory, reports: Sequence[Article]) -> tuple[Sentence, ...]:
        """The sentences that the reader's older version of the story did not hold."""
        _, new = _parted(ranked)
        if not new:
            return ()
        texts = [article for article in ranked.story.originals if article.text]
        ids = frozenset(article.id for article in new)
        return await asyncio.to_thread(condense_update, task_of(texts, title=reports[0].title), ids)

    async def _account(self, request: DigestRequest, choice: Choice, told: Sequence[_Told]) -> NightAccount:
        """Where the night's reading went: told + repeats + muted + below = entries."""
        reads = await self._shelves.sources.reads_between(request.since, request.until, request.sources)
        return NightAccount(
            sources=reads.sources,
            entries=choice.articles,
            articles=choice.articles,
            repeats=choice.articles - choice.muted - choice.below - len(told),
            muted=choice.muted,
            below=choice.below,
            sentences=sum(len(each.story.summary) for each in told),
            verified=sum(each.verified for each in told),
        )


def _is_news(ranked: RankedStory) -> bool:
    return ranked.state is StoryState.UPDATED


def _parted(ranked: RankedStory) -> tuple[list[Article], list[Article]]:
    """The articles with a text that the reader's version of the story had, and those that came since."""
    new = {report.article.id for report in ranked.story.reports if report.version > ranked.seen_version}
    texts = [article for article in ranked.story.originals if article.text]
    return [each for each in texts if each.id not in new], [each for each in texts if each.id in new]


def _digest_story(
    ranked: RankedStory, reports: tuple[Article, ...], sentences: tuple[Sentence, ...], notes: tuple[str, ...]
) -> DigestStory:
    story, lead = ranked.story, reports[0]
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
        notes=notes,
    )


def join_titles(stories: Sequence[DigestStory]) -> str:
    """The digest's own TL;DR: its top titles, cleaned and joined, never composed."""
    titles = [_without_end(" ".join(story.title.split())) for story in stories[:TITLES_IN_TLDR]]
    joined = "; ".join(title for title in titles if title)
    return joined if joined.endswith(".") or not titles else joined + "."


def _without_end(title: str) -> str:
    """The title without the marks that end it; the stop of "in the U.S." belongs to the word."""
    bare = title.rstrip(".;,: ")
    return f"{bare}." if _INITIALS.search(bare) and title[len(bare) :].startswith(".") else bare
