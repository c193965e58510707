"""What a report counts: each number with its thing, how exactly it is meant, and the words around it. Pure, English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from summarizer.model import Article
from summarizer.text.sentences import split_sentences
from summarizer.text.tokens import content_words, stem

_COUNT = re.compile(
    r"(?:\b(?P<lean>nearly|almost|close to|up to|fewer than|less than|under|below|at most|about|around|some|roughly"
    r"|approximately|an estimated|over|more than|at least|above|exceeding)\s+)?"
    r"(?<![\w.,$€£])(?P<money>[$€£])?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\d%])\s?"
    r"(?P<scale>million|billion|thousand|[mb]n)?(?P<percent>\s?(?:%|percent))?\s+"
    r"(?:(?P<kind>(?!of|in|and|to|or|by|for|from|on|at|the|a)[\w’'-]+)\s+)?(?P<thing>[a-z]{4,}s|people)\b"
    r"(?P<where>\s(?:of|in|at)\s(?:the\s)?(?:[A-Z][\w’'-]+(?:\s|(?=[.,;]))){1,3}(?:[a-z]{4,}(?=[.,;]))?)?",
)
_NAME = re.compile(r"(?<=[\w,;:’'”] )[A-Z][\w-]+(?: [A-Z][\w-]+)?")
_SCALE = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9}
_BELOW = frozenset({"nearly", "almost", "close to", "up to", "fewer than", "less than", "under", "below", "at most"})
_ABOVE = frozenset({"over", "more than", "at least", "above", "exceeding"})
_CURRENCIES = frozenset({"euros", "dollars", "pounds", "francs", "yen"})
_NOT_COUNTED = {
    stem(word)
    for word in (
        "years months weeks days hours minutes seconds times points cents metres meters kilometres kilometers miles feet"
        " tonnes kilos pounds inches degrees watts hertz parts versions steps thanks means works others"
    ).split()
}
_READ = 14
_LEAST = 20
_YEARS = range(1900, 2101)
_LONGEST = 20
"""What is written with more characters counts nothing."""
LOOSE = 0.2
"""How far a number called "nearly" or "at least" may be from another that it agrees with."""
CLOSE = 0.05
"""Numbers this near to each other agree whatever is said of them."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts.

    `said` is the number as written with its lean and unit ("at least 2.3 million"); `step` half a unit of its last
    digit that is not 0; `thing` the counted noun, `named` the same with its qualifiers; `context` the sentence's stems,
    `names` the names in it, in order.
    """

    article: Article
    value: float
    step: float
    lean: str
    said: str
    thing: str
    named: str
    context: frozenset[str]
    names: tuple[str, ...] = ()

    def agrees(self, other: Count) -> bool:
        """Whether both numbers may be true: they are near, one rounds the other, or is said to be above or below it."""
        apart = abs(self.value - other.value)
        if apart <= max(self.step, other.step) or apart <= CLOSE * max(self.value, other.value):
            return True
        return self._reaches(other.value) or other._reaches(self.value)

    def _reaches(self, value: float) -> bool:
        if self.lean in _ABOVE:
            return self.value <= value <= self.value * (1 + LOOSE)
        if self.lean in _BELOW:
            return self.value * (1 - LOOSE) <= value <= self.value
        return bool(self.lean) and abs(value - self.value) <= LOOSE / 2 * self.value


def counts_of(article: Article) -> Iterator[Count]:
    """The counts in the article's first sentences; none of another language than English."""
    if (article.language or "en")[:2] != "en":
        return
    for span in split_sentences(article.text)[:_READ]:
        sentence = " ".join(article.text[span.start : span.end].split())
        context = frozenset(word for word in content_words(sentence, "en") if not word[0].isdigit())
        for found in _COUNT.finditer(sentence):
            count = _count(article, found, context)
            if count:
                yield replace(count, names=tuple(_NAME.findall(sentence)))


def _count(article: Article, found: re.Match[str], context: frozenset[str]) -> Count | None:
    word, written = found["thing"], found["number"]
    if len(written) > _LONGEST:
        return None
    scale = _SCALE.get((found["scale"] or "").lower(), 1.0)
    value = float(written.replace(",", "")) * scale
    if found["percent"] or stem(word) in _NOT_COUNTED or value < _LEAST:
        return None
    if scale == 1 and value in _YEARS and "," not in written:
        return None
    money = found["money"] or ""
    unit = f" {word}" if word in _CURRENCIES else ""
    said = " ".join(part for part in (found["lean"], money + written, found["scale"]) if part) + unit
    kind = found["kind"] or ""
    named = " ".join(part for part in (kind, word, (found["where"] or "").strip()) if part)
    return Count(article, value, _step(written) * scale, found["lean"] or "", said, stem(word), named, context)


def _step(written: str) -> float:
    """Half a unit of the last digit that is not 0: 5 for "120", 500 for "8,000", 0.05 for "2.4"."""
    plain = written.replace(",", "")
    if "." in plain:
        return 0.5 * 10.0 ** -len(plain.split(".")[1])
    return 0.5 * 10.0 ** (len(plain) - len(plain.rstrip("0")))
