"""Where sources give different numbers for one thing. Pure, and rather silent than wrong.

Two numbers are of one thing when the word they count is the same and each stands in a sentence that shares most of
its other content words with the other. Rounding is no disagreement: "nearly 8,000" and "8,000" agree, and so do numbers
within five percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.model import Article
from summarizer.text.sentences import split_sentences
from summarizer.text.tokens import content_words, stem

_COUNT = re.compile(
    r"(?P<money>[$€£])?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?P<scale>million|billion|thousand|[mb]n)?"
    r"(?P<percent>\s?(?:%|percent))?\s+(?:\w+\s+)?(?P<thing>[a-z]{4,}s)\b",
    re.IGNORECASE,
)
_SCALE = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9}
_TIME = {
    stem(word)
    for word in ("years", "months", "weeks", "days", "hours", "minutes", "seconds", "times", "points", "cents")
}
_CLOSE = 0.05
_SHARED = 3
_READ = 12


@dataclass(frozen=True, slots=True)
class _Claim:
    article: Article
    value: float
    said: str
    thing: str
    context: frozenset[str]


def disagreements(texts: Sequence[Article]) -> tuple[str, ...]:
    """One plain sentence for the first number that sources of different publishers disagree on; usually none."""
    if len({article.publisher for article in texts}) < 2:
        return ()
    claims = [claim for article in texts for claim in _claims(article)]
    for position, one in enumerate(claims):
        for other in claims[position + 1 :]:
            if _differ(one, other):
                first, second = f"{one.article.source} says {one.said}", f"{other.article.source} says {other.said}"
                return (f"Sources differ: {first}, {second}.",)
    return ()


def _claims(article: Article) -> Iterator[_Claim]:
    for span in split_sentences(article.text)[:_READ]:
        sentence = article.text[span.start : span.end]
        for found in _COUNT.finditer(sentence):
            thing = stem(found["thing"])
            if thing in _TIME or found["percent"]:
                continue
            value = float(found["number"].replace(",", "")) * _SCALE.get((found["scale"] or "").lower(), 1)
            if value >= 20 and not (1990 <= value <= 2100):
                context = frozenset(word for word in content_words(sentence) if not word[0].isdigit())
                yield _Claim(article, value, " ".join(found[0].split()), thing, context)


def _differ(one: _Claim, other: _Claim) -> bool:
    if one.article.publisher == other.article.publisher or one.thing != other.thing:
        return False
    if abs(one.value - other.value) <= _CLOSE * max(one.value, other.value):
        return False
    ratio = max(one.value, other.value) / min(one.value, other.value)
    return ratio < 3 and len((one.context & other.context) - {one.thing}) >= _SHARED
