"""What an edition is made of, looked up for a whole batch of channels by a handful of statements.

A channel's settings, its votes, what it has seen, when its last edition was: each is one statement for all channels of
the batch, so that ten thousand briefings of one minute cost no more lookups than some dozen batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from zoneinfo import ZoneInfo

import structlog

from bot.composing import REMEMBERED
from bot.language import speaking, tr
from bot.layout import Look
from bot.schedule import Schedule, next_slot, say_coming
from bot.services import DAY, Services
from bot.store.briefings import Briefing
from bot.store.drafts import DraftStore
from bot.store.ledger import Ledger
from summarizer.model import DigestRequest, Style

log = structlog.get_logger(__name__)
_MORNING = range(4, 12)


@dataclass(frozen=True, slots=True)
class Recipe:
    """One edition's request, look and language, the reading that it is made of (None: there was none yet), and what its
    channel has seen lately. Two recipes that are the same but for their readers get the same edition."""

    request: DigestRequest
    look: Look
    language: str
    read: str | None
    seen: str


class Recipes:
    """Looks recipes up."""

    def __init__(self, services: Services, ledger: Ledger, drafts: DraftStore) -> None:
        self._services = services
        self._ledger = ledger
        self._drafts = drafts

    async def coming(self, wanted: Sequence[tuple[Briefing, datetime]]) -> dict[int, Recipe]:
        """What the editions of these briefings, due at those times, are made of, by briefing: what each channel has not
        seen since its edition before."""
        before = await self._ledger.before({briefing.id: until for briefing, until in wanted})
        return await self.of([(briefing, until, before.get(briefing.id)) for briefing, until in wanted])

    async def of(self, wanted: Sequence[tuple[Briefing, datetime, datetime | None]]) -> dict[int, Recipe]:
        """The same from another time on than the edition before (None: of the last 24 h), by briefing; absent: its zone
        is none that we know."""
        if not wanted:
            return {}
        # Read first: what is read after this makes what is composed of it outdated, and not the other way round.
        read = await self._drafts.newest_reading()
        requests = await self._services.requests([briefing.channel for briefing, _, _ in wanted])
        oldest = min(until for _, until, _ in wanted) - REMEMBERED
        seen = await self._drafts.seen_since([briefing.place.key for briefing, _, _ in wanted], oldest)
        found = {}
        for request, (briefing, until, since) in zip(requests, wanted, strict=True):
            if look := _look(briefing, until):
                request = _for_edition(request, briefing, until, since)
                marks = seen.get(briefing.place.key, "")
                found[briefing.id] = Recipe(request, look, briefing.channel.speaks, read, marks)
        return found

    async def stamps(self, briefings: Sequence[Briefing]) -> dict[int, str]:
        """What a draft depends on, by briefing: what was read, what the channel wishes and voted, what it has seen."""
        marks = await self._drafts.marks([each.place.key for each in briefings])
        votes = await self._services.votes.newest([each.place for each in briefings])
        read = await self._drafts.newest_reading()
        return {each.id: _stamp(read, each, marks.get(each.place.key), votes.get(each.place.key)) for each in briefings}


def _for_edition(request: DigestRequest, briefing: Briefing, until: datetime, since: datetime | None) -> DigestRequest:
    window = max(DAY, until - since) if since else DAY
    return replace(
        request,
        since=until - window,
        until=until,
        readers=(briefing.place.key,),
        unseen_only=True,
        floor=True,
    )


def _look(briefing: Briefing, until: datetime) -> Look | None:
    """None, and a word in the log, where its zone is none: that must not keep the others of the batch."""
    zone = briefing.schedule.timezone
    try:
        hour = until.astimezone(ZoneInfo(zone)).hour
    except (KeyError, ValueError, OSError) as error:
        log.error("a briefing's zone is not known", briefing=briefing.id, zone=zone, error=type(error).__name__)
        return None
    with speaking(briefing.channel.speaks):
        title = tr("Morning briefing") if hour in _MORNING else tr("Briefing")
    return Look(
        title=title,
        timezone=zone,
        style=briefing.channel.style or Style.BRIEF,
        actions=True,
        posted=True,
        coming=_coming(briefing.schedule, until, briefing.channel.speaks),
    )


@lru_cache(maxsize=1024)
def _coming(schedule: Schedule, until: datetime, language: str) -> str:
    """When the next edition comes; thousands of channels have the same schedule."""
    with speaking(language):
        return say_coming(next_slot(schedule, until), schedule.timezone)


def _stamp(read: str | None, briefing: Briefing, seen: datetime | None, voted: datetime | None) -> str:
    words = f"{read}\x1f{briefing.channel!r}\x1f{briefing.schedule!r}\x1f{seen}\x1f{voted}"
    return blake2b(words.encode(), digest_size=16).hexdigest()
