"""Every feed of the edition reads as what it holds, whatever its format."""

from __future__ import annotations

import pytest

from bot.edition.feeds import CONTENT_TYPES, render_feed
from bot.edition.library import Edition, EditionArticle, FeedFormat, Outlet, load
from summarizer.extract import extract_fragment
from summarizer.model import Feed
from summarizer.sources.feed import parse_feed

SITE = "http://127.0.0.1:8123"
EDITION = load()
READABLE = [outlet for outlet in EDITION.outlets if outlet.status == 200]


def read(outlet: Outlet, morning: int = 2) -> tuple[Feed, tuple[EditionArticle, ...]]:
    articles = EDITION.out_by(morning, outlet)
    body = render_feed(outlet, articles, SITE)
    return parse_feed(body, content_type=CONTENT_TYPES[outlet.format], base_url=SITE + outlet.feed_path), articles


@pytest.mark.parametrize("morning", [1, 2])
@pytest.mark.parametrize("outlet", READABLE, ids=lambda outlet: outlet.key)
def test_a_feed_brings_the_titles_of_its_articles_in_order(outlet: Outlet, morning: int) -> None:
    feed, articles = read(outlet, morning)
    wanted = [article.title.replace("'", "’") if _is_broken(outlet) else article.title for article in articles]
    assert [entry.title for entry in feed.entries] == wanted
    assert wanted


@pytest.mark.parametrize("outlet", READABLE, ids=lambda outlet: outlet.key)
def test_a_feed_brings_the_times_of_its_articles_unless_its_format_has_none(outlet: Outlet) -> None:
    feed, articles = read(outlet)
    undated = outlet.format is FeedFormat.RSS091
    assert [entry.published for entry in feed.entries] == [None if undated else each.published for each in articles]


@pytest.mark.parametrize("outlet", READABLE, ids=lambda outlet: outlet.key)
def test_a_feed_points_to_the_pages_of_its_articles(outlet: Outlet) -> None:
    feed, articles = read(outlet)
    assert [(entry.url or "").split("?")[0] for entry in feed.entries] == [SITE + each.path for each in articles]


@pytest.mark.parametrize("outlet", READABLE, ids=lambda outlet: outlet.key)
def test_guids_are_there_and_unique(outlet: Outlet) -> None:
    feed, articles = read(outlet)
    assert len({entry.guid for entry in feed.entries}) == len(articles)


@pytest.mark.parametrize("outlet", READABLE, ids=lambda outlet: outlet.key)
def test_a_feed_says_its_name_and_language(outlet: Outlet) -> None:
    feed, _ = read(outlet)
    assert (feed.title, feed.language) == (outlet.name, outlet.language)


@pytest.mark.parametrize("outlet", READABLE, ids=lambda outlet: outlet.key)
def test_full_content_is_the_whole_article_and_a_teaser_is_not(outlet: Outlet) -> None:
    feed, articles = read(outlet)
    for entry, article in zip(feed.entries, articles, strict=True):
        whole = extract_fragment(entry.content).split() == article.text.split()
        assert whole == article.full_content, article.id


def test_the_formats_are_all_there(edition: Edition = EDITION) -> None:
    assert {outlet.format for outlet in edition.outlets} == set(FeedFormat)


def test_the_broken_feed_is_no_xml() -> None:
    from lxml import etree

    outlet = next(outlet for outlet in EDITION.outlets if _is_broken(outlet))
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(render_feed(outlet, EDITION.out_by(2, outlet), SITE))


def test_the_latin_feed_is_no_utf_8() -> None:
    outlet = next(outlet for outlet in EDITION.outlets if outlet.charset == "iso-8859-1")
    with pytest.raises(UnicodeDecodeError):
        render_feed(outlet, EDITION.out_by(1, outlet), SITE).decode("utf-8")


def test_mark_up_in_a_title_becomes_words() -> None:
    feed, _ = read(EDITION.outlet("orbit-and-antenna"))
    assert any(entry.title.startswith("Breaking & deep: submarine cable") for entry in feed.entries)


def _is_broken(outlet: Outlet) -> bool:
    return outlet.format is FeedFormat.BROKEN
