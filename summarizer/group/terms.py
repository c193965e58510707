"""What an article is about, as weighted terms: TF-IDF that learns while it reads. Pure but for its own counts.

A title says what happened, so its words count most; names and numbers in it more than others, since they are what two
outlets have in common when every other word differs. Neighbouring title words form terms of their own ("airpods max").
Of the text only the lead counts: news is written so that it can be cut from the end.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
RARE = 1.2
"""The power to which rarity is raised: what few articles share tells more than its logarithm does."""
_SEED_ARTICLES = 50
"""How many imagined articles the counts begin with, so that early terms are neither all rare nor all common."""

Vector = Mapping[str, float]


def terms_of(article: Article) -> Vector:
    """The terms of an article's title and lead with their weights, before rarity."""
    counts: dict[str, float] = {}
    words = list(_words(headline_of(article.title)))
    stop = stop_words(article.language if article.language in {"de", "fr", "es", "it", "nl", "pt"} else "en")
    shouting = sum(word[:1].isupper() for word in words) > 0.7 * len(words)
    previous: str | None = None
    for position, word in enumerate(words):
        term = _term(word, stop)
        if term is None:
            previous = None
            continue
        weight = TITLE
        if _NUMBER.search(word):
            weight = NUMBER
        elif word[:1].isupper() and (position or word[1:] != word[1:].lower()):
            weight = TITLE if shouting and word[1:] == word[1:].lower() else NAME
        counts[term] = max(counts.get(term, 0.0), _told(term, weight))
        if previous:
            counts[f"{previous} {term}"] = PAIR
        previous = term
    _add_lead(counts, article.text, stop)
    return counts


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
    times: Counter[str] = Counter()
    plain: set[str] = set()
    for position, word in enumerate(islice(_words(text[:READ]), LEAD_WORDS)):
        if term := _term(word, stop):
            times[term] += 1
            if not position or not word[0].isupper():
                plain.add(term)
    for term, count in times.items():
        weight = LEAD if term in plain else LEAD * LEAD_NAME
        counts[term] = counts.get(term, 0.0) + _told(term, weight) * (1 + math.log(count))


def _words(text: str) -> Iterator[str]:
    """The words, compounds in their parts and number words as figures: "three-hour" meets "3-hour"."""
    for match in WORD.finditer(text):
        word = match[0]
        if "-" in word:
            yield from (_FIGURES.get(part.lower(), part) for part in word.split("-") if part)
        else:
            yield _FIGURES.get(word.lower(), word)


@lru_cache(maxsize=65_536)
def _term(word: str, stop: frozenset[str]) -> str | None:
    plain = fold(word)
    if plain in stop or (len(plain) < 2 and not plain.isdigit()):
        return None
    return plain if _NUMBER.search(plain) else stem(word)[:STEM]


def _told(term: str, weight: float) -> float:
    return weight * COMMON if term in _COMMON else weight


class Rarity:
    """In how many articles each term was met; rare terms weigh more (inverse document frequency, smoothed)."""

    def __init__(self) -> None:
        self._met: Counter[str] = Counter()
        self._articles = 0

    def learn(self, terms: Iterable[str]) -> None:
        """Count one more article."""
        self._met.update(terms)
        self._articles += 1

    def weigh(self, terms: Vector) -> Vector:
        """The terms' vector of length 1."""
        everything, met = self._articles + _SEED_ARTICLES, self._met
        weighed = {term: count * math.log(1 + everything / (1 + met[term])) ** RARE for term, count in terms.items()}
        length = math.sqrt(sum(weight * weight for weight in weighed.values()))
        return {term: weight / length for term, weight in weighed.items()} if length else {}
