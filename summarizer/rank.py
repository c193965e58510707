"""Which stories a request gets, in which order, and why. Pure; the time is the request's.

A story is worth its distinct publishers, each halved with age over two windows of the request, those that reported
before the window at a tenth; a syndicated copy adds nothing. What grows now (the last 6 hours against the 18 before) is
worth more, and so is what the reader follows. At most three stories lead with one publisher and a third with one topic,
unless a place would stay empty. The parts are kept, because the reader is shown them. Measured on recorded mornings:
counts predict a story's final size (recall@10 .80), growth predicts growth; Hacker News's formula trails both.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from summarizer.kinds import belongs_in_digest
from summarizer.model import Article, DigestRequest, Kind, RankedStory, Score, Story, StoryState, TextOrigin
from summarizer.text.tokens import content_words

_ADDRESSES = re.compile(
    r"\?\s*$|@|\b(?:your?|lessons|explained|what we know|here (?:is|are)|here['’]s)\b|^(?:how|why|what|when|should)\b",
    re.I,
)
"""Titles that speak to the reader, or ask, or teach: they say less of what happened than others do."""
LONG_TITLE = 16
"""Words from which a title is a summary of its own: another report's says it shorter."""
HALF_LIFE = 2.0
"""The time in which a report loses half its worth, in windows of the request: the day's first report counts at its
end, and the week's in a digest of the week. Measured: 12 h for every window costs .2 of recall@10 over 48 h."""
SHORTEST_WINDOW = timedelta(hours=12)
BEFORE_WINDOW = 0.1
"""What is left of a report from before the window: it was told then, but it is a witness."""
RECENT = timedelta(hours=6)
BEFORE = timedelta(hours=18)
GROWTH = 0.1
FOLLOWED = 1.0
FEEDBACK = 0.75
"""The most that readers' votes can add or take: less than following a topic."""
COMMUNITY = 0.12
A_SOURCE = 3
A_TOPIC = 0.3
FLOOR = 0.74
"""A story of one source is below the line under this: in a digest of a day one full witness, 21 hours old."""


class Topics(Protocol):
    """What ranking asks of the topics (see `summarizer.topics`)."""

    def matches(self, wanted: str, title: str, text: str, topics: Sequence[str]) -> bool:
        """Whether a piece is about what somebody named."""
        ...

    def covers(self, wanted: str, topics: Sequence[str]) -> bool:
        """Whether a topic, or one under it, is among these."""
        ...

    def find(self, words: str) -> str | None:
        """The topic that the words name; None for words of the reader's own."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, everything that could have been (best first), and how many articles went where."""

    stories: tuple[RankedStory, ...]
    ranked: tuple[RankedStory, ...]
    articles: int = 0
    seen: int = 0
    muted: int = 0
    below: int = 0


def choose(stories: Sequence[Story], request: DigestRequest, topics: Topics, seen: Mapping[str, int]) -> Choice:
    """The stories for a request. `seen` are the versions that the reader has seen, by story id."""
    counted: Counter[str] = Counter()
    eligible: list[RankedStory] = []
    for story in stories:
        inside = in_request(story, request)
        if not inside or not _is_wanted(story, request, topics):
            continue
        about = story_topics(story)
        fate = _fate(story, request, topics, seen.get(story.id, 0), about)
        counted[fate] += len(inside)
        counted["articles"] += len(inside)
        if fate == "eligible":
            eligible.append(_rank(story, request, topics, seen.get(story.id, 0), about))
    ranked = sorted(eligible, key=lambda each: (-each.score.total, each.story.id))
    standing = [each for each in ranked if not (request.floor and _under_floor(each))]
    chosen = _within_limits(standing, request.limit)
    told = sum(len(in_request(each.story, request)) for each in chosen)
    return Choice(
        stories=tuple(chosen),
        ranked=tuple(ranked),
        articles=counted["articles"],
        seen=counted["seen"],
        muted=counted["muted"],
        below=counted["kept out"] + counted["eligible"] - told,
    )


def in_request(story: Story, request: DigestRequest) -> tuple[Article, ...]:
    """The story's articles that were published in the request's window by its sources, old ones only on wish."""
    return tuple(
        article
        for article in story.articles
        if request.since <= article.published <= request.until
        and (request.sources is None or article.source in request.sources)
        and (request.include_old or not article.old)
    )


