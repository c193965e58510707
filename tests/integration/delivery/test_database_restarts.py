"""PostgreSQL dies in the middle of a morning and comes back: work goes on by itself, nothing is lost or doubled."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.serving import NightShift
from summarizer.errors import SummarizerError
from tests.conftest import _create_database
from tests.fakes.chat import Chat
from tests.fakes.postgres import PostgresServer, run_server
from tests.integration.delivery.test_night_shift import _desk, _working
from tests.storm.stock import count_states, fill

CHANNELS = 40


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A server of its own, because it dies."""
    try:
        context = run_server()
        running = context.__enter__()
    except RuntimeError as error:
        pytest.skip(str(error))
    yield running
    context.__exit__(None, None, None)


async def test_a_morning_goes_on_after_its_database_died(server: PostgresServer) -> None:
    """Two processes had messages on their way, claimed and not begun, and some that the platform took meanwhile."""
    url = await _create_database(server.url)
    chats = [Chat("slack"), Chat("slack")]
    for chat in chats:
        chat.arrived = chats[0].arrived
        chat.held = {f"C{number}": asyncio.Event() for number in range(1, CHANNELS * 2 + 1)}
    async with AsyncExitStack() as stack:
        desks = [await stack.enter_async_context(_desk(url)) for _ in chats]
        await fill(desks[0].database, CHANNELS * 2, datetime.now(UTC) - timedelta(minutes=1))
        shifts: list[NightShift] = [
            await stack.enter_async_context(_working(desk, chat, with_fronts=False, kinds=("deliver",)))
            for desk, chat in zip(desks, chats, strict=True)
        ]
        async with asyncio.timeout(30):
            while sum(len(chat.tried) for chat in chats) < CHANNELS // 2:
                await asyncio.sleep(0.01)

        await asyncio.to_thread(server.die)
        for chat in chats:
            for held in chat.held.values():
                held.set()
        await asyncio.sleep(0.2)
        await asyncio.to_thread(server.start)

        async with asyncio.timeout(100):
            while await _sent(desks[0]) < CHANNELS:
                for shift in shifts:
                    with suppress(SummarizerError):
                        await shift._sweep()
                await asyncio.sleep(0.1)

    arrived = Counter(each.key for each in chats[0].arrived)
    assert (len(arrived), max(arrived.values())) == (CHANNELS, 1)


async def _sent(desk: object) -> int:
    with suppress(SummarizerError):
        return (await count_states(desk.database)).get("sent", 0)  # type: ignore[attr-defined]
    return 0
