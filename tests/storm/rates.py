"""Deliveries a second through the ledger, against one procrastinate job per delivery: one database, one run."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.delivery import AT_ONCE
from bot.queues.procrastinate import make_app, prepare
from bot.store.contents import name_of
from bot.store.ledger import Ledger
from bot.store.opening import open_due
from bot.store.outcomes import Outcome
from summarizer.store.database import Database
from tests.storm.stock import fill, opened

BATCHES = 2
"""So many are on their way at once, as a courier claims while it settles, and a planner opens while it delivers."""
CONTENT = {"document": {}, "stories": [], "sentences": []}


async def through_the_ledger(url: str, number: int, stories: int = 0) -> float:
    """Open, claim, freeze, begin and acknowledge; deliveries a second. Nothing is composed or posted; what they say is
    the same for all, as it is where channels have no wishes of their own. So many stories each are marked as seen."""
    async with opened(url) as database:
        await fill(database, number, datetime.now(UTC) - timedelta(minutes=1))
        ledger = Ledger(database)
        started = time.perf_counter()
        opening = asyncio.create_task(_open_all(database))
        told = tuple((f"s{each}", 1) for each in range(stories))
        await asyncio.gather(*(_deliver_all(ledger, told, opening) for _ in range(BATCHES)))
        await opening
        return number / (time.perf_counter() - started)


async def _open_all(database: Database) -> None:
    while (await open_due(database, datetime.now(UTC))).more:
        pass


async def _deliver_all(ledger: Ledger, stories: tuple[tuple[str, int], ...], opening: asyncio.Task[None]) -> None:
    while True:
        over = opening.done()
        if not await _round(ledger, stories):
            if over:
                return
            await asyncio.sleep(0.002)


async def _round(ledger: Ledger, stories: tuple[tuple[str, int], ...]) -> int:
    now, name = datetime.now(UTC), name_of(CONTENT)
    claimed, _ = await ledger.take("me", now, AT_ONCE)
    if claimed:
        await ledger.freeze({each.edition: name for each in claimed}, {name: CONTENT}, now)
        await ledger.begin("me", [each.id for each in claimed], now, 1)
        await ledger.settle(
            "me", [Outcome(each, "sent", message_id=each.key, at=now, stories=stories) for each in claimed]
        )
    return len(claimed)


async def by_jobs(url: str, number: int) -> float:
    """One job per delivery that does nothing, 64 at once; jobs a second, deferring included."""
    database = Database.open(url)
    try:
        await prepare(database)
        app = make_app(database)
        done = asyncio.Event()
        count = 0

        async def deliver(**_: Any) -> None:
            nonlocal count
            count += 1
            if count == number:
                done.set()

        app.task(name="storm.deliver", queue="storm")(deliver)
        async with app.open_async():
            return await _drain(app, done, number)
    finally:
        await database.close()


async def _drain(app: Any, done: asyncio.Event, number: int) -> float:
    started = time.perf_counter()
    bell = app.configure_task("storm.deliver", queue="storm")
    for each in range(number):
        await bell.defer_async(delivery=each)
    working = asyncio.create_task(
        app.run_worker_async(queues=["storm"], concurrency=AT_ONCE, install_signal_handlers=False, delete_jobs="always")
    )
    await done.wait()
    rate = number / (time.perf_counter() - started)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    return rate
