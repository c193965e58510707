"""A summary that a model could not write just now serves at once and is written later: once, and not too often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete

from summarizer.condensers import create_condenser
from summarizer.digest import Composer, Shelves
from summarizer.model import Digest, DigestRequest, Joining, StoryState
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.seen import SeenStore
from summarizer.store.sources import SourceStore
from summarizer.store.spending import SpendingStore
from summarizer.store.stories import StoryStore
from summarizer.store.summaries import SummaryStore
from summarizer.store.tables import condensing
from summarizer.store.turns import LONGEST_PAUSE, MOST_TRIES, PAUSE, TERM, TurnStore
from summarizer.topics import TopicIndex
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago
from tests.fakes.openai_server import (
    LanguageServer,
    Reply,
    Request,
    digest,
    failing,
    refusing,
    run_language_server,
    silence,
)
from tests.integration.llm.test_condensing import POINT, TEXT, TLDR
from tests.integration.llm.test_news import APPEAL, FINE, NEWER

REQUEST = DigestRequest(since=hours_ago(24), until=MORNING)
READER = "console:here"
UNSEEN = replace(REQUEST, readers=(READER,), unseen_only=True)


class MovedClock:
    def __init__(self) -> None:
        self.at: datetime = MORNING

    def now(self) -> datetime:
        return self.at


class Process:
    """A composer as one process has it, over a database that others may have as well."""

    def __init__(self, database: Database, server: LanguageServer, clock: MovedClock, **settings: object) -> None:
        self.clock = clock
        self.stories, self.seen, self.articles = StoryStore(database), SeenStore(database), ArticleStore(database)
        self.budget = SpendingStore(database, clock, 100_000)
        named = {"model": "openai:echo", "base_url": server.base_url, "budget": self.budget, "rest": 0.0, **settings}
        turns = TurnStore(database, clock)
        self.shelves = Shelves(SourceStore(database), self.stories, SummaryStore(database), self.seen, turns)
        self.composer = Composer(self.shelves, create_condenser("llm", **named), TopicIndex.load())

    async def tell_of(self, *ids: str) -> None:
        """Let there be a story of each of these ids, all with one text."""
        for each in ids:
            article = an_article(f"a-{each}", title=f"Story {each}", text=TEXT)
            await self.articles.save(a_source(), [an_entry(f"https://news.example/{each}")], [article], MORNING)
            await self.stories.apply([Joining(article, each)])


@asynccontextmanager
async def a_process(
    database: Database, *replies: Reply, **settings: object
) -> AsyncIterator[tuple[Process, LanguageServer]]:
    async with run_language_server(*replies) as server:
        process = Process(database, server, MovedClock(), **settings)
        await process.tell_of("s1")
        yield process, server
        await process.composer.close()


def said(told: Digest, place: int = 0) -> list[str]:
    return [sentence.text for sentence in told.stories[place].summary]


async def test_a_story_whose_model_was_away_is_written_once_it_is_back(database: Database) -> None:
    async with a_process(database, failing(503), digest(TLDR, POINT)) as (process, _):
        before = await process.composer.compose(REQUEST)
        process.clock.at += PAUSE
        written = await process.composer.condense_again()
        after = await process.composer.compose(REQUEST)

    assert (said(before)[0] != TLDR, written, said(after)) == (True, 1, [TLDR, POINT])


async def test_until_then_it_is_served_at_once_and_nobody_is_asked(database: Database) -> None:
    async with a_process(database, failing(503), silence) as (process, server):
        before = await process.composer.compose(REQUEST)
        process.clock.at += PAUSE
        again = await process.composer.compose(REQUEST)

    assert (again.stories, len(server.asked)) == (before.stories, 1)


async def test_it_is_not_tried_again_before_its_pause_is_over(database: Database) -> None:
    async with a_process(database, failing(503)) as (process, server):
        await process.composer.compose(REQUEST)
        process.clock.at += PAUSE - timedelta(seconds=1)
        await process.composer.condense_again()

    assert len(server.asked) == 1


async def test_after_a_second_failure_the_pause_is_longer(database: Database) -> None:
    async with a_process(database, failing(503)) as (process, server):
        await process.composer.compose(REQUEST)
        for _ in range(2):
            process.clock.at += PAUSE
            await process.composer.condense_again()

    assert len(server.asked) == 2


async def test_a_model_that_is_still_away_is_asked_about_one_story_alone(database: Database) -> None:
    async with a_process(database, failing(503)) as (process, server):
        await process.tell_of("s2", "s3", "s4")
        await process.composer.compose(REQUEST)
        process.clock.at += PAUSE
        asked = len(server.asked)
        await process.composer.condense_again()

    assert len(server.asked) == asked + 1


async def test_what_the_model_will_not_write_stays_as_it_is(database: Database) -> None:
    async with a_process(database, refusing("No.")) as (process, server):
        await process.composer.compose(REQUEST)
        process.clock.at += timedelta(days=1)
        await process.composer.condense_again()

    assert len(server.asked) == 1


async def test_what_has_grown_meanwhile_is_not_written_any_more(database: Database) -> None:
    async with a_process(database, failing(503)) as (process, server):
        await process.composer.compose(REQUEST)
        await process.articles.save(a_source(), [an_entry("https://news.example/2")], [NEWER], MORNING)
        await process.stories.apply([Joining(NEWER, "s1")])
        process.clock.at += PAUSE
        await process.composer.condense_again()

    assert len(server.asked) == 1


async def test_a_process_that_ends_with_its_digest_tries_itself(database: Database) -> None:
    async with a_process(database, failing(503), digest(TLDR, POINT)) as (process, _):
        await process.composer.compose(REQUEST, patience=None)
        process.clock.at += PAUSE
        told = await process.composer.compose(REQUEST, patience=None)

    assert said(told) == [TLDR, POINT]


async def test_what_comes_after_ones_patience_is_kept_for_the_next(database: Database) -> None:
    let_go = asyncio.Event()

    async def slowly(server: LanguageServer, request: Request) -> None:
        await let_go.wait()

    async with a_process(database, digest(TLDR, POINT)) as (process, server):
        server.before = slowly
        before = await process.composer.compose(REQUEST, patience=0.05)
        let_go.set()
        await process.composer.compose(REQUEST, patience=None)
        after = await process.composer.compose(REQUEST)

    assert (said(before)[0] != TLDR, said(after), len(server.asked)) == (True, [TLDR, POINT], 1)


async def test_two_digests_at_once_ask_once(database: Database) -> None:
    async with a_process(database, digest(TLDR, POINT)) as (process, server):
        told = await asyncio.gather(*(process.composer.compose(REQUEST) for _ in range(5)))

    assert [said(each) for each in told] == [[TLDR, POINT]] * 5
    assert len(server.asked) == 1


async def test_two_processes_at_once_ask_once(any_database: Database) -> None:
    async with a_process(any_database, digest(TLDR, POINT)) as (process, server):
        other = Process(any_database, server, process.clock)
        told = await asyncio.gather(process.composer.compose(REQUEST), other.composer.compose(REQUEST))
        await other.composer.close()

    assert [said(each) for each in told] == [[TLDR, POINT]] * 2
    assert len(server.asked) == 1


async def test_what_a_dead_process_was_writing_is_written_by_another(database: Database) -> None:
    async with a_process(database, silence, digest(TLDR, POINT)) as (process, server):
        await process.composer.compose(REQUEST, patience=0.05)
        await process.composer.close()
        other = Process(database, server, process.clock)
        process.clock.at += TERM
        await other.composer.condense_again()
        told = await other.composer.compose(REQUEST)
        await other.composer.close()

    assert said(told) == [TLDR, POINT]


async def test_what_another_model_wrote_serves_until_this_one_has(database: Database) -> None:
    async with a_process(database, digest(TLDR, POINT), digest(TLDR)) as (process, server):
        await process.composer.compose(REQUEST)
        other = Process(database, server, process.clock, model="openai:other")
        meanwhile = await other.composer.compose(REQUEST)
        asked = len(server.asked)
        await other.composer.condense_again()
        told = await other.composer.compose(REQUEST)
        await other.composer.close()

    assert (said(meanwhile), asked, said(told)) == ([TLDR, POINT], 1, [TLDR])


async def test_what_another_model_wrote_serves_on_while_this_one_fails(database: Database) -> None:
    """Also a briefing that waits as long as it takes, before and after the failure is noted."""
    async with a_process(database, digest(TLDR, POINT), failing(503)) as (process, server):
        await process.composer.compose(REQUEST)
        other = Process(database, server, process.clock, model="openai:other")
        told = [await other.composer.compose(REQUEST)]
        await other.composer.condense_again()
        told.append(await other.composer.compose(REQUEST))
        told.append(await other.composer.compose(REQUEST, patience=None))
        await other.composer.close()

    assert [said(each) for each in told] == [[TLDR, POINT]] * 3


async def test_what_another_model_wrote_stays_when_this_one_failed_for_the_last_time(database: Database) -> None:
    async with a_process(database, digest(TLDR, POINT), failing(503)) as (process, server):
        await process.composer.compose(REQUEST)
        other = Process(database, server, process.clock, model="openai:other")
        for _ in range(MOST_TRIES + 1):
            await other.composer.compose(REQUEST)
            await other.composer.condense_again()
            process.clock.at += LONGEST_PAUSE
        told = await other.composer.compose(REQUEST)
        await other.composer.close()

    assert (said(told), len(server.asked)) == ([TLDR, POINT], 1 + MOST_TRIES)


async def test_what_another_model_writes_later_is_better_than_nothing_of_this_one(database: Database) -> None:
    """The old version still runs beside the new one, whose model was away."""
    async with a_process(database, failing(503), digest(TLDR, POINT)) as (process, server):
        await process.composer.compose(REQUEST)
        other = Process(database, server, process.clock, model="openai:other")
        await other.composer.compose(REQUEST)
        told = await process.composer.compose(REQUEST)
        await other.composer.close()

    assert said(told) == [TLDR, POINT]


async def test_a_turn_of_another_model_is_left_to_it(database: Database) -> None:
    async with a_process(database, failing(503), digest(TLDR, POINT)) as (process, server):
        await process.composer.compose(REQUEST)
        process.clock.at += PAUSE
        other = Process(database, server, process.clock, model="openai:other")
        by_other = await other.composer.condense_again()
        await other.composer.close()
        written = await process.composer.condense_again()

    assert (by_other, written) == (0, 1)


async def test_what_is_provisional_and_has_no_turn_any_more_is_given_one(database: Database) -> None:
    async with a_process(database, failing(503), digest(TLDR, POINT)) as (process, _):
        await process.composer.compose(REQUEST)
        async with database.write() as connection:
            await connection.execute(delete(condensing))
        await process.composer.compose(REQUEST)

        assert await process.composer.condense_again() == 1


async def test_without_a_model_what_one_wrote_is_not_shown(database: Database) -> None:
    async with a_process(database, digest(TLDR, POINT)) as (process, _):
        await process.composer.compose(REQUEST)
        told = await Composer(process.shelves, create_condenser("extractive"), TopicIndex.load()).compose(REQUEST)

    assert not any(sentence.written for sentence in told.stories[0].summary)


async def test_of_a_story_that_went_on_the_model_writes_what_is_new(database: Database) -> None:
    async with a_process(database, digest(TLDR, POINT), digest(FINE, APPEAL)) as (process, server):
        first = await process.composer.compose(UNSEEN)
        await process.seen.mark([READER], [(each.id, each.version) for each in first.stories], MORNING)
        await process.articles.save(a_source(), [an_entry("https://news.example/2")], [NEWER], MORNING)
        await process.stories.apply([Joining(NEWER, "s1")])
        told = await process.composer.compose(UNSEEN)
        again = await process.composer.compose(UNSEEN)

    assert (told.stories[0].state, said(told)) == (StoryState.UPDATED, [FINE, APPEAL])
    assert (told.read.sentences, told.read.verified) == (2, 2)
    assert (again.stories, len(server.asked)) == (told.stories, 2)
