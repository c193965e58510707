"""What a bot with nothing to do takes: processor time over a minute, and memory, with all of its children."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

NOBODY = "http://127.0.0.1:1"
"""A proxy that does not answer: what would leave this machine does not."""
_SETTLED = 15.0
"""Seconds after which a start is over: modules loaded, the sources tried, the platforms too."""


@dataclass(frozen=True, slots=True)
class Idle:
    """One process: percent of a core, resident memory in MB."""

    words: str
    percent: float
    megabytes: float


async def measure(folder: Path, url: str, commands: Sequence[tuple[str, ...]], seconds: float) -> list[Idle]:
    """Start each command on the database of that address and look how much it does in so many seconds."""
    sources = folder / "sources.toml"
    sources.write_text('[[source]]\nname = "Nobody"\naddress = "http://127.0.0.1:18999/feed"\n')
    started = [_start(folder, url, sources, words) for words in commands]
    try:
        await asyncio.sleep(_SETTLED)
        before = [_seconds_used(each) for each in started]
        await asyncio.sleep(seconds)
        return [
            Idle(" ".join(words), (_seconds_used(each) - used) / seconds * 100, _megabytes(each))
            for words, each, used in zip(commands, started, before, strict=True)
        ]
    finally:
        for each in started:
            each.send_signal(signal.SIGTERM)
        await asyncio.gather(*(asyncio.to_thread(each.wait, 20) for each in started))


def say(where: str, found: Sequence[Idle]) -> str:
    """The line that is printed."""
    told = (f"`{each.words}` {each.percent:.2f} % of a core, {each.megabytes:.0f} MB" for each in found)
    return f"nothing to do, {where}: {'; '.join(told)}"


def _start(folder: Path, url: str, sources: Path, words: Sequence[str]) -> psutil.Popen:
    given = {
        "NIGHTDESK_HOME": str(folder),
        "NIGHTDESK_DATABASE_URL": url,
        "NIGHTDESK_SOURCES": str(sources),
        "NIGHTDESK_PROXY": NOBODY,
        "NIGHTDESK_HTTP": f"127.0.0.1:{_free_port()}",
        "SLACK_BOT_TOKEN": "xoxb-1-2-example",
        "SLACK_SIGNING_SECRET": "0123456789abcdef",
    }
    command = [sys.executable, "-m", "bot", *words]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return psutil.Popen(command, env=dict(os.environ, **given), **quiet)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _seconds_used(process: psutil.Popen) -> float:
    used = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return sum(each.user + each.system for each in used)


def _megabytes(process: psutil.Popen) -> float:
    return sum(each.memory_info().rss for each in (process, *process.children(recursive=True))) / 1e6
