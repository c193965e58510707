"""A desk over a real SQLite store, real HTTP on loopback, and a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.app import App
from bot.clock import PinnedClock
from bot.services import Services
from bot.store.briefings import BriefingStore
from bot.store.channels import ChannelStore
from bot.store.facts import FactStore
from bot.store.ledger import Ledger
from bot.store.marks import MarkStore
from bot.store.votes import VoteStore
from summarizer.condensers import create_condenser
from summarizer.digest import Composer, Shelves
from summarizer.fetch import Fetcher
from summarizer.ingest import Ingest
from summarizer.isolation import InlineIsolation
from summarizer.sources import Tools
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.seen import SeenStore
from summarizer.store.sources import SourceStore
from summarizer.store.stories import StoryStore
from summarizer.store.summaries import SummaryStore
from summarizer.topics import TopicIndex
from tests.fakes.web import LOOPBACK, Web, run_web
from tests.integration.answers.desk import MORNING, Desk
from tests.integration.answers.on_slack import Slack, running_slack


@pytest.fixture(scope="session")
def topics() -> TopicIndex:
    """The topics, loaded once."""
    return TopicIndex.load()


@pytest.fixture
async def desk(database: Database, topics: TopicIndex) -> AsyncIterator[Desk]:
    """The core on an empty store; nothing is known and nothing was read."""
    clock = PinnedClock(MORNING)
    async with Fetcher(allow=LOOPBACK) as fetcher:
        yield _assemble(database, topics, clock, Tools(fetcher, InlineIsolation()))


def _assemble(database: Database, topics: TopicIndex, clock: PinnedClock, tools: Tools) -> Desk:
    sources, articles = SourceStore(database), ArticleStore(database)
    stories, seen = StoryStore(database), SeenStore(database)
    shelves = Shelves(sources, stories, SummaryStore(database), seen)
    services = Services(
        composer=Composer(shelves, create_condenser("extractive"), topics),
        ingest=Ingest(sources, articles, stories, tools, topics, clock),
        sources=sources,
        articles=articles,
        stories=stories,
        seen=seen,
        channels=ChannelStore(database),
        briefings=BriefingStore(database),
        marks=MarkStore(database),
        votes=VoteStore(database),
        ledger=Ledger(database),
        facts=FactStore(database),
        topics=topics,
        tools=tools,
        clock=clock,
    )
    return Desk(services, clock, App(services, patience=5.0))


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """A server on loopback, which the desk may read."""
    async with run_web() as site:
        yield site


@pytest.fixture
async def slack(desk: Desk) -> AsyncIterator[Slack]:
    """The real Slack adapter and the core, connected to the double."""
    async with running_slack(desk) as running:
        yield running
