"""Whether the numbers of a sentence stand in a source, with their units and with what they count. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from summarizer.guard.around import LABELS
from summarizer.guard.figures import Figure
from summarizer.guard.source import Passage, Source
from summarizer.guard.support import LIGHT, kin_of, shared
from summarizer.guard.units import ANYBODY, PARTS_PLAYED, PERSONS, SAME_THING
from summarizer.text.tokens import content_words

_EXACT = 1e-12
_MONTHS = 12
_WORDED = 0.02
"""How far "a third" may be from what it stands for."""
_MOST_ROUNDED = 0.2
_CLOSE = 12
_CARRIED = frozenset(("months", "time", "share", "miles", "metres", "USD", "EUR", "GBP"))
"""Units that one number of a sentence may take from another one."""
_YEARS = frozenset(map(str, range(1900, 2101)))
_FINE = 2
"""So many digits a rounded number must keep if no word such as "about" says that it is rounded."""
_CUT = re.compile(
    r"[;:]|,\s(?=(?:and|but|while|which|who|und|aber|sowie)\b)"
    r"|\b(?:and|und) (?=(?:is|was|were|are|has|have|had|will|would)\b)"
)
_GROUPS = {
    2: re.compile(r"\b(?:both|pair|couple|duo|twins|beide\w?)\b", re.IGNORECASE),
    3: re.compile(r"\b(?:trio|triplets)\b", re.IGNORECASE),
    4: re.compile(r"\b(?:foursome|quartet)\b", re.IGNORECASE),
}
"""Words that say how many there are."""
_NAME = r"[A-ZÄÖÜ][\w.’'-]*(?: (?:of |de |the )?[A-ZÄÖÜ][\w.’'-]*)*"
_LIST = re.compile(rf"{_NAME}(?:, (?:the )?{_NAME})*,? (?:and|und) (?:the )?{_NAME}")
"""Names one after the other, which a condenser may count."""
_AROUND = 5
"""So many content words before a number, and behind it, tell what it is about."""
_FEW, _FAR_MORE, _MOST_WORDS = 3, 3, 0.5
_MOST_LISTED = 6
_PART_OF = re.compile(r"\s+(?:out )?(?:of|von)\b[^,.;]{0,40}")
"""Between a part and the whole."""
_SMALL = 12
"""Numbers up to this stand everywhere: one that counts nothing is not borne out by one that counts something."""
_REACH = 2
_SHARED, _SHARED_CONVERTED = 0.2, 0.4
"""The share of the sentence's content words that stand around a number in the source, at least; more of them where only
the unit's conversion makes two numbers equal."""


def strange_figures(sentence: str, figures: Sequence[Figure], stems: frozenset[str], source: Source) -> Iterator[str]:
    """What is wrong with numbers that the source has not, or in another unit, of another thing, or less exactly."""
    places = range(len(source.passages))
    for _, group in groupby(sorted(figures, key=lambda each: each.start), lambda each: each.start):
        first, *others = group
        read = others or (first, *_in_company(first, figures))
        around = _words_around(sentence, first, source)
        standing = [at for at in places if any(_stands(each, at, (stems, around), source) for each in read)]
        said = first.said + (f" {first.counts[0]}" if first.counts else "")
        if not standing:
            yield f"the number {said} is not in the source"
        elif _stands_elsewhere(first, standing, sentence, figures, source):
            yield f"the number {said} is of something else in the source"


def _stands_elsewhere(
    figure: Figure, standing: Sequence[int], sentence: str, figures: Sequence[Figure], source: Source
) -> bool:
    """Whether the words around a number stand around another one of its kind, and far fewer of them around it.

    That other one must be none of the sentence's own.
    """
    words = _words_around(sentence, figure, source)
    alike = [each for at in standing for each in source.passages[at].figures if agrees(figure, each)]
    if len(words) < _FEW or figure.worded or any(each.age for each in alike):
        return False
    families = [kin_of(word, source) | {word} for word in words]

    def held(passage: Passage) -> int:
        return sum(not passage.stems.isdisjoint(family) for family in families)

    own = max(held(source.passages[at]) for at in standing)
    for at, passage in enumerate(source.passages):
        theirs = held(passage)
        if at in standing or theirs < own + _FAR_MORE or theirs < _MOST_WORDS * len(words):
            continue
        unused = [each for each in passage.figures if not any(agrees(other, each) for other in figures)]
        if any(_is_of_one_kind(figure, each) for each in unused):
            return True
    return False


