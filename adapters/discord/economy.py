"""One message rather than two: the same document with less in it, a step at a time. Pure.

Addresses and the second sentences of the last stories go first, since More has them both; no sentence is ever cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.document import Document, Line, Link, Span, StoryBlock, Text

T = TypeVar("T")
BRIEF = 2
"""Sentences of a story told in brief; a digest that tells more was wished so, and is not shortened."""


def fewest_pages(document: Document, lay_out: Callable[[Document], Sequence[T]]) -> Sequence[T]:
    """The pages of the document, or of one with less in it that takes fewer.

    Sentences are left out only where that makes it one message; a digest of several is told in full.
    """
    whole = lay_out(document)
    if len(whole) < 2:
        return whole
    named = without_source_links(document)
    pages = {0: lay_out(named)}

    def fits(number: int) -> bool:
        if number not in pages:
            pages[number] = lay_out(shortened(named, number))
        return len(pages[number]) == 1

    stories = sum(isinstance(block, StoryBlock) for block in document.blocks)
    if fits(stories):
        return pages[bisect_left(range(stories), True, key=fits)]
    return pages[0] if len(pages[0]) < len(whole) else whole


def without_source_links(document: Document) -> Document:
    """The document with the sources of its stories only named."""
    blocks = (
        replace(block, meta=tuple(_unlinked(line) for line in block.meta)) if isinstance(block, StoryBlock) else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _unlinked(line: Line) -> Line:
    return tuple(Text(span.text, bold=span.bold) if isinstance(span, Link) else span for span in line)


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
