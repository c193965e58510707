"""Documents on a terminal and in a pipe."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from bot.document import Action, Buttons, Document, Heading, Link, Preformatted, Quote, StoryBlock, paragraph, text
from bot.render.as_terminal import print_document
from summarizer.model import StoryState
from tests.unit.bot.render.nasty import HONEST, NASTY, everywhere

_OURS = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")
LONG = "word " * 60 + "end"


def _printed(document: Document, *, terminal: bool = False, width: int = 80) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=terminal, width=width, highlight=False, markup=False, emoji=False, no_color=False
    )
    print_document(document, console)
    return stream.getvalue()


@pytest.mark.parametrize("words", NASTY)
def test_feed_text_is_printed_word_for_word(words: str) -> None:
    """No mark-up of ours means anything in it."""
    assert _printed(Document("x", (Heading(words),))).strip("\n") == words.expandtabs(8)


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize(
    "words",
    ["\x1b[2Jgone", "\x1b]0;title\x07", "\x9b31mred", "bell\x07", "back\x08\x08", "over\rwrite", "[bold]x[/bold]"],
)
def test_feed_text_cannot_move_the_cursor(words: str, terminal: bool) -> None:
    """Control characters do not reach the terminal, wherever they stand, addresses included."""
    printed = _OURS.sub("", _printed(everywhere(words, "https://x.example/" + words), terminal=terminal, width=500))

    assert not [letter for letter in printed if not letter.isprintable() and letter != "\n"]


def test_off_a_terminal_nothing_is_cut_to_a_width() -> None:
    """One line stays one line, whatever it is."""
    blocks = (
        Heading(LONG),
        paragraph(LONG),
        Quote(LONG),
        Preformatted(LONG),
        StoryBlock(1, "s1", LONG, HONEST, StoryState.NEW, sentences=(text(LONG),), meta=(text(LONG),)),
        Buttons(tuple(Action(f"Button {number}", "more") for number in range(20))),
    )
    printed = _printed(Document("x", blocks))

    assert printed.count(LONG) == 7
    assert all(f"[Button {number}]" in printed.splitlines()[-1] for number in range(20))


def test_off_a_terminal_every_link_is_printed_as_its_address() -> None:
    """A pipe or a file can follow nothing that is not there."""
    story = StoryBlock(1, "s1", "T", HONEST, StoryState.NEW, sentences=(), meta=((Link("Ars", HONEST + "2"),),))
    line = (Link("There", HONEST + "3"), Link(HONEST + "4", HONEST + "4"))
    document = Document("x", (story, paragraph(line), Quote("said", Link("BBC", HONEST + "5"))))

    printed = _printed(document)

    assert f"   {HONEST}\n" in printed
    assert f"Ars <{HONEST}2>" in printed and f"There <{HONEST}3>" in printed and f"BBC <{HONEST}5>" in printed
    assert printed.count(HONEST + "4") == 1
    assert "\x1b" not in printed


def test_on_a_terminal_links_are_clickable_and_lines_wrapped() -> None:
    """The title leads to the story; its address is not printed beside it; sentences are indented."""
    story = StoryBlock(1, "s1", "T", HONEST, StoryState.UPDATED, sentences=(text(LONG),), meta=())
    printed = _printed(Document("x", (story, paragraph((Link("There", HONEST),)))), terminal=True)
    plain = _OURS.sub("", printed)

    assert printed.count(f";{HONEST}\x1b\\") == 2
    assert HONEST not in plain
    assert "1. T  UPDATED" in plain
    assert all(len(line) <= 80 for line in plain.splitlines())
    assert "   word" in plain


def test_on_a_terminal_what_is_no_web_address_is_no_link() -> None:
    """The words are printed, and nothing can be pressed."""
    story = StoryBlock(1, "s1", "Title", "", StoryState.ONGOING, sentences=(), meta=())
    printed = _printed(Document("x", (story, paragraph((Link("There", "file:///etc/passwd"),)))), terminal=True)

    assert "\x1b]8" not in printed
    assert "There" in printed and "Title" in printed
