"""A desk on a store that is full of made-up articles, and a site whose feeds bring new ones at every visit."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from aiohttp import web

from bot.bootstrap import Desk, demo_settings, open_desk
from bot.clock import PinnedClock
from bot.memory import settle_memory
from summarizer.model import Article, Joining, Source
from summarizer.topics import TopicIndex
from tests.bench.stock import OUTLETS, Newsroom, story_of
from tests.builders import MORNING

DAYS = 10
ENTRIES = 20
_TOPICS = ("ai", "android", "apple", "amd", "antitrust", "arduino", "amazon", "airbnb", "adobe", "accessibility")
_CHUNK = 2_000


@asynccontextmanager
async def full_desk(count: int, sources: Sequence[Source] = ()) -> AsyncIterator[Desk]:
    """A desk on a throw-away store with at least so many articles over the ten days before the test morning.

    It knows these sources, which can be read, and the outlets of the articles, which cannot.
    """
    known = [*sources, *(outlet_source(name) for name in OUTLETS)]
    async with open_desk(clock=PinnedClock(MORNING), only=known, given=demo_settings()) as desk:
        await fill(desk, count)
        settle_memory()
        yield desk


async def fill(desk: Desk, count: int) -> None:
    """Store articles and their stories, each event as one story."""
    topics = [name for name in _TOPICS if TopicIndex.load().find(name)]
    events = Newsroom(topics=topics).events(count, MORNING, DAYS)
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    for article in itertools.chain.from_iterable(events):
        by_outlet[article.source].append(article)
    for outlet, articles in by_outlet.items():
        await desk.articles.save(outlet_source(outlet), (), articles, MORNING)
    joinings = [Joining(each, story_of(event)) for event in events for each in event]
    for start in range(0, len(joinings), _CHUNK):
        await desk.stories.apply(joinings[start : start + _CHUNK])


def outlet_source(name: str) -> Source:
    """A made-up outlet as a source."""
    return Source(name, f"https://{name.replace(' ', '-').lower()}.example/feed.xml", publisher=name)


class Presses:
    """Feeds on loopback. Every visit finds articles that were not there before, whole in the feed."""

    def __init__(self, count: int) -> None:
        self._names = [f"Press {number}" for number in range(count)]
        self._issues = itertools.count(1)
        self._bodies = [_items(number) for number in range(count)]
        self.base_url = ""
        self.visits = 0

    @property
    def sources(self) -> tuple[Source, ...]:
        """The feeds as sources."""
        return tuple(
            Source(name, f"{self.base_url}/{number}", publisher=name) for number, name in enumerate(self._names)
        )

    async def answer(self, request: web.Request) -> web.Response:
        """One feed: the articles made beforehand under addresses that are new each time."""
        self.visits += 1
        number = int(request.match_info["number"])
        items = self._bodies[number].replace("ISSUE", str(next(self._issues)))
        head = f"<title>{self._names[number]}</title><link>https://press{number}.example/</link>"
        body = f'<rss version="2.0"><channel>{head}{items}</channel></rss>'
        return web.Response(body=body.encode(), content_type="application/rss+xml")


def _items(number: int) -> str:
    made = Newsroom(seed=1_000 + number).stream(ENTRIES, MORNING - timedelta(minutes=1), days=0.5)
    return "".join(
        f"<item><title>{each.title} ISSUE</title><link>https://press{number}.example/ISSUE/{each.id}</link>"
        f"<pubDate>{each.published:%d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<description><![CDATA[<p>{each.text} No. ISSUE.</p>]]></description></item>"
        for each, _ in made
    )


@asynccontextmanager
async def running_presses(count: int) -> AsyncIterator[Presses]:
    """The feeds on a free port of 127.0.0.1 while the context lasts."""
    presses = Presses(count)
    app = web.Application()
    app.router.add_get("/{number}", presses.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        presses.base_url = f"http://{host}:{port}"
        yield presses
    finally:
        await runner.cleanup()
