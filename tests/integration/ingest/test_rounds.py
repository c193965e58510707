"""What rounds of reading bring into the store, and what they never bring twice."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest
from aiohttp import web

from summarizer.ingest import Ingest
from summarizer.isolation import ProcessIsolation
from summarizer.model import Article, DigestRequest, Source, TextOrigin
from summarizer.rank import in_request
from summarizer.sources import Tools
from summarizer.store.stories import StoryStore
from summarizer.topics import TopicIndex
from tests.builders import MORNING, hours_ago
from tests.integration.ingest.newsroom import TEXT, Newsroom, item, rss

ATOM = """<feed xmlns='http://www.w3.org/2005/Atom'><title>Pier</title><entry><id>p1</id>
    <title>Pier closes for repairs</title><link href='https://pier.example/1'/><updated>2026-11-23T06:00:00Z</updated></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Tide",
    "items": [{"id": "t1", "title": "Tidewater opens its model", "date_published": "2026-11-23T06:00:00Z"}],
}  # fmt: skip


async def test_feeds_of_mixed_kinds_are_read_in_one_round(newsroom: Newsroom) -> None:
    """RSS, Atom, JSON Feed and a local file, with what came of it counted."""
    await newsroom.knows("rss", "atom", "json")
    newsroom.feed("rss", item("Quay recalls cranes", guid="q1"))
    newsroom.site.serve("/atom", ATOM)
    newsroom.site.serve("/json", json.dumps(JSON_FEED), Content_Type="application/feed+json")

    report = await newsroom.round()

    assert (report.read, report.new, report.failures) == (3, 3, ())
    assert set(await newsroom.told()) == {"Quay recalls cranes", "Pier closes for repairs", "Tidewater opens its model"}


async def test_parsing_in_worker_processes_brings_the_same(newsroom: Newsroom) -> None:
    await newsroom.knows("rss")
    newsroom.feed("rss", item("Quay recalls cranes", newsroom.page("/a")))
    async with ProcessIsolation(workers=1) as isolation:
        newsroom.tools = Tools(newsroom.tools.fetcher, isolation)
        newsroom.__post_init__()
        await newsroom.round()

    assert (await newsroom.told())["Quay recalls cranes"].text_origin is TextOrigin.PAGE


async def test_reports_of_one_event_become_one_story(newsroom: Newsroom) -> None:
    await newsroom.knows("one", "two")
    newsroom.feed("one", item("Quay Robotics recalls 4,000 Heron cranes", guid="1"))
    newsroom.feed("two", item("Heron crane recall: Quay Robotics calls back 4,000 cranes", guid="1"))

    await newsroom.round()

    assert await newsroom.stories.count() == 1


async def test_an_unchanged_feed_is_not_sent_again(newsroom: Newsroom) -> None:
    """The validators of the last reading go along, and a 304 brings nothing."""
    await newsroom.knows("quay")
    newsroom.feed("quay", item("Quay recalls cranes", guid="q1"), ETag='"v1"')
    await newsroom.round()
    newsroom.site.serve("/quay", status=304)

    report = await newsroom.round()

    assert (newsroom.site.asked[-1].headers["If-None-Match"], report.unchanged, report.new) == ('"v1"', 1, 0)


CHANGES = {
    "guid": item("Quay recalls its cranes", "https://quay.example/1", guid="new"),
    "date": item("Quay recalls its cranes", "https://quay.example/1", guid="q1", at=hours_ago(0)),
    "tracking": item("Quay recalls its cranes", "https://quay.example/1?utm_source=rss", guid="new"),
    "title": item("Quay recalls its cranes (updated)", "https://quay.example/1", guid="q1"),
}


@pytest.mark.parametrize("changed", CHANGES)
async def test_no_entry_is_taken_twice_because_something_of_it_changed(newsroom: Newsroom, changed: str) -> None:
    await newsroom.knows("quay")
    newsroom.feed("quay", item("Quay recalls its cranes", "https://quay.example/1", guid="q1"))
    await newsroom.round()
    newsroom.feed("quay", CHANGES[changed])

    report = await newsroom.round()

    assert (report.new, len(await newsroom.told())) == (0, 1)


async def test_a_failed_round_forgets_nothing_that_was_seen(newsroom: Newsroom) -> None:
    await newsroom.knows("quay")
    newsroom.feed("quay", item("Quay recalls its cranes", guid="q1"))
    await newsroom.round()
    newsroom.site.serve("/quay", "no feed at all", Content_Type="text/plain")
    failed = await newsroom.round()
    newsroom.feed("quay", item("Quay recalls its cranes", guid="q1"))

    report = await newsroom.round()

    assert (len(failed.failures), report.new) == (1, 0)


class Unplugged(StoryStore):
    """A store of stories that loses its connection before it can be asked what waits for a story."""

    async def unplaced(self) -> tuple[Article, ...]:
        raise asyncio.CancelledError


