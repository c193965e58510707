"""One round of reading. A failing source is a row in the report and never takes another one down.

Articles are stored before they are grouped, in separate transactions: what an interruption leaves ungrouped is
found by the next round, since it looks for articles without a story.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from summarizer.addresses import say_url
from summarizer.errors import HttpStatusError, SummarizerError
from summarizer.group import Grouper
from summarizer.ingest.decide import article_of, wants_page
from summarizer.ingest.pages import PAGES_A_READING, PageReader
from summarizer.model import Article, Failure, Joining, Merging, Reading, Source, Story
from summarizer.ports import Clock
from summarizer.sources import Tools, create_reader
from summarizer.store.articles import ArticleStore, NewEntry
from summarizer.store.sources import SourceState, SourceStore
from summarizer.store.stories import StoryStore
from summarizer.topics import TopicIndex

log = structlog.get_logger(__name__)
Progress = Callable[[str], None]
SOURCES_AT_ONCE = 12
LIVE = timedelta(days=10)
"""How long a story may still grow."""
MOST_A_DAY = 2_000
"""New entries that one feed brings within a day; one that makes up everything anew at each visit fills no disk."""
_SEVERAL = 10
"""So few new ones at every visit come to less than that."""
_GONE = {404, 410}
_LONGEST_REST = timedelta(days=1)
"""The fetcher takes a Retry-After for no longer."""
_DEAD_AGAIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one round brought: sources read (of which unchanged), new articles, and the failures by source."""

    read: int = 0
    unchanged: int = 0
    new: int = 0
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Outcome:
    failure: Failure | None = None
    unchanged: bool = False
    new: int = 0


