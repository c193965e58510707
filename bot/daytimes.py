"""Times of day as people write them, in English and German: "8am", "17:30", "half past seven", "8 in the evening".

Pure. What is said in several words is first written as one ("8 in the evening" as "8pm"); then each word is a time or
none.
"""

from __future__ import annotations

import re
from datetime import time

from bot.language import tr

_HOURS = {
    word: hour
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    )
    for hour, word in enumerate(words.split(), start=1)
}
_NAMED = {"noon": time(12), "midday": time(12), "mittags": time(12), "midnight": time(0), "mitternacht": time(0)}
_TIME = re.compile(r"^(?:(\d{1,2})(?:[:.h](\d{2}))?|(\d{2})(\d{2}))\s*(am|pm|a\.m\.|p\.m\.|h|uhr)?$", re.IGNORECASE)
_HALF = re.compile(r"(\d)\s+(am|pm|a\.m\.|p\.m\.|uhr|h)(?![a-z])", re.IGNORECASE)
_UHR = re.compile(r"\b(\d{1,2})\s*uhr\s+([0-5]\d)\b(?!\s*(?:uhr|h|am|pm|[:.]\s*\d))", re.IGNORECASE)
_WORD = re.compile(rf"\b({'|'.join(_HOURS)})\b", re.IGNORECASE)
_PAST = re.compile(r"\b(half|quarter|viertel)\s+(past|after|to|nach|vor)\s+(\d{1,2})(?![\d:.])", re.IGNORECASE)
_HALB = re.compile(r"\bhalb\s+(\d{1,2})(?![\d:.])", re.IGNORECASE)
_EARLY = r"in the mornings?|mornings|morgens|vormittags|früh"
_LATE = r"in the (?:afternoon|evening)s?|at night|nachmittags|abends|nachts"
_CLOCK = r"(\d{1,2}(?:[:.]\d{2})?)(?:\s*(?:uhr|o.clock))?"
_OF_THE_DAY = re.compile(rf"\b{_CLOCK}\s+(?:({_EARLY})|({_LATE}))\b", re.IGNORECASE)
_EVERY_EVENING = re.compile(
    r"\b(?:(?:every|each|jeden)\s+(?:afternoon|evening|night|nachmittag|abend)|abends|nachmittags)\b", re.IGNORECASE
)
_BARE = re.compile(rf"(?<![\d:.]){_CLOCK}(?![\d:.]|\s*(?:am|pm|a\.m|p\.m))\b", re.IGNORECASE)


def join_times(words: str) -> str:
    """The words with each time of day written as one word.

    "half past seven" and "7 Uhr 30" become "7:30", "8 in the evening" "8pm", and "every evening at 8" "at 8pm".
    """
    figures = _UHR.sub(r"\1:\2", _WORD.sub(lambda found: str(_HOURS[found[0].lower()]), words))
    figures = _PAST.sub(_minutes_from, figures)
    figures = _HALB.sub(lambda found: f"{(int(found[1]) - 1) % 24}:30", figures)
    figures = _OF_THE_DAY.sub(lambda found: _in_half(found[1], late=bool(found[3])), figures)
    if _EVERY_EVENING.search(figures):
        figures = _BARE.sub(lambda found: _in_half(found[1], late=True), _EVERY_EVENING.sub(" ", figures))
    return _HALF.sub(r"\1\2", figures)


def _minutes_from(found: re.Match[str]) -> str:
    part, side, hour = 30 if found[1].lower() == "half" else 15, found[2].lower(), int(found[3])
    before = side in {"to", "vor"}
    return f"{(hour - before) % 24}:{60 - part if before else part:02d}"


def _in_half(clock: str, *, late: bool) -> str:
    """A clock time with its half of the day, where it could be either: 8 is, 17:30 and 0:15 are not."""
    hour = int(re.split("[:.]", clock)[0])
    return f"{clock}{'pm' if late else 'am'}" if 1 <= hour <= 12 else clock


def read_time(token: str) -> time | None:
    """The time that one word says; None if it says none. Raises ValueError with a sentence for an impossible one."""
    if token.lower() in _NAMED:
        return _NAMED[token.lower()]
    found = _TIME.match(token)
    if not found:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    half = (found[5] or "").lower().replace(".", "")
    if half in {"am", "pm"}:
        if not 1 <= hour <= 12:
            raise ValueError(tr('"{token}" is no time. Write it as 8am, 08:00 or 20:15.', token=token))
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(tr('"{token}" is no time of day. Write it as 8am, 08:00 or 20:15.', token=token))
    return time(hour, minute)
