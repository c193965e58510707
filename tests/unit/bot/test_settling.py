"""Group commit: many share a transaction, one waits for nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.store.settling import GroupCommit
from summarizer.store.errors import DiskFull


class Store:
    """Writes batches, one at a time, when it is let."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.gate = asyncio.Semaphore(0)
        self.refuse: set[int] = set()

    async def write(self, items: Sequence[int]) -> None:
        """Write, or refuse a batch that holds a refused item."""
        self.batches.append(list(items))
        await self.gate.acquire()
        if self.refuse & set(items):
            raise DiskFull("full")


async def _begun(store: Store, batches: int) -> None:
    async with asyncio.timeout(5):
        while len(store.batches) < batches:
            await asyncio.sleep(0)


async def test_what_comes_while_a_transaction_runs_shares_the_next() -> None:
    """The first is written at once, alone."""
    store = Store()
    commit = GroupCommit(store.write)
    first = asyncio.create_task(commit.add(1))
    await _begun(store, 1)
    others = [asyncio.create_task(commit.add(number)) for number in range(2, 6)]
    await asyncio.sleep(0)

    store.gate.release()
    store.gate.release()
    await asyncio.gather(first, *others)

    assert store.batches == [[1], [2, 3, 4, 5]]


async def test_nobody_is_told_before_it_is_written() -> None:
    store = Store()
    commit = GroupCommit(store.write)
    waiting = asyncio.create_task(commit.add(1))
    await _begun(store, 1)
    assert not waiting.done()

    store.gate.release()

    await asyncio.wait_for(waiting, 5)


async def test_an_error_belongs_to_its_batch() -> None:
    """The next one is written all the same."""
    store = Store()
    store.refuse = {1}
    commit = GroupCommit(store.write)
    first = asyncio.create_task(commit.add(1))
    await _begun(store, 1)
    second = asyncio.create_task(commit.add(2))
    await asyncio.sleep(0)
    store.gate.release()
    store.gate.release()

    with pytest.raises(DiskFull):
        await first
    await asyncio.wait_for(second, 5)


async def test_somebody_who_stops_waiting_takes_nobody_along() -> None:
    store = Store()
    commit = GroupCommit(store.write)
    first, second = asyncio.create_task(commit.add(1)), asyncio.create_task(commit.add(2))
    await _begun(store, 1)
    first.cancel()
    store.gate.release()
    store.gate.release()

    await asyncio.wait_for(second, 5)
    await commit.settled()
    assert sorted(each for batch in store.batches for each in batch) == [1, 2]


async def test_a_bad_item_keeps_none_of_its_batch_from_being_written() -> None:
    """Only who brought it is told."""
    written: list[int] = []

    async def write(items: Sequence[int]) -> None:
        if 3 in items:
            raise ValueError("a time without zone must not reach the store")
        written.extend(items)

    commit = GroupCommit(write)
    outcomes = await asyncio.gather(*(commit.add(number) for number in range(6)), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [type(None)] * 3 + [ValueError] + [type(None)] * 2
    assert written == [0, 1, 2, 4, 5]


async def test_a_store_that_is_in_trouble_is_not_tried_item_by_item() -> None:
    """A full disk is no item's fault."""
    store = Store()
    store.refuse = {1}
    for _ in range(4):
        store.gate.release()
    commit = GroupCommit(store.write)

    await asyncio.gather(*(commit.add(number) for number in range(4)), return_exceptions=True)

    assert store.batches == [[0, 1, 2, 3]]


async def test_under_load_more_share_a_writing() -> None:
    """Who comes within the pause after a writing shares the next; who comes alone waits for nothing."""
    store = Store()
    store.gate = asyncio.Semaphore(10)
    commit = GroupCommit(store.write, pause=0.02)
    await asyncio.wait_for(commit.add(1), 0.02)

    await asyncio.gather(commit.add(2), _soon(commit, 3))

    assert store.batches == [[1], [2, 3]]


async def _soon(commit: GroupCommit[int], number: int) -> None:
    await asyncio.sleep(0.002)
    await commit.add(number)
