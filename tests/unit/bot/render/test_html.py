"""Documents as one HTML page, held against an HTML parser."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bot.document import Document, Link, StoryBlock, paragraph, text
from bot.render.as_html import render_html
from summarizer.model import StoryState
from tests.unit.bot.render.nasty import HONEST, NASTY, everywhere, fixed


def _page(document: Document) -> html.HtmlElement:
    return html.document_fromstring(render_html(document))


def _elements(page: html.HtmlElement) -> Counter[str]:
    return Counter(str(element.tag) for element in page.iter())


@pytest.mark.parametrize("words", NASTY)
def test_feed_text_makes_no_element_and_no_link(words: str) -> None:
    """The page has the elements that it has with a plain word, and only our addresses."""
    page = _page(everywhere(words))

    assert _elements(page) == _elements(_page(everywhere("x")))
    assert {link for _, _, link, _ in page.iterlinks()} == {HONEST}


@pytest.mark.parametrize("words", NASTY)
def test_feed_text_is_shown_word_for_word(words: str) -> None:
    """A reader sees exactly the words."""
    page = _page(everywhere(words))

    assert page.findtext(".//h1") == words
    assert page.findtext(".//title") == words
    assert page.find(".//section/h2/a").text == words


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_makes_no_element(words: str) -> None:
    """Whatever letters there are."""
    assert _elements(_page(everywhere(words))) == _elements(_page(everywhere("x")))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "", "//x.example", "https://x\n/"]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    """The words stay, without a link, also as a story's title."""
    story = StoryBlock(1, "s1", "Title", url, StoryState.ONGOING, sentences=(), meta=())
    page = _page(Document("x", (paragraph((Link("there", url),)), story)))

    assert list(page.iterlinks()) == []
    assert "there" in page.text_content() and "1. Title" in page.text_content()


def test_an_address_with_quotes_stays_within_its_attribute() -> None:
    """No attribute is made from an address."""
    url = "https://x.example/\"onmouseover='alert(1)'"
    (anchor,) = _page(Document("x", (paragraph((Link("there", url),)),))).iter("a")

    assert dict(anchor.attrib) == {"href": url, "rel": "noopener noreferrer"}


def test_the_page_asks_nobody_for_anything() -> None:
    """No script, no style sheet, no picture; and a policy that would stop them."""
    page = _page(everywhere("x"))

    assert not {"script", "img", "iframe", "object"} & set(_elements(page))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_a_page_says_its_language() -> None:
    """Screen readers choose their voice by it."""
    page = html.document_fromstring(render_html(Document("x", ()), language='de"><b>'))

    assert page.get("lang") == 'de"><b>'


def test_a_new_story_wears_its_state_and_an_ongoing_one_nothing() -> None:
    """The label stands behind the title."""
    for state, label in ((StoryState.NEW, ["NEW"]), (StoryState.UPDATED, ["UPDATED"]), (StoryState.ONGOING, [])):
        story = StoryBlock(1, "s1", "T", HONEST, state, sentences=(text("One."), text("Two.")), meta=())
        page = _page(Document("x", (story,)))

        assert page.xpath("//*[@class='state']/text()") == label
        assert page.xpath("//section/p/text()") == ["One. Two."]


def test_spacing_is_kept_where_it_matters() -> None:
    """Preformatted text keeps its lines."""
    page = _page(fixed("a  b\n  <c>"))

    assert page.findtext(".//pre") == "a  b\n  <c>"
    assert page.findtext(".//code") == "a  `b`\n\nc"


def test_a_moment_is_a_time() -> None:
    """Programs read the instant, people the words."""
    (time,) = _page(everywhere("x")).iter("time")

    assert time.get("datetime") == "2026-11-23T08:00:00+00:00"
