"""The cap a day, kept in the store for every process that works on it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from summarizer.condensers import create_condenser
from summarizer.condensers.extractive import condense_texts
from summarizer.condensers.llm import Reason, Tally, Trouble, Usage
from summarizer.store.database import Database
from summarizer.store.spending import SpendingStore, Spent
from tests.builders import MORNING
from tests.fakes.openai_server import COMPLETION_TOKENS, PROMPT_TOKENS, digest, run_language_server
from tests.integration.llm.test_condensing import TLDR, a_task


class StillClock:
    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


async def test_what_was_used_is_counted_on_its_day(any_database: Database) -> None:
    store = SpendingStore(any_database, StillClock(), cap=1000)
    day = await store.reserve(400)
    await store.settle(day or "", 400, Usage(123, Decimal("0.0125")))

    assert await store.today() == Spent(tokens=123, reserved=0, requests=1, dollars=Decimal("0.0125"))


async def test_nobody_gets_beyond_the_cap_together(any_database: Database) -> None:
    stores = [SpendingStore(any_database, StillClock(), cap=1000) for _ in range(8)]

    granted = await asyncio.gather(*(store.reserve(300) for store in stores))

    assert sum(day is not None for day in granted) == 3


async def test_what_was_not_used_can_be_used_by_others(database: Database) -> None:
    store = SpendingStore(database, StillClock(), cap=1000)
    await store.settle(await store.reserve(1000) or "", 1000, Usage(10))

    assert await store.reserve(990) is not None


async def test_a_new_day_begins_at_nothing(database: Database) -> None:
    clock = StillClock()
    store = SpendingStore(database, clock, cap=1000)
    await store.reserve(1000)
    clock.at += timedelta(days=1)

    assert await store.reserve(1000) == "2026-11-24"


async def test_what_a_day_set_aside_is_settled_on_that_day(database: Database) -> None:
    clock = StillClock()
    store = SpendingStore(database, clock, cap=1000)
    day = await store.reserve(600)
    clock.at += timedelta(days=1)
    await store.settle(day or "", 600, Usage(500))

    assert await store.today() == Spent()


async def test_what_went_wrong_last_is_known_to_who_asks_in_the_same_way(any_database: Database) -> None:
    store = SpendingStore(any_database, StillClock(), cap=1000)
    trouble = Trouble(Reason.DENIED, 401, "this key")
    await store.settle(await store.reserve(400) or "", 400, Usage(), trouble)

    assert await store.trouble("this key") == (trouble, MORNING)
    assert await store.trouble("another key") is None


async def test_what_went_well_after_it_ends_a_trouble(database: Database) -> None:
    store = SpendingStore(database, StillClock(), cap=1000)
    await store.settle(await store.reserve(400) or "", 400, Usage(), Trouble(Reason.LATE, of="this key"))
    await store.settle(await store.reserve(400) or "", 400, Usage(120))

    assert await store.trouble("this key") is None


async def test_over_the_cap_a_summary_is_extractive_and_nobody_is_asked(database: Database) -> None:
    tally = Tally()
    async with run_language_server(digest(TLDR)) as server:
        condenser = create_condenser(
            "llm", model="openai:echo", base_url=server.base_url, tally=tally,
            budget=SpendingStore(database, StillClock(), cap=100),
        )  # fmt: skip
        summary = await condenser.condense(a_task())

    assert (summary, server.asked) == (replace(condense_texts(a_task()), provisional=True), [])
    assert tally.fallbacks == {"cap": 1}


async def test_the_condenser_counts_what_the_server_says(database: Database) -> None:
    budget = SpendingStore(database, StillClock(), cap=100_000)
    async with run_language_server(digest(TLDR)) as server:
        condenser = create_condenser("llm", model="openai:echo", base_url=server.base_url, budget=budget)
        await condenser.condense(a_task())

    assert await budget.today() == Spent(tokens=PROMPT_TOKENS + COMPLETION_TOKENS, requests=1)
