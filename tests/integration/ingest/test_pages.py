"""Where an article's text comes from: its page, its feed, or nowhere."""

from __future__ import annotations

import pytest

from summarizer.ingest.pages import PAGES_A_READING
from summarizer.model import Article, TextOrigin
from tests.builders import hours_ago
from tests.integration.ingest.newsroom import TEXT, Newsroom, item

TITLE = "Quaytown closes its gates"
TEASER = "Two weeks without ships"
FEED_TEXT = """The feed itself says that the harbour closes for two weeks, that divers are at work on the cracks in
    eleven gates, and that ships have to use the northern basin until the repairs are done."""


async def read(newsroom: Newsroom, url: str, text: str = "", **changes: object) -> Article:
    """The article that one entry with this address and feed text becomes."""
    await newsroom.knows("quay")
    newsroom.feed("quay", item(TITLE, url, text=text, **changes))  # type: ignore[arg-type]
    await newsroom.round()
    return (await newsroom.told())[TITLE]


async def test_an_article_has_the_text_of_its_page(newsroom: Newsroom) -> None:
    article = await read(newsroom, newsroom.page("/a"), TEASER)

    assert (article.text_origin, "ninety gates" in article.text) == (TextOrigin.PAGE, True)


async def test_a_page_that_robots_keep_to_themselves_is_not_read(newsroom: Newsroom) -> None:
    newsroom.site.serve("/robots.txt", "User-agent: *\nDisallow: /private/")

    article = await read(newsroom, newsroom.page("/private/a"), FEED_TEXT)

    assert (article.text_origin, newsroom.asked("/private/a")) == (TextOrigin.FEED, 0)


@pytest.mark.parametrize("status", [401, 402, 403, 404, 429, 500])
async def test_a_refused_page_leaves_the_feeds_words_and_no_failure(newsroom: Newsroom, status: int) -> None:
    article = await read(newsroom, newsroom.site.serve("/a", TEXT, status=status), FEED_TEXT)

    assert (article.text_origin, "northern basin" in article.text) == (TextOrigin.FEED, True)
    assert await newsroom.sources.failing() == ()


async def test_a_page_behind_a_wall_leaves_the_feeds_words(newsroom: Newsroom) -> None:
    """Twenty words and "subscribe to go on" are worse than what the feed says."""
    wall = (
        "The harbour closes its gates and much more could be read here by whoever pays. Subscribe to continue reading"
    )

    article = await read(newsroom, newsroom.page("/a", wall), FEED_TEXT)

    assert (article.text_origin, "northern basin" in article.text) == (TextOrigin.FEED, True)


async def test_a_page_without_an_article_leaves_the_feeds_words(newsroom: Newsroom) -> None:
    article = await read(newsroom, newsroom.page("/a", "Cookies"), FEED_TEXT)

    assert article.text_origin is TextOrigin.FEED


async def test_a_teaser_alone_is_a_headline(newsroom: Newsroom) -> None:
    article = await read(newsroom, newsroom.site.serve("/a", status=403), TEASER)

    assert (article.text_origin, article.text) == (TextOrigin.NONE, "")


async def test_a_feed_that_brings_the_article_needs_no_page(newsroom: Newsroom) -> None:
    article = await read(newsroom, newsroom.page("/a"), " ".join([FEED_TEXT] * 9))

    assert (article.text_origin, newsroom.asked("/a")) == (TextOrigin.FEED, 0)


async def test_an_old_entrys_page_is_not_read(newsroom: Newsroom) -> None:
    await read(newsroom, newsroom.page("/a"), FEED_TEXT, at=hours_ago(100))

    assert newsroom.asked("/a") == 0


async def test_a_deals_page_is_not_read(newsroom: Newsroom) -> None:
    await newsroom.knows("quay")
    newsroom.feed("quay", item("Save $200 on this Quaybook at Amazon", newsroom.page("/deal")))

    await newsroom.round()

    assert newsroom.asked("/deal") == 0


async def test_a_page_is_read_once_however_often_its_feed_is(newsroom: Newsroom) -> None:
    await read(newsroom, newsroom.page("/a"))
    await newsroom.round()

    assert newsroom.asked("/a") == 1


async def test_of_a_large_feed_the_newest_pages_are_read(newsroom: Newsroom) -> None:
    await newsroom.knows("quay")
    items = [
        item(f"Gate {number} closes", newsroom.page(f"/{number}"), at=hours_ago(number / 10))
        for number in range(PAGES_A_READING + 2)
    ]
    newsroom.feed("quay", *items)

    await newsroom.round()

    assert [newsroom.asked(f"/{number}") for number in (0, PAGES_A_READING - 1, PAGES_A_READING)] == [1, 1, 0]
