"""Sources that fail, move, ask for patience or are gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from summarizer.fetch import Fetcher
from summarizer.ingest import run
from summarizer.model import Source
from summarizer.sources import Tools
from tests.fakes.web import LOOPBACK
from tests.integration.ingest.newsroom import Newsroom, item

GOOD = item("Quay recalls its cranes", guid="q1")
YEARS = 24 * 365 * 10


async def test_a_failing_source_costs_the_others_nothing(newsroom: Newsroom) -> None:
    await newsroom.knows("bad", "good")
    newsroom.site.serve("/bad", status=500)
    newsroom.feed("good", GOOD)

    report = await newsroom.round()

    assert ([failure.source for failure in report.failures], report.new) == (["bad"], 1)


async def test_a_reader_that_fails_in_an_unforeseen_way_costs_the_others_nothing(newsroom: Newsroom) -> None:
    """An address that no part of Python can parse is nothing that a reader expects."""
    await newsroom.knows("good")
    await newsroom.sources.seed([Source("broken", "http://[", kind="feed")])
    newsroom.feed("good", GOOD)

    report = await newsroom.round()

    assert ([failure.source for failure in report.failures], report.new) == (["broken"], 1)


async def test_a_feed_that_makes_up_everything_anew_brings_only_so_much_a_day(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fills no disk, however often it is read; the day after it may bring as much again."""
    monkeypatch.setattr(run, "MOST_A_DAY", 30)
    await newsroom.knows("flood", "calm")
    newsroom.feed("calm", GOOD)
    brought = []
    for visit in range(4):
        made_up = (item(f"Firm {visit} opens plant {number}", guid=f"{visit}-{number}") for number in range(20))
        newsroom.feed("flood", *made_up)
        newsroom.clock.sleep(25 if visit == 3 else 1)
        brought.append((await newsroom.round()).new)

    assert brought == [20 + 1, 10, 0, 20]


async def test_a_kind_that_nobody_reads_is_named(newsroom: Newsroom) -> None:
    await newsroom.sources.seed([Source("odd", "x", kind="telepathy")])

    (failure,) = (await newsroom.round()).failures

    assert '"telepathy" is no kind of source' in failure.reason


async def test_a_source_that_asks_for_patience_gets_it_from_every_process(newsroom: Newsroom) -> None:
    """Another process is told why, and does not ask before the time, however many rounds there are."""
    await newsroom.knows("busy")
    newsroom.site.serve("/busy", status=429, Retry_After="3600")
    (first,) = (await newsroom.round()).failures
    async with another_process(newsroom):
        newsroom.clock.sleep(0.3)
        again = [await newsroom.round() for _ in range(3)]

    assert [report.failures for report in again] == [(first,)] * 3
    assert newsroom.asked("/busy") == 1


async def test_a_source_is_asked_again_once_its_time_is_over(newsroom: Newsroom) -> None:
    await newsroom.knows("busy")
    newsroom.site.serve("/busy", status=429, Retry_After="3600")
    await newsroom.round()
    newsroom.feed("busy", GOOD)
    newsroom.clock.sleep(1.1)

    async with another_process(newsroom):
        report = await newsroom.round()

    assert (report.new, report.failures) == (1, ())


async def test_a_clock_that_was_years_ahead_leaves_no_source_unread(newsroom: Newsroom) -> None:
    """Set right, one that asked for patience then and one that was gone then are asked again."""
    await newsroom.knows("busy", "gone")
    newsroom.clock.sleep(YEARS)
    newsroom.site.serve("/busy", status=429, Retry_After="3600")
    newsroom.site.serve("/gone", status=410)
    for _ in range(2):
        await newsroom.round()
        newsroom.clock.sleep(25)
    newsroom.clock.sleep(-YEARS - 50)
    newsroom.feed("busy", GOOD)
    newsroom.feed("gone", GOOD)

    async with another_process(newsroom):
        report = await newsroom.round()

    assert (report.read, report.failures) == (2, ())


@asynccontextmanager
async def another_process(newsroom: Newsroom) -> AsyncIterator[None]:
    """Let the newsroom read on with a fetcher that remembers nothing, as after a restart."""
    async with Fetcher(allow=LOOPBACK) as fetcher:
        newsroom.tools = Tools(fetcher, newsroom.tools.isolation)
        newsroom.__post_init__()
        yield


async def test_a_feed_gone_for_a_day_is_asked_once_a_day(newsroom: Newsroom) -> None:
    await newsroom.knows("gone")
    newsroom.site.serve("/gone", status=404)
    for _ in range(25):
        await newsroom.round()
        newsroom.clock.sleep(1)
    while_dying = newsroom.asked("/gone")
    for _ in range(48):
        await newsroom.round()
        newsroom.clock.sleep(1)

    assert (while_dying, newsroom.asked("/gone") - while_dying) == (25, 2)


async def test_a_feed_that_comes_back_from_the_dead_is_read_every_round_again(newsroom: Newsroom) -> None:
    await newsroom.knows("gone")
    newsroom.site.serve("/gone", status=410)
    for _ in range(2):
        await newsroom.round()
        newsroom.clock.sleep(24)
    newsroom.feed("gone", GOOD)
    newsroom.clock.sleep(1)

    reports = [await newsroom.round(), await newsroom.round()]

    assert [report.read for report in reports] == [1, 1]


async def test_a_dead_source_is_asked_when_somebody_asks_for_it(newsroom: Newsroom) -> None:
    (source,) = await newsroom.knows("gone")
    newsroom.site.serve("/gone", status=404)
    for _ in range(2):
        await newsroom.round()
        newsroom.clock.sleep(24)
    await newsroom.round()

    report = await newsroom.ingest.refresh([source])

    assert report.read == 1


async def test_a_feed_seen_moved_three_times_is_read_at_its_new_address(newsroom: Newsroom) -> None:
    await newsroom.knows("quay")

    async def moved(_: web.Request) -> web.Response:
        return web.Response(status=301, headers={"Location": "/new"})

    newsroom.site.serve_by("/quay", moved)
    newsroom.feed("new", GOOD)
    for _ in range(3):
        await newsroom.round()

    await newsroom.round()

    assert (newsroom.asked("/quay"), newsroom.asked("/new")) == (3, 4)


async def test_a_temporary_move_changes_nothing(newsroom: Newsroom) -> None:
    await newsroom.knows("quay")

    async def moved(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/new"})

    newsroom.site.serve_by("/quay", moved)
    newsroom.feed("new", GOOD)
    for _ in range(4):
        await newsroom.round()

    assert newsroom.asked("/quay") == 4


async def test_progress_names_every_source_that_was_visited(newsroom: Newsroom) -> None:
    await newsroom.knows("bad", "good")
    newsroom.feed("good", GOOD)
    steps: list[str] = []

    await newsroom.ingest.refresh(progress=steps.append)

    assert sorted(steps) == ["bad", "good"]
