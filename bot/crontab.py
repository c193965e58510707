"""What people type who know crontabs: "0 8 * * 1-5" -> how the same is said here. Pure.

Nightdesk reads no crontabs: their fields mean other things in every program. But what was meant is plain in the common
cases, and then it is said.
"""

from __future__ import annotations

import re

_FIELDS = 5
_FIELD = re.compile(r"^(?:\*|[\d*]+(?:[-/,][\d*]+)*|(?:[a-z]{3}|\d)(?:[-,](?:[a-z]{3}|\d))*)$", re.IGNORECASE)
_NAMED = {"@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"}
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_USUAL = "weekdays 8am Europe/Berlin"


def read_crontab(words: str) -> str | None:
    """The words for a schedule that a line of a crontab means, or the usual example where it means none that a briefing
    can have; None: it is no such line."""
    tokens = words.split()
    if tokens and tokens[0].lower() in _NAMED:
        return _USUAL
    fields, zone = tokens[:_FIELDS], tokens[_FIELDS:]
    if len(fields) < _FIELDS or "*" not in fields or len(zone) > 1 or not all(_FIELD.match(each) for each in fields):
        return None
    minute, hour, day, month, weekday = fields
    at_one_time = minute.isdecimal() and hour.isdecimal() and int(minute) < 60 and int(hour) < 24
    if not at_one_time or (day, month) != ("*", "*"):
        return _USUAL
    days = _days(weekday.lower())
    return " ".join([days, f"{int(hour):02}:{int(minute):02}", *zone]) if days else _USUAL


def _days(field: str) -> str:
    if field == "*":
        return "daily"
    ranges = [_range(part) for part in field.split(",")]
    if not all(day in _DAYS for days in ranges for day in days.split("-")):
        return ""
    named = ",".join(ranges)
    return "weekdays" if named == "mon-fri" else named


def _range(part: str) -> str:
    return "-".join(_DAYS[int(end) % 7] if end.isdecimal() else end for end in part.split("-"))
