"""Numbers of a text with their units, what they count, and how exactly they are meant. Pure.

"4.1 million", "4,100,000" and "4,1 Millionen" are one value; "six-hour", "6 hours" and "360 minutes" too. A number that
is part of a name ("5G", "3.12.1", "Q9") is left to the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.guard.around import Token, counted, lean_of, name_before, scaled, unit_at
from summarizer.guard.units import (
    FRACTIONS,
    MONTHS,
    MULTIPLES,
    ORDINALS,
    SCALES,
    UNITS,
    VAGUE,
    WORDS,
)
from summarizer.text.tokens import stem

_RUPEES = "Rs"
_LAKHS = re.compile(r"\d{1,3}(?:,\d{2})+,\d{3}")
"""Digits as people part them in India: 13,52,283."""
_NUMBER = r"\d{1,3}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:[,’'\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_TOKEN = re.compile(
    r"(?P<iso>(?<=\d{4})-\d{2}-\d{2})(?!\d)"
    r"|(?P<dotted>\d{1,2}\.\d{1,2}\.(?=(?:19|20)\d{2}\b))"
    r"|(?P<clock>\d{1,2}:\d{2}(?!\d)|\d{1,2}\.\d{2}(?=\s?(?:[ap]\.?m\b|Uhr\b)))"
    r"|(?P<literal>(?!(?:mid|pre|post|early|late)-\d|(?:Rs|INR|USD|EUR|GBP|CHF)\d)[A-Za-z]+-?\d[\w.]*\w|[A-Za-z]\d\b|\d+(?:\.\d+){2,}|\d+[A-Za-z]+\d\w*"
    r"|(?<![$€£\d.,])(?!\d{2,}K [a-z]+s\b)\d+[GKD]\b)"
    rf"|(?P<number>{_NUMBER})"
    r"|(?P<sign>(?:US|A|C)?\$|[€£¥₹%°])"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])"
)
_JOINED = re.compile(r"-?\s*(?:to|and|or|–|-|bis|und|oder|auf)\s*")
_ORDINAL_ENDS = {"st", "nd", "rd", "th"}
_LARGEST_VERSION = 1900
_LONGEST = 40
"""Digits in a longer row are a key or noise: what they are worth is more than can be reckoned with."""
_SPOKEN_OF = frozenset("the these those all other".split())
_MOST_OF = 100
_LARGE = 1e5
"""From here on a number without a unit is an amount rather than a year or a place in a list."""
_IN = re.compile(r"\s+(?:in|out of)(?: every)?\s+")
_OUT_OF = re.compile(r"\s+(?:\w+\s+){1,2}\(?(?:out )?of (?:about |some |around |roughly |nearly |more than )?")
"""Between a number of things and that of all of them: "10 flights (of about 150,000)"."""
_IN_MANY = re.compile(rf"{_IN.pattern}(?:\d|(?:{'|'.join(WORDS)})\b)")
"""Between the numbers of "one in five"."""
_HALF = re.compile(r"[\s-]and[\s-]a[\s-]half\b")
_UNIT_AND_HALF = re.compile(r"\s+(year|month|week|day|hour|decade|mile|metre|meter|kilometre)s?\s+and\s+a\s+half\b")
_PART_OF_UNIT = re.compile(r"[\s-](?:an?\s+)?(century|decade|year|month|week|day|hour|minute|mile|metre|meter)\b")
"""Behind "half" or "quarter": "half an hour", "a quarter century"."""
_TAKEN = frozenset("of der des aller ihrer ihres seiner seines dieser dieses meiner unserer".split())
_PARENT_OF = re.compile(r"\b(?:mother|father|mum|dad|parents?) (?:of|to) $")
_JUST_BEFORE = 12
"""Characters before a number that may say so: to look from the beginning each time is slow in a page of numbers."""
_AGED = re.compile(r"(?:-|\s)olds?\b|\s+of\s+age\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"[\s,(]*(?:from|after|against|compared with|compared to|up from|down from|nach|von|gegenüber|statt)\s+"
)
"""Between two amounts of one thing: the second may go without its unit."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: its value in its dimension, half a unit of its last written digit, and which way it leans.

    `counts` are the stems of the noun that follows, the likeliest first; `dimension` is empty for a plain number.
    """

    value: float
    dimension: str
    step: float
    lean: str
    counts: tuple[str, ...]
    start: int
    end: int
    said: str
    size: float = 1.0
    """How large its unit is in its dimension."""
    age: bool = False
    """It is somebody's age ("28-year-old", "aged 28")."""
    worded: bool = False
    """It is a share in words ("a third"), and so only about right."""
    named: str = ""
    """The name that stands before it and that it may belong to ("Apache 2.0", "Otter 4")."""


