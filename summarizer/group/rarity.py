"""What an article's terms weigh among all that was read: TF-IDF that learns while it reads. Pure but for its counts."""

from __future__ import annotations

import math
from collections import Counter

from summarizer.group.names import Names
from summarizer.group.terms import Counts, Vector
from summarizer.model import Article

RARE = 1.2
"""The power to which rarity is raised: what few articles share tells more than its logarithm does."""
_SEED_ARTICLES = 50
"""How many imagined articles the counts begin with, so that early terms are neither all rare nor all common."""


class Rarity:
    """How much was made of each term; rare terms weigh more (inverse document frequency, smoothed)."""

    def __init__(self) -> None:
        self._met: Counter[str] = Counter()
        self._articles = 0
        self._names = Names()

    def learn(self, article: Article, counts: Counts) -> None:
        """Count one more article."""
        self._met.update(counts.weights)
        self._articles += 1
        self._names.learn(article)

    def correct(self, before: Counts, after: Counts) -> None:
        """Count an article's terms anew."""
        self._met.subtract(before.weights)
        self._met.update(after.weights)

    def weigh(self, counts: Counts) -> Vector:
        """The terms' vector of length 1."""
        everything, met = self._articles + _SEED_ARTICLES, self._met
        weights = {**counts.weights}
        for term, more in counts.in_doubt.items():
            weights[term] += more * self._names.share(term)
        weighed = {
            term: weight * math.log(1 + everything / (1 + met[term])) ** RARE for term, weight in weights.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weighed.values()))
        return {term: weight / length for term, weight in weighed.items()} if length else {}
