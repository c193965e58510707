"""The passage that supports a sentence best. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from summarizer.guard.source import Source, read_source
from summarizer.guard.synonyms import synonyms
from summarizer.text.tokens import stem

LEAST = 0.28
"""The share of a sentence's content words (by weight) that must stand in one place of the source."""
LEAST_IN_ALL = 0.4
"""The share that must stand anywhere in it."""
LIGHT = frozenset(
    stem(word)
    for word in """
    above again ago ahead already also although among another anything around away back became become began
    begin behind being besides bring brought came come currently despite done earlier else ever everyone far
    fewer follow following follows former found gave get getting give given go goes going gone got happen
    hear heard held help hold however involve involved kept know known later latter left let lot main mainly
    make many meanwhile move near need neither next nobody nothing now often once part people perhaps place
    possible put rather recently reportedly run saw see seen set several should show since so someone
    something soon started still take taken tell thing think thought till today told took toward turn turned
    unclear unless use used various want well went whether whole yet""".split()
)
"""Words that a condenser may put in without saying anything new: they need no support."""
_REACH = 2
"""So many sentences on both sides of one are one place."""
_RIVAL = 0.75
"""A sentence that covers so much of what the best one does may be the one that is meant."""
_LIKE, _LIKE_GERMAN = 0.5, 0.9
"""What another word of its family, or one for the same, counts for beside the word itself; more in German, where
most of them are parts of compounds."""
_BEGINNING = 4
_ALIKE = 0.6
"""The share of the longer one's letters with which both of two words of one family begin."""
_ROUNDED = 0.1
_SECOND = 0.2
"""A second sentence joins the passage only if it adds so much."""


@dataclass(frozen=True, slots=True)
class Support:
    """The first and the last sentence of the best passage (at most two), and which of them is the main one."""

    first: int
    last: int
    main: int
    rivals: tuple[int, ...] = ()
    """Sentences that support it about as well as the main one."""


def best_passage(values: Sequence[float], stems: frozenset[str], source: Source) -> Support | None:
    """Where the source supports a sentence best.

    `values` are the sentence's numbers, `stems` its other content words.
    None where too little of it stands in any place of the source.
    """
    weights = _weights(source)
    heavy = max(weights.values(), default=1.0)
    stems -= LIGHT - weights.keys()
    kin = {each: kin_of(each, source) for each in stems}
    # A word that the source does not have may be another word for one that it has, so it weighs as most do.
    usual = median(weights.values()) if weights else 1.0

    order = range(len(source.passages))
    worth = {each: max((weights[known] for known in kin[each]), default=usual) for each in stems}
    other = _LIKE_GERMAN if source.language == "de" else _LIKE
    total = sum(worth.values()) + heavy * len(values) or 1.0

    def covered(*places: int) -> float:
        there = frozenset[str]().union(*(source.passages[at].stems for at in places))
        same = sum(worth[each] for each in stems & there)
        like = sum(worth[each] for each in stems - there if not there.isdisjoint(kin[each]))
        known = [figure.value for at in places for figure in source.passages[at].figures]
        numbers = sum(any(_is_near(value, each) for each in known) for value in values)
        return (same + other * like + heavy * numbers) / total

    main = max(order, key=lambda at: (covered(at), -at))
    near = [at for at in range(main - _REACH, main + _REACH + 1) if at in order]
    if (stems or values) and (covered(*near) < LEAST or covered(*order) < LEAST_IN_ALL):
        return None
    second = max((at for at in near if abs(at - main) == 1), key=lambda at: covered(main, at), default=main)
    apart = source.passages[second].paragraph != source.passages[main].paragraph
    rivals = tuple(at for at in order if at != main and covered(at) >= _RIVAL * covered(main))
    if second == main or apart or covered(main, second) - covered(main) < _SECOND:
        return Support(main, main, main, rivals)
    return Support(min(main, second), max(main, second), main, rivals)


def _is_near(one: float, other: float) -> bool:
    """Whether a number may stand for another one, so that its place is worth a look; figures are judged apart."""
    return abs(one - other) <= _ROUNDED * abs(other)


def shared(stems: frozenset[str], there: frozenset[str], source: Source) -> int:
    """How many of the stems, or words of their families, are among those of a place of the source."""
    return sum(each in there or not there.isdisjoint(kin_of(each, source)) for each in stems)


def kin_of(word: str, source: Source) -> frozenset[str]:
    """The stems of the source that are the word's own or of its family."""
    weights = _weights(source)
    if word in weights:
        return frozenset((word,))
    begins = _beginnings(source.text).get(word[:_BEGINNING], ())
    near = frozenset(other for other in begins if _are_kin(word, other))
    near |= synonyms(source.language).get(word, frozenset()) & weights.keys()
    if near or source.language != "de":
        return near
    return frozenset(other for other in weights if _is_within(word, other) or _is_within(other, word))


def _are_kin(one: str, other: str) -> bool:
    """Whether two stems begin alike for long enough to be of one family ("invest", "investor")."""
    shared = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    length = min(len(one), len(other)) if shared is None else shared
    return length >= _BEGINNING and length >= _ALIKE * max(len(one), len(other))


def _is_within(part: str, whole: str) -> bool:
    """Whether a German word is a part of a compound, at either end of it."""
    return len(part) >= _BEGINNING and (whole.startswith(part) or whole.endswith(part))


@lru_cache(maxsize=64)
def _beginnings(text: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for each in frozenset[str]().union(*(passage.stems for passage in read_source(text).passages)):
        if len(each) >= _BEGINNING and each.isalpha():
            found.setdefault(each[:_BEGINNING], []).append(each)
    return {begin: tuple(words) for begin, words in found.items()}


def _weights(source: Source) -> Mapping[str, float]:
    return _weigh(source.text)


@lru_cache(maxsize=64)
def _weigh(text: str) -> Mapping[str, float]:
    passages = [passage.stems for passage in read_source(text).passages]
    counts = Counter(each for passage in passages for each in passage)
    return {each: 1.0 + math.log(len(passages) / count) for each, count in counts.items()}
