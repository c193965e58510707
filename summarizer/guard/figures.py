"""Numbers of a text with their units, what they count, and how exactly they are meant. Pure.

"4.1 million", "4,100,000" and "4,1 Millionen" are one value; "six-hour", "6 hours" and "360 minutes" too. A number that
is part of a name ("5G", "3.12.1", "Q9") is left to the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.guard.units import (
    FRACTIONS,
    LEANS,
    MONTHS,
    MULTIPLES,
    ORDINALS,
    SCALES,
    UNITS,
    VAGUE,
    WORDS,
)
from summarizer.text.tokens import stem, stop_words

_NUMBER = r"\d{1,3}(?:[,’'\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_TOKEN = re.compile(
    r"(?P<iso>(?<=\d{4})-\d{2}-\d{2})(?!\d)"
    r"|(?P<clock>\d{1,2}:\d{2}(?!\d)|\d{1,2}\.\d{2}(?=\s?(?:[ap]\.?m\b|Uhr\b)))"
    r"|(?P<literal>(?!(?:mid|pre|post|early|late)-\d)[A-Za-z]+-?\d[\w.]*\w|[A-Za-z]\d\b|\d+(?:\.\d+){2,}|\d+[A-Za-z]+\d\w*"
    r"|(?<![$€£\d.,])\d+[GKD]\b)"
    rf"|(?P<number>{_NUMBER})"
    r"|(?P<sign>(?:US|A|C)?\$|[€£¥₹%°])"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])"
)
_HYPHENS = frozenset("-‑")
_JOINED = re.compile(r"\s*(?:to|and|or|–|-|bis|und|oder)\s*")
_ORDINAL_ENDS = {"st", "nd", "rd", "th"}
_LARGEST_VERSION = 1900
LABELS = frozenset("version release clause article chapter page phase level step season part number kernel".split())
"""Words that a number follows as a name follows its bearer, and does not count."""
_VERBS = frozenset(
    """comes costs does expects falls gets gives goes has is lives makes means needs puts rises runs says shows starts
    takes uses was works""".split()
)
_PLURAL, _NO_PLURAL = ("s", "people", "men", "women", "children", "staff", "data"), ("ss", "us", "is")
_SPOKEN_OF = frozenset("the these those all other".split())
_MOST_OF = 100
_IN = re.compile(r"\s+(?:in|out of)(?: every)?\s+")
_IN_MANY = re.compile(rf"{_IN.pattern}(?:\d|(?:{'|'.join(WORDS)})\b)")
"""Between the numbers of "one in five"."""
_AGED = re.compile(r"(?:-|\s)old\b", re.IGNORECASE)
_WIDE = 5
"""A counted noun is looked for among so many words after a number."""


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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()


def figures_of(text: str) -> tuple[Figure, ...]:
    """Every number of the text, in order."""
    tokens = [_Token(found.lastgroup or "", found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
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
        if plain and _IN.fullmatch(text, one.end, other.start):
            yield replace(one, value=one.value / other.value, dimension="share", counts=(), worded=True)
        if one.dimension or one.counts or not _JOINED.fullmatch(text, one.end, other.start):
            continue
        if other.dimension == "date":
            yield replace(one, value=other.value // 100 * 100 + one.value, dimension="date", step=0.0)
        elif other.dimension or other.counts:
            size = other.size
            yield replace(
                one, value=one.value * size, step=one.step * size, dimension=other.dimension, counts=other.counts
            )


def _read(text: str, tokens: Sequence[_Token], at: int) -> tuple[Figure | None, int]:
    token = tokens[at]
    if token.kind == "iso":
        month, day = (int(part) for part in token.text[1:].split("-"))
        return _plain(text, tokens, at, at + 1, float(month * 100 + day), "date"), at + 1
    if token.kind == "clock":
        return _read_clock(text, tokens, at)
    if token.kind == "number":
        return _read_date(text, tokens, at) or _read_number(text, tokens, at)
    return _read_words(text, tokens, at) if token.kind == "word" else (None, at + 1)


def _read_clock(text: str, tokens: Sequence[_Token], at: int) -> tuple[Figure, int]:
    hours, minutes = (int(part) for part in re.split("[:.]", tokens[at].text))
    following = text[tokens[at].end : tokens[at].end + 5].lower().replace(".", "").strip()
    if following.startswith("pm") and hours < 12:
        hours += 12
    return _plain(text, tokens, at, at + 1, float(hours * 60 + minutes), "clock"), at + 1


def _read_date(text: str, tokens: Sequence[_Token], at: int) -> tuple[Figure, int] | None:
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


def _month(token: _Token) -> int:
    return MONTHS.get(token.low, 0) if token.text[:1].isupper() else 0


def _is_scaled(tokens: Sequence[_Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].low in SCALES or tokens[at].text == "%")


def _read_number(text: str, tokens: Sequence[_Token], at: int) -> tuple[Figure, int]:
    written = tokens[at].text
    value, step = parse_number(written)
    after = at + 1
    if after < len(tokens) and tokens[after].low in _ORDINAL_ENDS and tokens[after].start == tokens[at].end:
        return _plain(text, tokens, at, after + 1, value, "ordinal"), after + 1
    value, step, after = _scale(tokens, after, value, step)
    return _measure(text, tokens, at, after, value, step)


def parse_number(written: str) -> tuple[float, float]:
    """The value of digits as people write them, and half a unit of the last digit."""
    plain = re.sub(r"[,’'\u00a0\u202f](?=\d{3}(?:\D|$))", "", written).replace(",", ".")
    decimals = len(plain.partition(".")[2])
    return float(plain), 0.5 * 10.0**-decimals


def _scale(tokens: Sequence[_Token], after: int, value: float, step: float) -> tuple[float, float, int]:
    """The number times the scale words that follow ("4.1 million", "3bn"); a lone letter must stand close."""
    while after < len(tokens):
        place = after + (tokens[after].text in _HYPHENS and after + 1 < len(tokens))
        size = SCALES.get(tokens[place].low)
        glued = tokens[place].start == tokens[after - 1].end
        if size is None or (len(tokens[place].text) == 1 and not glued):
            break
        value, step, after = value * size, step * size, place + 1
    return value, step, after


def _read_words(text: str, tokens: Sequence[_Token], at: int) -> tuple[Figure | None, int]:
    low = tokens[at].low
    if low in MULTIPLES:
        return _plain(text, tokens, at, at + 1, float(MULTIPLES[low]), "times"), at + 1
    if low in VAGUE and not (at and tokens[at - 1].kind == "number"):
        return _plain(text, tokens, at, at + 1, VAGUE[low], "vague"), at + 1
    if fraction := _read_fraction(text, tokens, at):
        return fraction
    if low in ORDINALS:
        return _plain(text, tokens, at, at + 1, float(ORDINALS[low]), "ordinal"), at + 1
    if low in {"a", "an", "ein", "eine"} and at + 1 < len(tokens) and len(tokens[at + 1].text) > 2:
        value, step, after = _scale(tokens, at + 1, 1.0, 0.5)
        return _measure(text, tokens, at, after, value, step) if after > at + 1 else (None, at + 1)
    if low not in WORDS:
        return None, at + 1
    value, after = WORDS[low], at + 1
    if value >= 20 and after + 1 < len(tokens) and tokens[after].text == "-" and tokens[after + 1].low in WORDS:
        value, after = value + WORDS[tokens[after + 1].low], after + 2
    value, step, after = _scale(tokens, after, value, 0.5)
    figure, end = _measure(text, tokens, at, after, value, step)
    # "one" is as often a pronoun ("one of them") as a number; "the two" are those just spoken of.
    spoken_of = at and tokens[at - 1].low in _SPOKEN_OF and not figure.counts
    alone = value == 1 and not _IN_MANY.match(text, tokens[after - 1].end)
    return (None, at + 1) if not figure.dimension and (alone or spoken_of) else (figure, end)


def _read_fraction(text: str, tokens: Sequence[_Token], at: int) -> tuple[Figure, int] | None:
    low = tokens[at].low
    if low in {"half", "hälfte"}:
        value, _, after = _scale(tokens, at + 2, 0.5, 0.0) if _is_half_a(tokens, at) else (0.5, 0.0, at + 1)
        return (_plain(text, tokens, at, after, value, "" if value > 1 else "share"), after)
    amount = 1.0 if low in {"a", "one", "ein"} else WORDS.get(low, 0.0)
    part = at + 2 if at + 1 < len(tokens) and tokens[at + 1].text == "-" else at + 1
    if not amount or part >= len(tokens) or tokens[part].low not in FRACTIONS:
        return None
    # "a quarter" of a year is none of a whole; only what is taken "of" something, or grew or fell "by" it, is.
    taken = part + 1 < len(tokens) and tokens[part + 1].low in {"of", "der", "des", "aller"}
    if taken or (at and tokens[at - 1].low in {"by", "um"}):
        share = _plain(text, tokens, at, part + 1, amount * FRACTIONS[tokens[part].low], "share")
        return replace(share, worded=True), part + 1
    return None


def _is_half_a(tokens: Sequence[_Token], at: int) -> bool:
    return at + 2 < len(tokens) and tokens[at + 1].low == "a" and tokens[at + 2].low in SCALES


def _unit(tokens: Sequence[_Token], after: int) -> tuple[tuple[str, float] | None, int]:
    """The unit that follows a number, and the place after it."""
    if after < len(tokens) and tokens[after].text in {*_HYPHENS, "–"}:
        after += 1
    if after >= len(tokens):
        return None, after
    low = tokens[after].low
    following = tokens[after + 1].low if after + 1 < len(tokens) else ""
    if low == "per" and following == "cent":
        return ("share", 0.01), after + 2
    if low in {"percentage", "basis"} and following.startswith("point"):
        return (f"{low} points", 1), after + 2
    if low == "watt" and following == "-":
        return ("watt-hours", 1), after + 3
    if len(low) == 1 and tokens[after].start != tokens[after - 1].end and low != "%":
        return None, after
    return UNITS.get(low), after + 1


def _measure(text: str, tokens: Sequence[_Token], at: int, after: int, value: float, step: float) -> tuple[Figure, int]:
    """The number with its unit: the sign before it or the word after it."""
    before = tokens[at - 1] if at else None
    if before and before.low in UNITS and (before.kind == "sign" or before.text.isupper()):
        first, (unit, end) = at - 1, (UNITS.get(before.low), after)
    else:
        first, (unit, end) = at, _unit(tokens, after)
        end = end if unit else after
    dimension, size = unit or ("", 1.0)
    named = _name_before(text, tokens, at) if not unit and value * size < _LARGEST_VERSION else ""
    counts = () if unit or named else _counted(tokens, after, value)
    figure = Figure(
        value * size, dimension, step * size, _lean(tokens, first), counts,
        tokens[first].start, tokens[end - 1].end, text[tokens[first].start : tokens[end - 1].end], size,
        age=dimension == "months" and bool(_AGED.match(text, tokens[end - 1].end)), named=named,
    )  # fmt: skip
    return figure, end


def _name_before(text: str, tokens: Sequence[_Token], at: int) -> str:
    """The word with a capital right before a number, unless it only begins the sentence."""
    before = tokens[at - 1] if at else None
    if not before or before.kind != "word" or text[before.end : tokens[at].start] != " ":
        return ""
    if before.low in LABELS:
        return before.low
    looks_like_one = before.text[0].isupper() and not before.low.endswith(("'s", "’s", "s'", "s’"))
    return before.low if looks_like_one and before.low not in {*LEANS, *MONTHS, *WORDS, *stop_words(None)} else ""


def _plain(text: str, tokens: Sequence[_Token], at: int, after: int, value: float, dimension: str) -> Figure:
    start, end = tokens[at].start, tokens[after - 1].end
    return Figure(value, dimension, 0.0, _lean(tokens, at), (), start, end, text[start:end])


def _lean(tokens: Sequence[_Token], at: int) -> str:
    before = [token.low for token in tokens[max(0, at - 3) : at] if token.kind in {"word", "sign"}]
    if before[:1] == before[2:] == ["as"]:
        return "most"
    if before[:1] in (["no"], ["not"]) and before[2:] == ["than"]:
        return {"over": "most", "under": "over"}.get(LEANS.get(before[1], ""), "")
    before = before[-2:]
    if not before:
        return ""
    if before[-1] in {"than", "als", "to", "bis", "at", "of"}:
        return LEANS.get(before[0], "") if len(before) == 2 else ""
    lean = LEANS.get(before[-1], "")
    # "up" and "more" lean only through the "to" and "than" behind them; "at least" and "at most" through the "at".
    if before[-1] in {"up", "more", "less", "fewer", "mehr", "weniger", "close"}:
        return ""
    return lean if before[-1] not in {"least", "most"} or before[0] in {"at", "the"} else ""


def _counted(tokens: Sequence[_Token], after: int, value: float) -> tuple[str, ...]:
    """The stems of the nouns after a number, the likeliest head first. A year counts nothing."""
    if 1900 <= value <= 2100 and value == int(value):
        return ()
    glued = after < len(tokens) and tokens[after].text in _HYPHENS
    nouns = list(_nouns(tokens, after + glued))
    if glued:
        return tuple(stem(noun) for noun in nouns[:1])
    plural = [each for each in nouns if each.endswith(_PLURAL) and not each.endswith(_NO_PLURAL)]
    return tuple(stem(noun) for noun in plural[:1])


def _nouns(tokens: Sequence[_Token], after: int) -> Iterator[str]:
    for token in tokens[after : after + _WIDE]:
        if token.kind != "word" or token.low in stop_words("en") or token.low in _VERBS:
            return
        yield token.low
