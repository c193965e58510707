"""One message rather than two: the same document with less in it, a step at a time. Pure.

Addresses and topics go first, then the second sentences of the last stories: More has all of them. No sentence is cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.document import Document, Line, Link, Moment, Span, StoryBlock, Text

T = TypeVar("T")
BRIEF = 2
"""Sentences of a story told in brief; a digest that tells more was wished so, and is not shortened."""


def fewest_pages(document: Document, lay_out: Callable[[Document], Sequence[T]]) -> Sequence[T]:
    """The pages of the document, or of one with less in it that takes fewer.

    Topics and sentences are left out only where that makes it one message; a digest of several is told in full.
    """
    whole = lay_out(document)
    if len(whole) < 2:
        return whole
    named = without_source_links(document)
    pages = lay_out(named)
    if len(pages) > 1 and (one := _one_page(without_topics(named), lay_out)):
        return one
    return pages if len(pages) < len(whole) else whole


def _one_page(document: Document, lay_out: Callable[[Document], Sequence[T]]) -> Sequence[T] | None:
    """The document on one page with as few sentences left out as that takes; None where that is not enough."""
    stories = sum(isinstance(block, StoryBlock) for block in document.blocks)
    pages: dict[int, Sequence[T]] = {}

    def fits(number: int) -> bool:
        if number not in pages:
            pages[number] = lay_out(shortened(document, number))
        return len(pages[number]) == 1

    return pages[bisect_left(range(stories), True, key=fits)] if fits(stories) else None


def without_source_links(document: Document) -> Document:
    """The document with the sources of its stories only named."""
    blocks = (
        replace(block, meta=tuple(_unlinked(line) for line in block.meta)) if isinstance(block, StoryBlock) else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _unlinked(line: Line) -> Line:
    return tuple(Text(span.text, bold=span.bold) if isinstance(span, Link) else span for span in line)


def without_topics(document: Document) -> Document:
    """The document with nothing after the age of a story's newest report."""
    blocks = (
        replace(block, meta=tuple(_until_age(line) for line in block.meta)) if isinstance(block, StoryBlock) else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _until_age(line: Line) -> Line:
    ages = [at for at, span in enumerate(line) if isinstance(span, Moment)]
    return line[: ages[-1] + 1] if ages else line


def shortened(document: Document, number: int) -> Document:
    """The document with one sentence in place of two in its last `number` stories; remarks on them stay."""
    stories = [block for block in document.blocks if isinstance(block, StoryBlock)]
    told = {block.number for block in stories[len(stories) - number :]}
    blocks = (
        replace(block, sentences=_first(block.sentences))
        if isinstance(block, StoryBlock) and block.number in told
        else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _first(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    sentences = [line for line in lines if not is_remark(line)]
    if len(sentences) != BRIEF:
        return lines
    return tuple(line for line in lines if line is not sentences[1])


def is_remark(line: Line) -> bool:
    """Whether a line of a story is said about its sources, and not by them."""
    return bool(line) and all(_is_italic(span) for span in line)


def _is_italic(span: Span) -> bool:
    return isinstance(span, Text) and span.italic
