"""What a person finds on the bot's own page: the next briefing, saved stories, how the sources fare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answers.sources import say_health
from bot.answers.stories import saved_block, saved_stories
from bot.commands import Command
from bot.document import (
    Action,
    Block,
    Buttons,
    Divider,
    Document,
    Emphasis,
    Heading,
    Line,
    Room,
    Text,
    paragraph,
    small,
)
from bot.language import tr, trn
from bot.ports import Asker, Reply
from bot.reasons import say_reason
from bot.schedule import say_schedule, say_slot
from bot.services import DAY, STORIES, Services
from bot.store.briefings import Briefing
from bot.store.channels import Channel
from bot.wording import word

SAVED_SHOWN = 5
BRIEFINGS_SHOWN = 5
FAILING_SHOWN = 5


async def home(services: Services, command: Command, asker: Asker) -> Reply:
    """The page."""
    channel = await services.channels.get(asker.place)
    mine = await services.briefings.of(asker.place, asker.user)
    now = services.clock.now()
    blocks: list[Block] = [Heading(tr("Your tech digest")), *_briefings(asker, mine, now)]
    blocks += [paragraph(*lines)] if (lines := _topics(channel)) else []
    blocks.append(_buttons(asker, mine, now))
    blocks += [Divider(), Heading(tr("Saved stories")), *await _saved(services, asker)]
    blocks += [Divider(), Heading(tr("Feed health")), *await _health(services, channel)]
    return Reply(Document(tr("Your tech digest"), tuple(blocks)))


def _briefings(asker: Asker, mine: Sequence[Briefing], now: datetime) -> list[Block]:
    """The next briefings that are the asker's, here and in channels where they set them, each with its button; where
    there is one alone, its button stands with the others."""
    shown = _in_order(mine, now)
    if not shown:
        none = tr("Next briefing: none yet.") + " " + tr("Set one with `briefing weekdays 8am Europe/Berlin`.")
        return [paragraph(word(none, asker.place.platform))]
    if len(shown) == 1:
        return [paragraph(_line(asker, shown[0], now))]
    return [
        part for each in shown for part in (paragraph(_line(asker, each, now)), Buttons((_toggle(asker, each, now),)))
    ]


def _in_order(mine: Sequence[Briefing], now: datetime) -> list[Briefing]:
    """Those that come, soonest first, and then those that rest; some of each."""
    coming = [each for each in mine if each.next and not each.rests(now)]
    resting = [each for each in mine if not each.next or each.rests(now)]
    soonest = sorted(coming, key=lambda each: each.next.at if each.next else each.created_at)
    return soonest[:BRIEFINGS_SHOWN] + resting[:BRIEFINGS_SHOWN]


def _line(asker: Asker, briefing: Briefing, now: datetime) -> Line:
    if briefing.next is None or briefing.rests(now):
        return (Text(tr("Paused: "), bold=True), *_where(asker, briefing), Text(_why(briefing)))
    return _coming(asker, briefing)


def _toggle(asker: Asker, briefing: Briefing, now: datetime) -> Action:
    """What pauses or resumes a briefing: that of a channel is named, and the press is judged and announced there."""
    there = "" if briefing.place == asker.place else f"@{briefing.place.channel}"
    if briefing.paused or briefing.rests(now):
        return Action(tr("Resume"), "resume", there)
    return Action(tr("Pause 1 Week"), "pause", f"7d{there}")


def _coming(asker: Asker, briefing: Briefing) -> Line:
    assert briefing.next is not None
    when = say_slot(briefing.next, briefing.schedule.timezone)
    stories = trn("{number} story", "{number} stories", briefing.channel.length or STORIES)
    about = f" · {say_schedule(briefing.schedule)} · {stories}"
    return (Text(tr("Next briefing: "), bold=True), Text(f"{when} "), *_where(asker, briefing), Text(about))


def _where(asker: Asker, briefing: Briefing) -> tuple[Text, ...]:
    if briefing.place == asker.place:
        return (Text(tr("here")),)
    # Translators: a channel's name follows.
    return (Text(tr("in ")), Room(tr("a channel where you set it"), channel=briefing.place.channel))


def _why(briefing: Briefing) -> str:
    said = f" · {say_schedule(briefing.schedule)}"
    if briefing.next:
        again = tr("comes again {time}", time=say_slot(briefing.next, briefing.schedule.timezone))
        return f"{said} · {again}"
    return f"{said} · {say_reason(briefing.stopped)}" if briefing.stopped else said


def _topics(channel: Channel) -> tuple[Line, ...]:
    if not channel.followed and not channel.muted:
        return ()
    followed, muted = ", ".join(channel.followed) or tr("none"), ", ".join(channel.muted) or tr("none")
    return (
        (Text(tr("Topics: "), bold=True), Text(followed), Text(" · "), Text(tr("Muted: "), bold=True), Text(muted)),
    )


def _buttons(asker: Asker, mine: Sequence[Briefing], now: datetime) -> Buttons:
    """What can be done at once."""
    actions = [
        Action(tr("Get Digest Now"), "digest", emphasis=Emphasis.PRIMARY),
        Action(tr("Edit Settings"), "settings"),
        Action(tr("Add Feed"), "feed"),
    ]
    return Buttons((*actions, *(_toggle(asker, each, now) for each in mine if len(mine) == 1)))


async def _saved(services: Services, asker: Asker) -> list[Block]:
    stories = await saved_stories(services, asker, SAVED_SHOWN)
    if not stories:
        return [paragraph(tr("None yet: every story has Save for later in its menu."))]
    return [saved_block(number, story, services) for number, story in enumerate(stories, 1)]


async def _health(services: Services, channel: Channel) -> list[Block]:
    names = {source.name for source in await services.sources_of(channel)}
    states = await services.sources.states()
    failing = [name for name in sorted(names, key=str.casefold) if name in states and states[name].failing_since]
    now = services.clock.now()
    stories = await services.stories.in_window(now - DAY, now)
    today = [sum(a.source in names and a.published >= now - DAY for a in story.articles) for story in stories]
    lines = (
        _counted(trn("{number} feed followed", "{number} feeds followed", len(names))),
        _counted(trn("{number} failing", "{number} failing", len(failing))),
        _counted(trn("{number} article in the last 24 h", "{number} articles in the last 24 h", sum(today))),
        _counted(trn("{number} story", "{number} stories", sum(count > 0 for count in today))),
    )
    named = [small(f"{name}: {say_health(states[name], services)}") for name in failing[:FAILING_SHOWN]]
    return [paragraph(_beside(*lines[:2]), _beside(*lines[2:])), *named]


def _counted(words: str) -> Line:
    number, _, rest = words.partition(" ")
    return (Text(number, bold=True), Text(f" {rest}"))


def _beside(left: Line, right: Line) -> Line:
    return (*left, Text(" · "), *right)
