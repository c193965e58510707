"""A document as plain words: all that is to be read, and nothing that a platform could take for layout."""

from __future__ import annotations

import pytest

from bot.document import (
    Action,
    Buttons,
    Divider,
    Document,
    Heading,
    Link,
    Paragraph,
    Preformatted,
    Quote,
    StoryBlock,
    Text,
    small,
    text,
)
from bot.render.as_text import render_text
from summarizer.model import StoryState
from tests.unit.bot.render.nasty import NASTY


def test_everything_that_is_read_is_there_in_order() -> None:
    """Blocks are parted by an empty line, an address has a line of its own, and actions are left out."""
    story = StoryBlock(
        number=1,
        story_id="s1",
        title="A quay opens",
        url="https://news.example/1",
        state=StoryState.NEW,
        sentences=(text("It opened."),),
        meta=(text("2 sources"),),
        actions=(Action("More", "more", "s1"),),
    )
    blocks = (
        Heading("Briefing"),
        story,
        Divider(),
        Quote("It did.", Link("The Quay", "https://quay.example/")),
        Preformatted("a\nb"),
        small("Read 3", "of 4"),
        Buttons((Action("Share", "share"),)),
    )

    assert render_text(Document("In short", blocks)) == (
        "Briefing\n\n1. A quay opens [NEW]\nhttps://news.example/1\nIt opened.\n2 sources\n\n"
        "> It did.\nThe Quay\nhttps://quay.example/\n\na\nb\n\nRead 3\nof 4"
    )


def test_what_is_new_is_said_in_the_documents_language() -> None:
    """As in every other form of it."""
    story = StoryBlock(1, "s1", "A quay opens", "", StoryState.UPDATED, (), (), ())

    assert render_text(Document("d", (story,), language="de")) == "1. A quay opens [AKTUALISIERT]"


def test_an_address_within_a_paragraph_is_not_lost() -> None:
    """An update has its story's address in its title."""
    title = (Text("Update: ", bold=True), Link("A quay opens", "https://news.example/1"))

    assert render_text(Document("d", (Paragraph((title, text("It opened."))),))) == (
        "Update: A quay opens\nhttps://news.example/1\nIt opened."
    )


def test_a_document_of_actions_alone_is_its_summary() -> None:
    """Something is said in any case."""
    assert render_text(Document("In short", (Buttons((Action("Share", "share"),)),))) == "In short"


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_no_words_move_the_cursor(words: str) -> None:
    """Whatever a feed carries, a line stays a line."""
    said = render_text(Document("d", (Heading(words), small(words))))

    assert said.count("\n") <= 2
    assert not any(ord(sign) < 32 and sign != "\n" for sign in said)
