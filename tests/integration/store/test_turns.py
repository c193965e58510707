"""Whose turn it is to condense what: one at a time, with rests in between, and never for ever."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from summarizer.store.database import Database
from summarizer.store.turns import LONGEST_PAUSE, MOST_TRIES, PAUSE, TERM, Turn, TurnStore
from tests.builders import MORNING

MAKE = "llm-00000000"
TURN = Turn("s1", 2, f"p3w60-{MAKE}", ("a1", "a2"), ("a0",), "A title")


class MovedClock:
    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


async def test_one_of_many_processes_takes_a_turn(any_database: Database) -> None:
    stores = [TurnStore(any_database, MovedClock()) for _ in range(6)]

    taken = await asyncio.gather(*(store.take(TURN) for store in stores))

    assert [turn for turn in taken if turn] == [TURN]


async def test_what_a_dead_process_took_is_free_after_its_term(database: Database) -> None:
    clock = MovedClock()
    store = TurnStore(database, clock)
    await store.take(TURN)
    clock.at += TERM

    assert await store.take(TURN)


async def test_what_came_to_nothing_rests_longer_each_time(any_database: Database) -> None:
    clock = MovedClock()
    store = TurnStore(any_database, clock)
    rests = []
    for _ in range(3):
        turn = await store.take(TURN)
        assert turn
        await store.put_back(turn)
        put_back = clock.at
        while not await store.due(1, MAKE):
            clock.at += timedelta(minutes=1)
        rests.append(clock.at - put_back)

    assert rests == [PAUSE, PAUSE * 2, PAUSE * 4]


async def test_the_last_of_many_tries_is_known_as_such(database: Database) -> None:
    clock = MovedClock()
    store = TurnStore(database, clock)
    last = []
    for _ in range(MOST_TRIES):
        turn = await store.take(TURN)
        assert turn
        last.append(turn.is_last)
        await store.put_back(turn)
        clock.at += LONGEST_PAUSE

    assert last == [False] * (MOST_TRIES - 1) + [True]


async def test_work_on_which_every_process_dies_ends(database: Database) -> None:
    clock = MovedClock()
    store = TurnStore(database, clock)
    taken = 0
    await store.plan([TURN])
    while await store.due(1, MAKE):
        await store.take(TURN)
        taken += 1
        clock.at += TERM

    assert taken == MOST_TRIES


async def test_what_is_planned_is_due_with_all_that_it_is_made_of(any_database: Database) -> None:
    store = TurnStore(any_database, MovedClock())
    await store.plan([TURN])
    await store.plan([TURN])

    assert await store.due(5, MAKE) == (TURN,)


async def test_what_is_taken_is_not_due(database: Database) -> None:
    store = TurnStore(database, MovedClock())
    await store.take(TURN)

    assert await store.due(5, MAKE) == ()


async def test_what_is_done_is_gone(database: Database) -> None:
    store = TurnStore(database, MovedClock())
    await store.take(TURN)
    await store.done(TURN)

    assert await store.take(TURN) == TURN


async def test_a_clock_that_was_set_back_holds_nothing_up(database: Database) -> None:
    clock = MovedClock(MORNING + timedelta(days=30))
    store = TurnStore(database, clock)
    await store.take(TURN)
    clock.at = MORNING

    assert await store.take(TURN)


async def test_what_was_put_back_before_the_clock_was_is_due(any_database: Database) -> None:
    clock = MovedClock(MORNING + timedelta(days=30))
    store = TurnStore(any_database, clock)
    await store.plan([TURN])
    clock.at = MORNING

    assert await store.due(1, MAKE) == (TURN,)


async def test_the_turns_of_another_maker_are_not_due(any_database: Database) -> None:
    """However many there are."""
    store = TurnStore(any_database, MovedClock())
    foreign = [Turn(f"s{number}", 1, "p3w60-llm-11111111") for number in range(3)]
    await store.plan([*foreign, TURN])

    assert await store.due(2, MAKE) == (TURN,)
