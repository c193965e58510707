"""The edition's pages give their articles, and nothing of what stands around them."""

from __future__ import annotations

import pytest

from bot.edition.library import EditionArticle, PageState, load
from bot.edition.pages import render_front, render_page, render_picture
from summarizer.errors import NoArticleText
from summarizer.extract import choose_text, extract_page, looks_like_html
from summarizer.model import Extracted, TextOrigin
from summarizer.sources.discover import linked_feeds
from tests.builders import an_entry

SITE = "http://127.0.0.1:8123"
EDITION = load()
WHOLE = [article for article in EDITION.articles if article.page is PageState.WHOLE]
NOISE = (
    "cookie", "Cookies", "newsletter", "unsubscribe", "laughed out of", "terrible font", "Could we please have a chart",
    "signs the invoice", "Typo in the fourth", "All rights reserved", "Advertisement", "logged in", "Most read",
    "Related stories", "TECHX", "Guestbook", "Best viewed", "Datenschutz", "Morgenbrief", "zehn Jahren",
    "Copyright 2026",
)  # fmt: skip


def page_of(article: EditionArticle) -> str:
    others = [other for other in EDITION.out_by(2, EDITION.outlet(article.outlet)) if other != article][:4]
    return render_page(EDITION.outlet(article.outlet), article, others, SITE)


def read(article: EditionArticle) -> Extracted:
    return extract_page(page_of(article), SITE + article.path)


def only(state: PageState) -> EditionArticle:
    return next(article for article in EDITION.articles if article.page is state)


@pytest.mark.parametrize("article", WHOLE, ids=lambda article: article.id)
def test_a_page_gives_its_article_and_no_noise(article: EditionArticle) -> None:
    text = read(article).text
    kept = [block for block in article.blocks if block.removeprefix("## ") in text]
    assert len(kept) == len(article.blocks)
    assert [noise for noise in NOISE if noise in text and noise not in article.text] == []
    assert len(text.split()) <= 1.1 * len(article.text.split()) + 25


@pytest.mark.parametrize("article", WHOLE, ids=lambda article: article.id)
def test_a_page_says_title_time_language_and_address(article: EditionArticle) -> None:
    found = read(article)
    assert found.title == article.title
    assert found.published == article.published
    assert found.language == EDITION.outlet(article.outlet).language
    assert found.canonical_url == SITE + article.path
    assert (found.image or "").endswith(".png")


def test_the_consent_page_has_no_article() -> None:
    with pytest.raises(NoArticleText):
        read(only(PageState.COOKIE_WALL))


def test_behind_the_paywall_the_feed_has_more() -> None:
    article = only(PageState.PAYWALL)
    entry = an_entry(content="".join(f"<p>{block}</p>" for block in article.blocks))
    text, origin = choose_text(read(article), entry, page_of(article))
    assert (origin, text.split()) == (TextOrigin.FEED, article.text.split())


def test_the_front_page_leads_to_the_feed() -> None:
    outlet = EDITION.outlet("byteline")
    front = render_front(outlet, EDITION.out_by(1, outlet), SITE)
    assert linked_feeds(front, SITE + "/byteline/") == (f"{SITE}/byteline/atom.xml",)


def test_a_title_with_mark_up_stays_text_on_its_page() -> None:
    article = next(article for article in EDITION.articles if article.title.startswith("<!channel>"))
    assert "<h1>&lt;!channel&gt; TidePool" in page_of(article)


def test_a_page_is_html() -> None:
    assert looks_like_html(page_of(WHOLE[0]))


def test_a_picture_is_a_png() -> None:
    assert render_picture(WHOLE[0]).startswith(b"\x89PNG\r\n\x1a\n")
