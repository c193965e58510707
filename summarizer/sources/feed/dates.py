"""Dates as feeds write them -> aware UTC times. Pure; what cannot be believed is no date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Before the web had news there was nothing to announce: zero dates and typing errors."""
BEFORE_YEAR_ONE = re.compile(r"\d [A-Za-z]{3} -\d{4}\b")
"""A zero date as PHP writes it, "30 Nov -0001": other readers take the year for a zone."""
_ISO_TAIL = re.compile(r"(?:\s*(?:UTC|Z))$", re.IGNORECASE)
_FOREIGN = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
_MONTHS = {
    "jan": 1, "ene": 1, "janv": 1, "gen": 1, "feb": 2, "fev": 2, "fév": 2, "fevr": 2, "févr": 2, "mar": 3, "mär": 3,
    "mrz": 3, "mrt": 3, "maa": 3, "mars": 3, "apr": 4, "avr": 4, "abr": 4, "may": 5, "mai": 5, "mei": 5, "maj": 5,
    "mag": 5, "jun": 6, "juin": 6, "giu": 6, "jul": 7, "juil": 7, "lug": 7, "aug": 8, "aou": 8, "aoû": 8, "ago": 8,
    "sep": 9, "set": 9, "oct": 10, "okt": 10, "out": 10, "ott": 10, "nov": 11, "dec": 12, "dez": 12, "déc": 12,
    "dic": 12,
}  # fmt: skip
_LOCAL = re.compile(
    r"(?P<day>\d{1,2})\.?\s+(?P<month>[A-Za-zÀ-ÿ]{3,12})\.?,?\s+(?P<year>\d{4})(?:,?\s+(?P<time>\d{1,2}:\d{2}(?::\d{2})?))?"
    r"\s*(?P<zone>[+-]\d{2}:?\d{2}|[A-Z]{1,5})?"
)


def read_date(words: str | None) -> datetime | None:
    """The time that the words name: RFC 822 with zone names, ISO 8601, or with a month's name in several languages."""
    text = " ".join((words or "").split())
    if not text or BEFORE_YEAR_ONE.search(text):
        return None
    for read in (_iso, _rfc822, _local):
        moment = read(text)
        if moment is not None:
            return moment if moment >= EARLIEST else None
    return None


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_ISO_TAIL.sub("+00:00", text))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _rfc822(text: str) -> datetime | None:
    found = parsedate_tz(text)
    if not found:
        return None
    try:
        offset = timezone(timedelta(seconds=found[9] or 0))
        return datetime(*found[:6], tzinfo=offset).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _local(text: str) -> datetime | None:
    found = _LOCAL.search(text)
    if not found:
        return None
    name = found["month"].lower()
    month = next((_MONTHS[name[:size]] for size in (5, 4, 3) if name[:size] in _MONTHS), None)
    if month is None:
        return None
    english = datetime(2000, month, 1, tzinfo=UTC).strftime("%b")
    zone = found["zone"] or "+0000"
    return _rfc822(f"{found['day']} {english} {found['year']} {found['time'] or '00:00'} {zone.replace(':', '')}")
