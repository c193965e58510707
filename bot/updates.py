"""Updates: a story that went on after a briefing told it is told further, in a thread under that briefing.

Only what is new is said, and only where the channel wants it; whoever reads the next briefing has then read that
version. Nobody is pestered: one update a story and hour, a few a channel and day, none in the quiet hours, and none
right before a briefing, which tells it anyway.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.composing import Recent
from bot.document import Action, Buttons, Document, Line, Link, Text, paragraph, small, text
from bot.editions import Composed, content_of
from bot.language import speaking, tr
from bot.layout import sources_line
from bot.services import DAY, Services
from bot.store.briefings import Briefing
from bot.store.contents import name_of
from bot.store.developments import Development, DevelopmentStore, Update
from bot.store.opening import quiet_hours
from summarizer.model import DigestRequest, DigestStory
from summarizer.store.database import Database

log = structlog.get_logger(__name__)
TOLD_WITHIN = timedelta(hours=24)
"""So long after a briefing its stories are followed."""
A_STORY = timedelta(hours=1)
"""So long a story rests after an update of it."""
MOST_A_DAY = 6
"""Updates that a channel gets within 24 hours."""
BEFORE_A_BRIEFING = timedelta(minutes=15)
"""So long before a briefing nothing is opened: it tells what is new."""
PAGE = 200
"""Briefings that are looked at at once."""
_REMEMBERED = 4096


class Updater:
    """Opens updates; the ledger delivers them."""

    def __init__(self, services: Services, database: Database) -> None:
        self._services = services
        self._store = DevelopmentStore(database, TOLD_WITHIN)
        self._told: Recent[tuple[str, int, int, frozenset[str] | None], tuple[DigestStory]] = Recent(_REMEMBERED)

    async def open(self) -> int:
        """Open an update of every story that went on and may be told further now; how many."""
        now = self._services.clock.now()
        opened, beyond, more = 0, 0, True
        while more:
            page, found = await self._store.find(now, beyond, PAGE)
            opened += await self._open(found, now)
            beyond, more = page[-1] if page else beyond, len(page) == PAGE
        if opened:
            log.info("stories went on", updates=opened)
        return opened

    async def _open(self, found: Sequence[Development], now: datetime) -> int:
        if not found:
            return 0
        held = await self._services.briefings.by_ids({each.briefing for each in found})
        pace = Pace(await self._store.opened(list(held), now - DAY), now)
        asked = await self._services.requests([each.channel for each in held.values()])
        requests = dict(zip(held, asked, strict=True))
        updates = []
        for each in found:
            briefing = held.get(each.briefing)
            if briefing is None or not may_hear(briefing, now) or not pace.allows(each):
                continue
            told = await self._tell(each, requests[briefing.id])
            if told is not None and told.summary:
                pace.note(each)
                with speaking(briefing.channel.speaks):
                    content = content_of(compose_update(told, now))
                updates.append(Update(each, name_of(content), content))
        return await self._store.open(updates, held, now)

    async def _tell(self, development: Development, request: DigestRequest) -> DigestStory | None:
        """The story as it is told to who knows the older version; thousands of channels may be told the same."""
        key = (development.story, development.version, development.known, request.sources)
        if (made := self._told.find(key)) is not None:
            return made[0]
        story = await self._services.stories.by_id(development.story)
        if story is None or story.version != development.version:
            return None
        told = await self._services.composer.tell(story, request, development.known)
        self._told.keep(key, (told,))
        return told


class Pace:
    """Sees to it that nobody is pestered. `before` are the updates of the last day, by briefing: story and time."""

    def __init__(self, before: Mapping[int, Sequence[tuple[str, datetime]]], now: datetime) -> None:
        self._now = now
        self._before = {briefing: list(updates) for briefing, updates in before.items()}

    def allows(self, development: Development) -> bool:
        """Whether the channel had few enough updates, and none of this story lately."""
        had = self._before.get(development.briefing, [])
        rests = any(story == development.story and at > self._now - A_STORY for story, at in had)
        return len(had) < MOST_A_DAY and not rests

    def note(self, development: Development) -> None:
        """The channel gets an update of it now."""
        self._before.setdefault(development.briefing, []).append((development.story, self._now))


def may_hear(briefing: Briefing, now: datetime) -> bool:
    """Whether a channel may be told something now: not while its briefing rests, not in its quiet hours, and not right
    before its briefing."""
    if briefing.rests(now):
        return False
    if briefing.next is not None and briefing.next.at - now <= BEFORE_A_BRIEFING:
        return False
    quiet = quiet_hours(briefing.channel)
    return quiet is None or quiet.until(now, briefing.schedule.timezone) == now


def compose_update(story: DigestStory, now: datetime) -> Composed:
    """What is posted of a story that went on: what is new, from whom, and the way to all of it."""
    title: Line = (Text(tr("Update: "), bold=True), Link(story.title, story.url, bold=True))
    lines = [text(sentence.text) for sentence in story.summary]
    document = Document(
        tr("Update: {title}", title=story.title),
        (
            paragraph(title, *lines),
            small(sources_line(story, now)),
            Buttons((Action(tr("More"), "more", story.id),)),
        ),
    )
    return Composed(document, ((story.id, story.version),), story.summary)