def _is_wanted(story: Story, request: DigestRequest, topics: Topics) -> bool:
    """Whether the story is about one of the topics asked for; a kind ("deals") may be asked for like a topic."""
    if not request.topics:
        return True
    wanted_kinds = {kind for word in request.topics if (kind := _kind_named(word))}
    return any(
        article.kind in wanted_kinds or topics.matches(wanted, article.title, article.text, article.topics)
        for wanted in request.topics
        for article in story.originals
    )


def _kind_named(word: str) -> Kind | None:
    plain = word.lower().strip()
    return next((kind for kind in Kind if plain in {kind.value, kind.value + "s"}), None)


def _fate(story: Story, request: DigestRequest, topics: Topics, seen_version: int, about: Sequence[str]) -> str:
    asked = {kind for word in request.topics if (kind := _kind_named(word))}
    if not any(belongs_in_digest(article.kind) or article.kind in asked for article in story.originals):
        return "kept out"
    if not request.topics and any(_is_about(muted, story, about, topics) for muted in request.muted):
        return "muted"
    if request.unseen_only and seen_version >= story.version:
        return "seen"
    return "eligible"


def _is_about(wanted: str, story: Story, about: Sequence[str], topics: Topics) -> bool:
    """Whether a story is about a topic, or holds words of the reader's own that name none."""
    if topics.covers(wanted, about):
        return True
    own = topics.find(wanted) is None
    return own and any(topics.matches(wanted, each.title, each.text, each.topics) for each in story.originals)


def story_topics(story: Story) -> tuple[str, ...]:
    """The topics of a story, those that most of its reports share first."""
    originals = story.originals
    counted: dict[str, int] = {}
    for article in originals:
        for topic in article.topics:
            counted[topic] = counted.get(topic, 0) + 1
    enough = math.ceil(len(originals) / 3)
    return tuple(sorted((topic for topic in counted if counted[topic] >= enough), key=lambda topic: -counted[topic]))


def rank(story: Story, request: DigestRequest, topics: Topics, seen_version: int = 0) -> RankedStory:
    """One story's score for a request, with its parts and the reason in plain words."""
    return _rank(story, request, topics, seen_version, story_topics(story))


def _rank(
    story: Story, request: DigestRequest, topics: Topics, seen_version: int, about: tuple[str, ...]
) -> RankedStory:
    now = request.until
    witnesses = _witnesses(story, request)
    recent, growth = _growth([now - article.published for article in witnesses.values()])
    followed = [topic for topic in request.followed if _is_about(topic, story, about, topics)]
    points = max(report.article.signals.get("points", 0) for report in story.reports)
    parts = {
        "sources": sum(_fresh(article, request) for article in witnesses.values()),
        "growth": GROWTH * growth,
        "followed": FOLLOWED if followed else 0.0,
        "community": COMMUNITY * math.log10(1 + points),
        "feedback": _feedback((*about, *witnesses), request) if request.feedback else 0.0,
    }
    parts = {name: value for name, value in parts.items() if value}
    why = _say_why(witnesses, recent, followed, points, now) + _say_feedback(parts.get("feedback", 0.0))
    score = Score(total=sum(parts.values()), parts=parts, why=why)
    return RankedStory(story, score, _state(story, seen_version), about, seen_version)


def _growth(ages: Sequence[timedelta]) -> tuple[int, float]:
    """How many of several witnesses are recent, and by how many they outgrow the pace of the hours before."""
    recent = sum([age <= RECENT for age in ages])
    if len(ages) < 2 or not recent:
        return recent, 0.0
    before = sum([RECENT < age <= RECENT + BEFORE for age in ages])
    return recent, max(0.0, recent - before / 3)


def _feedback(names: Sequence[str], request: DigestRequest) -> float:
    """What the votes on its topics and publishers come to, within their bounds."""
    return max(-FEEDBACK, min(FEEDBACK, sum(request.feedback.get(name, 0.0) for name in names)))


def _say_feedback(weight: float) -> str:
    return f", {'more' if weight > 0 else 'fewer'} like this asked for" if abs(weight) >= 0.05 else ""


def _state(story: Story, seen_version: int) -> StoryState:
    if seen_version == 0:
        return StoryState.NEW
    return StoryState.UPDATED if seen_version < story.version else StoryState.ONGOING


