"""Cutting a document into messages. Pure; every platform has its own limits, the way of cutting is one.

Blocks are never torn apart: each is rendered, measured, and put on the current page or the next one. Text that is too
long for its place is cut at a word with an ellipsis before it is measured, so that limits hold by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a rendered block takes of a page: pieces (blocks or components) and characters of text."""

    pieces: int
    characters: int


def clip(words: str, limit: int) -> str:
    """The words, cut at a word boundary where one is near, to at most `limit` characters with the ellipsis."""
    if len(words) <= limit:
        return words
    kept = words[: limit - 1]
    at_word = kept.rfind(" ", int(limit * 0.8))
    return (kept[:at_word] if at_word > 0 else kept).rstrip() + ELLIPSIS


def into_pages(
    rendered: Iterable[T], cost: Callable[[T], Cost], room: Cost, fillers: Callable[[T], bool] = lambda _: False
) -> list[list[T]]:
    """The rendered blocks on as few pages as keep their order; `fillers` (rules) never open or close a page."""
    pages: list[list[T]] = [[]]
    used = Cost(0, 0)
    for item in rendered:
        taken = cost(item)
        over = used.pieces + taken.pieces > room.pieces or used.characters + taken.characters > room.characters
        if over and pages[-1]:
            pages.append([])
            used = Cost(0, 0)
        if not pages[-1] and fillers(item):
            continue
        pages[-1].append(item)
        used = Cost(used.pieces + taken.pieces, used.characters + taken.characters)
    return [page for page in (_without_tail(page, fillers) for page in pages) if page]


def _without_tail(page: Sequence[T], filler: Callable[[T], bool]) -> list[T]:
    kept = list(page)
    while kept and filler(kept[-1]):
        kept.pop()
    return kept
