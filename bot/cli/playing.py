"""`nightdesk play`: the playground, on the configured sources or on the bundled edition, until it is told to stop."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.cli.output import say, write
from bot.cli.serving import stop_signal
from bot.platforms import load_platform

if TYPE_CHECKING:
    from bot.bootstrap import Desk
    from bot.edition.stage import Stage

OPEN = "Open the playground with `{command} play --demo`: a page on this machine in which all of this can be tried."


def how_to_open(python: Path, here: Path, path: str | None = None) -> str:
    """The line that says how to open the playground, with a command that the shell finds in `here` and on its `path`.

    After `make demo` the command is beside `python` in a .venv alone, which no shell searches.
    """
    beside = python.with_name("nightdesk")
    if shutil.which("nightdesk", path=path) or not beside.exists():
        return OPEN.format(command="nightdesk")
    return OPEN.format(command=beside.relative_to(here) if beside.is_relative_to(here) else beside)


class HostPort(Protocol):
    """Where to listen."""

    @property
    def host(self) -> str:
        """A name or an address."""
        ...

    @property
    def port(self) -> int:
        """0: any free one."""
        ...

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        ...


@dataclass(frozen=True, slots=True)
class _Set:
    """What the playground plays on: the desk, and the stage where the time can be stepped."""

    desk: Desk
    stage: Stage | None = None


async def play(*, demo: bool) -> None:
    """Serve the playground until SIGTERM or Ctrl-C."""
    from bot.bootstrap import settings

    stop = stop_signal()
    async with open_playground(settings().http, settings().admin, demo=demo) as address:
        write(f"The playground is at {address}")
        sys.stdout.flush()
        say("Ctrl-C ends it.")
        await stop.wait()
        say("Stopping; what was not sent goes out after the next start.")


@asynccontextmanager
async def open_playground(http: HostPort, admin: HostPort | None, *, demo: bool) -> AsyncIterator[str]:
    """The playground for as long as the context lasts; its address. It asks for a token unless `http` is loopback.

    Raises WebRefused, SettingsError and StoreError.
    """
    from bot.serving import NightShift
    from bot.web.server import Board, serve_web

    board, playground = Board(), load_platform("playground")
    token = None if http.is_loopback else playground.new_token()
    async with serve_web(http, admin, board) as base, _demonstration() if demo else _configured() as played:
        platform = playground.PlaygroundPlatform(played.desk.services, stage=played.stage, token=token)
        shift = NightShift(played.desk, {platform.name: platform})
        board.missing, board.metrics = shift.missing, shift.metrics.text
        board.mount(platform.http_paths())
        if played.stage is not None:
            played.stage.when_turned(shift.tell_updates)
        try:
            await shift.start()
            yield platform.address(base)
        finally:
            await shift.stop()


@asynccontextmanager
async def _configured() -> AsyncIterator[_Set]:
    from bot.bootstrap import open_desk

    async with open_desk() as desk:
        yield _Set(desk)


@asynccontextmanager
async def _demonstration() -> AsyncIterator[_Set]:
    """The bundled edition on its first morning, on a throw-away store."""
    from bot.cli.demonstrating import open_demo
    from bot.clock import PinnedClock
    from bot.edition.server import serve_edition
    from bot.edition.stage import Stage

    async with serve_edition(1, slowness=0) as site:
        clock = PinnedClock(site.now)
        async with open_demo(site, clock) as desk:
            yield _Set(desk, Stage(site, clock, desk.ingest.refresh))
