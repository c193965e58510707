"""Words <-> Schedule, and the next slots. Pure: no clock, no store.

A schedule is a wall time plus days plus an IANA zone, because that is what people mean by "weekdays at eight". A slot
is one local date and time of it. Clock changes follow one policy (see docs/decisions/): a wall time that does not
exist moves forward by the gap; a wall time that comes twice fires once, the first time; there is one slot per local
date and time, whatever the clocks do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.crontab import read_crontab
from bot.dates import DAY_NAMES, say_time, say_weekday
from bot.daytimes import join_times, read_time
from bot.language import join_words, mark, tr
from bot.zones import FIXED_OFFSETS, UnknownZone, find_zone

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GERMAN = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_GERMAN_SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")
_EACH = (
    mark("Mondays"), mark("Tuesdays"), mark("Wednesdays"), mark("Thursdays"), mark("Fridays"), mark("Saturdays"),
    mark("Sundays"),
)  # fmt: skip
_GROUPS = {
    "weekdays": (0, 1, 2, 3, 4), "weekday": (0, 1, 2, 3, 4), "workdays": (0, 1, 2, 3, 4), "werktags": (0, 1, 2, 3, 4),
    "wochentags": (0, 1, 2, 3, 4), "wochentage": (0, 1, 2, 3, 4), "werktage": (0, 1, 2, 3, 4),
    "weekends": (5, 6), "weekend": (5, 6), "wochenende": (5, 6),
    "daily": tuple(range(7)), "everyday": tuple(range(7)), "täglich": tuple(range(7)), "taeglich": tuple(range(7)),
    "day": tuple(range(7)), "tag": tuple(range(7)),
}  # fmt: skip
_FILLERS = {"at", "and", "&", "every", "each", "on", "um", "und", "am", "jeden", "weekly", "the", "in", "uhr",
            "o'clock", "week", "time", "zone", "+", "-", "jeweils", "morning", "morgen", "mornings", "but",
            "please", "from"}  # fmt: skip
_EXCEPT = {"except", "not", "außer", "ausser"}
_OTHER_RHYTHMS = {
    "hour", "hours", "hourly", "minute", "minutes", "stunde", "stunden", "stündlich", "minuten", "month", "months",
    "monthly", "monat", "monatlich", "biweekly", "fortnight", "fortnightly", "other", "quarterly", "yearly", "first",
    "second", "third", "last", "ersten", "letzten", "zweiten", "once", "twice", "weeks", "wochen",
}  # fmt: skip
_UNTIL = re.compile(r"(?<=[a-zäöü])(?:\s*[-–]\s*|\s+(?:bis|to|through|thru)\s+)(?=[a-zäöü])", re.IGNORECASE)
"""What joins two days to a range of them."""
_OFFSET = re.compile(r"\b(utc|gmt)\s*([+-])\s*(\d)", re.IGNORECASE)
_HORIZON = timedelta(days=15)


class ScheduleError(ValueError):
    """A schedule that cannot be read; the message is one sentence on how to put it right."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Days (0 = Monday), local wall times and an IANA zone, each sorted and without repeats."""

    days: tuple[int, ...]
    times: tuple[time, ...]
    timezone: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One local date and time of a schedule, and the instant (aware, UTC) at which it comes."""

    local: datetime
    at: datetime

    @property
    def key(self) -> str:
        """Names the slot for good: the local date and time, whatever the zone's rules become."""
        return self.local.isoformat(timespec="minutes")


def parse_schedule(words: str, default_zone: str = "UTC") -> Schedule:
    """The schedule that the words mean. Without days: every day; without zone: `default_zone`. Raises ScheduleError."""
    if example := read_crontab(words):
        raise ScheduleError(tr("I read no crontab lines. Write it like `{example}`.", example=example))
    days: set[int] = set()
    without: set[int] = set()
    times: list[time] = []
    zone_words: list[str] = []
    named = days
    for token in _tokens(words):
        found_days = _days(token)
        if found_days is not None:
            named.update(found_days)
        elif token.lower() in _EXCEPT:
            named = without
        elif (moment := _time(token)) is not None:
            times.append(moment)
        elif token.lower() not in _FILLERS:
            zone_words.append(token)
    if not times:
        raise ScheduleError(tr("At what time? For example `weekdays 8am Europe/Berlin`."))
    left = tuple(sorted((days or set(range(7))) - without))
    if not left:
        raise ScheduleError(tr("On what days? For example `weekdays 8am Europe/Berlin`."))
    return Schedule(left, tuple(sorted(set(times))), _zone(zone_words, default_zone))


def _time(token: str) -> time | None:
    try:
        return read_time(token)
    except ValueError as error:
        raise ScheduleError(str(error)) from error


def _tokens(words: str) -> list[str]:
    spaced = join_times(_OFFSET.sub(r"\1\2\3", re.sub(r"[,;]", " ", words[:200])))
    spaced = _UNTIL.sub("-", spaced)
    return spaced.replace("&", " & ").split()


