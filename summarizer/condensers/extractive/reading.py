"""Reading an article: its sentences, what each is like, and what kind of text they make. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.condensers.extractive import lexicon
from summarizer.text.tokens import content_words, stems_of, words_of

SHORT_NEWS = 600
LONG_READ = 680
"""Up to so many words news is told from its first sentence down; a text of so many is searched for its facts."""
LONG_REPORT, FEATURE = 1200, 1800
"""Reports have seldom more words than the first; of so many as the second a text is a feature, however it begins."""
ROUNDABOUT = 0.7
"""How much a report that does not open with its news is told as news."""
REPORT, ESSAY = 0.15, 0.25
"""Up to this share of sentences that say I, we or you outside quotations a text reports; from this share on it does not."""

LONGEST_WORD = 15
"""Characters that a word, with its space, counts as one for, by the average: Thai, a link, noise have no spaces."""
BRIEF_OPENING = 18
"""An opening of so many words that names one thing the title names says its news, too."""
_TWICE = 1.0
"""A word of more weight than this stands in two sentences at least: log 3 is 1.1."""
_PERSONAL = lexicon.WE | lexicon.YOU


class Traits(NamedTuple):
    """What a sentence is like, for the ranker; the order is that of its training. True is 1, counts are capped."""

    position: float
    place: float
    sentences: float
    words: float
    title_share: float
    title_count: float
    central: float
    density: float
    coverage: float
    money: float
    digits: float
    names: float
    change: float
    speech: float
    quote: float
    you: float
    we: float
    analogy: float
    advice: float
    colour: float
    dangling: float
    question: float
    own: float
    opening_title: float
    before: float
    to_opening: float
    to_previous: float
    fresh: float
    recurring: float
    title_fresh: float
    title_left: float
    letters: float


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on one line, with its words and the stems of those that carry meaning."""

    text: str
    words: tuple[str, ...]
    low: frozenset[str]
    """Its words in lower case."""
    content: frozenset[str]
    size: int
    """How many words it has between spaces, or might have in so many characters."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the text that a sentence stands in.

    `headline` has the words of the title; where there is none, what the text opens with is its `title`, if it is news.
    `weights` says how much each content word matters in it, `first_at` the number of the first sentence that has it;
    `news` from 0 to 1 how much it is short news, `report` how much it reports, at whatever length.
    """

    title: frozenset[str]
    headline: frozenset[str]
    weights: dict[str, float]
    first_at: dict[str, int]
    opening: frozenset[str]
    total: float
    language: str | None
    sentences: int
    opening_counts: bool
    opening_title: float
    own: float
    news: float
    report: float


