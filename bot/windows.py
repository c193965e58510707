"""Windows in words: "24h", "7d", "last week", "past 3 days" -> how far back to look. Pure."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"h": 1, "s": 1, "d": 24, "t": 24, "w": 168, "m": 720, "y": 8760, "j": 8760}
"""Hours by a unit's first letter, in English and German."""
_SPAN = re.compile(
    r"^(\d{1,4})\s*(h|hours?|d|days?|w|weeks?|months?|y|years?"
    r"|std|stunden?|tag|tagen?|wochen?|monat|monaten?|jahr|jahren?)$",
    re.IGNORECASE,
)
_LEAD_INS = {"last", "past", "since", "in", "the", "this", "for", "from", "within", "over", "letzte", "letzten", "seit",
             "der", "die", "den", "diese"}  # fmt: skip
_TODAY = {"today": 24, "yesterday": 48, "heute": 24, "gestern": 48}
_NAMED_SPANS = {**_TODAY, "day": 24, "week": 168, "month": 720, "hour": 1, "weekend": 72, "year": 8760, "tag": 24,
                "woche": 168, "monat": 720, "stunde": 1, "wochenende": 72, "jahr": 8760}  # fmt: skip
LONGEST_WINDOW = timedelta(days=90)
"""As far back as a digest looks."""


def parse_window(word: str) -> timedelta | None:
    """The window that "24h", "7d", "2 weeks" or "week" names, at most 90 days; None if it names none."""
    span = _span(word)
    return min(span, LONGEST_WINDOW) if span else None


def is_cut(word: str) -> bool:
    """Whether the word names a longer window than there is."""
    return (_span(word) or LONGEST_WINDOW) > LONGEST_WINDOW


def _span(word: str) -> timedelta | None:
    found = _SPAN.match(word.strip())
    if found:
        return timedelta(hours=int(found[1]) * _UNITS[found[2][0].lower()]) or None
    named = _NAMED_SPANS.get(word.strip().lower())
    return timedelta(hours=named) if named else None


def window_at(words: list[str], position: int) -> tuple[timedelta | None, int]:
    """The window that starts at this word, with how many words it takes: "7d", "last week", "past 3 days"."""
    rest = [word.lower() for word in words[position:]]
    skipped = 0
    while skipped < len(rest) and rest[skipped] in _LEAD_INS and skipped < 3:
        skipped += 1
    if skipped == len(rest):
        return None, 1
    pair = " ".join(rest[skipped : skipped + 2])
    if re.match(r"^\d+ [a-z]+$", pair) and (span := parse_window(pair)):
        return span, skipped + 2
    single = rest[skipped]
    alone = len(words) == 1
    if single in _NAMED_SPANS and skipped == 0 and not alone and single not in _TODAY:
        return None, 1
    span = parse_window(single)
    return (span, skipped + 1) if span else (None, 1)
