"""The words around a number: its scale and unit, what it counts, which way it leans, whose name it is. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.guard.units import LEANS, MONTHS, RATES, SCALES, UNITS, WATTS, WORDS
from summarizer.text.tokens import stem, stop_words

LABELS = frozenset("version release clause article chapter page phase level step season part number kernel".split())
"""Words that a number follows as a name follows its bearer, and does not count."""
_VERBS = frozenset(
    """comes costs does expects falls gets gives goes has is lives makes means needs puts rises runs says shows starts
    takes uses was works""".split()
)
_PLURAL = (
    "s",
    "people",
    "women",
    "smen",
    "cemen",
    "nmen",
    "kmen",
    "dmen",
    "children",
    "staff",
    "data",
    "personnel",
    "police",
    "crew",
)
_NO_PLURAL = ("ss", "us", "is")
_ADD = frozenset("add adds added adding amount amounts amounted".split())
"""Before "up to" they make a verb of it."""
_ABOUT = frozenset(
    stem(word) for word in "suit lawsuit row dispute case claim fight battle probe robbery talks deal debt fine".split()
)
"""What is "over" some money is about it, and no more than it."""
_APART = frozenset(("%", "°", "W", "V"))
"""Units of one letter or sign that may stand apart from their number."""
_BETWEEN = frozenset(
    "straight consecutive full long more additional other whole short successive further extra".split()
)
"""What may stand between a number and days or years without changing what they are."""
_SMALL = 12
"""Between numbers up to this and what they count a name may stand."""
_WIDE = 5
"""A counted noun is looked for among so many words after a number."""
HYPHENS = frozenset("-‑")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: a number, a word, a sign or a mark, with its place."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """Its text in lower case."""
        return self.text.lower()


def scaled(tokens: Sequence[Token], after: int, value: float, step: float) -> tuple[float, float, int]:
    """The number times the scale words that follow ("4.1 million", "3bn"); a lone letter must stand close."""
    while after < len(tokens):
        place = after + (tokens[after].text in HYPHENS and after + 1 < len(tokens))
        size = SCALES.get(tokens[place].low)
        glued = tokens[place].start == tokens[after - 1].end
        if size is None or (len(tokens[place].text) == 1 and not glued):
            break
        value, step, after = value * size, step * size, place + 1
    return value, step, after


def unit_at(tokens: Sequence[Token], after: int) -> tuple[tuple[str, float] | None, int]:
    """The unit that follows a number, and the place after it."""
    if after < len(tokens) and tokens[after].text in {*HYPHENS, "–"}:
        after += 1
    if after >= len(tokens):
        return None, after
    low = tokens[after].low
    following = tokens[after + 1].low if after + 1 < len(tokens) else ""
    if low == "per" and following == "cent":
        return ("share", 0.01), after + 2
    if low in {"percentage", "basis"} and following.startswith("point"):
        return (f"{low} points", 1), after + 2
    if low in WATTS and following == "-":
        return ("watt-hours", WATTS[low]), after + 3
    if low in WATTS and following in {"hour", "hours"}:
        return ("watt-hours", WATTS[low]), after + 2
    if low in _BETWEEN and _is_time(following):
        return UNITS[following], after + 2
    if following in {"per", "an", "a", "pro"} and len(tokens) > after + 2:
        rate = RATES.get(("frames", 1.0) if low == "frames" else UNITS.get(low, ("", 0)))
        if rate and tokens[after + 2].low in {"hour", "second", "stunde", "sekunde"}:
            return rate, after + 3
    apart = tokens[after].start != tokens[after - 1].end
    if len(low) == 1 and apart and tokens[after].text not in _APART:
        return None, after
    return UNITS.get(low), after + 1


def _is_time(word: str) -> bool:
    return UNITS.get(word, ("",))[0] in {"time", "months"}


def name_before(text: str, tokens: Sequence[Token], at: int) -> str:
    """The word with a capital right before a number, unless it only begins the sentence."""
    before = tokens[at - 1] if at else None
    if not before or before.kind != "word" or text[before.end : tokens[at].start] != " ":
        return ""
    if before.low in LABELS:
        return before.low
    looks_like_one = before.text[0].isupper() and not before.low.endswith(("'s", "’s", "s'", "s’"))
    return before.low if looks_like_one and before.low not in {*LEANS, *MONTHS, *WORDS, *stop_words(None)} else ""


def lean_of(tokens: Sequence[Token], at: int) -> str:
    """Which way the words before a number lean: "about", "under", "over", "most" or nothing."""
    if at and tokens[at - 1].text in {",", ";", ":"}:
        return ""
    before = [token.low for token in tokens[max(0, at - 3) : at] if token.kind in {"word", "sign"}]
    if before[-2:] == ["up", "to"] and before[0] in _ADD:
        return ""
    if before[-1:] == ["over"] and len(before) > 1 and stem(before[-2]) in _ABOUT:
        return ""
    if before[-1:] == ["over"] and any(_is_time(token.low) for token in tokens[at + 1 : at + 3]):
        return ""  # in the course of five years
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


def counted(tokens: Sequence[Token], after: int, value: float) -> tuple[str, ...]:
    """The stems of the nouns after a number, the likeliest head first. A year counts nothing."""
    if 1900 <= value <= 2100 and value == int(value):
        return ()
    glued = after < len(tokens) and tokens[after].text in HYPHENS
    nouns = list(_nouns(tokens, after + glued, value <= _SMALL))
    if glued:
        return tuple(stem(noun) for noun in nouns[:1])
    plural = [each for each in nouns if (each == "men" or each.endswith(_PLURAL)) and not each.endswith(_NO_PLURAL)]
    return tuple(stem(noun) for noun in plural[:1])


def _nouns(tokens: Sequence[Token], after: int, small: bool) -> Iterator[str]:
    for at, token in enumerate(tokens[after : after + _WIDE]):
        if token.kind != "word" or token.low in stop_words("en") or token.low in _VERBS:
            return
        if small and not at and token.text[0].isupper():
            continue  # "three Rodong missiles"
        if token.text[0].isupper() or token.low == "ones" or "'" in token.text or "’" in token.text:
            return
        yield token.low
