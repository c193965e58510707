"""A chat in a process of its own, so that a storm measures ours alone: `python -m tests.storm.chat SECONDS`.

It writes its address, and after every line on its input what has arrived: the number after "count", after "report" how
often each key did and when it did first, by the machine's monotonic clock.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes.chat_server import ChatServer, run_chat_server

ROOT = Path(__file__).parents[2]
_LONGEST = 16 * 1024 * 1024
"""Bytes of a report at most."""


@dataclass(frozen=True)
class ChatProcess:
    """The chat as its measurer sees it."""

    base_url: str
    process: asyncio.subprocess.Process

    async def count(self) -> int:
        """How many messages have arrived."""
        return int(await self._ask("count"))

    async def report(self) -> tuple[dict[str, int], dict[str, float]]:
        """How often each key arrived, and when first: what time.monotonic() said then."""
        told: dict[str, Any] = json.loads(await self._ask("report"))
        return told["arrived"], told["times"]

    async def _ask(self, word: str) -> bytes:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{word}\n".encode())
        await self.process.stdin.drain()
        return await self.process.stdout.readline()


@asynccontextmanager
async def chat_process(seconds: float) -> AsyncIterator[ChatProcess]:
    """The chat, answering after so many seconds."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storm.chat", str(seconds)), cwd=ROOT, stdin=pipe, stdout=pipe, limit=_LONGEST
    )
    try:
        assert process.stdout is not None
        yield ChatProcess((await process.stdout.readline()).decode().strip(), process)
    finally:
        process.kill()
        await process.wait()


async def _serve(seconds: float) -> None:
    async with run_chat_server(seconds=seconds) as chat:
        print(chat.base_url, flush=True)
        while word := (await asyncio.to_thread(sys.stdin.readline)).strip():
            print(_told(chat, word), flush=True)


def _told(chat: ChatServer, word: str) -> str:
    if word == "count":
        return str(len(chat.arrived))
    return json.dumps({"arrived": chat.arrived, "times": chat.times})


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1])))
