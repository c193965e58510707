"""`/digest`, with a topic or a window; more stories; the last day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers.telling import shorten, tell
from bot.commands import Command
from bot.document import Action, Buttons, Emphasis
from bot.layout import Look, count, direct_buttons, lay_out_digest, reoffer
from bot.ports import Asker, Reply
from bot.services import DAY, Services
from bot.store.channels import Channel
from summarizer.model import Digest, DigestRequest, Style

LONGEST_GAP = timedelta(days=7)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks where, as what they get depends on it."""

    services: Services
    asker: Asker
    channel: Channel

    @classmethod
    async def of(cls, services: Services, asker: Asker) -> _Asking:
        """The asker with the settings of the channel."""
        return cls(services, asker, await services.channels.get(asker.place))


async def digest(services: Services, command: Command, asker: Asker) -> Reply:
    """What is new for the asker here, or what fits a topic and a window, seen or not."""
    asking = await _Asking.of(services, asker)
    if command.words or command.window:
        return await _asked_for(asking, command)
    composed = await services.composer.compose(await bare_request(services, asker, asking.channel))
    if not composed.stories:
        return await _nothing_new(asking, composed)
    return await _show(asking, composed, bare=True)


async def bare_request(services: Services, asker: Asker, channel: Channel) -> DigestRequest:
    """What neither the channel nor the asker has seen, since their last digest but for a day at least."""
    last = await services.marks.last_bare(asker)
    window = max(DAY, min(LONGEST_GAP, services.clock.now() - last)) if last else DAY
    request = await services.request(channel, window)
    return replace(request, readers=(asker.place.key, asker.key), unseen_only=True, floor=True)


async def last_day(services: Services, command: Command, asker: Asker) -> Reply:
    """The last day's stories, whether they were seen or not."""
    return await _asked_for(await _Asking.of(services, asker), Command("digest", window=DAY))


async def next_stories(services: Services, command: Command, asker: Asker) -> Reply:
    """The stories that come after those shown: what is new for the asker now, without the floor."""
    asking = await _Asking.of(services, asker)
    request = replace(await bare_request(services, asker, asking.channel), floor=False)
    composed = await services.composer.compose(request)
    if not composed.stories:
        return await _nothing_new(asking, composed)
    return await _show(asking, composed, title="More stories", bare=True)


async def _asked_for(asking: _Asking, command: Command) -> Reply:
    services, asker, channel = asking.services, asking.asker, asking.channel
    topic = services.topics.find(command.words) or command.words
    request = replace(
        await services.request(channel, command.window or DAY),
        topics=(topic,) if topic else (),
        muted=() if topic else channel.muted,
        readers=(asker.place.key, asker.key),
        include_old=True,
    )
    composed = await services.composer.compose(request)
    if not composed.stories:
        return tell(asker, _nothing_about(services, command, topic))
    span = f"last {_say_span(command.window)}" if command.window else ""
    title = f"About {shorten(topic)}" if topic else f"Tech digest, {span}" if span else "Tech digest"
    return await _show(asking, composed, title=title)


async def _show(asking: _Asking, composed: Digest, *, title: str = "Tech digest", bare: bool = False) -> Reply:
    services, asker, channel = asking.services, asking.asker, asking.channel
    now = services.clock.now()
    shown = [(story.id, story.version) for story in composed.stories]
    style = channel.style or Style.BRIEF
    look = Look(title=title, timezone=services.zone(channel), style=style, actions=True)
    document = lay_out_digest(composed, look)
    document = reoffer(document, direct_buttons()) if asker.is_direct else document
    await services.seen.mark([asker.key], shown, now)
    await services.marks.remember(asker, shown, now, document=document, bare=bare)
    return Reply(document)


async def _nothing_new(asking: _Asking, composed: Digest) -> Reply:
    last = await asking.services.marks.last_bare(asking.asker)
    since = _say_when(last or composed.since, asking.services.zone(asking.channel))
    offers = [Action("Show the last day", "day", emphasis=Emphasis.PRIMARY)]
    words = f"Nothing new since {since}{', your last digest here' if last else ''}."
    if composed.read.below:
        words += f" {count(composed.read.below, 'article')} stayed below the line."
        offers.append(Action("Show what stayed below", "next"))
    elif composed.read.articles:
        words += " You have seen what there was."
    return tell(asking.asker, words, Buttons(tuple(offers)))


def _say_when(at: datetime, timezone: str) -> str:
    local = at.astimezone(ZoneInfo(timezone))
    return f"{local:%a} {local.day} {local:%b %H:%M} ({timezone})"


def _say_span(window: timedelta | None) -> str:
    span = window or DAY
    return f"{span.days} days" if span > DAY else f"{int(span.total_seconds() // 3600)} h"


def _nothing_about(services: Services, command: Command, topic: str) -> str:
    span = f"the last {_say_span(command.window)}"
    if not topic:
        return f"Nothing was published in {span}."
    near = [each for each in services.topics.suggest(command.words) if each != topic][:3]
    hint = f" Near it: {', '.join(near)}." if near else ""
    wider = "" if (command.window or DAY) >= WEEK or len(topic) > 60 else f" Try `{topic} 7d`."
    return f"Nothing about {shorten(topic)} in {span}.{wider}{hint}"
