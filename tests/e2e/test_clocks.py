"""Bots started one after the other on one store, each by another clock: asleep for days, set back, set forward."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.process import orders_for, run_bot
from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from bot.ports import Place
from bot.schedule import parse_schedule
from bot.store.briefings import BriefingStore
from bot.store.channels import Channel, ChannelStore
from bot.store.ledger import Ledger
from summarizer.store.database import Database
from tests.storm.stock import new_sqlite, opened

pytestmark = pytest.mark.timeout(240)
EIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Town:
    """A store with a briefing daily at eight, and both doubles."""

    store: str
    database: Database
    slack: LoopbackSlack
    discord: LoopbackDiscord
    place: Place

    async def bot_wakes(self, at: datetime) -> None:
        """Let a bot live at that time until it has done all that is due, and end."""
        witness = self.slack.add_channel(f"witness-{at:%d-%H-%M}")
        place = replace(self.place, channel=witness.id)
        async with run_bot(replace(orders_for(self.slack, self.discord, self.store), at=at.isoformat())) as bot:
            await bot.ready()
            # A clock that was set back is noticed right after the start: the next slot lies within a day again.
            while (await self.next_slot()) > at + DAY:
                await bot.look_after()
            # A second channel's briefing is due right now: once it is there, everything due before it has come as well.
            await self.order(place, f"daily {at:%H:%M} UTC", at - timedelta(minutes=1))
            await bot.until(lambda: bool(self.slack.messages(witness)))
            while any(each.state in {"pending", "sending", "ambiguous"} for each in await self.ledger().newest()):
                await bot.look_after()
        briefing = await BriefingStore(self.database).at(place)
        assert briefing is not None
        await BriefingStore(self.database).remove(briefing)

    async def order(self, place: Place, words: str, now: datetime) -> None:
        """Give a channel its briefing."""
        channel = await ChannelStore(self.database).save(Channel(place))
        await BriefingStore(self.database).set(channel, parse_schedule(words), "U1", now)

    async def next_slot(self) -> datetime:
        """When the briefing comes next."""
        briefing = await BriefingStore(self.database).at(self.place)
        assert briefing is not None and briefing.next is not None
        return briefing.next.at

    def ledger(self) -> Ledger:
        """The ledger."""
        return Ledger(self.database)

    async def came(self) -> list[tuple[int, bool]]:
        """The days after the first (and whether it was late) whose briefing was sent, in the order of their sending."""
        sent = [each for each in await self.ledger().newest("sent") if each.place == self.place]
        ordered = sorted(sent, key=lambda each: each.id)
        return [((each.due_at - EIGHT).days, each.late) for each in ordered]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """It is the evening before the first briefing."""
    async with _town(tmp_path) as made:
        yield made


@asynccontextmanager
async def _town(folder: Path) -> AsyncIterator[Town]:
    store = new_sqlite(folder)
    async with opened(store) as database, run_loopback_slack() as slack, run_loopback_discord() as discord:
        place = Place("slack", slack.add_workspace().id, slack.add_channel("news").id)
        made = Town(store, database, slack, discord, place)
        await made.order(place, "daily 8am UTC", EIGHT - 12 * HOUR)
        yield made


async def test_after_three_days_asleep_the_newest_briefing_comes_once(town: Town) -> None:
    """Marked late, an hour after its time; in the channel there is one message for it, and none for the days before."""
    await town.bot_wakes(EIGHT)
    await town.bot_wakes(EIGHT + 3 * DAY + HOUR)
    await town.bot_wakes(EIGHT + 3 * DAY + HOUR + timedelta(minutes=1))

    assert await town.came() == [(0, False), (3, True)]
    texts = [each.blocks for each in town.slack.messages(town.slack.world.channels[town.place.channel])]
    assert ["This briefing is late" in str(blocks) for blocks in texts] == [False, True]


async def test_after_a_night_of_more_than_the_grace_nothing_late_comes(town: Town) -> None:
    """At half past eleven a morning's briefing is none any more; the next one comes on time."""
    await town.bot_wakes(EIGHT + 3.5 * HOUR)
    await town.bot_wakes(EIGHT + DAY)

    assert await town.came() == [(1, False)]


async def test_a_clock_that_is_wrong_and_set_right_brings_each_briefing_once(town: Town) -> None:
    """Back an hour nothing comes twice; three days ahead and back, the next morning is not lost, and the third not
    twice."""
    await town.bot_wakes(EIGHT)
    await town.bot_wakes(EIGHT - HOUR)
    await town.bot_wakes(EIGHT + 3 * DAY)
    for morning in (1, 3, 4):
        await town.bot_wakes(EIGHT + morning * DAY)

    assert await town.came() == [(0, False), (3, False), (1, False), (4, False)]
