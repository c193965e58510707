"""One story while it grows: its reports, and the sum of their vectors, from which every likeness follows.

With S the sum of the vectors (each of length 1) of n reports, the mean likeness of an article v to all of them is
v·S/n, and its cosine to their centroid is v·S/|S|. The first says whether the whole story is akin to the article, the
second forgives a large story that its reports differ. Between two stories the same holds with S for v (average link).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from summarizer.group.templates import same_pattern
from summarizer.group.terms import Counts, Vector
from summarizer.kinds import stands_alone
from summarizer.model import Article

FRESH_HOURS = 18.0
FADE_HOURS = 40.0
"""Likeness fades by e in so many hours between two reports, once the fresh ones are over: a day's developments come
in other words, next week's are another story."""
CENTROID = 0.7
"""The share of the centroid's cosine in a likeness; the rest is the mean."""
CONTAINED = 0.1
"""How much of a likeness is what the shorter of two reports has of the longer: a headline of four words is all in one
of thirty, though their cosine is low."""
STRANGER = 0.13
"""Mean likeness to all reports of a story below which nothing joins it."""
SAME_OUTLET = 0.17
"""Taken off for reports of one outlet: it seldom writes about one event twice, but often in one pattern."""
LARGE = 0.013
"""Taken off for each e-fold of pairs of texts: the larger a story, the surer its next report must be. Headlines have
few words and share them for a reason; texts share many with whatever else is said of their subject."""


@dataclass(slots=True)
class Member:
    """An article that was placed, with its terms before and after weighing."""

    article: Article
    counts: Counts
    vector: Vector


@dataclass(slots=True)
class Group:
    """A story's reports; `total` is the sum of their vectors and `square` its length squared."""

    id: str
    members: list[Member] = field(default_factory=list)
    total: dict[str, float] = field(default_factory=dict)
    square: float = 0.0
    outlets: Counter[str] = field(default_factory=Counter)
    titles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    first: datetime = field(init=False)
    last: datetime = field(init=False)
    texts: int = 0
    alone: bool = False

    @classmethod
    def of(cls, story_id: str, member: Member) -> Group:
        """The story that begins with an article."""
        group = cls(story_id)
        group.first = group.last = member.article.published
        group.alone = stands_alone(member.article.kind)
        group.add(member)
        return group

    @property
    def length(self) -> float:
        """The length of the sum of vectors."""
        return math.sqrt(self.square)

    @property
    def age(self) -> tuple[datetime, str]:
        """Orders stories from the oldest."""
        return self.first, self.id

    def add(self, member: Member) -> None:
        """One more report."""
        self.members.append(member)
        self._sum(member.vector)
        article = member.article
        self.outlets[article.publisher] += 1
        self.texts += member.counts.has_lead
        if article.title not in self.titles[article.publisher]:
            self.titles[article.publisher].append(article.title)
        self.first, self.last = min(self.first, article.published), max(self.last, article.published)

    def reweigh(self) -> None:
        """Sum anew, after the members' vectors changed."""
        self.total, self.square = {}, 0.0
        self.texts = sum(member.counts.has_lead for member in self.members)
        for member in self.members:
            self._sum(member.vector)

    def _sum(self, vector: Vector) -> None:
        total = self.total
        self.square += sum(weight * (2 * total.get(term, 0.0) + weight) for term, weight in vector.items())
        for term, weight in vector.items():
            total[term] = total.get(term, 0.0) + weight


def likeness(one: Group, other: Group) -> float:
    """How like two stories are (one of them may be a single article); 0 where a guard says no."""
    length = one.length * other.length
    dot, contained = _overlap(*sorted((one, other), key=lambda each: len(each.total)))
    if not length or not dot:
        return 0.0
    pairs = len(one.members) * len(other.members)
    gap = max((one.first - other.last).total_seconds(), (other.first - one.last).total_seconds(), 0.0)
    fade = math.exp(-max(0.0, gap / 3600 - FRESH_HOURS) / FADE_HOURS)
    penalty = SAME_OUTLET * _pairs_of_one_outlet(one, other) / pairs
    penalty += LARGE * math.log(max(1, one.texts * other.texts))
    cosine, mean = dot / length, dot / pairs
    if fade * mean - penalty < STRANGER or _exclude(one, other):
        return 0.0
    alike = CENTROID * cosine + (1 - CENTROID) * mean
    within = math.sqrt(contained * cosine)
    return fade * ((1 - CONTAINED) * alike + CONTAINED * within) - penalty


def _overlap(small: Group, large: Group) -> tuple[float, float]:
    """The product of two sums of vectors, and the larger share that one of them has in the other (by squares)."""
    dot = of_small = of_large = 0.0
    theirs = large.total
    for term, weight in small.total.items():
        other = theirs.get(term)
        if other is not None:
            dot += weight * other
            of_small += weight * weight
            of_large += other * other
    return dot, max(of_small / small.square, of_large / large.square) if dot else 0.0


def _pairs_of_one_outlet(one: Group, other: Group) -> int:
    return sum(count * other.outlets[outlet] for outlet, count in one.outlets.items() if outlet in other.outlets)


def _exclude(one: Group, other: Group) -> bool:
    """Whether two stories cannot be one: a kind that stands alone, or one outlet's pattern filled in anew."""
    return one.alone or other.alone or any(same_pattern(a, b) for a, b in _of_one_outlet(one, other))


def _of_one_outlet(one: Group, other: Group) -> Iterator[tuple[str, str]]:
    for outlet, titles in one.titles.items():
        for title in titles:
            for theirs in other.titles.get(outlet, ()):
                yield title, theirs