def read_line(text: str, language: str | None) -> Line:
    """A sentence as one line."""
    words = words_of(text)
    size = max(text.count(" ") + 1, len(text) // LONGEST_WORD)
    return Line(text, tuple(words), frozenset(map(str.lower, words)), frozenset(stems_of(words, language)), size)


def set_scene(title: str, lines: Sequence[Line], language: str | None) -> Scene:
    """The scene of a text: word weights (log of how many of its sentences have it) and what its opening is worth."""
    counts: Counter[str] = Counter()
    first_at: dict[str, int] = {}
    for position, line in enumerate(lines):
        counts.update(line.content)
        for word in line.content:
            first_at.setdefault(word, position)
    headline = frozenset(content_words(title, language))
    titled = headline or _title_of(lines)
    weights = {word: math.log1p(count) for word, count in counts.items()}
    own = sum([not line.low.isdisjoint(_PERSONAL) for line in lines]) / max(1, len(lines))
    counts_first = bool(lines) and _is_news_opening(lines[0], titled)
    size = sum(line.size for line in lines)
    shortness = min(1.0, max(0.0, (LONG_READ - size) / (LONG_READ - SHORT_NEWS)))
    return Scene(
        title=titled,
        headline=headline,
        weights=weights,
        first_at=first_at,
        opening=lines[0].content if lines else frozenset(),
        total=sum(weights.values()) or 1.0,
        language=language,
        sentences=len(lines),
        opening_counts=counts_first,
        opening_title=len(lines[0].content & titled) / max(1, len(titled)) if lines else 0.0,
        own=own,
        news=shortness,
        report=_reports(lines, size) * (1.0 if counts_first else ROUNDABOUT) if size > SHORT_NEWS else 1.0,
    )


def _reports(lines: Sequence[Line], size: int) -> float:
    """How much a text tells of others, 0 to 1: those it quotes may say I, its author does not. A feature does not."""
    spoken = [line for line in lines if not line.low.isdisjoint(_PERSONAL)]
    own = sum([not _PERSONAL.isdisjoint(map(str.lower, words_of(_unquoted(line.text)))) for line in spoken]) / max(
        1, len(lines)
    )
    feature = (FEATURE - size) / (FEATURE - LONG_REPORT)
    return min(1.0, max(0.0, (ESSAY - own) / (ESSAY - REPORT))) * min(1.0, max(0.0, feature))


def _unquoted(text: str) -> str:
    """What stands outside quotation marks; a quotation that does not end goes to the sentence's end."""
    return lexicon.OPEN_QUOTE.sub("", lexicon.QUOTE.sub(" ", text))


def _title_of(lines: Sequence[Line]) -> frozenset[str]:
    """The words of the opening, where it is news; a text without a title is known by its first words."""
    names = frozenset(word for line in lines[:1] for word in line.words[1:] if word[0].isupper())
    return (
        lines[0].content
        if lines and _is_news_opening(lines[0], lines[0].content if names else frozenset())
        else frozenset()
    )


def _is_news_opening(line: Line, title: frozenset[str]) -> bool:
    """Whether a text opens with its news: not with an anecdote, an aphorism or the general state of things."""
    low = line.low
    named = len(line.content & title)
    concrete = bool(lexicon.DIGITS.search(line.text)) or named >= 2 or (named and line.size <= BRIEF_OPENING)
    concrete = concrete or not low.isdisjoint(lexicon.SPEECH)
    throat = lexicon.is_coloured(line.text, low) or bool(low & lexicon.WE) or line.text.endswith("?")
    return bool(concrete) and not throat and line.size <= 45


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its number, how many words are before it, and what the sentence before it says."""

    position: int
    before: int
    previous: frozenset[str]


def places(lines: Sequence[Line]) -> list[Place]:
    """Where each of a text's sentences stands."""
    found: list[Place] = []
    before, previous = 0, frozenset[str]()
    for position, line in enumerate(lines):
        found.append(Place(position, before, previous))
        before, previous = before + line.size, line.content
    return found


def traits_of(line: Line, place: Place, scene: Scene, ranked: bool = True) -> Traits:
    """What the sentence is like where it stands. What the ranker alone asks for is 0 unless it will be `ranked`."""
    text, content, position = line.text, line.content, place.position
    low = line.low
    numbers = bool(lexicon.DIGIT.search(text))
    digits = [found for found in lexicon.DIGITS.findall(text) if not lexicon.YEAR.match(found)] if numbers else []
    titled = len(content & scene.title)
    standing = _standing(line, place, scene) if ranked else _NOWHERE
    return Traits(
        position=min(position, 30),
        place=position / max(1, scene.sentences - 1),
        sentences=min(scene.sentences, 60),
        words=line.size,
        title_share=titled / max(1, len(scene.title)),
        title_count=titled,
        central=standing.central,
        density=len(content) / line.size,
        coverage=standing.coverage,
        money=bool(numbers and lexicon.MONEY.search(text)),
        digits=min(4, len(digits)),
        names=min(8, sum([word[0].isupper() for word in line.words[1:]])),
        change=len(low & lexicon.CHANGE),
        speech=not low.isdisjoint(lexicon.SPEECH),
        quote=bool(('"' in text or "“" in text or "„" in text or "«" in text) and lexicon.QUOTE.search(text)),
        you=not low.isdisjoint(lexicon.YOU),
        we=not low.isdisjoint(lexicon.WE),
        analogy=lexicon.is_analogy(text, low),
        advice=lexicon.is_advice(text, low),
        colour=lexicon.is_coloured(text, low),
        dangling=lexicon.is_dangling(text),
        question=lexicon.is_question(text),
        own=scene.own,
        opening_title=scene.opening_title,
        before=place.before,
        to_opening=standing.to_opening,
        to_previous=standing.to_previous,
        fresh=standing.fresh,
        recurring=standing.recurring,
        title_fresh=standing.title_fresh,
        title_left=standing.title_left,
        letters=standing.letters,
    )


class _Standing(NamedTuple):
    """How a sentence's words stand to those of the other sentences and of the title."""

    central: float = 0.0
    coverage: float = 0.0
    to_opening: float = 0.0
    to_previous: float = 0.0
    fresh: float = 0.0
    recurring: float = 0.0
    title_fresh: float = 0.0
    title_left: float = 0.0
    letters: float = 0.0


_NOWHERE = _Standing()


def _standing(line: Line, place: Place, scene: Scene) -> _Standing:
    content, position, weights = line.content, place.position, scene.weights
    first_at, size, titles = scene.first_at, max(1, len(content)), max(1, len(scene.title))
    held = [weights.get(word, 0.0) for word in content]
    covered = sum(held)
    return _Standing(
        central=covered / size,
        coverage=covered / scene.total,
        to_opening=len(content & scene.opening) / size if position else 0.0,
        to_previous=len(content & place.previous) / size,
        fresh=sum([first_at.get(word, 0) >= position for word in content]) / size,
        recurring=sum([weight > _TWICE for weight in held]) / size,
        title_fresh=sum([first_at.get(word, 0) >= position for word in content & scene.title]) / titles,
        title_left=sum([first_at.get(word, position) > position for word in scene.title]) / titles,
        letters=len("".join(line.words)) / max(1, len(line.words)),
    )
