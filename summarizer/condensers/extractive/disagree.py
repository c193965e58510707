"""Where sources give different numbers for one thing. Pure, and rather silent than wrong.

Two numbers are of one thing when the word they count is the same and their sentences share enough of their other
words. Rounding is no disagreement: "nearly 8,000" agrees with "8,000", "at least 2,300" with "2,500"; nor is a number that
one of the two sources gives as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from summarizer.condensers.extractive.counts import Count, counts_of
from summarizer.model import Article

_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_SHARED = 3
_ALIKE = 0.3
"""The least part of the shorter sentence's words that the other shares."""
_FARTHEST = 3.0
"""Numbers farther apart than this count different things."""


def disagreements(texts: Sequence[Article]) -> tuple[str, ...]:
    """One plain sentence for the first number that sources of different publishers disagree on; usually none."""
    if len({article.publisher for article in texts}) < 2:
        return ()
    counts = [count for article in texts for count in counts_of(article)]
    for one, other in combinations(counts, 2):
        if _of_one_thing(one, other) and not one.agrees(other) and not _known_to_both(one, other, counts):
            return (_note(*sorted((one, other), key=lambda count: count.article.published)),)
    return ()


def _of_one_thing(one: Count, other: Count) -> bool:
    if one.article.publisher == other.article.publisher or one.thing != other.thing:
        return False
    if max(one.value, other.value) >= _FARTHEST * min(one.value, other.value):
        return False
    shared = (one.context & other.context) - {one.thing}
    shorter = min(len(one.context), len(other.context)) - 1
    return len(shared) >= _SHARED and len(shared) >= _ALIKE * shorter


def _known_to_both(one: Count, other: Count, counts: Sequence[Count]) -> bool:
    """Whether one of the two publishers gives the other's number, too: then it knows of both."""
    return any(
        each.thing == one.thing and each.article.publisher == mine.article.publisher and each.agrees(theirs)
        for each in counts
        for mine, theirs in ((one, other), (other, one))
    )


def _note(first: Count, then: Count) -> str:
    early, late = first.article, then.article
    verb, order = ("said", " first") if early.published < late.published else ("says", "")
    return (
        f"Sources differ on {_what(first, then)}: "
        f"{early.source} {verb} {first.said}{order}, {late.source} says {then.said}."
    )


def _what(first: Count, then: Count) -> str:
    """What is counted and, where both sentences name it, of what."""
    if first.said.endswith(first.named):
        return "the sum"
    named = max(first.named, then.named, key=len)
    if any(word[0].isupper() for word in named.split()):
        return f"the number of {named}"
    of = next((name for name in first.names if name in then.names and name not in _DAYS), "")
    return f"the number of {named} ({of})" if of else f"the number of {named}"