def _day(word: str) -> int | None:
    plain = word.lower().rstrip(".")
    for names in (DAYS, _GERMAN_SHORT):
        if plain in names:
            return names.index(plain)
    for short, full in enumerate(DAY_NAMES):
        stem = full.lower()
        if len(plain) >= 3 and (stem.startswith(plain) or plain == stem + "s"):
            return short
        if plain in {_GERMAN[short], _GERMAN[short] + "s"}:
            return short
    return {"sonnabend": 5, "tues": 1, "thurs": 3, "weds": 2}.get(plain)


def _days(token: str) -> tuple[int, ...] | None:
    plain = token.lower()
    if plain in _GROUPS:
        return _GROUPS[plain]
    if (single := _day(plain)) is not None:
        return (single,)
    first, dash, last = plain.partition("-")
    if dash and (start := _day(first)) is not None and (end := _day(last)) is not None:
        return tuple((start + step) % 7 for step in range((end - start) % 7 + 1))
    return None


def _zone(words: list[str], default: str) -> str:
    if not words:
        return default
    if _OTHER_RHYTHMS & {word.lower() for word in words}:
        raise ScheduleError(
            tr("A briefing comes at set times on days of the week. For example `weekdays 8:00 and 17:30`.")
        )
    asked = " ".join(words)
    try:
        return find_zone(asked)
    except UnknownZone as error:
        if error.like_none and "/" not in asked:
            said = tr('I do not understand "{words}" in a schedule.', words=asked[:60])
            example = tr("Write it like `weekdays 8am Europe/Berlin`.")
            raise ScheduleError(f"{said} {example}") from error
        raise ScheduleError(str(error)) from error


def next_slots(schedule: Schedule, after: datetime) -> Iterator[Slot]:
    """The slots strictly later than `after` (aware), in order of their instants, without end."""
    zone = ZoneInfo(schedule.timezone)
    day = after.astimezone(zone).date() - timedelta(days=2)
    waiting: dict[datetime, Slot] = {}
    while True:
        for slot in _slots_of(schedule, day, zone):
            # A time that moved forward may meet another one of the schedule: they are one slot.
            waiting.setdefault(slot.at, slot)
        # It may also move past midnight, behind the first slots of the next day: no day is settled before the next.
        settled = datetime.combine(day, time(), UTC) - timedelta(days=1)
        for at in sorted(at for at in waiting if at < settled):
            slot = waiting.pop(at)
            if at > after:
                yield slot
        day += timedelta(days=1)


def _slots_of(schedule: Schedule, day: date, zone: ZoneInfo) -> Iterator[Slot]:
    if day.weekday() not in schedule.days:
        return
    for moment in schedule.times:
        local = datetime.combine(day, moment)
        # fold=0 is the first of two; in a gap it carries the offset from before, so UTC and back moves forward by it.
        yield Slot(local=local, at=local.replace(tzinfo=zone, fold=0).astimezone(UTC))


def next_slot(schedule: Schedule, after: datetime) -> Slot:
    """The first slot strictly later than `after`."""
    return next(next_slots(schedule, after))


def newest_slot(schedule: Schedule, until: datetime) -> Slot | None:
    """The last slot at or before `until`, looking back two weeks; None if there was none."""
    newest = None
    for slot in next_slots(schedule, until - _HORIZON):
        if slot.at > until:
            return newest
        newest = slot
    return newest


def say_schedule(schedule: Schedule) -> str:
    """The schedule in plain words: "weekdays at 08:00, Europe/Berlin"."""
    times = join_words([moment.strftime("%H:%M") for moment in schedule.times])
    return tr("{days} at {times}, {zone}", days=_say_days(schedule.days), times=times, zone=schedule.timezone)


def _say_days(days: tuple[int, ...]) -> str:
    if days == tuple(range(7)):
        return tr("every day")
    if days == (0, 1, 2, 3, 4):
        return tr("weekdays")
    if days == (5, 6):
        return tr("Saturdays and Sundays")
    return join_words([tr(_EACH[day]) for day in days])


def say_slot(slot: Slot, timezone: str) -> str:
    """When a slot comes, in its own zone: "Mon 23 Nov 08:00"."""
    return say_time(slot.at.astimezone(ZoneInfo(timezone)))


def say_coming(slot: Slot, timezone: str) -> str:
    """The line that ends a digest where a briefing comes: "Next briefing: Monday 08:00 (Europe/Berlin)"."""
    when = say_weekday(slot.at.astimezone(ZoneInfo(timezone)))
    return tr("Next briefing: {time} ({zone})", time=when, zone=timezone)


def zone_warning(schedule: Schedule) -> str | None:
    """One sentence when the zone is legal but rarely what was meant: EST and MST never change their clocks."""
    better = FIXED_OFFSETS.get(schedule.timezone)
    if not better:
        return None
    return tr(
        "{zone} stays the same all year; {better} follows the clock changes.", zone=schedule.timezone, better=better
    )
