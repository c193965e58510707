"""What was filled in on the settings form -> what should hold, or a sentence on each field that cannot be taken. Pure.

A field that was not sent off keeps what holds now.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from bot.counting import MOST_STORIES
from bot.fields import (
    DAY_TICKS,
    IN_THREAD,
    LONGEST_TOPIC,
    MOST_TOPICS,
    NONE,
    PAUSED,
    POST_NOTHING,
    SAY_SO,
    WAIT,
    WEEKDAYS,
    Held,
    Wish,
    say_style,
)
from bot.language import AUTO, known_language, languages, tr
from bot.ports import Extra, Mention
from bot.schedule import Schedule, ScheduleError, parse_schedule
from bot.store.channels import Channel
from bot.zones import UnknownZone, find_zone
from summarizer.model import Style
from summarizer.topics import TopicIndex

MAX_NAME = 100
_QUIET = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


class _Problem(ValueError):
    """A value that cannot be taken; its words are one sentence, `name` the field's where it is not the reader's own."""

    def __init__(self, words: str, name: str = "") -> None:
        super().__init__(words)
        self.name = name


def read_wish(words: str, held: Held, topics: TopicIndex) -> tuple[Wish, dict[str, str]]:
    """What the lines "name: value" ask for, and the sentence on each field that cannot be taken."""
    given, problems = _given(words), dict[str, str]()
    channel, schedule, paused = held.channel, held.schedule, held.paused
    for name, read in _READERS.items():
        if name in given:
            try:
                channel = read(given[name], _Reading(channel, held, topics))
            except _Problem as problem:
                problems[name] = str(problem)
    try:
        channel, schedule = _schedule(_when(given, held), channel, held)
        paused = _paused(given.get("state"), held)
    except _Problem as problem:
        problems[problem.name or ("schedule" if "schedule" in given else "times")] = str(problem)
    for name in given.keys() - _READERS.keys() - _OF_THE_BRIEFING:
        problems[name] = tr("I know no setting “{name}”.", name=name[:40])
    return Wish(channel, schedule, paused), problems


def take_field(words: str, name: str) -> tuple[str, str]:
    """The lines without the field of that name, and its value."""
    lines = words.splitlines()
    mine = [line for line in lines if line.partition(":")[0].strip().lower() == name]
    return "\n".join(line for line in lines if line not in mine), _given("\n".join(mine)).get(name, "")


def changed_lines(words: str, held: Held, topics: TopicIndex) -> str:
    """Of the lines "name: value" those that change something, so that they can be sent off later by themselves."""
    now = Wish(held.channel, held.schedule, held.paused)
    lines = [line for line in words.splitlines() if ":" in line]
    changing = [line for line in lines if read_wish(line, held, topics)[0] != now]
    # Days alone change nothing where there is no time yet; they go with it.
    timed = any(line.lower().startswith("times") for line in changing)
    kept = [line for line in lines if line in changing or (timed and line.lower().startswith("days"))]
    return "\n".join(kept)


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
        unknown = tr(
            "“{value}” is no number of stories: give one from 1 to {most}.", value=value[:40], most=MOST_STORIES
        )
        raise _Problem(unknown)
    unchanged = int(number) == (reading.channel.length or reading.held.stories)
    return reading.channel if unchanged else replace(reading.channel, length=int(number))


def _style(value: str, reading: _Reading) -> Channel:
    plain = value.lower().rstrip("s") if value else (reading.channel.style or Style.BRIEF).value
    found = next(
        (each for each in Style if plain in {each.value.rstrip("s"), say_style(each).lower().rstrip("s")}), None
    )
    if found is None:
        names = ", ".join(say_style(each) for each in Style)
        raise _Problem(tr("“{value}” is no style; there are {names}.", value=value[:40], names=names))
    return reading.channel if found == (reading.channel.style or Style.BRIEF) else replace(reading.channel, style=found)


def _quiet(value: str, reading: _Reading) -> Channel:
    if value.lower() in NONE:
        return replace(reading.channel, quiet_from=None, quiet_until=None)
    moments = [_moment(found) for found in _QUIET.finditer(value)]
    if len(moments) != 2 or None in moments or moments[0] == moments[1]:
        raise _Problem(tr("“{value}” are no quiet hours: write them as 22:00-07:00, or off.", value=value[:40]))
    return replace(reading.channel, quiet_from=moments[0], quiet_until=moments[1])


def _moment(found: re.Match[str]) -> str | None:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _empty(value: str, reading: _Reading) -> Channel:
    skip = _either(value, _NOT_POSTED, _SAID, tr(SAY_SO) + tr(" or ") + tr(POST_NOTHING))
    return replace(reading.channel, skip_empty=skip)


def _updates(value: str, reading: _Reading) -> Channel:
    return replace(reading.channel, updates=_either(value, _YES, NONE | {WAIT, "wait", "next"}, tr("on or off")))


def _digest(value: str, reading: _Reading) -> Channel:
    """Length and style in one, "7 stories, brief"."""
    number, _, style = value.replace(",", " ").replace(" stories", " ").partition(" ")
    return replace(_stories(number, reading), style=_style(style.strip(), reading).style)


def _mention(value: str, reading: _Reading) -> Channel:
    """Whom a briefing wakes: the platform's id of them, and their name; or nobody. An id alone is what holds, or what
    the platform found that the asker may not set."""
    if value.lower() in NONE:
        return replace(reading.channel, mention=None)
    if Extra.MENTION not in reading.held.offers:
        raise _Problem(tr("A briefing here can mention nobody: that exists in the channels of a Discord server alone."))
    named, _, name = value.partition(" ")
    held = reading.channel.mention
    if held is not None and held.id == named and not name:
        return reading.channel
    if not name:
        raise _Problem(tr("You or I may not mention that role; its settings on Discord can allow anyone to do that."))
    return replace(reading.channel, mention=Mention(named[:40], name[:MAX_NAME]))


def _publish(value: str, reading: _Reading) -> Channel:
    wished = _either(value, _YES, NONE, tr("on or off"))
    if wished and Extra.PUBLISH not in reading.held.offers:
        raise _Problem(
            tr("Nobody can follow this channel, so nothing can be published: that takes an announcement channel.")
        )
    return replace(reading.channel, publish=wished)


def _language(value: str, reading: _Reading) -> Channel:
    if value.lower() in NONE | {AUTO, "automatic", tr(AUTO).lower()}:
        return replace(reading.channel, language=None)
    found = known_language(value)
    if found is None:
        names = ", ".join((AUTO, *languages().values()))
        raise _Problem(tr("“{value}” is no language that I speak; there are {names}.", value=value[:40], names=names))
    return replace(reading.channel, language=found)


def _either(value: str, yes: Collection[str], no: Collection[str], known: str, name: str = "") -> bool:
    plain = value.lower().strip()
    if plain not in yes and plain not in no:
        said = tr("“{value}” is none of what can be chosen here: {known}.", value=value[:40], known=known)
        raise _Problem(said, name)
    return plain in yes


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
        said = tr(
            "“{words}…” is too long: a topic has at most {most} characters.", words=too_long[:30], most=LONGEST_TOPIC
        )
        raise _Problem(said)
    named = tuple(dict.fromkeys(reading.topics.find(word) or word for word in words if word))
    if len(named) > MOST_TOPICS:
        raise _Problem(tr("Those are {number} topics; {most} are the most.", number=len(named), most=MOST_TOPICS))
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
    "empty": _empty,
    "updates": _updates,
    "digest": _digest,
    "mention": _mention,
    "publish": _publish,
    "language": _language,
}
_OF_THE_BRIEFING = frozenset({"schedule", "days", "times", "state"})
_YES = frozenset({"on", "yes", "thread", "threads", "in thread", "in its thread", IN_THREAD})
_NOT_POSTED = frozenset({POST_NOTHING, "nothing", "skip", "off", "no", "none", "silent", "silence", "quiet"})
_SAID = frozenset({SAY_SO, "say", "post", "on", "yes", "say it"})


def _when(given: Mapping[str, str], held: Held) -> str | None:
    """The words of the schedule that is wished for; None: nothing was said about it."""
    if "schedule" in given or not given.keys() & {"days", "times"}:
        return given.get("schedule")
    held_days = held.schedule.days if held.schedule else WEEKDAYS
    usual = ", ".join(DAY_TICKS[day] for day in held_days)
    held_times = ", ".join(moment.strftime("%H:%M") for moment in held.schedule.times) if held.schedule else ""
    days, times = given.get("days", usual), given.get("times", held_times)
    if times.lower() in NONE:
        if held.schedule is None and days not in {usual, ""}:
            raise _Problem(tr("At what time? For example 8am, or 08:00, 18:00."), "times")
        return ""
    if days.lower() in NONE:
        raise _Problem(tr("On which days? For no briefing at all empty its time."), "days")
    return f"{days} {times}"


def _paused(value: str | None, held: Held) -> bool:
    if not value:
        return held.paused
    return _either(
        value, frozenset({PAUSED, "pause", "off", "no"}), {"on", "yes", "resume"}, tr("on or paused"), "state"
    )


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
