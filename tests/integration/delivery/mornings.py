"""A desk on a test database, its clock pinned, with briefings, a planner and couriers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.bootstrap import Desk, open_desk
from bot.clock import PinnedClock
from bot.courtesy import Courtesy
from bot.delivery import Courier, Planner
from bot.metrics import Metrics
from bot.notices import Messenger
from bot.ports import ChatPlatform, Place
from bot.schedule import parse_schedule
from bot.store.briefings import Briefing
from bot.store.holds import HoldStore
from bot.store.ledger import Edition
from bot.store.notices import NoticeStore
from bot.store.outcomes import Delivery
from config.settings import load_settings
from summarizer.model import Joining
from summarizer.store.database import Database
from tests.builders import a_source, an_article, an_entry
from tests.fakes.chat import Chat

EIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""Tuesday's minute of a briefing "daily 8am UTC"."""
EARLIER = EIGHT - timedelta(hours=12)


class Bell:
    """A work queue that only counts its rings."""

    def __init__(self) -> None:
        self.rings: list[str] = []

    async def ring(self, kind: str, shard: int = 0) -> None:
        """Note it."""
        self.rings.append(kind)


@dataclass
class Mornings:
    """The desk, its clock, a chat, and what was counted."""

    desk: Desk
    clock: PinnedClock
    chat: Chat = field(default_factory=Chat)
    metrics: Metrics = field(default_factory=Metrics)
    bell: Bell = field(default_factory=Bell)

    def planner(self) -> Planner:
        """A planner, as every process has one."""
        return Planner(self.desk.database, self.desk.ledger, self.bell, self.clock)

    def courier(self, platforms: Mapping[str, ChatPlatform] | None = None, courtesy: Courtesy | None = None) -> Courier:
        """A courier, as every worker has one."""
        desk = self.desk
        known = platforms if platforms is not None else {self.chat.name: self.chat}
        return Courier(
            desk.ledger,
            desk.briefings,
            desk.editor,
            known,
            HoldStore(desk.database),
            self.clock,
            self.metrics,
            courtesy,
        )

    async def briefing(self, channel: str = "C1", words: str = "daily 8am UTC", **wishes: Any) -> Briefing:
        """Set a channel's briefing at what the clock says."""
        owner = wishes.pop("owner", "U1")
        place = Place(wishes.pop("platform", "slack"), wishes.pop("workspace", "T1"), channel)
        held = await self.desk.channels.get(place)
        kept = await self.desk.channels.save(replace(held, **wishes))
        return await self.desk.briefings.set(kept, parse_schedule(words), owner, self.clock.now())

    async def article(self, number: int = 1, **changes: Any) -> None:
        """Let one article be read, a story of its own."""
        at = changes.pop("published", self.clock.now() - timedelta(hours=1))
        article = an_article(
            f"a{number}", title=f"Company {number} opens plant {number}", published=at, first_seen=at, **changes
        )
        await self.desk.sources.seed([a_source()])
        await self.desk.articles.save(a_source(), [an_entry(f"e{number}")], [article], self.clock.now())
        await self.desk.stories.apply([Joining(article, f"s{number}")])
        await self.desk.services.facts.keep("refreshed", f"{self.clock.now().isoformat()}")

    async def open(self, at: datetime | None = None) -> int:
        """Let the clock come to a time, and what is due be opened."""
        if at is not None:
            self.clock.move_to(at)
        planner = self.planner()
        await planner.look_up()
        return await planner.open_due()

    def messenger(self, owner: str = "messenger", platform: ChatPlatform | None = None) -> Messenger:
        """Who tells owners what is written down for them, as every worker has one."""
        known = {each.name: each for each in [platform or self.chat]}
        return Messenger(NoticeStore(self.desk.database), known, owner, self.clock, self.metrics)

    async def deliver(self) -> int:
        """Let a new worker deliver all that waits, and tell owners what there is to tell."""
        sent = await self.courier().deliver()
        await self.messenger().deliver()
        return sent

    async def morning(self, at: datetime = EIGHT) -> int:
        """Let a minute come and its briefings be delivered; how many were sent."""
        await self.open(at)
        return await self.deliver()

    async def ledger(self) -> list[Delivery]:
        """All deliveries, oldest first."""
        return list(reversed(await self.desk.ledger.newest()))

    async def states(self) -> list[str]:
        """Their states, oldest first."""
        return [each.state for each in await self.ledger()]

    async def edition(self) -> Edition:
        """The edition of the newest delivery."""
        found = await self.desk.ledger.edition((await self.ledger())[-1].edition)
        assert found is not None
        return found

    def count(self, name: str) -> float:
        """A metric's value."""
        return self.metrics.registry.get_sample_value(name) or 0.0

    async def later(self, **by: float) -> None:
        """Let the clock go on."""
        self.clock.move_to(self.clock.now() + timedelta(**by))


@asynccontextmanager
async def open_mornings(database: Database, at: datetime = EARLIER) -> AsyncIterator[Mornings]:
    """A desk on that database."""
    address = database.url.set(drivername=database.url.get_backend_name()).render_as_string(hide_password=False)
    given = load_settings({"NIGHTDESK_DATABASE_URL": address, "NIGHTDESK_QUEUE": "inprocess", "NIGHTDESK_HOME": "/tmp"})
    clock = PinnedClock(at)
    async with open_desk(clock=clock, given=given) as desk:
        yield Mornings(desk, clock)
