"""Sentences to points: each its own, or two that stand close together in their article as one. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.condensers.extractive.candidates import LONGEST_PASSAGE, Candidate
from summarizer.model import Receipt, Sentence

MOST_IN_ONE = 2
MOST_APART = 5
"""Sentences with at most four others between them may be one point."""


def fits(chosen: Sequence[Candidate], points: int) -> bool:
    """Whether the sentences can be said in so many points."""
    return len(chosen) <= points or len(_groups(chosen, points)) <= points


def gather(chosen: Sequence[Candidate], points: int) -> tuple[Sentence, ...]:
    """The sentences as at most so many points, in reading order, each with its passage."""
    return tuple(_sentence(group) for group in _groups(chosen, points)[:points])


def _groups(chosen: Sequence[Candidate], points: int) -> list[list[Candidate]]:
    """The sentences in groups: the closest join first, until there are few enough or none may join."""
    groups = [[each] for each in sorted(chosen, key=lambda each: each.order)]
    while len(groups) > points:
        gaps = [
            (groups[at + 1][0].order - groups[at][-1].order, len(groups[at]) + len(groups[at + 1]), at)
            for at in range(len(groups) - 1)
            if _may_join(groups[at], groups[at + 1])
        ]
        if not gaps:
            break
        at = min(gaps)[2]
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return groups


def _may_join(one: Sequence[Candidate], other: Sequence[Candidate]) -> bool:
    first, last = one[0], other[-1]
    return (
        first.article.id == last.article.id
        and other[0].order - one[-1].order <= MOST_APART
        and len(one) + len(other) <= MOST_IN_ONE
        and last.end - first.start <= LONGEST_PASSAGE
    )


def _sentence(group: Sequence[Candidate]) -> Sentence:
    article, start, end = group[0].article, group[0].start, group[-1].end
    return Sentence(
        text=" ".join(each.text for each in group),
        receipt=Receipt(
            article_id=article.id,
            source=article.source,
            url=article.url,
            quote=article.text[start:end],
            start=start,
            end=end,
        ),
    )