def _witnesses(story: Story, request: DigestRequest) -> dict[str, Article]:
    """The latest original report of each publisher up to now, by publisher."""
    latest: dict[str, Article] = {}
    for article in story.originals:
        if article.published <= request.until and (request.sources is None or article.source in request.sources):
            latest[article.publisher] = article
    return latest or {article.publisher: article for article in story.articles[:1]}


def _fresh(article: Article, request: DigestRequest) -> float:
    age = (request.until - article.published).total_seconds()
    half_life = HALF_LIFE * max(SHORTEST_WINDOW, request.until - request.since).total_seconds()
    told_before = BEFORE_WINDOW if article.published < request.since else 1.0
    return float(article.weight * told_before * 0.5 ** (max(0.0, age) / half_life))


def _say_why(witnesses: Mapping[str, Article], recent: int, followed: Sequence[str], points: int, now: datetime) -> str:
    count = len(witnesses)
    words = [f"{count} source{'' if count == 1 else 's'}"]
    if count > 1 and recent:
        words.append(f"{recent} in the last 6 h" if recent < count else "all in the last 6 h")
    elif count == 1:
        words.append(_say_hours(now - max(article.published for article in witnesses.values())))
    if points:
        words.append(f"{points:,} points on Hacker News")
    if followed:
        words.append("you follow " + " and ".join(followed[:2]))
    return ", ".join(words)


def _say_hours(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return f"{hours} h old" if hours else "less than an hour old"


def _under_floor(ranked: RankedStory) -> bool:
    publishers = {article.publisher for article in ranked.story.originals}
    return len(publishers) == 1 and ranked.score.total < FLOOR


def _within_limits(ranked: Sequence[RankedStory], limit: int) -> list[RankedStory]:
    """The best stories within the limits; the limits give way before a place stays empty."""
    chosen: list[RankedStory] = []
    passed: list[RankedStory] = []
    sources: Counter[str] = Counter()
    subjects: Counter[str] = Counter()
    a_topic = max(1, math.ceil(A_TOPIC * limit))
    for each in ranked:
        publisher = order_reports(each.story)[0].publisher
        subject = each.topics[0] if each.topics else ""
        if len(chosen) >= limit:
            break
        if sources[publisher] >= A_SOURCE or (subject and subjects[subject] >= a_topic):
            passed.append(each)
            continue
        sources[publisher] += 1
        subjects[subject] += 1
        chosen.append(each)
    chosen += passed[: max(0, limit - len(chosen))]
    return sorted(chosen, key=lambda each: (-each.score.total, each.story.id))


def order_reports(story: Story) -> tuple[Article, ...]:
    """One article a publisher, best witness first: the first gives the story its title and address.

    The best witness reports news rather than comment, has a text, is no aggregator, and its title says what the other
    titles say as well; between equals the earlier one.
    """
    best: dict[str, Article] = {}
    worth = {article.id: value for article, value in zip(story.originals, _worth(story.originals), strict=True)}
    for article in story.originals:
        held = best.get(article.publisher)
        if held is None or worth[article.id] > worth[held.id]:
            best[article.publisher] = article
    ordered = sorted(best.values(), key=lambda each: (-worth[each.id], each.published, each.id))
    return tuple(ordered) or story.articles[:1]


def _worth(articles: Sequence[Article]) -> list[float]:
    words = [frozenset(content_words(article.title, article.language)) for article in articles]
    return [
        article.weight
        + (0.4 if article.text_origin is not TextOrigin.NONE else 0.0)
        + (0.5 if article.kind in {Kind.NEWS, Kind.RELEASE} else 0.0)
        - (0.4 if _ADDRESSES.search(article.title) else 0.0)
        - (0.4 if len(article.title.split()) > LONG_TITLE else 0.0)
        + 2 * _shared(own, words)
        for article, own in zip(articles, words, strict=True)
    ]


def _shared(own: frozenset[str], others: Sequence[frozenset[str]]) -> float:
    """How much of the other titles this title says (mean Dice similarity); 0 for a title alone."""
    pairs = [2 * len(own & other) / (len(own) + len(other)) for other in others if other is not own and own and other]
    return sum(pairs) / len(pairs) if pairs else 0.0