def figures_of(text: str) -> tuple[Figure, ...]:
    """Every number of the text, in order."""
    tokens = [Token(found.lastgroup or "", found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
    found: list[Figure] = []
    position = 0
    while position < len(tokens):
        figure, after = _read(text, tokens, position)
        if figure:
            found.append(figure)
        position = max(after, position + 1)
    return tuple(_share_units(text, found))


def _share_units(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, and in "10 to 20 percent" or "9 and 17 November" the first once more, in the unit of the second."""
    yield from figures
    for one, other in pairwise(figures):
        plain = not one.dimension and not other.dimension and 0 < one.value < other.value <= _MOST_OF
        score = text[max(0, one.start - 1) : one.start] in {"-", "–"}
        if plain and not score and _IN.fullmatch(text, one.end, other.start):
            yield replace(one, value=one.value / other.value, dimension="share", counts=(), worded=True)
        if one.counts and not other.dimension and not other.counts and _OUT_OF.fullmatch(text, one.end, other.start):
            yield replace(other, counts=one.counts)
        bare = not other.dimension and not other.counts and other.value >= _LARGE
        if bare and one.dimension and _COMPARED.fullmatch(text, one.end, other.start):
            yield replace(other, dimension=one.dimension)
        if _is_shortened(text, one, other):
            yield replace(one, value=one.value * 1000, dimension=other.dimension, counts=other.counts)
        if one.dimension or one.counts or not _JOINED.fullmatch(text, one.end, other.start):
            continue
        if other.dimension == "date":
            yield replace(one, value=other.value // 100 * 100 + one.value, dimension="date", step=0.0)
        elif other.dimension or other.counts:
            for size in {other.size, _scale(other)}:
                yield replace(
                    one, value=one.value * size, step=one.step * size, dimension=other.dimension, counts=other.counts,
                    age=other.age,
                )  # fmt: skip


def _is_shortened(text: str, one: Figure, other: Figure) -> bool:
    """Whether the first of two numbers goes without its thousands: "5-6,000"."""
    thousands = other.value % 1000 == 0 < other.value and one.value < _MOST_OF
    return thousands and not one.dimension and not one.counts and text[one.end : other.start] in {"-", "–"}


def _scale(figure: Figure) -> float:
    """How much one of its written digits' units is worth: of "410 million euros" a million."""
    digits = re.search(_NUMBER, figure.said)
    written = parse_number(digits[0])[0] if digits else 0.0
    return figure.value / written if written else figure.size


def _read(text: str, tokens: Sequence[Token], at: int) -> tuple[Figure | None, int]:
    token = tokens[at]
    if token.kind == "iso":
        month, day = (int(part) for part in token.text[1:].split("-"))
        return _plain(text, tokens, at, at + 1, float(month * 100 + day), "date"), at + 1
    if token.kind == "dotted":
        day, month = (int(part) for part in token.text.rstrip(".").split("."))
        return _plain(text, tokens, at, at + 1, float(month * 100 + day), "date"), at + 1
    if token.kind == "clock":
        return _read_clock(text, tokens, at)
    if token.kind == "number" and len(token.text) <= _LONGEST:
        return _read_date(text, tokens, at) or _read_number(text, tokens, at)
    return _read_words(text, tokens, at) if token.kind == "word" else (None, at + 1)


def _read_clock(text: str, tokens: Sequence[Token], at: int) -> tuple[Figure, int]:
    hours, minutes = (int(part) for part in re.split("[:.]", tokens[at].text))
    following = text[tokens[at].end : tokens[at].end + 5].lower().replace(".", "").strip()
    if following.startswith("pm") and hours < 12:
        hours += 12
    return _plain(text, tokens, at, at + 1, float(hours * 60 + minutes), "clock"), at + 1


def _read_date(text: str, tokens: Sequence[Token], at: int) -> tuple[Figure, int] | None:
    """A day of a month, whichever comes first."""
    token = tokens[at]
    if not token.text.isdigit() or not 1 <= int(token.text) <= 31:
        return None
    after = at + 1
    while after < len(tokens) and tokens[after].low in {".", *_ORDINAL_ENDS, "of"}:
        after += 1
    if after < len(tokens) and (month := _month(tokens[after])):
        return _plain(text, tokens, at, after + 1, float(month * 100 + int(token.text)), "date"), after + 1
    before = at - 2 if at >= 2 and tokens[at - 1].text == "." else at - 1
    if before >= 0 and (month := _month(tokens[before])) and not _is_scaled(tokens, at + 1):
        return _plain(text, tokens, at, at + 1, float(month * 100 + int(token.text)), "date"), at + 1
    return None


def _month(token: Token) -> int:
    return MONTHS.get(token.low, 0) if token.text[:1].isupper() else 0


def _is_scaled(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].low in SCALES or tokens[at].text == "%")


def _read_number(text: str, tokens: Sequence[Token], at: int) -> tuple[Figure, int]:
    written = tokens[at].text
    value, step = parse_number(written)
    after = at + 1
    if after < len(tokens) and tokens[after].low in _ORDINAL_ENDS and tokens[after].start == tokens[at].end:
        return _plain(text, tokens, at, after + 1, value, "ordinal"), after + 1
    if half := _HALF.match(text, tokens[at].end):
        value, after = value + 0.5, _past(tokens, at, half.end())
    value, step, after = scaled(tokens, after, value, step)
    return _measure(text, tokens, at, after, value, step)


def parse_number(written: str) -> tuple[float, float]:
    """The value of digits as people write them, and half a unit of the last digit."""
    if _LAKHS.fullmatch(written):
        written = written.replace(",", "")
    plain = re.sub(r"[,’'\u00a0\u202f](?=\d{3}(?:\D|$))", "", written).replace(",", ".")
    decimals = len(plain.partition(".")[2])
    return float(plain), 0.5 * 10.0**-decimals


def _read_words(text: str, tokens: Sequence[Token], at: int) -> tuple[Figure | None, int]:
    low = tokens[at].low
    if low in MULTIPLES:
        return _plain(text, tokens, at, at + 1, float(MULTIPLES[low]), "times"), at + 1
    if low in VAGUE and not (at and tokens[at - 1].kind == "number"):
        return _plain(text, tokens, at, at + 1, VAGUE[low], "vague"), at + 1
    if fraction := _read_fraction(text, tokens, at):
        return fraction
    if low in ORDINALS and at + 2 < len(tokens) and tokens[at + 1].low == "of" and (month := _month(tokens[at + 2])):
        return _plain(text, tokens, at, at + 3, float(month * 100 + ORDINALS[low]), "date"), at + 3
    if low in ORDINALS:
        return _plain(text, tokens, at, at + 1, float(ORDINALS[low]), "ordinal"), at + 1
    if low in {"a", "an", "one"} and (more := _UNIT_AND_HALF.match(text, tokens[at].end)):
        unit = UNITS[more[1].lower()]
        after = _past(tokens, at, more.end())
        figure = _plain(text, tokens, at, after, 1.5 * unit[1], unit[0])
        return replace(figure, size=unit[1]), after
    if low in {"a", "an", "ein", "eine"} and at + 1 < len(tokens) and len(tokens[at + 1].text) > 2:
        value, step, after = scaled(tokens, at + 1, 1.0, 0.5)
        return _measure(text, tokens, at, after, value, step) if after > at + 1 else (None, at + 1)
    if low not in WORDS:
        return None, at + 1
    value, after = WORDS[low], at + 1
    if half := _HALF.match(text, tokens[at].end):
        value, after = value + 0.5, _past(tokens, at, half.end())
    if value >= 20 and after + 1 < len(tokens) and tokens[after].text == "-" and tokens[after + 1].low in WORDS:
        value, after = value + WORDS[tokens[after + 1].low], after + 2
    value, step, after = scaled(tokens, after, value, 0.5)
    figure, end = _measure(text, tokens, at, after, value, step)
    # "one" is as often a pronoun ("one of them") as a number; "the two" are those just spoken of.
    spoken_of = at and tokens[at - 1].low in _SPOKEN_OF and not figure.counts
    if value == 1 and low == "one" and tokens[at + 1 : at + 2] and tokens[at + 1].low == "day":
        return None, at + 1  # "one day" is as often some day
    alone = value == 1 and not _IN_MANY.match(text, tokens[after - 1].end)
    return (None, at + 1) if not figure.dimension and (alone or spoken_of) else (figure, end)


def _read_fraction(text: str, tokens: Sequence[Token], at: int) -> tuple[Figure, int] | None:
    low = tokens[at].low
    if low in {"half", "quarter"} and (measured := _PART_OF_UNIT.match(text, tokens[at].end)):
        unit = UNITS[measured[1].lower()]
        after = _past(tokens, at, measured.end())
        figure = _plain(text, tokens, at, after, FRACTIONS[low] * unit[1], unit[0])
        return replace(figure, size=unit[1]), after
    if low in {"half", "hälfte"}:
        value, _, after = scaled(tokens, at + 2, 0.5, 0.0) if _is_half_a(tokens, at) else (0.5, 0.0, at + 1)
        return (_plain(text, tokens, at, after, value, "" if value > 1 else "share"), after)
    amount = 1.0 if low in {"a", "one", "ein"} else WORDS.get(low, 0.0)
    part = at + 2 if at + 1 < len(tokens) and tokens[at + 1].text == "-" else at + 1
    if not amount or part >= len(tokens) or tokens[part].low not in FRACTIONS:
        return None
    # "a quarter" of a year is none of a whole; only what is taken "of" something, or grew or fell "by" it, is.
    taken = part + 1 < len(tokens) and tokens[part + 1].low in _TAKEN
    if taken or (at and tokens[at - 1].low in {"by", "um"}):
        share = _plain(text, tokens, at, part + 1, amount * FRACTIONS[tokens[part].low], "share")
        return replace(share, worded=True), part + 1
    return None


def _is_half_a(tokens: Sequence[Token], at: int) -> bool:
    return at + 2 < len(tokens) and tokens[at + 1].low == "a" and tokens[at + 2].low in SCALES


def _measure(text: str, tokens: Sequence[Token], at: int, after: int, value: float, step: float) -> tuple[Figure, int]:
    """The number with its unit: the sign before it or the word after it."""
    left = at - 2 if at > 1 and tokens[at - 1].text == "." and tokens[at - 2].text == _RUPEES else at - 1
    before = tokens[left] if left >= 0 else None
    is_sign = before and (before.kind == "sign" or before.text.isupper() or before.text == _RUPEES)
    if before and is_sign and before.low in UNITS:
        first, (unit, end) = left, (UNITS.get(before.low), after)
    else:
        first, (unit, end) = at, unit_at(tokens, after)
        end = end if unit else after
    dimension, size = unit or ("", 1.0)
    score = text[tokens[at].end : tokens[at].end + 1] in {"-", "–"} and text[tokens[at].end + 1 :][:1].isdigit()
    named = name_before(text, tokens, at) if not unit and not score and value * size < _LARGEST_VERSION else ""
    counts = () if unit or named else counted(tokens, after, value)
    begins = tokens[first].start
    if not unit and not counts and _PARENT_OF.search(text, max(0, begins - _JUST_BEFORE), begins):
        counts = (stem("children"),)
    figure = Figure(
        value * size, dimension, step * size, lean_of(tokens, first), counts,
        tokens[first].start, tokens[end - 1].end, text[tokens[first].start : tokens[end - 1].end], size,
        age=dimension == "months" and bool(_AGED.match(text, tokens[end - 1].end)), named=named,
    )  # fmt: skip
    return figure, end


def _past(tokens: Sequence[Token], at: int, end: int) -> int:
    """The number of the first token from `at` on that lies behind the character `end`."""
    return next(place for place in range(at, len(tokens)) if tokens[place].end >= end) + 1


def _plain(text: str, tokens: Sequence[Token], at: int, after: int, value: float, dimension: str) -> Figure:
    start, end = tokens[at].start, tokens[after - 1].end
    return Figure(value, dimension, 0.0, lean_of(tokens, at), (), start, end, text[start:end])
