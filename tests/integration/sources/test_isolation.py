"""Parsing where it can be killed: real processes, really killed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator

import psutil
import pytest
import pytest_asyncio

from summarizer.errors import IsolationError, NoArticleText, NotAFeed
from summarizer.extract import extract_page
from summarizer.isolation import InlineIsolation, ProcessIsolation
from summarizer.sources.feed.reader import parse_body

MEMORY = 400_000_000


def double(number: int) -> int:
    return 2 * number


def sleep_long() -> None:
    time.sleep(60)


def take_memory() -> int:
    return len(b"\0" * (2 * MEMORY))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def recurse(depth: int = 0) -> int:
    return recurse(depth + 1) + 1


def name_process() -> int:
    return os.getpid()


def interrupt_oneself() -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "still here"


class Unreadable:
    """Can be pickled but not read back."""

    def __reduce__(self) -> tuple[object, ...]:
        return (double, ())


def make_what_cannot_be_sent() -> object:
    return Unreadable()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def isolation() -> AsyncIterator[ProcessIsolation]:
    async with ProcessIsolation(workers=1, memory=MEMORY) as opened:
        yield opened


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


@pytest.mark.asyncio(loop_scope="module")
class TestWorker:
    async def test_a_function_runs_in_another_process(self, isolation: ProcessIsolation) -> None:
        assert await isolation.run(double, 21) == 42
        assert await isolation.run(name_process) != os.getpid()

    async def test_a_task_that_takes_too_long_is_stopped(self, isolation: ProcessIsolation) -> None:
        with pytest.raises(IsolationError, match="took too long"):
            await isolation.run(sleep_long, timeout=0.05)

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
    async def test_a_task_that_takes_too_much_memory_is_stopped(self, isolation: ProcessIsolation) -> None:
        with pytest.raises(IsolationError, match="too much memory"):
            await isolation.run(take_memory)

    async def test_a_task_that_kills_its_worker_is_given_up(self, isolation: ProcessIsolation) -> None:
        with pytest.raises(IsolationError, match="made the reader die"):
            await isolation.run(die)

    async def test_a_task_that_recurses_without_end_is_given_up(self, isolation: ProcessIsolation) -> None:
        with pytest.raises(IsolationError, match="nested too deeply"):
            await isolation.run(recurse)

    async def test_its_own_exceptions_pass_through(self, isolation: ProcessIsolation) -> None:
        with pytest.raises(NotAFeed, match="it is empty"):
            await isolation.run(parse_body, b" ", None, "https://a.example/")
        with pytest.raises(NoArticleText):
            await isolation.run(extract_page, "<html><body>Hi</body></html>")

    async def test_a_worker_does_not_hear_the_operators_interrupt(self, isolation: ProcessIsolation) -> None:
        assert await isolation.run(interrupt_oneself) == "still here"

    async def test_work_goes_on_after_all_that(self, isolation: ProcessIsolation) -> None:
        results = await asyncio.gather(*(isolation.run(double, number) for number in range(20)))

        assert results == [2 * number for number in range(20)]


async def test_closing_leaves_no_child() -> None:
    before = children()
    async with ProcessIsolation(workers=1) as isolation:
        worker = await isolation.run(name_process)
        assert psutil.pid_exists(worker)

    left = [
        child for child in children() - before if "resource_tracker" not in " ".join(psutil.Process(child).cmdline())
    ]
    assert not psutil.pid_exists(worker)
    assert [child for child in left if "forkserver" not in " ".join(psutil.Process(child).cmdline())] == []


async def test_a_busy_worker_is_ended_by_closing() -> None:
    isolation = ProcessIsolation(workers=1)
    worker = await isolation.run(name_process)
    task = asyncio.create_task(isolation.run(sleep_long))
    await asyncio.sleep(0.01)

    await isolation.close()
    (result,) = await asyncio.gather(task, return_exceptions=True)

    assert isinstance(result, IsolationError)
    assert not psutil.pid_exists(worker)


async def test_what_waits_when_it_is_closed_is_given_up() -> None:
    """Also what no worker had been given yet."""
    isolation = ProcessIsolation(workers=1)
    await isolation.run(name_process)
    tasks = [asyncio.create_task(isolation.run(sleep_long)) for _ in range(8)]
    await asyncio.sleep(0)

    await isolation.close()
    async with asyncio.timeout(20):
        results = await asyncio.gather(*tasks, return_exceptions=True)

    assert {type(result) for result in results} == {IsolationError}


async def test_an_isolation_that_was_never_used_starts_nothing() -> None:
    before = children()
    async with ProcessIsolation():
        assert children() == before


async def test_it_starts_again_after_closing() -> None:
    isolation = ProcessIsolation(workers=1)
    await isolation.run(double, 1)
    await isolation.close()

    try:
        assert await isolation.run(double, 2) == 4
    finally:
        await isolation.close()


async def test_a_pool_that_broke_is_replaced() -> None:
    """A result that cannot be sent back breaks pebble's pool for good; the next task gets a new one."""
    isolation = ProcessIsolation(workers=1)
    try:
        with pytest.raises(IsolationError, match="stopped before"):
            await isolation.run(make_what_cannot_be_sent)
        assert await isolation.run(double, 2) == 4
    finally:
        await isolation.close()


async def test_inline_runs_in_this_process_and_passes_exceptions() -> None:
    async with InlineIsolation() as isolation:
        assert await isolation.run(name_process) == os.getpid()
        with pytest.raises(NotAFeed):
            await isolation.run(parse_body, b"", None, "")
