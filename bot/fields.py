"""The fields of the settings form: what holds now -> fields, and what was filled in -> settings or problems. Pure.

Only what differs from what holds now is a change, so that a form may be sent off with every field in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.ports import Field
from bot.schedule import Schedule, ScheduleError, parse_schedule, say_schedule
from bot.store.channels import Channel
from bot.zones import UnknownZone, find_zone
from summarizer.model import Style
from summarizer.topics import TopicIndex

LENGTHS = (3, 5, 7, 10, 15, 20)
MOST_STORIES = 20
MOST_TOPICS = 30
LONGEST_TOPIC = 50
"""As many and as long as one field of a form can hold on every platform."""
NONE = {"", "none", "off", "no", "never", "-"}
_QUIET = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """What holds now: the channel, its zone and length with the defaults in, and its schedule if it has one."""

    channel: Channel
    zone: str
    stories: int
    schedule: Schedule | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What should hold: the channel's settings and its schedule; None: no briefing."""

    channel: Channel
    schedule: Schedule | None


class _Problem(ValueError):
    """A value that cannot be taken; its words are one sentence."""


def fields_of(held: Held, *, compact: bool = False) -> tuple[Field, ...]:
    """The form's fields. `compact` joins zone with schedule and the topics in one: five fields."""
    channel = held.channel
    when = Field("schedule", "Briefing: days and time", _words_of(held.schedule), "weekdays 8am; empty for none")
    zone = Field("zone", "Time zone", held.zone, "Europe/Berlin")
    length = Field("length", "Stories in a digest", *_length(held))
    style = Field("style", "Style", (channel.style or Style.BRIEF).value, choices=tuple(each.value for each in Style))
    quiet = Field("quiet", "Quiet hours", say_quiet(channel, "-"), "22:00-07:00; empty for none")
    if compact:
        said = say_schedule(held.schedule) if held.schedule else ""
        when = Field("schedule", "Briefing: days, time, zone", said, "weekdays 8am Europe/Berlin; empty for none")
        both = [*channel.followed, *(f"-{topic}" for topic in channel.muted)]
        return (when, Field("topics", "Topics; - mutes one", ", ".join(both), "rust, -crypto"), length, style, quiet)
    followed = Field("followed", "Topics followed", ", ".join(channel.followed), "rust, security")
    muted = Field("muted", "Topics muted", ", ".join(channel.muted), "crypto")
    return (when, zone, length, style, followed, muted, quiet)


def _length(held: Held) -> tuple[str, str, tuple[str, ...]]:
    now = held.channel.length or held.stories
    return str(now), "", tuple(str(each) for each in sorted({*LENGTHS, now}))


def _words_of(schedule: Schedule | None) -> str:
    return say_schedule(schedule).rpartition(", ")[0] if schedule else ""


def say_quiet(channel: Channel, between: str = " to ") -> str:
    """The quiet hours, "22:00 to 07:00"; empty: none."""
    return f"{channel.quiet_from}{between}{channel.quiet_until}" if channel.quiet_from else ""


