"""One front a platform and shard: a second process stands by and takes over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from sqlalchemy import update

from bot.clock import PinnedClock
from bot.commands import Command
from bot.document import note
from bot.fronts import TERM, Front
from bot.ports import Asker, PlatformUnusable, Reply
from bot.store import tables
from bot.store.leases import LeaseStore
from summarizer.store.database import Database
from tests.builders import MORNING
from tests.fakes.chat import Chat


class Unusable(Chat):
    """A chat that will not have the bot as it is set up."""

    async def run(self, handle: object) -> None:
        """Refuse for good."""
        raise PlatformUnusable("the token is of another app")


async def _answer(command: Command, asker: Asker) -> Reply:
    return Reply(note("yes"))


@asynccontextmanager
async def _serving(*fronts: Front) -> AsyncIterator[list[asyncio.Task[None]]]:
    tasks = [asyncio.create_task(front.serve(_answer)) for front in fronts]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.001)


def _front(chat: Chat, leases: LeaseStore, owner: str, clock: PinnedClock) -> Front:
    """A front that looks again quickly."""
    return Front(chat, leases, owner, clock, pause=0.005)


async def test_a_lease_is_held_by_one(any_database: Database) -> None:
    """Its owner renews it; it is free when its term is over."""
    leases = LeaseStore(any_database)

    assert await leases.take("front", "one", MORNING, TERM)
    assert not await leases.take("front", "two", MORNING + TERM - timedelta(seconds=1), TERM)
    assert await leases.take("front", "one", MORNING + timedelta(seconds=5), TERM)
    assert not await leases.take("front", "two", MORNING + TERM, TERM)
    assert await leases.take("front", "two", MORNING + timedelta(seconds=5) + TERM, TERM)
    assert await leases.holder("front", MORNING + timedelta(seconds=15)) == "two"


async def test_many_that_take_a_lease_at_once_get_it_once(any_database: Database) -> None:
    """The row decides."""
    leases = LeaseStore(any_database)

    taken = await asyncio.gather(*(leases.take("refresh", f"p{number}", MORNING, TERM) for number in range(8)))

    assert sum(taken) == 1


async def test_a_lease_given_back_is_free(any_database: Database) -> None:
    """But nobody gives back another's."""
    leases = LeaseStore(any_database)
    await leases.take("front", "one", MORNING, TERM)
    await leases.give_back("front", "two")
    assert not await leases.take("front", "two", MORNING, TERM)

    await leases.give_back("front", "one")

    assert await leases.take("front", "two", MORNING, TERM)


async def test_a_lease_from_a_clock_that_was_ahead_is_over(any_database: Database) -> None:
    """It would last for hours otherwise."""
    leases = LeaseStore(any_database)
    await leases.take("front", "one", MORNING + timedelta(hours=1), TERM)

    assert await leases.take("front", "two", MORNING, TERM)


async def test_a_second_front_stands_by_and_takes_over(any_database: Database) -> None:
    """At once when the first one stops."""
    leases, clock = LeaseStore(any_database), PinnedClock(MORNING)
    first, second = Chat(), Chat()
    one, two = _front(first, leases, "one", clock), _front(second, leases, "two", clock)
    await leases.take("front:slack:0", "one", MORNING, TERM)
    async with _serving(two), AsyncExitStack() as first_process:
        await first_process.enter_async_context(_serving(one))
        await _until(lambda: first.connected and two.standing_by)
        assert (second.connected, two.missing()) == (False, None)

        await first_process.aclose()

        await _until(lambda: second.connected and not first.connected)


async def test_a_front_whose_lease_was_taken_disconnects(any_database: Database) -> None:
    """A process that stood still must not answer beside the one that took over."""
    leases, clock, chat = LeaseStore(any_database), PinnedClock(MORNING), Chat()
    front = _front(chat, leases, "one", clock)
    async with _serving(front):
        await _until(lambda: chat.connected)
        async with any_database.write() as connection:
            await connection.execute(update(tables.leases).values(owner="two"))

        await _until(lambda: front.standing_by and not chat.connected)


async def test_the_front_of_a_dead_process_is_free_after_its_term(any_database: Database) -> None:
    """Nobody renews it any more."""
    leases, clock = LeaseStore(any_database), PinnedClock(MORNING)
    await leases.take("front:slack:0", "one that died", MORNING, TERM)
    chat = Chat()
    front = _front(chat, leases, "two", clock)
    async with _serving(front):
        await _until(lambda: front.standing_by)

        clock.move_to(MORNING + TERM)

        await _until(lambda: chat.connected and not front.standing_by)


async def test_a_platform_that_shares_out_its_events_has_several_fronts(any_database: Database) -> None:
    """Slack sends each event to one of its sockets."""
    leases, clock = LeaseStore(any_database), PinnedClock(MORNING)
    chats = [Chat(several_fronts=True), Chat(several_fronts=True)]
    async with _serving(*(Front(chat, leases, f"p{number}", clock) for number, chat in enumerate(chats))):
        await _until(lambda: all(chat.connected for chat in chats))


async def test_a_platform_that_is_unusable_is_given_up_in_words(any_database: Database) -> None:
    """It is tried no more, and readiness says why."""
    front = _front(Unusable(), LeaseStore(any_database), "one", PinnedClock(MORNING))
    async with _serving(front) as (task,):
        await asyncio.wait_for(task, 10)

    assert front.missing() == "slack: the token is of another app"