async def test_what_an_interruption_leaves_ungrouped_is_grouped_by_the_next_round(newsroom: Newsroom) -> None:
    """The articles were stored; the round that comes after groups them, though it brings nothing new itself."""
    await newsroom.knows("quay")
    newsroom.feed("quay", item("Quay recalls its cranes", guid="q1"))
    cut_off = Ingest(
        newsroom.sources, newsroom.articles, Unplugged(newsroom.database), newsroom.tools, TopicIndex.load(),
        newsroom.clock,
    )  # fmt: skip
    with pytest.raises(asyncio.CancelledError):
        await cut_off.refresh()
    assert (await newsroom.articles.count(), await newsroom.stories.count()) == (1, 0)

    report = await newsroom.round()

    assert (report.new, await newsroom.stories.count()) == (0, 1)


async def test_a_source_added_later_floods_nobody_but_is_found_by_who_asks(newsroom: Newsroom) -> None:
    newsroom.feed("late", item("Quay recalls its cranes", guid="q1", at=hours_ago(5)), item("Undated", at=None))
    await newsroom.sources.add(Source("late", f"{newsroom.site.base_url}/late", publisher="late"), hours_ago(1))
    await newsroom.round()
    stories = await newsroom.stories.in_window(hours_ago(24), MORNING)
    bare = DigestRequest(since=hours_ago(24), until=MORNING)
    asked = DigestRequest(since=hours_ago(24), until=MORNING, include_old=True)

    shown = [sum(len(in_request(story, request)) for story in stories) for request in (bare, asked)]

    assert shown == [0, 2]


async def test_what_a_source_added_later_brings_afterwards_is_news(newsroom: Newsroom) -> None:
    newsroom.feed("late", item("Quay recalls its cranes", guid="q1", at=hours_ago(5)))
    await newsroom.sources.add(Source("late", f"{newsroom.site.base_url}/late", publisher="late"), hours_ago(1))
    await newsroom.round()
    newsroom.clock.sleep(1)
    newsroom.feed("late", item("Cranes are back", guid="q2", at=MORNING), item("An undated one", at=None))

    await newsroom.round()

    told = await newsroom.told()
    assert {title: article.old for title, article in told.items()} == {
        "Quay recalls its cranes": True, "Cranes are back": False, "An undated one": False,
    }  # fmt: skip


DATES = {
    "future": (MORNING + timedelta(days=2), MORNING),
    "ancient": (MORNING.replace(year=1970), MORNING),
    "none": (None, MORNING),
    "a little ahead": (MORNING + timedelta(minutes=5), MORNING),
    "yesterday": (hours_ago(24), hours_ago(24)),
}


@pytest.mark.parametrize("said", DATES)
async def test_a_date_that_cannot_be_believed_gives_way_to_the_time_of_first_sight(
    newsroom: Newsroom, said: str
) -> None:
    at, believed = DATES[said]
    await newsroom.knows("quay")
    newsroom.feed("quay", item("Quay recalls its cranes", guid="q1", at=at))

    await newsroom.round()

    assert (await newsroom.told())["Quay recalls its cranes"].published == believed


async def test_an_undated_entry_takes_the_time_of_its_page(newsroom: Newsroom) -> None:
    head = "<meta property='article:published_time' content='2026-11-22T20:15:00Z'>"
    await newsroom.knows("quay")
    newsroom.feed("quay", item("Quay recalls its cranes", newsroom.page("/a", head=head), at=None))

    await newsroom.round()

    assert (await newsroom.told())["Quay recalls its cranes"].published == hours_ago(11.75)


async def test_a_dated_entry_keeps_its_own_time(newsroom: Newsroom) -> None:
    head = "<meta property='article:published_time' content='2026-11-20T20:15:00Z'>"
    await newsroom.knows("quay")
    newsroom.feed("quay", item("Quay recalls its cranes", newsroom.page("/a", head=head), at=hours_ago(2)))

    await newsroom.round()

    assert (await newsroom.told())["Quay recalls its cranes"].published == hours_ago(2)


async def test_an_outlets_two_feeds_bring_an_article_once(newsroom: Newsroom) -> None:
    feeds = [Source(name, f"{newsroom.site.base_url}/{name}", publisher="quay.example") for name in ("all", "tech")]
    await newsroom.sources.seed(feeds)
    for name in ("all", "tech"):
        newsroom.feed(name, item("Quay recalls its cranes", "https://quay.example/1", text=TEXT))

    await newsroom.round()

    assert await newsroom.articles.count() == 1


async def test_an_interruption_while_pages_are_read_costs_no_entry(newsroom: Newsroom) -> None:
    asked = asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        asked.set()
        await asyncio.sleep(60)
        return web.Response()

    async def feed(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        return web.Response(text=rss(item("Gates close", slow)), headers={"ETag": '"1"'})

    slow = newsroom.site.serve_by("/slow", hang)
    await newsroom.knows("gazette")
    newsroom.site.serve_by("/gazette", feed)
    cut_off = asyncio.create_task(newsroom.round())
    await asked.wait()
    cut_off.cancel()
    await asyncio.gather(cut_off, return_exceptions=True)
    newsroom.page("/slow")
    await newsroom.round()
    assert "Gates close" in await newsroom.told()
