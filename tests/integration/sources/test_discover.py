"""From a site's home page to its feeds, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest

from summarizer.errors import HttpStatusError, IsolationError
from summarizer.sources import Tools
from summarizer.sources.discover import Found, discover
from tests.fakes.web import Web

T = TypeVar("T")
FEED = "<rss><channel><title>T</title><item><title>x</title></item></channel></rss>"


async def test_a_feed_is_its_own_answer(site: Web, tools: Tools) -> None:
    url = site.serve("/any", FEED)

    assert await discover(tools, url) == Found((url,), "T")
    assert len(site.asked) == 1


async def test_the_feeds_that_the_page_names_are_found(site: Web, tools: Tools) -> None:
    tag = '<link rel="alternate" type="application/{}+xml" href="/{}">'
    url = site.serve("/", f"<html><head>{tag.format('rss', 'r')}{tag.format('atom', 'a')}</head></html>")

    assert await discover(tools, url) == Found((site.base_url + "/r", site.base_url + "/a"))


async def test_a_page_that_names_none_may_have_one_in_a_usual_place(site: Web, tools: Tools) -> None:
    url = site.serve("/blog", "<html><body>Hi</body></html>")
    site.serve("/rss.xml", "<html>no feed</html>")
    usual = site.serve("/atom.xml", FEED)

    assert await discover(tools, url) == Found((usual,), "T")


async def test_a_site_without_a_feed_has_none(site: Web, tools: Tools) -> None:
    assert await discover(tools, site.serve("/", "<html><body>Hi</body></html>")) == Found()


async def test_a_site_that_cannot_be_read_is_an_error(site: Web, tools: Tools) -> None:
    with pytest.raises(HttpStatusError):
        await discover(tools, site.base_url + "/none")


class KilledOnce:
    """An isolation whose first task is killed."""

    def __init__(self) -> None:
        self.tasks = 0

    async def run(self, function: Callable[..., T], /, *args: object, timeout: float | None = None) -> T:
        self.tasks += 1
        if self.tasks == 1:
            raise IsolationError("reading it took too long and was stopped")
        return await asyncio.to_thread(function, *args)


async def test_a_page_that_cannot_be_parsed_is_looked_past(site: Web, tools: Tools) -> None:
    url, usual = site.serve("/", "<html>hostile"), site.serve("/feed", FEED)

    assert await discover(Tools(tools.fetcher, KilledOnce()), url) == Found((usual,), "T")
