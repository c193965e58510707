"""What is kept for how long, and the nightly round that lets the rest go.

The spans stand here alone; docs/operating.md says them to people. Never gone are settings, briefings, sources, saved
stories with their texts, and deliveries that are not settled.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import structlog
from sqlalchemy import and_, select

from bot.store.contents import forget_contents
from bot.store.drafts import DraftStore
from bot.store.facts import FactStore
from bot.store.holds import HoldStore
from bot.store.leases import LeaseStore
from bot.store.tables import (
    asked_articles,
    audit,
    deliveries,
    editions,
    last_digests,
    leases,
    notices,
    secrets,
    votes,
)
from bot.store.votes import REMEMBERED
from summarizer.ports import Clock
from summarizer.store.articles import IDENTITY_KEPT, TEXT_KEPT, ArticleStore
from summarizer.store.database import Database
from summarizer.store.retention import BATCH, PAUSE, Broom
from summarizer.store.tables import identities, reads, spending

log = structlog.get_logger(__name__)
TEXTS = TEXT_KEPT
"""Texts of articles, their summaries, what was read when, and articles that were asked for by their address."""
LEDGER = timedelta(days=45)
"""Editions and their deliveries: longer than the texts against which `verify` holds them."""
MARKS = timedelta(days=90)
"""Seen-marks, unless the story is still reported, and what somebody's numbers and buttons mean."""
STORIES = timedelta(days=180)
"""Stories with their titles, counted from the last report."""
VOTES = REMEMBERED
RECORDS = IDENTITY_KEPT
"""By what an entry is known again, who changed what, and what a language model cost."""
DAY = timedelta(days=1)
TERM = timedelta(hours=1)
RETAINED = "retained"
"""The fact that tells when the last round was over."""
Step = Callable[[], Awaitable[int | None]]


class Retention:
    """The nightly round, by one process at a time, once a day whatever is restarted meanwhile."""

    def __init__(
        self, database: Database, owner: str, clock: Clock, *, batch: int = BATCH, pause: float = PAUSE
    ) -> None:
        self._database = database
        self._owner = owner
        self._clock = clock
        self._facts = FactStore(database)
        self._leases = LeaseStore(database)
        self._broom = Broom(database, batch, pause)

    async def run_if_due(self) -> dict[str, int]:
        """Let go of what is old, if a day has passed since the last round; how many rows of what went.

        A round that is cut off, or that meets a locked database, goes on where it was the next time. Raises StoreError.
        """
        now = self._clock.now()
        last = await self._facts.moment(RETAINED)
        if last is not None and last <= now < last + DAY:
            return {}
        gone: dict[str, int] = {}
        async for name, step in self._steps():
            if not await self._leases.take(RETAINED, self._owner, self._clock.now(), TERM):
                return gone
            if number := await step():
                gone[name] = number
        await self._facts.keep(RETAINED, now.isoformat())
        await self._leases.give_back(RETAINED, self._owner)
        log.info("let go of what is old", **gone)
        return gone

    async def _steps(self) -> AsyncIterator[tuple[str, Step]]:
        now, broom = self._clock.now(), self._broom
        articles = ArticleStore(self._database)
        untold = select(deliveries.c.id).where(deliveries.c.edition == editions.c.id).exists()
        old = now - LEDGER
        yield (
            "deliveries",
            lambda: broom.forget(deliveries, and_(deliveries.c.settled.is_(True), deliveries.c.due_at < old)),
        )
        yield "editions", lambda: broom.forget(editions, and_(editions.c.due_at < old, ~untold))
        yield "drafts", lambda: DraftStore(self._database).forget(now)
        yield "contents", lambda: forget_contents(self._database)
        yield "texts", lambda: broom.forget_texts(now - TEXTS)
        yield "summaries", lambda: broom.forget_summaries(now - TEXTS)
        yield "stories", lambda: broom.forget_stories(now - STORIES)
        yield "marks", lambda: broom.forget_marks(now - MARKS)
        yield "digests", lambda: broom.forget(last_digests, last_digests.c.at < now - MARKS)
        yield "votes", lambda: broom.forget(votes, votes.c.at < now - VOTES)
        yield "asked", lambda: broom.forget(asked_articles, asked_articles.c.at < now - TEXTS)
        yield "reads", lambda: broom.forget(reads, reads.c.at < now - TEXTS)
        yield "identities", lambda: broom.forget(identities, identities.c.first_seen < now - RECORDS)
        yield "changes", lambda: broom.forget(audit, audit.c.at < now - RECORDS)
        yield "spending", lambda: broom.forget(spending, spending.c.day < (now - RECORDS).date().isoformat())
        yield "secrets", lambda: broom.forget(secrets, secrets.c.until <= now)
        # Nobody is told after some hours; these are of a platform that no process has any more.
        yield "notices", lambda: broom.forget(notices, notices.c.created_at < now - DAY)
        yield "leases", lambda: broom.forget(leases, leases.c.until <= now - DAY)
        yield "holds", lambda: HoldStore(self._database).forget(now)
        yield "index", articles.optimize