class Ingest:
    """Reads sources into the store."""

    def __init__(
        self,
        sources: SourceStore,
        articles: ArticleStore,
        stories: StoryStore,
        tools: Tools,
        topics: TopicIndex,
        clock: Clock,
        wall: Clock | None = None,
    ) -> None:
        """`wall` is the machine's clock where `clock` may be pinned: what is published after both is a wrong date."""
        self._sources = sources
        self._articles = articles
        self._stories = stories
        self._tools = tools
        self._pages = PageReader(tools)
        self._topics = topics
        self._clock = clock
        self._wall = wall or clock
        self._places = asyncio.Semaphore(SOURCES_AT_ONCE)
        self._one_round = asyncio.Lock()

    async def refresh(self, chosen: Sequence[Source] | None = None, progress: Progress | None = None) -> IngestReport:
        """Read the sources (all that are not resting, unless some are given), then group what is new."""
        async with self._one_round:
            states = await self._sources.states()
            now = self._clock.now()
            sources = list(chosen) if chosen is not None else await self._sources.all()
            awake = [source for source in sources if chosen is not None or not _rests(states.get(source.name), now)]
            outcomes = await asyncio.gather(
                *(self._visit(source, states.get(source.name, SourceState()), progress) for source in awake)
            )
            await self._group()
        return IngestReport(
            read=len(outcomes),
            unchanged=sum(outcome.unchanged for outcome in outcomes),
            new=sum(outcome.new for outcome in outcomes),
            failures=tuple(outcome.failure for outcome in outcomes if outcome.failure),
        )

    async def _visit(self, source: Source, state: SourceState, progress: Progress | None) -> _Outcome:
        async with self._places:
            outcome = await self._read(source, state)
        if progress:
            progress(source.name)
        return outcome

    async def _read(self, source: Source, state: SourceState) -> _Outcome:
        now = self._clock.now()
        # Nobody is asked to stay away for longer: such a time was noted by a clock that was set right since.
        if state.not_before and now < state.not_before <= now + _LONGEST_REST:
            # Nothing is recorded: the time that it asked for must not be forgotten because we kept to it.
            return _Outcome(failure=Failure(source.name, state.last_error or "it asked us to come back later"))
        try:
            reading = await create_reader(source.kind, self._tools).read(source, state.validators)
        except SummarizerError as error:
            return await self._failed(source, error, str(error))
        except Exception as error:  # noqa: BLE001 - a reader that fails in an unforeseen way must not stop the others
            log.error("source reader failed", source=source.name, error=type(error).__name__, reason=str(error))
            return await self._failed(source, error, f"it could not be read ({type(error).__name__})")
        # What to ask with next time is kept last: an interruption before it costs a second reading, and no entry.
        new = 0 if reading.unchanged else await self._take_in(source, reading, first_reading=state.last_ok is None)
        await self._sources.record_reading(source, reading, now)
        return _Outcome(unchanged=reading.unchanged, new=new)

    async def _failed(self, source: Source, error: Exception, reason: str) -> _Outcome:
        status = error.status if isinstance(error, HttpStatusError) else None
        await self._sources.record_failure(
            source,
            reason,
            self._clock.now(),
            gone=status in _GONE,
            retry_after=error.retry_after if isinstance(error, HttpStatusError) else None,
        )
        log.info("source failed", source=source.name, address=say_url(source.address), reason=reason)
        return _Outcome(failure=Failure(source.name, reason))

    async def _take_in(self, source: Source, reading: Reading, *, first_reading: bool) -> int:
        taken = await self._articles.sift(source, reading.entries)
        now = self._clock.now()
        newest = sorted(taken.new, key=lambda new: new.entry.published or now, reverse=True)
        newest = newest[: await self._room_for(source, len(newest), now)]
        kept = {new.article_id for new in newest}
        paged = {new.article_id for new in newest[:PAGES_A_READING] if wants_page(new.entry, now)}
        made = await asyncio.gather(
            *(
                self._make(new, source, new.article_id in paged, first_reading)
                for new in taken.new
                if new.article_id in kept
            )
        )
        # What there is no room for is not known either: its keys would fill the disk as well.
        left_out = {id(new.entry) for new in taken.new if new.article_id not in kept}
        entries = [entry for entry in reading.entries if id(entry) not in left_out] if left_out else reading.entries
        await self._articles.save(source, entries, made, now, taken.repeats)
        return len(made)

    async def _room_for(self, source: Source, number: int, now: datetime) -> int:
        """How many of so many new entries the feed may still bring today."""
        if source.kind != "feed" or number <= _SEVERAL:
            return number
        room = max(0, MOST_A_DAY - await self._sources.new_between(source, now - timedelta(days=1), now))
        if room < number:
            log.warning("a feed brings too much", source=source.name, most_a_day=MOST_A_DAY, left_out=number - room)
        return min(room, number)

    async def _make(self, new: NewEntry, source: Source, with_page: bool, first_reading: bool) -> Article:
        page, markup = await self._pages.read(str(new.entry.url)) if with_page else (None, "")
        now = self._clock.now()
        return article_of(
            new,
            source,
            page,
            markup,
            self._topics,
            now=now,
            latest=max(now, self._wall.now()),
            first_reading=first_reading,
        )

    async def _group(self) -> None:
        """Place every article that has no story yet, oldest first, then look for stories that are one."""
        waiting = await self._stories.unplaced()
        if not waiting:
            return
        live = await self._stories.live(self._clock.now() - LIVE)
        joinings, merges = await asyncio.to_thread(_place, live, waiting)
        await self._stories.apply(joinings, merges)


def _place(live: Sequence[Story], waiting: Sequence[Article]) -> tuple[list[Joining], tuple[Merging, ...]]:
    grouper = Grouper()
    grouper.restore(live)
    ordered = sorted(waiting, key=lambda article: (article.published, article.id))
    joinings = [grouper.place(article) for article in ordered]
    return joinings, grouper.merge_pass()


def _rests(state: SourceState | None, now: datetime) -> bool:
    """Whether a source is dead and was tried within the last day: it is asked again once a day."""
    return bool(state and state.dead and state.last_read and timedelta() <= now - state.last_read < _DEAD_AGAIN)
