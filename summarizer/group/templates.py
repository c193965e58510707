"""Titles that are one pattern filled in anew ("Wordle hints for 3 May", "Wordle hints for 4 May"). Pure.

An outlet that writes two titles after one pattern writes about two things. What varies between them is a number, a
day or a name; a title that was only edited ("says" for "confirms") is no other filling.
"""

from __future__ import annotations

import re

from summarizer.group.terms import case_tells
from summarizer.text.tokens import WORD, fold

FEWEST_SHARED = 3
"""Words at the beginning and the end that two fillings of one pattern share at least."""
SHARE = 0.4
"""The part of the longer title that they share at least."""
_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)


def same_pattern(one: str, other: str) -> bool:
    """Whether two titles are one pattern with another name, day or number in it."""
    a, b = WORD.findall(one), WORD.findall(other)
    folded, others = [fold(word) for word in a], [fold(word) for word in b]
    if folded == others:
        return False
    if [_masked(word) for word in folded] == [_masked(word) for word in others]:
        return True
    head = _shared_words(folded, others)
    room = min(len(a), len(b)) - head
    tail = min(room, _shared_words(folded[::-1], others[::-1]))
    if head + tail < FEWEST_SHARED or head + tail < SHARE * max(len(a), len(b)):
        return False
    if not (case_tells(a) and case_tells(b)):
        # Their capitals say nothing: then only days and numbers are sure to be another filling.
        a, b = folded, others
    return _names(a[head : len(a) - tail]) and _names(b[head : len(b) - tail])


def _shared_words(one: list[str], other: list[str]) -> int:
    """How many words two lists begin with together."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _masked(word: str) -> str:
    return "#" if _varies(word) else word


def _varies(word: str) -> bool:
    return bool(re.search(r"\d", word)) or word in _DAYS


def _names(words: list[str]) -> bool:
    """Whether what varies is a name, a day or a number: each of its words, but little ones between them."""
    telling = [word for word in words if len(word) > 3 or word[:1].isupper() or _varies(fold(word))]
    return bool(telling) and all(word[:1].isupper() or _varies(fold(word)) for word in telling)
