"""Parsing where it can be killed.

A few hundred kilobytes of hostile HTML cost any parser half a minute, and a C library cannot be interrupted from
within. So parsing runs in worker processes (pebble: a time-out per task ends the worker), with a limit on their memory
(RLIMIT_AS; Linux only, elsewhere the time-out and the byte caps hold). Workers are started by a fork server or spawned,
never forked from a process with threads, and are recycled after some hundred tasks.
"""

from __future__ import annotations

import asyncio
import functools
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.errors import IsolationError

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

T = TypeVar("T")
WORKERS = 2
TIMEOUT = 5.0
"""Seconds of wall time that one task may take."""
MEMORY = 1_000_000_000
"""Bytes of address space that one worker may use."""
TASKS_A_WORKER = 400
QUEUE_A_WORKER = 8


class ProcessIsolation:
    """Runs functions in killable worker processes, which start with the first task. An async context manager."""

    def __init__(self, *, workers: int = WORKERS, timeout: float = TIMEOUT, memory: int = MEMORY) -> None:
        self._workers = workers
        self._timeout = timeout
        self._memory = memory
        self._pool: ProcessPool | None = None
        self._pending: set[ProcessFuture[Any]] = set()
        self._endings: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(workers * QUEUE_A_WORKER)

    async def __aenter__(self) -> ProcessIsolation:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def run(self, function: Callable[..., T], /, *args: object, timeout: float | None = None) -> T:
        """The function's result. Raises IsolationError when it was killed; its own exceptions pass through."""
        from pebble import ProcessExpired

        async with self._places:
            future = self._ready().schedule(function, args=args, timeout=timeout or self._timeout)
            self._pending.add(future)
            future.add_done_callback(self._pending.discard)
            try:
                return await asyncio.wrap_future(future)
            except FutureTimeout:
                raise IsolationError("reading it took too long and was stopped") from None
            except ProcessExpired:
                raise IsolationError("reading it made the reader die and was given up") from None
            except BrokenExecutor:
                raise IsolationError("the readers were stopped before they were done") from None
            except (MemoryError, ImportError):
                # A library that cannot be mapped within the limit on memory is an ImportError in the worker.
                raise IsolationError("reading it took too much memory and was stopped") from None
            except RecursionError:
                raise IsolationError("it is nested too deeply to be read") from None

    async def close(self) -> None:
        """End every worker; what was not done is given up."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            self._end(pool)
        await asyncio.gather(*self._endings)

    def _end(self, pool: ProcessPool) -> None:
        pool.stop()  # type: ignore[no-untyped-call]
        ending = asyncio.create_task(self._give_up(pool, tuple(self._pending)))
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)

    async def _give_up(self, pool: ProcessPool, pending: Sequence[ProcessFuture[Any]]) -> None:
        """A stopped pool gives up some of its tasks and forgets others, as its threads happen to notice."""
        await asyncio.to_thread(pool.join)
        for future in pending:
            if not future.done():
                future.set_exception(BrokenExecutor())

    def _ready(self) -> ProcessPool:
        if self._pool is not None and not self._pool.active:
            # A pool whose pipes broke never works again.
            self._end(self._pool)
            self._pool = None
        if self._pool is None:
            import multiprocessing

            from pebble import ProcessPool

            method = "forkserver" if sys.platform == "linux" else "spawn"
            self._pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=TASKS_A_WORKER,
                initializer=_prepare_worker,
                initargs=(self._memory,),
                context=multiprocessing.get_context(method),
            )
        return self._pool


class InlineIsolation:
    """Runs functions in a thread of this process: nothing can be killed. For trusted input and tests."""

    async def __aenter__(self) -> InlineIsolation:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    async def run(self, function: Callable[..., T], /, *args: object, timeout: float | None = None) -> T:
        """The function's result."""
        return await asyncio.to_thread(functools.partial(function, *args))


def _prepare_worker(memory: int) -> None:  # pragma: no cover - runs in workers, where coverage is not measured
    """In a new worker: leave Ctrl-C to the parent, and take no more memory than allowed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
