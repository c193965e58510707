"""Cutting documents into messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pages import Cost, clip, into_pages

ROOM = Cost(pieces=3, characters=10)
RULE = "-"


def _pages(*blocks: str) -> list[list[str]]:
    return into_pages(blocks, lambda block: Cost(1, len(block)), ROOM, lambda block: block == RULE)


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        ([], []),
        (["a", "b", "c", "d"], [["a", "b", "c"], ["d"]]),
        (["aaaaaa", "bbbbbb"], [["aaaaaa"], ["bbbbbb"]]),
        (["aaaaa", "bbbbb", "c"], [["aaaaa", "bbbbb"], ["c"]]),
        (["a" * 50, "b"], [["a" * 50], ["b"]]),
        (["a", RULE, "b"], [["a", RULE, "b"]]),
        ([RULE, "a", RULE], [["a"]]),
        (["a", "b", RULE, "c"], [["a", "b"], ["c"]]),
        (["a", "b", "c", RULE, "d"], [["a", "b", "c"], ["d"]]),
        ([RULE, RULE], []),
    ],
)
def test_blocks_are_put_on_pages(blocks: list[str], pages: list[list[str]]) -> None:
    """By pieces and by characters, in order, whole; a rule neither opens nor closes a page."""
    assert _pages(*blocks) == pages


@given(st.lists(st.text("ab-", min_size=1, max_size=10)))
def test_pages_lose_nothing_and_keep_their_room(blocks: list[str]) -> None:
    """Every block but a rule is on exactly one page, in its place, and every page fits."""
    pages = _pages(*blocks)

    assert [each for page in pages for each in page if each != RULE] == [each for each in blocks if each != RULE]
    assert all(len(page) <= 3 and sum(map(len, page)) <= 10 for page in pages)
    assert all(RULE not in {page[0], page[-1]} for page in pages)


@pytest.mark.parametrize(
    ("words", "limit", "clipped"),
    [
        ("short", 5, "short"),
        ("one two three", 9, "one two…"),
        ("one twothreefour", 9, "one twot…"),
        ("abcdefghij", 4, "abc…"),
        ("", 1, ""),
        ("ab", 1, "…"),
    ],
)
def test_words_are_cut_at_a_blank_where_one_is_near(words: str, limit: int, clipped: str) -> None:
    """Otherwise in the middle of a word, and what fits stays whole."""
    assert clip(words, limit) == clipped


@given(st.text(), st.integers(1, 50))
def test_what_is_cut_fits(words: str, limit: int) -> None:
    """Never longer than the limit, and nothing but an ellipsis is added."""
    clipped = clip(words, limit)

    assert len(clipped) <= limit
    assert clipped == words or (clipped.endswith("…") and words.startswith(clipped[:-1]))