def _is_so_many(figure: Figure, passage: Passage) -> bool:
    """Whether a passage has a few without a number: a pair, or as many names in a row."""
    if figure.dimension or not figure.counts or figure.value not in range(2, _MOST_LISTED + 1):
        return False
    groups = _GROUPS.get(int(figure.value))
    listed = (len(re.split(r", (?:and |und )?| and | und ", found[0])) for found in _LIST.finditer(passage.text))
    return bool(groups and groups.search(passage.text)) or int(figure.value) in listed


def _all_of_kind(figure: Figure, source: Source) -> list[Figure]:
    return [each for passage in source.passages for each in passage.figures if each.dimension == figure.dimension]


def _words_around(sentence: str, figure: Figure, source: Source) -> frozenset[str]:
    """The content words beside a number, as far as its clause goes."""
    before = _CUT.split(sentence[: figure.start])[-1]
    behind = _CUT.split(sentence[figure.end :], maxsplit=1)[0]
    near = (*content_words(before, source.language)[-_AROUND:], *content_words(behind, source.language)[:_AROUND])
    return frozenset(near) - LIGHT


def _is_of_one_kind(one: Figure, other: Figure) -> bool:
    return one.dimension == other.dimension and bool(one.counts) == bool(other.counts) and one.value != other.value


def _in_company(figure: Figure, figures: Sequence[Figure]) -> Iterator[Figure]:
    """What a bare number may be in the sentence: "five years, or three", "48 of 71 laps"."""
    if figure.dimension or figure.counts:
        return
    before = [each for each in figures if 0 <= figure.start - each.end <= _CLOSE][-1:]
    after = [each for each in figures if 0 <= each.start - figure.end <= _CLOSE][:1]
    for other in before or after:
        if other.counts or other.dimension in _CARRIED:
            value = figure.value * other.size
            yield replace(figure, value=value, dimension=other.dimension, counts=other.counts, size=other.size)


def _stands(figure: Figure, at: int, contexts: Sequence[frozenset[str]], source: Source) -> bool:
    """Whether a passage bears the number out: enough of the sentence's words, or of those beside it, stand there."""
    stems = contexts[0]
    passage = source.passages[at]
    alike = [
        each for each in passage.figures if agrees(figure, each) and _same_thing(figure, each, passage, source, stems)
    ]
    if not alike and not _is_so_many(figure, passage):
        return False
    if _counts_otherwise(figure, alike, passage):
        return False
    # Ages and dates are hardly ever taken for others.
    bare = not figure.counts and not figure.named
    if figure.dimension == "date" or ((figure.age or bare) and any(each.age for each in alike)):
        return True
    if any(figure.counts and each.counts and each.counts[0] in _others(figure.counts[0]) for each in alike):
        return True
    if alike and figure.dimension and all(agrees(figure, each) for each in _all_of_kind(figure, source)):
        return True  # There is no other number that it could be taken for.
    converted = bool(alike) and figure.dimension != "share" and not any(each.size == figure.size for each in alike)
    near = frozenset[str]().union(*(each.stems for each in source.around(at, 1 if converted else _REACH)))
    needed = _SHARED_CONVERTED if converted else _SHARED
    plain = [frozenset(word for word in words - LIGHT if not any(map(str.isdigit, word))) for words in contexts]
    return any(not words or shared(words, near, source) >= needed * len(words) for words in plain)


def _counts_otherwise(figure: Figure, alike: Sequence[Figure], passage: Passage) -> bool:
    """Whether another number of the passage is beside what this one counts, and none of those that agree is."""
    nouns = _others(figure.counts[0]) if figure.counts else frozenset[str]()
    if not nouns or figure.dimension or any(nouns & {*each.counts} for each in alike):
        return False
    others = [each for each in passage.figures if nouns & {*each.counts[:1]} and not agrees(figure, each)]
    # "200 of the 5,000 rows": both count rows.
    return any(not _PART_OF.fullmatch(passage.text, one.end, other.start) for one in alike for other in others)


