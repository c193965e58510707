"""Resident memory: what importing and opening cost, what a read of the bundled edition peaks at, and a worker."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator

import psutil

from tests.bench.effort import Effort
from tests.bench.report import Line

LIBRARIES = "import httpx, sqlalchemy"
_LOOK = 0.02
_SAY = "\nimport psutil; print(psutil.Process().memory_info().rss)"


async def measure(effort: Effort) -> list[Line]:
    """Each state in a fresh process."""
    libraries = _rss_after(LIBRARIES + _SAY)
    imported = _rss_after("import bot.bootstrap" + _SAY)
    seen = json.loads(_run([sys.executable, "-m", "tests.bench.memory"]))
    peer = "httpx + sqlalchemy"
    return [
        Line("importing bot", imported, "MB", libraries, peer),
        Line("an open desk", seen["open"], "MB", libraries, peer),
        Line("reading the bundled edition, peak", seen["peak"], "MB", libraries, peer),
        Line("the largest worker process, peak", seen["worker"], "MB", libraries, peer),
    ]


def _rss_after(code: str) -> float:
    return int(_run([sys.executable, "-c", code])) / 1e6


def _run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


async def _read_edition() -> dict[str, float]:
    """Megabytes of this process once the desk is open and at the peak of a read, and of the largest worker."""
    from bot.bootstrap import demo_settings, open_desk
    from bot.clock import PinnedClock
    from bot.edition.server import serve_edition

    async with (
        serve_edition(1, slowness=0) as site,
        open_desk(clock=PinnedClock(site.now), only=site.sources, given=demo_settings()) as desk,
    ):
        seen = {"open": megabytes(psutil.Process()), "peak": 0.0, "worker": 0.0}
        reading = asyncio.create_task(desk.ingest.refresh())
        while not reading.done():
            seen["peak"] = max(seen["peak"], megabytes(psutil.Process()))
            seen["worker"] = max([seen["worker"], *workers()])
            await asyncio.wait([reading], timeout=_LOOK)
        await reading
    return seen


def megabytes(process: psutil.Process) -> float:
    """The resident memory of a process."""
    return process.memory_info().rss / 1e6


def workers() -> Iterator[float]:
    """The resident memory of every process that this one started, in MB."""
    for child in psutil.Process().children(recursive=True):
        try:
            yield megabytes(child)
        except psutil.NoSuchProcess:
            continue


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_read_edition())))
