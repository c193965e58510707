"""Reading a feed over real HTTP."""

from __future__ import annotations

import gzip

import pytest
from aiohttp import web

from summarizer.errors import BodyTooLarge, HttpStatusError, NotAFeed
from summarizer.isolation import ProcessIsolation
from summarizer.model import Validators
from summarizer.sources import Tools, create_reader
from tests.builders import a_source
from tests.fakes.web import Web

NOTHING = Validators()
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Notes</title><link>https://harbour.example/</link>
<language>en</language><item><title>Crane seven is back</title><link>/crane</link></item></channel></rss>"""


async def test_a_reading_holds_entries_validators_and_what_the_feed_says_of_itself(site: Web, tools: Tools) -> None:
    url = site.serve("/feed", FEED, ETag='"v1"', Last_Modified="Fri, 20 Nov 2026 09:00:00 GMT")

    reading = await create_reader("feed", tools).read(a_source(address=url), NOTHING)

    assert [(entry.title, entry.url) for entry in reading.entries] == [
        ("Crane seven is back", "https://harbour.example/crane")
    ]
    assert reading.validators == Validators('"v1"', "Fri, 20 Nov 2026 09:00:00 GMT")
    assert (reading.title, reading.link, reading.language) == ("Harbour Notes", "https://harbour.example/", "en")
    assert (reading.unchanged, reading.moved_to) == (False, None)


async def test_an_unchanged_feed_costs_nothing_and_keeps_its_validators(site: Web, tools: Tools) -> None:
    async def conditional(request: web.Request) -> web.Response:
        known = request.headers.get("if-none-match") == '"v1"'
        return web.Response(status=304) if known else web.Response(text=FEED, headers={"ETag": '"v1"'})

    source = a_source(address=site.serve_by("/feed", conditional))
    reader = create_reader("feed", tools)
    first = await reader.read(source, NOTHING)
    second = await reader.read(source, first.validators)

    assert (second.unchanged, second.entries, second.validators) == (True, (), first.validators)


async def test_a_feed_that_moved_for_good_says_where_to(site: Web, tools: Tools) -> None:
    new = site.serve("/new", FEED)
    site.serve("/old", status=308, Location="/new")

    reading = await create_reader("feed", tools).read(a_source(address=site.base_url + "/old"), NOTHING)

    assert (reading.moved_to, len(reading.entries)) == (new, 1)


async def test_relative_links_are_seen_from_where_the_answer_came(site: Web, tools: Tools) -> None:
    bare = "<rss><channel><title>T</title><item><title>x</title><link>post</link></item></channel></rss>"
    site.serve("/blog/feed", bare)
    site.serve("/old", status=302, Location="/blog/feed")

    reading = await create_reader("feed", tools).read(a_source(address=site.base_url + "/old"), NOTHING)

    assert reading.entries[0].url == site.base_url + "/blog/post"


async def test_the_charset_of_the_header_counts(site: Web, tools: Tools) -> None:
    body = FEED.replace("Crane", "Кран").encode("koi8-r")
    url = site.serve("/feed", body, Content_Type="text/xml; charset=koi8-r")

    reading = await create_reader("feed", tools).read(a_source(address=url), NOTHING)

    assert reading.entries[0].title == "Кран seven is back"


async def test_a_reader_asks_for_feeds(site: Web, tools: Tools) -> None:
    await create_reader("feed", tools).read(a_source(address=site.serve("/feed", FEED)), NOTHING)

    assert site.asked[0].headers["accept"].startswith("application/atom+xml, application/rss+xml")


async def test_a_page_in_place_of_a_feed_names_the_feeds_it_links_to(site: Web, tools: Tools) -> None:
    url = site.serve("/", '<html><link rel="alternate" type="application/rss+xml" href="/feed"><body>Hi</body></html>')

    with pytest.raises(NotAFeed) as caught:
        await create_reader("feed", tools).read(a_source(address=url), NOTHING)

    assert caught.value.discovered == (site.base_url + "/feed",)


@pytest.mark.parametrize("status", [404, 410, 500])
async def test_an_error_status_is_no_empty_feed(site: Web, tools: Tools, status: int) -> None:
    with pytest.raises(HttpStatusError):
        await create_reader("feed", tools).read(a_source(address=site.serve("/feed", FEED, status=status)), NOTHING)


async def test_a_feed_of_more_than_five_megabytes_is_not_read(site: Web, tools: Tools) -> None:
    url = site.serve("/feed", gzip.compress(FEED.encode() + b" " * 6_000_000), Content_Encoding="gzip")

    with pytest.raises(BodyTooLarge):
        await create_reader("feed", tools).read(a_source(address=url), NOTHING)


async def test_parsing_works_the_same_in_a_worker_process(site: Web, tools: Tools) -> None:
    """What goes in and comes out, an error with its feeds too, survives the way there and back."""
    page = site.serve("/", '<html><link rel="alternate" type="application/rss+xml" href="/feed"><body>Hi</body></html>')
    source = a_source(address=site.serve("/feed", FEED))
    inline = await create_reader("feed", tools).read(source, NOTHING)

    async with ProcessIsolation(workers=1) as isolation:
        reader = create_reader("feed", Tools(tools.fetcher, isolation))
        assert await reader.read(source, NOTHING) == inline
        with pytest.raises(NotAFeed) as caught:
            await reader.read(a_source(address=page), NOTHING)

    assert caught.value.discovered == (site.base_url + "/feed",)
