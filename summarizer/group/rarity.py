"""What an article's terms weigh among all that was read: TF-IDF that learns while it reads. Pure but for its counts."""

from __future__ import annotations

import math
from collections import defaultdict

from summarizer.group.names import Names
from summarizer.group.terms import Counts, Vector
from summarizer.model import Article

RARE = 1.2
"""The power to which rarity is raised: what few articles share tells more than its logarithm does."""
BURST = 1.3
"""The power of what an article makes of a term when its use is counted: in a title, or often in a lead, counts for more
than a word in passing. It is the words of a subject, not those of an event, that are written so again and again; with a
count of documents in its place one subject's events run together (docs/decisions/0007-stories.md)."""
_SEED_ARTICLES = 100
"""How many imagined articles the counts begin with, so that early terms are neither all rare nor all common."""


class Rarity:
    """How much was made of each term in all articles; rare terms weigh more (inverse document frequency, smoothed)."""

    def __init__(self) -> None:
        self._used: dict[str, float] = defaultdict(float)
        self._articles = 0
        self._rare: dict[str, float] = {}
        self._names = Names()

    def learn(self, article: Article, counts: Counts) -> None:
        """Count one more article."""
        self._count(counts, 1)
        self._articles += 1
        self._names.learn(article)

    def correct(self, before: Counts, after: Counts) -> None:
        """Count an article's terms anew."""
        self._count(before, -1)
        self._count(after, 1)

    def weigh(self, counts: Counts) -> Vector:
        """The terms' vector of length 1."""
        rare = self._rare
        weights = {**counts.weights}
        for term, more in counts.in_doubt.items():
            weights[term] += more * self._names.share(term)
        weighed = {term: weight * (rare.get(term) or self._rarity_of(term)) for term, weight in weights.items()}
        length = math.sqrt(sum([weight * weight for weight in weighed.values()]))
        return {term: weight / length for term, weight in weighed.items()} if length else {}

    def _rarity_of(self, term: str) -> float:
        """How rare a term is, kept until something is learnt: a round's start and its merge pass weigh all articles."""
        everything = self._articles + _SEED_ARTICLES
        rare: float = math.log(1 + everything / (1 + self._used[term])) ** RARE
        self._rare[term] = rare
        return rare

    def _count(self, counts: Counts, sign: int) -> None:
        self._rare.clear()
        used = self._used
        for term, weight in counts.weights.items():
            used[term] += sign * weight**BURST