def agrees(said: Figure, true: Figure) -> bool:
    """Whether a source's number bears out what is said: the same value, or one that the words around it allow."""
    if said.dimension == "vague":
        return (
            (true.dimension == "vague" and said.value == true.value)
            or (not true.dimension and 2 * said.value <= true.value < 1000 * said.value)
        )  # fmt: skip
    if said.age != true.age:
        # "Kohli, 28, …" gives an age without saying so.
        age, other = (said, true) if said.age else (true, said)
        if not other.dimension and not other.counts:
            return _same(age.value, _MONTHS * other.value)
    if said.dimension == "months" and true.dimension == "ordinal":
        # "100 years ago" on the 100th anniversary.
        return _same(said.value, _MONTHS * true.value)
    if {said.dimension, true.dimension} == {"", "ordinal"}:
        # "lap 48" is the 48th.
        return said.value > _FINE and _same(said.value, true.value) and not (said.counts or true.counts)
    if said.dimension != true.dimension:
        return False
    if _same(said.value, true.value):
        return _same_lean(said.lean, true.lean)
    if said.worded:
        return abs(said.value - true.value) <= _WORDED
    return _rounds(said, true)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _EXACT * max(abs(one), abs(other))


def _same_lean(said: str, true: str) -> bool:
    if said == true or said == "about":
        return True
    return not said and true != "most"


def _rounds(said: Figure, true: Figure) -> bool:
    """Whether the number said is the true one with fewer digits, rounded the way its words say."""
    value, exact = said.value / said.size, true.value / said.size
    digits = _digits(value)
    if exact <= 0 or abs(exact - value) > _MOST_ROUNDED * exact or digits >= _digits(exact):
        return False
    if said.dimension in {"date", "clock", "ordinal"} or said.named or _is_year(said):
        return False
    unit = 10.0 ** (math.floor(math.log10(exact)) + 1 - digits)
    near, above = round(exact / unit) * unit, math.ceil(exact / unit) * unit
    if said.lean == "about":
        return _same(value, near)
    if said.lean == "under":
        return _same(value, above)
    if said.lean == "over":
        return _same(value, above - unit)
    return not said.lean and digits >= _FINE and _same(value, near)


def _is_year(figure: Figure) -> bool:
    """Whether a number is written like a year, which nobody rounds."""
    return not figure.dimension and not figure.counts and figure.size == 1.0 and figure.said.strip() in _YEARS


def _digits(value: float) -> int:
    """How many digits a number is written with, without the zeros at either end."""
    return len(f"{value:.8g}".partition("e")[0].replace(".", "").strip("0"))


def _others(noun: str) -> frozenset[str]:
    """A noun, and what people say for it beside a number."""
    return frozenset({noun}).union(*(group for group in SAME_THING if noun in group))


def _same_thing(said: Figure, true: Figure, passage: Passage, source: Source, stems: frozenset[str]) -> bool:
    """Whether what is counted is counted there: the same noun, one that people use for it, or one in that sentence."""
    if said.named:
        same = said.named in LABELS or said.named in passage.text.lower()
        return true.named == said.named or (not true.counts and same)
    if not said.counts:
        sure = said.value > _SMALL or bool(said.dimension) or not true.counts
        return sure or len(stems & passage.stems) >= _SHARED_CONVERTED * len(stems)
    alike = _others(said.counts[0])
    if not true.counts and not true.named:
        # "12,000 of them": what they are stands elsewhere.
        return any(alike & each.stems for each in source.passages)
    if said.counts[0] in PARTS_PLAYED and true.counts:
        return True
    if said.counts[0] in ANYBODY and true.counts and true.counts[0] in PERSONS:
        return True
    at = source.passages.index(passage)
    beside = frozenset[str]().union(*(each.stems for each in source.around(at)))
    near = beside if 1 < said.value <= _SMALL and not true.counts else passage.stems
    return bool(alike & ({*true.counts} | near))
