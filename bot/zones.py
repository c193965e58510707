"""Time zones as people write them. Pure; the zone data is the tzdata package's, never the system's.

`use_packaged_zones` must run before the first ZoneInfo is made: system databases can be years old, and a zone that
is an hour wrong sends every briefing an hour wrong.
"""

from __future__ import annotations

import difflib
import re
import zoneinfo
from functools import lru_cache

from bot.language import join_words, tr

AMBIGUOUS = {
    "IST": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "PST": ("America/Los_Angeles", "Asia/Manila"),
    "CEST": ("Europe/Berlin", "Europe/Paris"),
    "EEST": ("Europe/Athens", "Europe/Helsinki"),
    "AEST": ("Australia/Sydney", "Australia/Brisbane"),
}
FIXED_OFFSETS = {"EST": "America/New_York", "MST": "America/Denver"}
ABBREVIATIONS = {
    "EDT": "America/New_York",
    "CDT": "America/Chicago",
    "MDT": "America/Denver",
    "PDT": "America/Los_Angeles",
    "JST": "Asia/Tokyo",
    "SGT": "Asia/Singapore",
}
"""Those that mean one zone and that the zone data does not know."""
CITIES = {
    "san francisco": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "boston": "America/New_York",
    "washington": "America/New_York",
    "munich": "Europe/Berlin",
    "münchen": "Europe/Berlin",
    "hamburg": "Europe/Berlin",
    "cologne": "Europe/Berlin",
    "köln": "Europe/Berlin",
    "frankfurt": "Europe/Berlin",
    "wien": "Europe/Vienna",
    "zürich": "Europe/Zurich",
    "barcelona": "Europe/Madrid",
    "milan": "Europe/Rome",
    "bangalore": "Asia/Kolkata",
    "bengaluru": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "z": "UTC",
}


_OFFSET = re.compile(r"(?:UTC|GMT)\s*[+\-−–]\s*(?!0+\b)\d{1,2}(?::?\d\d)?", re.IGNORECASE)


class UnknownZone(ValueError):
    """No zone, or more than one, has that name; the message says which could be meant.

    `like_none`: nothing is spelt like it, so that it may not have been meant as a zone at all.
    """

    def __init__(self, message: str, *, like_none: bool = False) -> None:
        super().__init__(message)
        self.like_none = like_none


def use_packaged_zones() -> None:
    """Make zoneinfo read the tzdata package alone."""
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {name.lower(): name for name in zoneinfo.available_timezones()}


def find_zone(words: str) -> str:
    """The IANA name for what was written: any case, a city, or an abbreviation with one meaning. Raises UnknownZone."""
    asked = " ".join(words.split()).strip(" .,;()")
    plain = asked.lower()
    if asked.upper() in AMBIGUOUS:
        zones = _either(AMBIGUOUS[asked.upper()])
        raise UnknownZone(tr('"{asked}" could be {zones}. Please name the zone.', asked=asked, zones=zones))
    if _OFFSET.fullmatch(asked):
        # Also because the zone data's Etc/GMT+1 is what people call UTC-1.
        raise UnknownZone(
            tr('"{asked}" knows no summer time. Name a place instead, such as Europe/Berlin.', asked=asked)
        )
    if asked.upper() in ABBREVIATIONS:
        return ABBREVIATIONS[asked.upper()]
    for candidate in (plain, plain.replace(" ", "_")):
        if candidate in _names():
            return _names()[candidate]
    if plain in CITIES:
        return CITIES[plain]
    by_city = [name for low, name in _names().items() if low.rsplit("/", 1)[-1] == plain.replace(" ", "_")]
    if by_city:
        return sorted(by_city, key=lambda name: (name.count("/") != 1, name))[0]
    close = _near(plain)
    unknown = tr('I know no time zone "{asked}".', asked=asked[:60])
    hint = tr("Did you mean {zones}?", zones=_either(close)) if close else tr("Use a name such as Europe/Berlin.")
    raise UnknownZone(f"{unknown} {hint}", like_none=not close)


def _either(zones: tuple[str, ...]) -> str:
    return join_words(list(zones), tr(" or "))


def _near(plain: str) -> tuple[str, ...]:
    """The zones spelt most like it, by name and by city."""
    names = _names()
    by_city = {low.rsplit("/", 1)[-1]: name for low, name in sorted(names.items(), reverse=True) if "/" in low}
    asked = plain.replace(" ", "_")
    close = [names[low] for low in difflib.get_close_matches(asked, names, n=3, cutoff=0.75)]
    close += [by_city[city] for city in difflib.get_close_matches(asked.rsplit("/", 1)[-1], by_city, n=3, cutoff=0.75)]
    return tuple(dict.fromkeys(close))[:3]


def suggest_zones(typed: str, most: int) -> tuple[str, ...]:
    """Zones whose name or city begins with, or else holds, what was typed; Region/City names only."""
    plain = typed.strip().lower().replace(" ", "_")
    names = sorted(name for name in _names().values() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    city = [name for name in names if name.rsplit("/", 1)[-1].lower().startswith(plain)]
    other = [name for name in names if plain in name.lower() and name not in city]
    return tuple((city + other)[:most])
