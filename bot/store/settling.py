"""Group commit: what many deliveries want written goes into one transaction.

A transaction for each acknowledgement is 20 to 40 times slower. While one transaction is under way the next one fills,
so a single delivery is written at once and a thousand share a handful of commits. Under load a pause between them lets
more share one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.store.bulk import comes_of_a_row

T = TypeVar("T")


class GroupCommit(Generic[T]):
    """Collects items and has them written together, in the order in which they came.

    From one writing to the next at least `pause` seconds go by; whoever comes alone waits for nothing. Where a batch
    fails for what one of its items says (`of_an_item` knows), the others are written without it.
    """

    def __init__(
        self,
        write: Callable[[Sequence[T]], Awaitable[None]],
        pause: float = 0.0,
        of_an_item: Callable[[BaseException], bool] = comes_of_a_row,
    ) -> None:
        self._write = write
        self._pause = pause
        self._of_an_item = of_an_item
        self._free_at = 0.0
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def add(self, item: T) -> None:
        """Have the item written; returns when it is, and raises what the writing raised."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all(), name="group commit")
        await written

    async def settled(self) -> None:
        """Wait until nothing is being written any more."""
        while self._writing is not None and not self._writing.done():
            await asyncio.wait({self._writing})

    async def _write_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            if (wait := self._free_at - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._free_at = loop.time() + self._pause
            batch, self._waiting = self._waiting, []
            await self._write_some(batch)

    async def _write_some(self, batch: Sequence[tuple[T, asyncio.Future[None]]]) -> None:
        # As a task of its own, so that an error is a value here and belongs to those who wait for this batch.
        (error,) = await asyncio.gather(self._write([item for item, _ in batch]), return_exceptions=True)
        if error is not None and len(batch) > 1 and self._of_an_item(error):
            half = len(batch) // 2
            await self._write_some(batch[:half])
            await self._write_some(batch[half:])
            return
        for _, written in batch:
            if written.done():
                continue
            if error is None:
                written.set_result(None)
            else:
                written.set_exception(error)
