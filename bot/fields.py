"""The fields of the settings form: what holds now -> fields, and what changes -> words. Pure; `bot.wishes` reads it.

Only what differs from what holds now is a change, so that a form may be sent off with every field in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.dates import SHORT_DAYS
from bot.language import AUTO, languages, mark, tr
from bot.ports import Extra, Field
from bot.reasons import say_reason
from bot.schedule import DAYS, Schedule, say_schedule
from bot.store.channels import Channel
from summarizer.model import Style

LENGTHS = (3, 5, 7, 10, 15, 20)
MOST_TOPICS = 30
LONGEST_TOPIC = 50
"""As many and as long as one field of a form can hold on every platform."""
NONE = {"", "none", "off", "no", "never", "-", "aus", "kein", "keine", "keines", "nein", "nie", "niemand"}
DAY_TICKS = tuple(day.capitalize() for day in DAYS)
WEEKDAYS = (0, 1, 2, 3, 4)
ON, PAUSED = mark("on"), mark("paused")
SAY_SO, POST_NOTHING = mark("say so"), mark("post nothing")
WAIT, IN_THREAD = mark("wait for the next briefing"), mark("post it in its thread")
FIRST = "first"
"""The field that says what to do with all the others."""
AT_ONCE, TRY = mark("save at once"), mark("show the last briefings")
_STYLES = {Style.HEADLINES: mark("headlines"), Style.BRIEF: mark("brief"), Style.FULL: mark("full")}


@dataclass(frozen=True, slots=True)
class Held:
    """What holds now: the channel, its zone and length with the defaults in, and its schedule if it has one.

    `stopped` says why the bot itself paused the briefing; `rests_until`, until when somebody did, if not for good. Both
    are `paused`. `offers` is what the platform can do here beyond posting.
    """

    channel: Channel
    zone: str
    stories: int
    schedule: Schedule | None
    paused: bool = False
    stopped: str | None = None
    rests_until: datetime | None = None
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
    zone = Field("zone", tr("Time zone"), held.zone, "Europe/Berlin")
    length = Field("length", tr("Stories in a digest"), *_length(held))
    style = _choosing("style", tr("Style"), (channel.style or Style.BRIEF).value, tuple(each.value for each in Style))
    quiet = Field("quiet", tr("Quiet hours"), say_quiet(channel, "-"), tr("22:00-07:00; empty for none"))
    if compact:
        said = say_schedule(held.schedule) if held.schedule else ""
        hint = tr("weekdays 8am Europe/Berlin; empty for none")
        when = Field("schedule", tr("Briefing: days, time, zone"), said, hint)
        both = [*channel.followed, *(f"-{topic}" for topic in channel.muted)]
        topics = Field("topics", tr("Topics; - mutes one"), ", ".join(both), "rust, -crypto")
        if Extra.MENTION not in held.offers:
            return (when, topics, length, style, quiet)
        named = channel.mention.id if channel.mention else ""
        role = Field(Extra.MENTION.value, tr("Role that a briefing mentions"), named)
        return (when, topics, _digest(held), quiet, role)
    followed = Field("followed", tr("Topics followed"), ", ".join(channel.followed), "rust, security")
    muted = Field("muted", tr("Topics muted"), ", ".join(channel.muted), "crypto")
    rest = (*_wordiness(channel), _language(channel))
    first = _choosing(FIRST, tr("With this form"), AT_ONCE, (AT_ONCE, TRY))
    return (*_times(held), zone, *_state(held), length, style, followed, muted, quiet, *rest, first)


def _choosing(name: str, label: str, value: str, choices: tuple[str, ...]) -> Field:
    """A choice between words that are in the catalogues."""
    return Field(name, label, value, choices=choices, words=tuple(tr(each) for each in choices))


def _language(channel: Channel) -> Field:
    """In what language the channel is written to; a private answer is in the asker's own."""
    known = {AUTO: tr("auto")} | languages()
    return Field("language", tr("Language of what everybody here sees"), channel.language or AUTO,
                 choices=tuple(known), words=tuple(known.values()))  # fmt: skip


def say_language(channel: Channel) -> str:
    """The language that the channel is written to in, and whether that was set."""
    name = languages().get(channel.speaks, channel.speaks)
    return name if channel.language else tr("auto ({language})", language=name)


def say_style(style: Style) -> str:
    """A style by its name."""
    return tr(_STYLES[style])


def _times(held: Held) -> tuple[Field, Field]:
    days = held.schedule.days if held.schedule else WEEKDAYS
    times = ", ".join(moment.strftime("%H:%M") for moment in held.schedule.times) if held.schedule else ""
    return (
        Field(
            "days",
            tr("Briefing days"),
            ", ".join(DAY_TICKS[day] for day in days),
            "Mon, Tue",
            several=DAY_TICKS,
            words=tuple(tr(day) for day in SHORT_DAYS),
        ),
        Field("times", tr("Briefing time"), times, tr("8am, or 08:00, 18:00; empty for no briefing")),
    )


