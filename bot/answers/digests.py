"""`/digest`, with a topic or a window; more stories; the last day."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers.changing import Saying, hear
from bot.answers.telling import shorten, tell
from bot.commands import Command
from bot.dates import say_time
from bot.document import Action, Buttons, Document, Emphasis, small
from bot.language import speaking, tr, trn
from bot.layout import Look, direct_buttons, lay_out_digest, reoffer
from bot.ports import Asker, Reply
from bot.schedule import say_coming
from bot.services import DAY, Services
from bot.store.channels import Channel
from bot.store.marks import name_digest
from bot.windows import LONGEST_WINDOW
from summarizer.digest import join_titles
from summarizer.model import Digest, DigestRequest, Style

LONGEST_GAP = timedelta(days=7)
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
MOST_SHOWN = 200
MOST_IN_TARGET = 60


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
    request = await _bare_request(asking, await _since_last(asking))
    request = replace(request, limit=command.number or request.limit)
    composed = await services.composer.compose(request)
    if not composed.stories:
        return await _nothing_new(asking, composed)
    return await _show(asking, composed, lambda: tr("Tech digest"), _Going(request.until - request.since), bare=True)


async def _since_last(asking: _Asking) -> timedelta:
    """The time since the asker's last digest of all that was new, but for a day at least."""
    last = await asking.services.marks.last_bare(asking.asker)
    return max(DAY, min(LONGEST_GAP, asking.services.clock.now() - last)) if last else DAY


async def _bare_request(asking: _Asking, window: timedelta) -> DigestRequest:
    """What neither the channel nor the asker has seen."""
    request = await asking.services.request(asking.channel, window)
    readers = (asking.asker.place.key, asking.asker.key)
    return replace(request, readers=readers, unseen_only=True, floor=True)


async def last_day(services: Services, command: Command, asker: Asker) -> Reply:
    """The last day's stories, whether they were seen or not."""
    return await _asked_for(await _Asking.of(services, asker), Command("digest", window=DAY))


async def next_stories(services: Services, command: Command, asker: Asker) -> Reply:
    """The stories that come after those shown: more about the topic, or else what is new still, without the floor."""
    asking = await _Asking.of(services, asker)
    going = _Going.read(command.words)
    if going and going.shown:
        asked = Command("digest", words=going.topic, window=going.window)
        return await _asked_for(asking, asked, skip=going.shown)
    request = replace(await _bare_request(asking, going.window if going else await _since_last(asking)), floor=False)
    composed = await services.composer.compose(request)
    if not composed.stories:
        return await _nothing_new(asking, composed)
    return await _show(asking, composed, lambda: tr("More stories"), _Going(request.until - request.since), bare=True)


@dataclass(frozen=True, slots=True)
class _Going:
    """What More Stories goes on with: the window; and for a topic or window that was asked for, how many were shown."""

    window: timedelta
    shown: int = 0
    topic: str = ""

    def write(self) -> str:
        """As a button's target; one whose topic is too long for a button goes on with what is new."""
        if len(self.topic) > MOST_IN_TARGET:
            return ""
        return f"{math.ceil(self.window / HOUR)}" + (f":{self.shown}:{self.topic}" if self.shown else "")

    @classmethod
    def read(cls, target: str) -> _Going | None:
        """What a button's target says; None for one that says nothing."""
        hours, _, rest = target.partition(":")
        shown, _, topic = rest.partition(":")
        if not (hours.isdecimal() and 0 < int(hours[:5]) <= LONGEST_WINDOW / HOUR):
            return None
        return cls(int(hours[:5]) * HOUR, min(int(shown[:3]), MOST_SHOWN) if shown.isdecimal() else 0, topic)


async def _asked_for(asking: _Asking, command: Command, skip: int = 0) -> Reply:
    services, asker, channel = asking.services, asking.asker, asking.channel
    topic = services.topics.find(command.words) or command.words
    window = command.window or DAY
    request = await services.request(channel, window)
    request = replace(
        request,
        topics=(topic,) if topic else (),
        muted=() if topic else channel.muted,
        readers=(asker.place.key, asker.key),
        include_old=True,
        limit=(command.number or request.limit) + skip,
    )
    composed = await services.composer.compose(request)
    if skip:
        composed = replace(composed, stories=composed.stories[skip:], tldr=join_titles(composed.stories[skip:]))
    if not composed.stories:
        return tell(asker, tr("Those were all.") if skip else _nothing_about(services, command, topic, composed))
    going = _Going(window, skip + len(composed.stories), topic)
    shown = await _show(asking, composed, lambda: _title(command, topic), going)
    return replace(shown, document=_saying_it_is_cut(shown.document)) if command.cut else shown


