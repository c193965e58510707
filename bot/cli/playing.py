"""`nightdesk play`: the playground, on the configured sources or on the bundled edition, until it is told to stop."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.cli.output import say, write
from bot.cli.serving import stop_signal, until_stopped

if TYPE_CHECKING:
    from bot.bootstrap import Desk
    from bot.edition.stage import Stage

OPEN = "Open the playground with `nightdesk play --demo`: a page on this machine in which all of this can be tried."


@dataclass(frozen=True, slots=True)
class _Set:
    """What the playground plays on: the desk, and the stage where the time can be stepped."""

    desk: Desk
    stage: Stage | None = None


async def play(*, demo: bool) -> None:
    """Serve the playground until SIGTERM or Ctrl-C."""
    from bot.bootstrap import settings
    from bot.serving import NightShift
    from bot.web.server import Board, serve_web

    stop, board, http = stop_signal(), Board(), settings().http
    playground: Any = importlib.import_module("adapters.playground.platform")
    token = None if http.is_loopback else playground.new_token()
    async with serve_web(http, settings().admin, board) as base, _demonstration() if demo else _configured() as played:
        platform = playground.PlaygroundPlatform(played.desk.services, stage=played.stage, token=token)
        shift = NightShift(played.desk, {platform.name: platform})
        board.missing, board.metrics = shift.missing, shift.metrics.text
        board.mount(platform.http_paths())
        write(f"The playground is at {platform.address(base)}")
        say("Ctrl-C ends it.")
        await until_stopped(shift, stop)


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

    async with serve_edition(1) as site:
        clock = PinnedClock(site.now)
        async with open_demo(site, clock) as desk:
            yield _Set(desk, Stage(site, clock, desk.ingest.refresh))