def _state(held: Held) -> tuple[Field, ...]:
    """Whether the briefing rests; nothing where there is none."""
    if held.schedule is None:
        return ()
    label = tr("Briefing is")
    if held.stopped:
        label = tr("Briefing is (I stopped it: {reason})", reason=say_reason(held.stopped))
    return (_choosing("state", label, PAUSED if held.paused else ON, (ON, PAUSED)),)


def _wordiness(channel: Channel) -> tuple[Field, Field]:
    empty = POST_NOTHING if channel.skip_empty else SAY_SO
    updates = IN_THREAD if channel.updates else WAIT
    return (
        _choosing("empty", tr("When a briefing has nothing new"), empty, (SAY_SO, POST_NOTHING)),
        _choosing("updates", tr("When a posted story develops"), updates, (WAIT, IN_THREAD)),
    )


def _digest(held: Held) -> Field:
    """Length and style in one choice, "7 stories, brief"."""
    now, _, lengths = _length(held)
    style = (held.channel.style or Style.BRIEF).value
    pairs = [(length, each) for length in lengths for each in Style]
    choices = tuple(f"{length} stories, {each.value}" for length, each in pairs)
    words = tuple(tr("{number} stories, {style}", number=length, style=say_style(each)) for length, each in pairs)
    return Field("digest", tr("A digest has"), f"{now} stories, {style}", choices=choices, words=words)


def _length(held: Held) -> tuple[str, str, tuple[str, ...]]:
    now = held.channel.length or held.stories
    return str(now), "", tuple(str(each) for each in sorted({*LENGTHS, now}))


def say_quiet(channel: Channel, between: str = "") -> str:
    """The quiet hours, "22:00 to 07:00"; empty: none. `between` takes the place of " to "."""
    return f"{channel.quiet_from}{between or tr(' to ')}{channel.quiet_until}" if channel.quiet_from else ""


def say_wish(wish: Wish, held: Held) -> tuple[str, ...]:
    """What changes, in words; empty: nothing does."""
    now, new = held.channel, wish.channel
    changes = [*_say_schedule(wish, held)]
    if new.length != now.length:
        changes.append(tr("{number} stories", number=new.length))
    if new.style != now.style:
        changes.append(tr("style {style}", style=say_style(new.style or Style.BRIEF)))
    if new.followed != now.followed:
        changes.append(tr("follows {topics}", topics=", ".join(new.followed) or tr("nothing")))
    if new.muted != now.muted:
        changes.append(tr("mutes {topics}", topics=", ".join(new.muted) or tr("nothing")))
    if say_quiet(new) != say_quiet(now):
        changes.append(tr("quiet hours {hours}", hours=say_quiet(new) or tr("off")))
    if new.skip_empty != now.skip_empty:
        changes.append(say_empty(new))
    if new.updates != now.updates:
        changes.append(say_updates(new))
    if new.mention != now.mention:
        changes.append(say_mention(new))
    if new.publish != now.publish:
        changes.append(say_publish(new))
    if new.language != now.language:
        changes.append(tr("language {language}", language=say_language(new)))
    return tuple(changes)


def _say_schedule(wish: Wish, held: Held) -> tuple[str, ...]:
    if wish.schedule != held.schedule:
        if wish.schedule is None:
            return (tr("no briefing any more"),)
        briefing = tr("briefing {schedule}", schedule=say_schedule(wish.schedule))
        return (briefing + tr(" (paused)") if wish.paused else briefing,)
    zone = wish.channel.timezone
    said = (tr("time zone {zone}", zone=zone),) if zone != held.channel.timezone else ()
    if wish.schedule is None or wish.paused == held.paused:
        return said
    return (*said, tr("briefing paused") if wish.paused else tr("briefing on again"))


def say_empty(channel: Channel) -> str:
    """What a briefing does that has nothing new to tell."""
    if channel.skip_empty:
        return tr("a briefing with nothing new is not posted")
    return tr("a briefing with nothing new says so")


def say_updates(channel: Channel) -> str:
    """What becomes of a story that goes on after it was posted."""
    if channel.updates:
        return tr("developments go into the old thread")
    return tr("developments wait for the next briefing")


def say_mention(channel: Channel) -> str:
    """Whom a briefing wakes."""
    if channel.mention:
        return tr("a briefing mentions {name}", name=channel.mention.name)
    return tr("a briefing mentions nobody")


def say_publish(channel: Channel) -> str:
    """Whether a briefing goes to those who follow the channel."""
    if channel.publish:
        return tr("a briefing is published to followers")
    return tr("a briefing stays in this channel")
