"""Night shifts: all in one process, or a front that leaves the work to workers, on one database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk, open_desk
from bot.commands import Command
from bot.ports import Asker, Place
from bot.reading import Reader
from bot.serving import NightShift
from bot.store.leases import LeaseStore
from config.settings import load_settings
from summarizer.store.database import Database
from summarizer.store.errors import DatabaseLocked
from tests.conftest import _create_database
from tests.fakes.chat import Chat
from tests.integration.delivery.mornings import Mornings
from tests.storm.stock import fill


@asynccontextmanager
async def _desk(url: str) -> AsyncIterator[Desk]:
    async with open_desk(given=load_settings({"NIGHTDESK_DATABASE_URL": url, "NIGHTDESK_HOME": "/tmp"})) as desk:
        await desk.services.facts.keep("refreshed", datetime.now(UTC).isoformat())
        yield desk


@asynccontextmanager
async def _working(desk: Desk, chat: Chat, **how: Any) -> AsyncIterator[NightShift]:
    shift = NightShift(desk, {chat.name: chat}, **how)
    await shift.start()
    try:
        yield shift
    finally:
        await shift.stop()


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():
            await asyncio.sleep(0.005)


async def test_a_front_leaves_the_work_to_a_worker(postgres_url: str) -> None:
    """The worker delivers by REST alone; the front answers people and sends nothing."""
    url = await _create_database(postgres_url)
    front_chat, worker_chat = Chat(), Chat()
    async with AsyncExitStack() as stack:
        desks = [await stack.enter_async_context(_desk(url)) for _ in range(2)]
        await fill(desks[0].database, 6, datetime.now(UTC) - timedelta(minutes=1))
        front = await stack.enter_async_context(_working(desks[0], front_chat, with_worker=False))
        await stack.enter_async_context(_working(desks[1], worker_chat, with_fronts=False, kinds=("deliver",)))

        await _until(lambda: len(worker_chat.arrived) == 3)

        assert (front_chat.connected, worker_chat.connected, front_chat.tried) == (True, False, [])
        async with asyncio.timeout(30):
            while await front.missing():
                await asyncio.sleep(0.01)


async def test_a_schedule_set_while_the_bot_runs_comes(database: Database) -> None:
    """Another process sets it; the running one finds it by itself within seconds."""
    chat = Chat()
    async with _desk(f"sqlite:///{database.path}") as desk, _working(desk, chat, kinds=("deliver",)):
        await fill(database, 1, datetime.now(UTC) - timedelta(minutes=1))
        await asyncio.sleep(0)
        async with database.write() as connection:
            await connection.exec_driver_sql("UPDATE channels SET platform = 'slack'")

        await _until(lambda: len(chat.arrived) == 1)


async def test_a_command_is_answered_and_counted(database: Database) -> None:
    """By its verb."""
    chat = Chat()
    async with _desk(f"sqlite:///{database.path}") as desk, _working(desk, chat, kinds=()) as shift:
        reply = await shift._handle(Command("help"), Asker(Place("slack", "T1", "C1"), "U1"))

        assert reply.document.summary
        assert shift.metrics.registry.get_sample_value("nightdesk_commands_total", {"verb": "help"}) == 1


async def test_readiness_follows_the_platforms(database: Database) -> None:
    """What is not connected any more is named."""
    chat = Chat()
    async with _desk(f"sqlite:///{database.path}") as desk:
        async with _working(desk, chat, kinds=()) as shift:
            await _until(lambda: chat.connected)
            while await shift.missing():
                await asyncio.sleep(0.005)

        assert await shift.missing() == ("slack is not connected",)


class Sources:
    """An ingest that notes how many read at once."""

    def __init__(self) -> None:
        self.rounds = self.reading = self.most = 0

    async def refresh(self) -> Any:
        """Read."""
        self.rounds += 1
        self.reading += 1
        self.most = max(self.most, self.reading)
        await asyncio.sleep(0.02)
        self.reading -= 1
        return type("Report", (), {"read": 1, "new": 0, "failures": ()})()


@pytest.mark.parametrize("processes", [1, 4])
async def test_the_sources_are_read_by_one_process_at_a_time(mornings: Mornings, processes: int) -> None:
    """Those that come while it reads, or right after, have nothing to do."""
    ingest, desk = Sources(), mornings.desk
    leases = LeaseStore(desk.database)
    readers = [
        Reader(
            ingest,  # type: ignore[arg-type]
            desk.sources,
            desk.services.facts,
            leases,
            f"p{number}",
            mornings.clock,
            mornings.metrics,
        )
        for number in range(processes)
    ]
    async with desk.database.write() as connection:
        await connection.exec_driver_sql("DELETE FROM sources")

    await asyncio.gather(*(reader.refresh() for reader in readers))
    await readers[-1].refresh()
    assert (ingest.rounds, ingest.most) == (1, 1)

    await mornings.later(minutes=9)
    await asyncio.gather(*(reader.refresh() for reader in readers))

    assert (ingest.rounds, ingest.most) == (2, 1)


class Stumbling(LeaseStore):
    """Leases in a database that is locked when it is asked for the second time."""

    asked = 0

    async def take(self, name: str, owner: str, now: datetime, term: timedelta) -> bool:
        """Take it, but for that time."""
        self.asked += 1
        if self.asked == 2:
            raise DatabaseLocked("another program holds the database")
        return await super().take(name, owner, now, term)


async def test_a_database_locked_for_a_moment_costs_no_lease_on_reading(evening: Mornings) -> None:
    """It is renewed the next time, so that no second process begins to read."""
    desk = evening.desk
    leases = Stumbling(desk.database)
    reader = Reader(
        Sources(),  # type: ignore[arg-type]
        desk.sources,
        desk.services.facts,
        leases,
        "me",
        evening.clock,
        evening.metrics,
        pause=0.002,
    )

    await reader.refresh()

    assert leases.asked > 2
