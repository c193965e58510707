"""Workers killed with SIGKILL in mid-delivery again and again, and a chat that misbehaves: what is lost, what twice?"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.fakes.chat_server import ChatServer, run_chat_server
from tests.storm.stock import count_states, fill, opened

ROOT = Path(__file__).parents[2]
LEASE = 3.0


@dataclass(frozen=True)
class Damage:
    """What a storm came to."""

    briefings: int
    kills: int
    lost: int
    twice: int
    states: dict[str, int]
    mischief: dict[str, int]
    asked: int
    seconds: float


async def storm(url: str, *, briefings: int, kills: int, processes: int, mischief: float = 0.15) -> Damage:
    """Let so many briefings come due at once, and kill a worker each time another share of them has arrived."""
    started = time.monotonic()
    async with opened(url) as database, run_chat_server(mischief, seconds=0.05) as chat:
        await fill(database, briefings, datetime.now(UTC) - timedelta(minutes=1))
        workers = Workers(url, chat.base_url, processes)
        try:
            for number in range(1, kills + 1):
                await _until(chat, briefings * number // (kills + 2), seconds=60)
                workers.kill()
            states = await _settled(database, briefings)
        finally:
            workers.stop()
    return Damage(
        briefings,
        kills,
        lost=briefings - len(chat.arrived),
        twice=sum(times > 1 for times in chat.arrived.values()),
        states=states,
        mischief=dict(chat.done),
        asked=chat.asked,
        seconds=time.monotonic() - started,
    )


class Workers:
    """The processes: one that is killed is followed by another."""

    def __init__(self, url: str, chat: str, number: int) -> None:
        self._command = [sys.executable, "-m", "tests.storm.worker", url, chat, str(LEASE)]
        self._running = [self._start() for _ in range(number)]
        self._turns = itertools.cycle(range(number))

    def _start(self) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        return subprocess.Popen(self._command, cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True)

    def kill(self) -> None:
        """Kill one with SIGKILL, children and all, and start another in its place."""
        place = next(self._turns)
        self._kill(self._running[place])
        self._running[place] = self._start()

    def stop(self) -> None:
        """Kill all of them."""
        for process in self._running:
            self._kill(process)

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


async def _until(chat: ChatServer, arrived: int, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while len(chat.arrived) < arrived:
            await asyncio.sleep(0.005)


async def _settled(database: object, briefings: int, seconds: float = 90) -> dict[str, int]:
    """The states when nothing waits any more, or time is up."""
    states: dict[str, int] = {}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while states.get("sent", 0) + states.get("failed", 0) < briefings:
                await asyncio.sleep(0.2)
                states = await count_states(database)  # type: ignore[arg-type]
    return states


def say(name: str, damage: Damage) -> str:
    """One line of the report."""
    well = ", ".join(f"{count} {what}" for what, count in sorted(damage.mischief.items()) if what != "well")
    return (
        f"{name}: {damage.kills} kills over {damage.briefings} deliveries: {damage.lost} lost, {damage.twice} twice;"
        f" ledger {damage.states}; chat: {well}; asked {damage.asked} times; {damage.seconds:.0f} s"
    )
