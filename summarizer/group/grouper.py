"""Grouping articles into stories, incrementally. Pure: the same articles in the same order give the same stories.

An article joins the live story whose reports are most like it, if they are like it enough; otherwise it begins one.
Likeness is the cosine of TF-IDF vectors, faded by the time between the two reports (e^(-dt/240 h)). A story's likeness
is the mean over its most similar reports, so that one chance resemblance does not chain two events together, and the
whole story must not be a stranger (mean over all its reports). An inverted index finds the candidates, so that an
article costs as much as the reports that share a rare word with it, not as much as the store.

What comes in first may lie between two stories that later turn out to be one: a merge pass looks again, with all that
was learnt of how rare each term is. A merge keeps the older id.

Leader clustering with soft decay: Yang et al. (1999), "Learning approaches for detecting and tracking news events".
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from summarizer.group.copies import Copies
from summarizer.group.templates import mask_of
from summarizer.group.terms import Rarity, Terms, Vector, terms_of
from summarizer.kinds import stands_alone
from summarizer.model import Article, Joining, Merging, Story

JOIN = 0.24
"""Likeness from which an article joins a story."""
STRANGER = 0.14
"""Mean likeness to all reports of a story below which the story is not joined, however like one report may be."""
MERGE = 0.27
SAME_OUTLET = 0.14
"""Added to JOIN for two reports of one outlet: it seldom writes about one event twice, but often in one pattern."""
FADE_HOURS = 240.0
NEAREST = 3
CANDIDATES = 40
BUSY_TERM = 0.2
"""Terms that more than this share of the live articles hold are no way to find candidates."""


@dataclass(slots=True)
class _Member:
    article: Article
    terms: Terms
    vector: Vector
    mask: str


@dataclass(slots=True)
class _Group:
    id: str
    members: list[_Member] = field(default_factory=list)


class Grouper:
    """The live stories and what was learnt about words. `restore` it, then `place` articles, then `merge_pass`."""

    def __init__(self) -> None:
        self._rarity = Rarity()
        self._copies = Copies()
        self._groups: dict[str, _Group] = {}
        self._story_of: dict[str, str] = {}
        self._members: dict[str, _Member] = {}
        self._index: dict[str, list[str]] = defaultdict(list)

    def restore(self, stories: Iterable[Story]) -> None:
        """Take up stories that were placed earlier, in the order of their articles' publication."""
        reports = [(report.article, story.id) for story in stories for report in story.reports]
        for article, story_id in sorted(reports, key=lambda each: (each[0].published, each[0].id)):
            self._copies.original_of(article)
            self._add(self._member(article), story_id)

    def place(self, article: Article) -> Joining:
        """Where the article belongs: a story that is there, or a new one that begins with it."""
        member = self._member(article)
        copied = self._copies.original_of(article)
        if copied is not None and copied in self._story_of:
            story_id = self._story_of[copied]
            copied = copied if self._members[copied].article.publisher != article.publisher else None
        else:
            copied, story_id = None, self._find(member) or story_id_of(article)
        self._add(member, story_id)
        return Joining(article, story_id, copied)

    def merge_pass(self) -> tuple[Merging, ...]:
        """The stories that turn out to be one, each with the id that stays: the older story's."""
        for member in self._members.values():
            member.vector = self._rarity.weigh(member.terms)
        merges: list[Merging] = []
        for story_id in sorted(self._groups, key=self._age):
            if story_id not in self._groups:
                continue
            while (other := self._twin(self._groups[story_id])) is not None:
                kept, gone = sorted((story_id, other), key=self._age)
                self._absorb(kept, gone)
                merges.append(Merging(kept, gone))
                if kept != story_id:
                    break
        return tuple(merges)

    def story_of(self, article_id: str) -> str:
        """The id of the story that an article was placed in."""
        return self._story_of[article_id]

    def _member(self, article: Article) -> _Member:
        terms = terms_of(article)
        self._rarity.learn(terms.counts)
        return _Member(article, terms, self._rarity.weigh(terms), mask_of(article.title))

    def _add(self, member: _Member, story_id: str) -> None:
        article = member.article
        self._groups.setdefault(story_id, _Group(story_id)).members.append(member)
        self._story_of[article.id] = story_id
        self._members[article.id] = member
        for term in member.terms.counts:
            self._index[term].append(article.id)

    def _find(self, member: _Member) -> str | None:
        if stands_alone(member.article.kind):
            return None
        likeness = {
            story_id: self._likeness(member, self._groups[story_id]) for story_id in self._candidates(member, member)
        }
        best = max(likeness, key=lambda each: (likeness[each], each), default=None)
        return best if best is not None and likeness[best] >= JOIN else None

    def _candidates(self, member: _Member, asking: _Member) -> set[str]:
        """The stories that share the rarest words with an article, at most CANDIDATES articles' worth."""
        shared: dict[str, float] = defaultdict(float)
        busy = max(30.0, BUSY_TERM * len(self._members))
        for term, weight in member.vector.items():
            holders = self._index.get(term, ())
            if len(holders) <= busy:
                for holder in holders:
                    shared[holder] += weight * self._members[holder].vector.get(term, 0.0)
        shared.pop(asking.article.id, None)
        nearest = sorted(shared, key=lambda each: (-shared[each], each))[:CANDIDATES]
        return {self._story_of[each] for each in nearest}

    def _likeness(self, member: _Member, group: _Group) -> float:
        """How like the reports of a story an article is; 0 where the guards say no."""
        if any(_excludes(member, other) for other in group.members):
            return 0.0
        each = sorted((_alike(member, other) for other in group.members), reverse=True)
        if sum(each) / len(each) < STRANGER:
            return 0.0
        nearest = each[:NEAREST]
        return sum(nearest) / len(nearest)

    def _twin(self, group: _Group) -> str | None:
        """The story that this one should be one with, if there is any."""
        if any(stands_alone(member.article.kind) for member in group.members):
            return None
        near: set[str] = set()
        for member in group.members[:NEAREST]:
            near |= self._candidates(member, member)
        near.discard(group.id)
        likeness = {other: self._link(group, self._groups[other]) for other in near}
        best = max(likeness, key=lambda each: (likeness[each], each), default=None)
        return best if best is not None and likeness[best] >= MERGE else None

    def _link(self, one: _Group, other: _Group) -> float:
        """The mean likeness of all pairs between two stories (average link)."""
        pairs = [(a, b) for a in one.members for b in other.members]
        if any(_excludes(a, b) for a, b in pairs):
            return 0.0
        return sum(_alike(a, b) for a, b in pairs) / len(pairs)

    def _absorb(self, kept: str, gone: str) -> None:
        for member in self._groups.pop(gone).members:
            self._groups[kept].members.append(member)
            self._story_of[member.article.id] = kept

    def _age(self, story_id: str) -> tuple[datetime, str]:
        return min(member.article.published for member in self._groups[story_id].members), story_id


def _alike(one: _Member, other: _Member) -> float:
    small, large = sorted((one.vector, other.vector), key=len)
    dot = sum(weight * large[term] for term, weight in small.items() if term in large)
    hours = abs((one.article.published - other.article.published).total_seconds()) / 3600
    same = SAME_OUTLET if one.article.publisher == other.article.publisher else 0.0
    return max(0.0, dot * math.exp(-hours / FADE_HOURS) - same)


def _excludes(one: _Member, other: _Member) -> bool:
    """Whether two reports cannot be of one event: kinds that stand alone, or one outlet's pattern filled in anew."""
    if stands_alone(other.article.kind):
        return True
    same_outlet = one.article.publisher == other.article.publisher
    return same_outlet and one.mask == other.mask and one.article.title != other.article.title


def story_id_of(article: Article) -> str:
    """The id of the story that begins with this article."""
    return "s" + article.id[1:]


def group_stream(articles: Sequence[Article]) -> dict[str, str]:
    """The story of each article, by id, once the whole stream was placed in the order given."""
    grouper = Grouper()
    for article in articles:
        grouper.place(article)
    grouper.merge_pass()
    return {article.id: grouper.story_of(article.id) for article in articles}
