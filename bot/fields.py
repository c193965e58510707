"""The fields of the settings form: what holds now -> fields, and what changes -> words. Pure; `bot.wishes` reads it.

Only what differs from what holds now is a change, so that a form may be sent off with every field in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports import Extra, Field
from bot.schedule import DAYS, Schedule, say_schedule
from bot.store.channels import Channel
from summarizer.model import Style

LENGTHS = (3, 5, 7, 10, 15, 20)
MOST_STORIES = 20
MOST_TOPICS = 30
LONGEST_TOPIC = 50
"""As many and as long as one field of a form can hold on every platform."""
NONE = {"", "none", "off", "no", "never", "-"}
DAY_TICKS = tuple(day.capitalize() for day in DAYS)
WEEKDAYS = (0, 1, 2, 3, 4)
ON, PAUSED = "on", "paused"
SAY_SO, POST_NOTHING = "say so", "post nothing"
WAIT, IN_THREAD = "wait for the next briefing", "post it in its thread"


@dataclass(frozen=True, slots=True)
class Held:
    """What holds now: the channel, its zone and length with the defaults in, and its schedule if it has one.

    `stopped` says why the bot itself paused the briefing; `offers` is what the platform can do here beyond posting.
    """

    channel: Channel
    zone: str
    stories: int
    schedule: Schedule | None
    paused: bool = False
    stopped: str | None = None
    offers: frozenset[Extra] = frozenset()


@dataclass(frozen=True, slots=True)
class Wish:
    """What should hold: the channel's settings, its schedule (None: no briefing), and whether that rests."""

    channel: Channel
    schedule: Schedule | None
    paused: bool = False


def fields_of(held: Held, *, compact: bool = False) -> tuple[Field, ...]:
    """The form's fields. `compact` joins what is of one kind in one field: five at most."""
    channel = held.channel
    zone = Field("zone", "Time zone", held.zone, "Europe/Berlin")
    length = Field("length", "Stories in a digest", *_length(held))
    style = Field("style", "Style", (channel.style or Style.BRIEF).value, choices=tuple(each.value for each in Style))
    quiet = Field("quiet", "Quiet hours", say_quiet(channel, "-"), "22:00-07:00; empty for none")
    if compact:
        said = say_schedule(held.schedule) if held.schedule else ""
        when = Field("schedule", "Briefing: days, time, zone", said, "weekdays 8am Europe/Berlin; empty for none")
        both = [*channel.followed, *(f"-{topic}" for topic in channel.muted)]
        topics = Field("topics", "Topics; - mutes one", ", ".join(both), "rust, -crypto")
        if Extra.MENTION not in held.offers:
            return (when, topics, length, style, quiet)
        named = channel.mention.id if channel.mention else ""
        return (when, topics, _digest(held), quiet, Field(Extra.MENTION.value, "Role that a briefing mentions", named))
    followed = Field("followed", "Topics followed", ", ".join(channel.followed), "rust, security")
    muted = Field("muted", "Topics muted", ", ".join(channel.muted), "crypto")
    return (*_times(held), zone, *_state(held), length, style, followed, muted, quiet, *_wordiness(channel))


def _times(held: Held) -> tuple[Field, Field]:
    days = held.schedule.days if held.schedule else WEEKDAYS
    times = ", ".join(moment.strftime("%H:%M") for moment in held.schedule.times) if held.schedule else ""
    return (
        Field("days", "Briefing days", ", ".join(DAY_TICKS[day] for day in days), "Mon, Tue", several=DAY_TICKS),
        Field("times", "Briefing time", times, "8am, or 08:00, 18:00; empty for no briefing"),
    )


def _state(held: Held) -> tuple[Field, ...]:
    """Whether the briefing rests; nothing where there is none."""
    if held.schedule is None:
        return ()
    label = "Briefing is" if not held.stopped else f"Briefing is (I stopped it: {held.stopped})"
    return (Field("state", label, PAUSED if held.paused else ON, choices=(ON, PAUSED)),)


def _wordiness(channel: Channel) -> tuple[Field, Field]:
    empty = POST_NOTHING if channel.skip_empty else SAY_SO
    updates = IN_THREAD if channel.updates else WAIT
    return (
        Field("empty", "When a briefing has nothing new", empty, choices=(SAY_SO, POST_NOTHING)),
        Field("updates", "When a posted story develops", updates, choices=(WAIT, IN_THREAD)),
    )


def _digest(held: Held) -> Field:
    """Length and style in one choice, "7 stories, brief"."""
    now, _, lengths = _length(held)
    style = (held.channel.style or Style.BRIEF).value
    choices = tuple(f"{length} stories, {each.value}" for length in lengths for each in Style)
    return Field("digest", "A digest has", f"{now} stories, {style}", choices=choices)


def _length(held: Held) -> tuple[str, str, tuple[str, ...]]:
    now = held.channel.length or held.stories
    return str(now), "", tuple(str(each) for each in sorted({*LENGTHS, now}))


def say_quiet(channel: Channel, between: str = " to ") -> str:
    """The quiet hours, "22:00 to 07:00"; empty: none."""
    return f"{channel.quiet_from}{between}{channel.quiet_until}" if channel.quiet_from else ""


def say_wish(wish: Wish, held: Held) -> tuple[str, ...]:
    """What changes, in words; empty: nothing does."""
    now, new = held.channel, wish.channel
    changes = [*_say_schedule(wish, held)]
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
    if new.skip_empty != now.skip_empty:
        changes.append(say_empty(new))
    if new.updates != now.updates:
        changes.append(say_updates(new))
    if new.mention != now.mention:
        changes.append(say_mention(new))
    if new.publish != now.publish:
        changes.append(say_publish(new))
    return tuple(changes)


def _say_schedule(wish: Wish, held: Held) -> tuple[str, ...]:
    if wish.schedule != held.schedule:
        if wish.schedule is None:
            return ("no briefing any more",)
        return (f"briefing {say_schedule(wish.schedule)}{' (paused)' if wish.paused else ''}",)
    said = (f"time zone {wish.channel.timezone}",) if wish.channel.timezone != held.channel.timezone else ()
    if wish.schedule is None or wish.paused == held.paused:
        return said
    return (*said, "briefing paused" if wish.paused else "briefing on again")


def say_empty(channel: Channel) -> str:
    """What a briefing does that has nothing new to tell."""
    return "a briefing with nothing new is not posted" if channel.skip_empty else "a briefing with nothing new says so"


def say_updates(channel: Channel) -> str:
    """What becomes of a story that goes on after it was posted."""
    return "developments go into the old thread" if channel.updates else "developments wait for the next briefing"


def say_mention(channel: Channel) -> str:
    """Whom a briefing wakes."""
    return f"a briefing mentions {channel.mention.name}" if channel.mention else "a briefing mentions nobody"


def say_publish(channel: Channel) -> str:
    """Whether a briefing goes to those who follow the channel."""
    return "a briefing is published to followers" if channel.publish else "a briefing stays in this channel"
