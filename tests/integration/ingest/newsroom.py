"""A site on loopback, a store, a clock that stands still, and the ingest between them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from summarizer.fetch import Fetcher
from summarizer.ingest import Ingest, IngestReport
from summarizer.isolation import InlineIsolation
from summarizer.model import Article, Source
from summarizer.sources import Tools
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.sources import SourceStore
from summarizer.store.stories import StoryStore
from summarizer.topics import TopicIndex
from tests.builders import MORNING, hours_ago
from tests.fakes.web import LOOPBACK, Web, run_web

TEXT = """The harbour of Quaytown will close its ninety gates for two weeks, the harbour master said on Monday. Divers
    found cracks in eleven of them after a ferry captain had reported the damage. Repairs cost four million euros, and
    the city council pays half of it. Ships use the northern basin in the meantime, which is open day and night."""


@dataclass
class Clock:
    """A clock that moves when it is told to."""

    moment: datetime = MORNING

    def now(self) -> datetime:
        return self.moment

    def sleep(self, hours: float) -> None:
        self.moment += timedelta(hours=hours)


@dataclass
class Newsroom:
    """Everything a round of reading needs, and short ways to say what is tested."""

    site: Web
    database: Database
    tools: Tools
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.sources = SourceStore(self.database)
        self.articles = ArticleStore(self.database)
        self.stories = StoryStore(self.database)
        self.ingest = Ingest(self.sources, self.articles, self.stories, self.tools, TopicIndex.load(), self.clock)

    async def knows(self, *names: str, **changes: object) -> list[Source]:
        """Sources of the start, each with a feed at `/NAME`."""
        pack = [Source(name, f"{self.site.base_url}/{name}", publisher=name, **changes) for name in names]  # type: ignore[arg-type]
        await self.sources.seed(pack)
        return pack

    def feed(self, name: str, *items: str, **headers: str) -> None:
        """Let a source's feed hold these items."""
        self.site.serve("/" + name, rss(*items), Content_Type="application/rss+xml", **headers)

    def page(self, path: str, text: str = TEXT, head: str = "") -> str:
        """An article page; its address."""
        body = f"<html lang='en'><head><title>A page</title>{head}</head><body><article><h1>A page</h1>"
        paragraphs = "".join(f"<p>{sentence.strip()}.</p>" for sentence in text.split(".") if sentence.strip())
        return self.site.serve(path, body + paragraphs + "</article></body></html>", Content_Type="text/html")

    async def round(self) -> IngestReport:
        """One round of reading."""
        return await self.ingest.refresh()

    async def told(self) -> dict[str, Article]:
        """Every article that belongs to a story, by title."""
        stories = await self.stories.in_window(MORNING - timedelta(days=9999), MORNING + timedelta(days=9999))
        ids = [article.id for story in stories for article in story.articles]
        return {article.title: article for article in (await self.articles.by_ids(ids)).values()}

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request in self.site.asked)


@asynccontextmanager
async def open_newsroom(database: Database) -> AsyncIterator[Newsroom]:
    async with run_web() as site, Fetcher(allow=LOOPBACK) as fetcher, InlineIsolation() as isolation:
        yield Newsroom(site, database, Tools(fetcher, isolation))


def rss(*items: str) -> str:
    """An RSS feed of these items."""
    return f"<rss version='2.0'><channel><title>T</title>{''.join(items)}</channel></rss>"


def item(title: str, url: str = "", *, guid: str = "", at: datetime | None = hours_ago(2), text: str = "") -> str:  # noqa: B008
    """One item of an RSS feed."""
    parts: Sequence[tuple[str, str]] = [
        ("title", title), ("link", url), ("guid", guid), ("description", text),
        ("pubDate", format_datetime(at) if at else ""),
    ]  # fmt: skip
    return "<item>" + "".join(f"<{tag}>{escape(words)}</{tag}>" for tag, words in parts if words) + "</item>"