def _saying_it_is_cut(document: Document) -> Document:
    heading, *rest = document.blocks
    cut = small(tr("I look back {days} days at most.", days=LONGEST_WINDOW.days))
    return replace(document, blocks=(heading, cut, *rest))


def _title(command: Command, topic: str) -> str:
    if topic:
        return tr("About {topic}", topic=shorten(topic))
    if command.window:
        return tr("Tech digest, last {span}", span=_say_span(command.window))
    return tr("Tech digest")


async def _show(asking: _Asking, composed: Digest, title: Saying, going: _Going, *, bare: bool = False) -> Reply:
    services, asker = asking.services, asking.asker
    now = services.clock.now()
    shown = [(story.id, story.version) for story in composed.stories]
    following = going.write() if composed.more else None
    look = Look(
        timezone=services.zone(asking.channel),
        style=asking.channel.style or Style.BRIEF,
        actions=True,
        following=following,
        name=name_digest(now),
    )
    document, public = await _lay_out(asking, composed, title, look), None
    if asker.is_direct:
        document = reoffer(document, direct_buttons(following))
    elif (speaks := hear(asking.channel, asker).speaks) != document.language:
        with speaking(speaks):
            public = await _lay_out(asking, composed, title, look)
    await services.seen.mark([asker.key], shown, now)
    await services.marks.remember(asker, shown, now, document=document, public=public, bare=bare)
    return Reply(document)


async def _lay_out(asking: _Asking, composed: Digest, title: Saying, look: Look) -> Document:
    """The digest in the language spoken."""
    return lay_out_digest(composed, replace(look, title=title(), coming=await _coming(asking)))


async def _coming(asking: _Asking) -> str:
    """When the briefing comes here next; empty: there is none, or it rests."""
    briefing = await asking.services.briefings.at(asking.asker.place)
    return say_coming(briefing.next, briefing.schedule.timezone) if briefing and briefing.next else ""


async def _nothing_new(asking: _Asking, composed: Digest) -> Reply:
    last = await asking.services.marks.last_bare(asking.asker)
    since = _say_when(last or composed.since, asking.services.zone(asking.channel))
    offers = [Action(tr("Show the last day"), "day", emphasis=Emphasis.PRIMARY)]
    words = tr("Nothing new since {since}.", since=since)
    if last:
        words = tr("Nothing new since {since}, your last digest here.", since=since)
    if composed.more:
        below = trn(" {number} story stayed below the line.", " {number} stories stayed below the line.", composed.more)
        words += below
        offers.append(Action(tr("Show what stayed below"), "next"))
    elif composed.read.repeats > 0:
        words += tr(" You have seen what there was.")
    elif composed.read.articles:
        words += " " + _say_left_out(composed)
    return tell(asking.asker, words, Buttons(tuple(offers)))


def _say_left_out(composed: Digest) -> str:
    """Why articles came and no story: what is muted, and what is only shown to who asks for its kind."""
    read = composed.read
    if not read.below:
        return trn("{number} article came, about what is muted here.",
                   "{number} articles came, all about what is muted here.", read.articles)  # fmt: skip
    return trn(
        "{number} article came, of a kind that is only shown when asked for, such as `deals` or `podcasts`.",
        "{number} articles came, of kinds that are only shown when asked for, such as `deals` or `podcasts`.",
        read.articles,
    )


def _say_when(at: datetime, timezone: str) -> str:
    return f"{say_time(at.astimezone(ZoneInfo(timezone)))} ({timezone})"


def _say_span(window: timedelta | None) -> str:
    span = window or DAY
    if span > DAY and not span % DAY:
        # Translators: as in "the last 7 days".
        return tr("{days} days", days=span.days)
    return tr("{hours} h", hours=int(span.total_seconds() // 3600))


def _nothing_about(services: Services, command: Command, topic: str, composed: Digest) -> str:
    span = tr("the last {span}", span=_say_span(command.window))
    if not topic and composed.read.articles:
        return tr("Nothing to show of {span}. {reason}", span=span, reason=_say_left_out(composed))
    if not topic:
        return tr("Nothing was published in {span}.", span=span)
    is_known = topic in services.topics.names()
    near = [] if is_known else [each for each in services.topics.suggest(command.words) if each != topic][:3]
    hint = tr(" Near it: {topics}.", topics=", ".join(near)) if near else ""
    if not near and not is_known:
        hint = tr(" `help` shows what else works.")
    wider = (
        ""
        if (command.window or DAY) >= WEEK or len(topic) > 60
        else tr(" Try `{command}`.", command=f"{shorten(topic)} 7d")
    )
    return tr("Nothing about {topic} in {span}.", topic=shorten(topic), span=span) + wider + hint
