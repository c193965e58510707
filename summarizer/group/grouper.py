"""Grouping articles into stories, incrementally. Pure: the same articles in the same order give the same stories.

An article joins the live story that is most like it, if it is like it enough; otherwise it begins one. Likeness mixes
the cosine of TF-IDF vectors to the story's centroid with the mean cosine to all its reports, faded by the time between
them; where the mean is low the story is a stranger, so that one chance resemblance does not chain two events together
(see summarizer.group.groups). An inverted index finds the candidates by their rarest common words and looks at a
bounded number of holders, so that an article costs the same however many stories live.

What comes in first may lie between two stories that later turn out to be one: a merge pass looks again at the stories
that grew, with all that was learnt of how rare each term is. A merge keeps the older id.

Leader clustering with soft decay: Yang et al. (1999), "Learning approaches for detecting and tracking news events".
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence

from summarizer.group.copies import COMPARED, Copies
from summarizer.group.groups import Group, Member, likeness
from summarizer.group.rarity import Rarity
from summarizer.group.standing import Standing
from summarizer.group.templates import same_pattern
from summarizer.group.terms import Counts, terms_of
from summarizer.kinds import stands_alone
from summarizer.model import Article, Joining, Merging, Story

JOIN = 0.26
"""Likeness from which an article joins a story."""
MERGE = 0.21
"""Likeness from which two stories are one."""
CANDIDATES = 30
BUSY_TERM = 0.2
"""Terms that more than this share of the live stories hold are no way to find candidates."""
HOLDERS = 2_500
"""How many holders of its terms, the rarest terms first, an article is compared with to find candidates."""
TELLING = 150
"""Terms of a large story that are looked up to find its twins, the weightiest first."""


class Grouper:
    """The live stories and what was learnt about words. `restore` it, then `place` articles, then `merge_pass`."""

    def __init__(self) -> None:
        self._standing = Standing()
        self._rarity = Rarity()
        self._copies = Copies()
        self._groups: dict[str, Group] = {}
        self._story_of: dict[str, str] = {}
        self._articles: dict[str, Article] = {}
        self._index: dict[str, dict[str, None]] = defaultdict(dict)
        self._grown: set[str] = set()

    def restore(self, stories: Iterable[Story]) -> None:
        """Take up stories that were placed earlier, in the order of their articles' publication."""
        reports = [(report.article, story.id) for story in stories for report in story.reports]
        reports.sort(key=lambda each: (each[0].published, each[0].id))
        for article, _ in reports:
            self._standing.learn(article)
        # What is rare is known once all are counted: each is weighed once, with all that was learnt.
        counted: list[tuple[Article, str, Counts]] = []
        for article, story_id in reports:
            lead = self._lead_of(article)
            self._copies.original_of(article.id, lead)
            counted.append((article, story_id, terms_of(article, lead)))
            self._rarity.learn(article, counted[-1][2])
        for article, story_id, counts in counted:
            self._add(Member(article, counts, self._rarity.weigh(counts)), story_id)
        self._grown.clear()
        self._standing.stale()

    def place(self, article: Article) -> Joining:
        """Where the article belongs: a story that is there, or a new one that begins with it."""
        self._standing.learn(article)
        lead = self._lead_of(article)
        member, original = self._member(article, lead), self._original_of(article, lead)
        if original is not None:
            story_id = self._story_of[original.id]
            copied = original.id if original.publisher != article.publisher else None
        else:
            copied, story_id = None, self._find(member) or story_id_of(article)
        self._add(member, story_id)
        self._grown.add(story_id)
        return Joining(article, story_id, copied)

    def merge_pass(self) -> tuple[Merging, ...]:
        """The stories that turn out to be one, each with the id that stays: the older story's.

        Only stories that articles were placed in are looked at: the others were when they last grew, and among ten
        thousand live articles looking at all of them took a minute.
        """
        self._reweigh()
        merges: list[Merging] = []
        grown, self._grown = self._grown & self._groups.keys(), set()
        for story_id in sorted(grown, key=lambda each: self._groups[each].age):
            while (group := self._groups.get(story_id)) and (twin := self._nearest(group, MERGE)):
                kept, gone = sorted((group, twin), key=lambda each: each.age)
                self._absorb(kept, gone)
                merges.append(Merging(kept.id, gone.id))
        return tuple(merges)

    def story_of(self, article_id: str) -> str:
        """The id of the story that an article was placed in."""
        return self._story_of[article_id]

    def _lead_of(self, article: Article) -> str:
        return self._standing.without(article.text[:COMPARED])

    def _member(self, article: Article, lead: str) -> Member:
        counts = terms_of(article, lead)
        self._rarity.learn(article, counts)
        return Member(article, counts, self._rarity.weigh(counts))

    def _original_of(self, article: Article, lead: str) -> Article | None:
        """The article that this one repeats, unless an outlet's standing text around another name is all they share."""
        original = self._articles.get(self._copies.original_of(article.id, lead) or "")
        if original is None or stands_alone(article.kind) or stands_alone(original.kind):
            return None
        same_outlet = original.publisher == article.publisher
        return None if same_outlet and same_pattern(original.title, article.title) else original

    def _add(self, member: Member, story_id: str) -> None:
        article = member.article
        group = self._groups.get(story_id)
        if group is None:
            self._groups[story_id] = Group.of(story_id, member)
        else:
            group.add(member)
        self._register(member, story_id)
        self._grown.add(story_id)
        self._articles[article.id] = article

    def _register(self, member: Member, story_id: str) -> None:
        self._story_of[member.article.id] = story_id
        for term in member.counts.weights:
            self._index[term][story_id] = None

    def _find(self, member: Member) -> str | None:
        nearest = self._nearest(Group.of("", member), JOIN)
        return nearest.id if nearest else None

    def _nearest(self, group: Group, line: float) -> Group | None:
        """The story most like this one, if it is like it enough."""
        if group.alone:
            return None
        likenesses = [(likeness(group, each), each.id) for each in self._candidates(group)]
        best, story_id = max(likenesses, default=(0.0, ""))
        return self._groups[story_id] if best >= line else None

    def _candidates(self, group: Group) -> list[Group]:
        """The stories that share the rarest and weightiest words with this one."""
        shared: dict[str, float] = defaultdict(float)
        terms = group.total
        if len(terms) > TELLING:
            terms = dict(heapq.nlargest(TELLING, terms.items(), key=lambda each: (each[1], each[0])))
        busy, left = max(30.0, BUSY_TERM * len(self._groups)), HOLDERS
        for term in sorted(terms, key=lambda each: len(self._index.get(each, ()))):
            holders = self._index.get(term, {})
            left -= len(holders)
            if len(holders) > busy or left < 0:
                break
            square = terms[term] * terms[term]
            for holder in holders:
                shared[holder] += square
        shared.pop(group.id, None)
        nearest = heapq.nlargest(CANDIDATES, zip(shared.values(), shared, strict=True))
        return [self._groups[each] for _, each in nearest]

    def _absorb(self, kept: Group, gone: Group) -> None:
        for term in gone.total:
            self._index[term].pop(gone.id, None)
        del self._groups[gone.id]
        for member in gone.members:
            kept.add(member)
            self._register(member, kept.id)

    def _recount(self) -> None:
        """Count anew what was counted before some of it turned out to be standing text."""
        stale = self._standing.stale()
        for member in (each for group in self._groups.values() for each in group.members if stale):
            if member.article.publisher in stale:
                before, member.counts = member.counts, terms_of(member.article, self._lead_of(member.article))
                self._rarity.correct(before, member.counts)

    def _reweigh(self) -> None:
        self._recount()
        for group in self._groups.values():
            for member in group.members:
                member.vector = self._rarity.weigh(member.counts)
            before = group.total
            group.reweigh()
            for term in before.keys() - group.total.keys():
                self._index[term].pop(group.id, None)


def story_id_of(article: Article) -> str:
    """The id of the story that begins with this article."""
    return "s" + article.id[1:]


def group_stream(articles: Sequence[Article]) -> dict[str, str]:
    """The story of each article, by id, once the whole stream was placed, oldest first."""
    grouper = Grouper()
    for article in sorted(articles, key=lambda each: (each.published, each.id)):
        grouper.place(article)
    grouper.merge_pass()
    return {article.id: grouper.story_of(article.id) for article in articles}
