"""What an article is about, as weighted terms. Pure.

A title says what happened, so its words count most; names and numbers in it more than others, since they are what two
outlets have in common when every other word differs. Capitals tell a name where a title has them and other words as
well; in a title all in capitals, with a capital to each word or without one, the way others write a word does (see
summarizer.group.names). Neighbouring title words form terms of their own ("airpods max").
Of the text only the lead counts: news is written so that it can be cut from the end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from summarizer.model import Article
from summarizer.text.tokens import WORD, fold, stem, stop_words

LEAD_WORDS = 120
TITLE = 1.0
NAME = 1.35
NUMBER = 1.5
PAIR = 0.5
LEAD = 0.47
LEAD_NAME = 0.8
"""What a name in the lead weighs against another word of it: a subject's names stand in all its stories."""
COMMON = 0.31
"""What is left of the weight of a word that any tech title may hold."""
_DOMAIN = frozenset(
    """launch announce say report get new make take will could use users app today week year first reveal show tell plan
    add bring come want need help give know think work look find see way time people company tech world best big top
    finally just now still here why how what available update feature release latest version review deal buy your you
    it its million billion percent daily live watch free start end set face call ask try may might""".split()
)  # fmt: skip
"""Words that any tech title may hold: they tell little."""
STEM = 5
"""Letters of a word's stem that count: "personalization" and "personalized" tell of one thing."""
_COMMON = frozenset(stem(word)[:STEM] for word in _DOMAIN)
SHORTEST_TITLE = 4
LONGEST_NAME = 4
"""Words of the shortest headline and the longest outlet's name that `headline_of` tells apart."""
_FIGURES = {
    word: str(value)
    for value, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
READ = 2_000
"""Characters of a text in which its lead is looked for."""
_NUMBER = re.compile(r"\d")
TOLD_BY_CASE = 0.7
"""The share of capitalised words above which a title's capitals say nothing."""

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Counts:
    """An article's terms before rarity: their `weights`, and what those `in_doubt` weigh more if they are names."""

    weights: Vector
    in_doubt: Vector = field(default_factory=dict)
    has_lead: bool = False


def terms_of(article: Article, lead: str) -> Counts:
    """The terms of an article's title and of its lead with their weights, before rarity."""
    counts: dict[str, float] = {}
    in_doubt: dict[str, float] = {}
    words = list(words_of(headline_of(article.title)))
    stop = stop_words_of(article)
    told = case_tells(words) and any(map(_is_capital, words[1:]))
    previous: str | None = None
    for position, word in enumerate(words):
        term = term_of(word, stop)
        if term is None:
            previous = None
            continue
        weight = TITLE
        if _NUMBER.search(word):
            weight = NUMBER
        elif not told:
            in_doubt[term] = _told(term, NAME - TITLE)
        elif _is_capital(word) and (position or word[1:] != word[1:].lower()):
            weight = NAME
        counts[term] = max(counts.get(term, 0.0), _told(term, weight))
        if previous:
            counts[f"{previous} {term}"] = PAIR
        previous = term
    _add_lead(counts, lead, stop)
    return Counts(counts, in_doubt, has_lead=bool(lead))


def case_tells(words: Sequence[str]) -> bool:
    """Whether capitals tell the names of a title: it has some, and not on nearly every word."""
    letters = [word for word in words if word[:1].isalpha()]
    return 0 < sum(map(_is_capital, letters)) <= TOLD_BY_CASE * len(letters)


def stop_words_of(article: Article) -> frozenset[str]:
    """The words that carry no meaning in the article's language; English where it is none that we know."""
    return stop_words(article.language if article.language in {"de", "fr", "es", "it", "nl", "pt"} else "en")


def headline_of(title: str) -> str:
    """The title without the outlet and the section that some feeds hang on it ("Sport | … | The Pier", "… - Pier")."""
    parts = title.split(" | ")
    if len(parts) > 1:
        longest = max(parts, key=lambda part: len(part.split()))
        title = longest if len(longest.split()) >= SHORTEST_TITLE else title
    head, dash, tail = title.rpartition(" - ")
    is_name = bool(dash) and len(tail.split()) <= LONGEST_NAME
    return head if is_name and len(head.split()) >= SHORTEST_TITLE else title


def _add_lead(counts: dict[str, float], text: str, stop: frozenset[str]) -> None:
    times: dict[str, int] = {}
    plain: set[str] = set()
    parts = (part for match in WORD.finditer(text[:READ]) for part in _terms_in(match[0], stop))
    for position, (term, is_capital) in enumerate(islice(parts, LEAD_WORDS)):
        if term:
            times[term] = times.get(term, 0) + 1
            if not position or not is_capital:
                plain.add(term)
    for term, count in times.items():
        weight = LEAD if term in plain else LEAD * LEAD_NAME
        if term in _COMMON:
            weight *= COMMON
        counts[term] = counts.get(term, 0.0) + (weight * (1 + math.log(count)) if count > 1 else weight)


def words_of(text: str) -> Iterator[str]:
    """The words, compounds in their parts and number words as figures: "three-hour" meets "3-hour"."""
    return (part for match in WORD.finditer(text) for part in _parts_of(match[0]))


def _parts_of(word: str) -> list[str]:
    if "-" in word:
        return [_FIGURES.get(part.lower(), part) for part in word.split("-") if part]
    return [_FIGURES.get(word.lower(), word)]


@lru_cache(maxsize=65_536)
def _terms_in(word: str, stop: frozenset[str]) -> tuple[tuple[str | None, bool], ...]:
    """The term of each part of a word, and whether it has a capital. Leads are full of the same few thousand words."""
    return tuple((term_of(part, stop), _is_capital(part)) for part in _parts_of(word))


@lru_cache(maxsize=65_536)
def term_of(word: str, stop: frozenset[str]) -> str | None:
    """The term that a word stands for; None for a word that carries no meaning."""
    plain = fold(word)
    if plain in stop or (len(plain) < 2 and not plain.isdigit()):
        return None
    return plain if _NUMBER.search(plain) else stem(word)[:STEM]


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _told(term: str, weight: float) -> float:
    return weight * COMMON if term in _COMMON else weight