def read_wish(words: str, held: Held, topics: TopicIndex) -> tuple[Wish, dict[str, str]]:
    """What the lines "name: value" ask for, and the sentence on each field that cannot be taken."""
    given, problems = _given(words), dict[str, str]()
    channel, schedule = held.channel, held.schedule
    for name, read in _READERS.items():
        if name in given:
            try:
                channel = read(given[name], _Reading(channel, held, topics))
            except _Problem as problem:
                problems[name] = str(problem)
    try:
        channel, schedule = _schedule(given.get("schedule"), channel, held)
    except _Problem as problem:
        problems["schedule"] = str(problem)
    for name in given:
        if name not in _READERS and name != "schedule":
            problems[name] = f"I know no setting “{name[:40]}”."
    return Wish(channel, schedule), problems


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a value is read into."""

    channel: Channel
    held: Held
    topics: TopicIndex


def _given(words: str) -> Mapping[str, str]:
    pairs = [line.partition(":") for line in words.splitlines() if ":" in line]
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _zone(value: str, reading: _Reading) -> Channel:
    if not value:
        return reading.channel
    try:
        zone = find_zone(value)
    except UnknownZone as error:
        raise _Problem(str(error)) from error
    return reading.channel if zone == reading.held.zone else replace(reading.channel, timezone=zone)


def _stories(value: str, reading: _Reading) -> Channel:
    if not value:
        return reading.channel
    number = value.split()[0]
    if not (number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= MOST_STORIES):
        raise _Problem(f"“{value[:40]}” is no number of stories: give one from 1 to {MOST_STORIES}.")
    unchanged = int(number) == (reading.channel.length or reading.held.stories)
    return reading.channel if unchanged else replace(reading.channel, length=int(number))


def _style(value: str, reading: _Reading) -> Channel:
    plain = value.lower().rstrip("s") if value else (reading.channel.style or Style.BRIEF).value
    found = next((each for each in Style if each.value.rstrip("s") == plain), None)
    if found is None:
        names = ", ".join(each.value for each in Style)
        raise _Problem(f"“{value[:40]}” is no style; there are {names}.")
    return reading.channel if found == (reading.channel.style or Style.BRIEF) else replace(reading.channel, style=found)


def _quiet(value: str, reading: _Reading) -> Channel:
    if value.lower() in NONE:
        return replace(reading.channel, quiet_from=None, quiet_until=None)
    moments = [_moment(found) for found in _QUIET.finditer(value)]
    if len(moments) != 2 or None in moments or moments[0] == moments[1]:
        raise _Problem(f"“{value[:40]}” are no quiet hours: write them as 22:00-07:00, or off.")
    return replace(reading.channel, quiet_from=moments[0], quiet_until=moments[1])


def _moment(found: re.Match[str]) -> str | None:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _followed(value: str, reading: _Reading) -> Channel:
    return _with_topics(reading, _listed(value, reading), reading.channel.muted, "followed")


def _muted(value: str, reading: _Reading) -> Channel:
    return _with_topics(reading, reading.channel.followed, _listed(value, reading), "muted")


def _both(value: str, reading: _Reading) -> Channel:
    """Followed topics and, with a minus, muted ones, in one line."""
    words = [word.strip() for word in value.split(",")]
    muted = ",".join(word.lstrip("-–−") for word in words if word.startswith(("-", "–", "−")))
    followed = ",".join(word for word in words if not word.startswith(("-", "–", "−")))
    return _with_topics(reading, _listed(followed, reading), _listed(muted, reading), "muted")


def _listed(value: str, reading: _Reading) -> tuple[str, ...]:
    words = [" ".join(word.split()).lower() for word in value.split(",")]
    if len(words) == 1 and words[0] in NONE:
        return ()
    if too_long := next((word for word in words if len(word) > LONGEST_TOPIC), None):
        raise _Problem(f"“{too_long[:30]}…” is too long: a topic has at most {LONGEST_TOPIC} characters.")
    named = tuple(dict.fromkeys(reading.topics.find(word) or word for word in words if word))
    if len(named) > MOST_TOPICS:
        raise _Problem(f"Those are {len(named)} topics; {MOST_TOPICS} are the most.")
    return named


def _with_topics(reading: _Reading, followed: tuple[str, ...], muted: tuple[str, ...], changed: str) -> Channel:
    """The later list wins: what is newly muted is followed no longer, and the other way round."""
    if changed == "muted":
        followed = tuple(topic for topic in followed if topic not in muted)
    else:
        muted = tuple(topic for topic in muted if topic not in followed)
    return replace(reading.channel, followed=followed, muted=muted)


_READERS: Mapping[str, Callable[[str, _Reading], Channel]] = {
    "zone": _zone,
    "length": _stories,
    "style": _style,
    "quiet": _quiet,
    "topics": _both,
    "followed": _followed,
    "muted": _muted,
}


def _schedule(value: str | None, channel: Channel, held: Held) -> tuple[Channel, Schedule | None]:
    """The schedule, in the zone that it names or else the channel's; a zone alone keeps days and times."""
    zone = channel.timezone or held.zone
    moved = replace(held.schedule, timezone=zone) if held.schedule and zone != held.zone else held.schedule
    if value is None:
        return channel, moved
    if value.lower() in NONE:
        return channel, None
    try:
        schedule = parse_schedule(value, zone)
    except ScheduleError as error:
        if found := _zone_alone(value):
            kept = replace(held.schedule, timezone=found) if held.schedule else None
            return replace(channel, timezone=found), kept
        raise _Problem(str(error)) from error
    return (channel if schedule.timezone == zone else replace(channel, timezone=schedule.timezone)), schedule


def _zone_alone(value: str) -> str | None:
    try:
        return find_zone(value)
    except UnknownZone:
        return None


def say_wish(wish: Wish, held: Held) -> tuple[str, ...]:
    """What changes, in words; empty: nothing does."""
    now, new = held.channel, wish.channel
    changes: list[str] = []
    if wish.schedule != held.schedule:
        changes.append(f"briefing {say_schedule(wish.schedule)}" if wish.schedule else "no briefing any more")
    elif new.timezone != now.timezone:
        changes.append(f"time zone {new.timezone}")
    if new.length != now.length:
        changes.append(f"{new.length} stories")
    if new.style != now.style:
        changes.append(f"style {new.style}")
    if new.followed != now.followed:
        changes.append(f"follows {', '.join(new.followed) or 'nothing'}")
    if new.muted != now.muted:
        changes.append(f"mutes {', '.join(new.muted) or 'nothing'}")
    if say_quiet(new) != say_quiet(now):
        changes.append(f"quiet hours {say_quiet(new) or 'off'}")
    return tuple(changes)
