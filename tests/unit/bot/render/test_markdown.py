"""Documents as Markdown, held against a CommonMark parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.document import Document, Heading, Link, Preformatted, StoryBlock, paragraph, text
from bot.render.as_markdown import escape, render_markdown
from bot.render.visible import visible
from summarizer.model import StoryState
from tests.unit.bot.render.nasty import HONEST, NASTY, everywhere, fixed

OURS = {"<sub>", "</sub>"}


def _tokens(markdown: str) -> list[Token]:
    flat: list[Token] = []
    for token in MarkdownIt("commonmark").parse(markdown):
        flat += [token, *(token.children or ())]
    return flat


def _shown(markdown: str) -> str:
    """What a reader of the first paragraph sees."""
    return "".join(
        token.content if token.type in {"text", "code_inline"} else "\n" if "break" in token.type else ""
        for token in _tokens(markdown)
        if token.type != "inline"
    )


def _kinds(markdown: str) -> list[str]:
    return [token.type for token in _tokens(markdown)]


@pytest.mark.parametrize("words", NASTY)
def test_feed_text_is_shown_and_makes_nothing(words: str) -> None:
    """Wherever it stands: no link but ours, no picture, no HTML, no block of its own; the structure is that of "x"."""
    tokens = _tokens(render_markdown(everywhere(words)))

    assert {token.attrs["href"] for token in tokens if token.type == "link_open"} == {HONEST}
    assert {token.content for token in tokens if token.type == "html_inline"} == OURS
    assert [each.type for each in tokens if each.type != "text" and each.type != "text_special"] == [
        each for each in _kinds(render_markdown(everywhere("x"))) if each != "text"
    ]


@pytest.mark.parametrize("words", NASTY)
def test_feed_text_is_shown_word_for_word(words: str) -> None:
    """A reader sees exactly the words, with blanks folded."""
    assert _shown(escape(words)) == " ".join(words.split())


@given(st.text())
def test_any_text_is_shown_word_for_word(words: str) -> None:
    """Whatever letters there are, they are one paragraph of exactly these words; what cannot be seen goes."""
    plain = " ".join(visible(words).split())

    assert _shown(escape(words)) == plain


@given(st.text(), st.text())
def test_any_text_beside_a_link_leaves_the_link_alone(before: str, inside: str) -> None:
    """One link, ours, whatever stands before and inside it."""
    document = Document("x", (paragraph((*text(before), Link(inside or "x", HONEST))),))
    tokens = _tokens(render_markdown(document))

    assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == [HONEST]
    assert "image" not in [token.type for token in tokens]


@pytest.mark.parametrize(
    ("url", "leads_to"),
    [
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("https://x.example/(a)", "https://x.example/(a)"),
        ("https://x.example/<b>", "https://x.example/%3Cb%3E"),
        ("https://x.example/\\", "https://x.example/%5C"),
        ("https://x.example/?a=1&copy;=2", "https://x.example/?a=1&copy;=2"),
    ],
)
def test_an_address_leads_where_it_says(url: str, leads_to: str) -> None:
    """Signs that Markdown knows do not change an address."""
    tokens = _tokens(render_markdown(Document("x", (paragraph((Link("there", url),)),))))

    assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == [leads_to]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "", "/relative", "https://x.example/\n\n# a", "https://x/\x1b"]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    """The words stay, without a link."""
    markdown = render_markdown(Document("x", (paragraph((Link("there", url),)),)))

    assert _kinds(markdown) == ["paragraph_open", "inline", "text", "paragraph_close"]


def test_a_story_is_a_numbered_heading_with_its_state() -> None:
    """Number, linked title and state; then sentences, then small print; a blank line between."""
    block = StoryBlock(
        2, "s2", "Title", HONEST, StoryState.NEW, sentences=(text("One."), text("Two.")), meta=(text("3 sources"),)
    )

    assert render_markdown(Document("x", (block,))) == (
        f"## 2. [Title](<{HONEST}>) · NEW\n\nOne. Two.\n\n<sub>3 sources</sub>\n"
    )


def test_a_story_without_address_and_text_is_its_title() -> None:
    """Nothing empty is printed."""
    block = StoryBlock(1, "s1", "Title", "", StoryState.ONGOING, sentences=(), meta=())

    assert render_markdown(Document("x", (Heading("Top"), block))) == "# Top\n\n## 1. Title\n"


def test_spacing_is_kept_where_it_matters() -> None:
    """Preformatted text is a block of code and cannot end itself; code is one line."""
    tokens = _tokens(render_markdown(fixed("a  b\n```\n<b>")))

    assert [token.content for token in tokens if token.type == "fence"] == ["a  b\n'''\n<b>\n"]
    assert [token.content for token in tokens if token.type == "code_inline"] == ["a 'b' c"]


def test_blank_text_is_a_blank() -> None:
    """A run of blanks between two links keeps them apart."""
    document = Document("x", (paragraph((Link("a", HONEST), *text(" "), Link("b", HONEST))),))

    assert ") [" in render_markdown(document)


def test_a_fence_inside_preformatted_text_does_not_close_it() -> None:
    """Even four backticks."""
    tokens = _tokens(render_markdown(Document("x", (Preformatted("a\n````\n# b"),))))

    assert [token.type for token in tokens] == ["fence"]
