"""`nightdesk run` and `nightdesk worker`: the bot, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.output import CommandFailed, WrongUsage, say

if TYPE_CHECKING:
    from bot.bootstrap import Desk
    from bot.ports import ChatPlatform
    from bot.serving import NightShift
    from bot.web.server import Handler

NOTHING = (
    "no platform is configured. Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET), or DISCORD_TOKEN;"
    " `nightdesk play` and `nightdesk chat` work without any."
)


async def serve(*, with_worker: bool) -> None:
    """Run until SIGTERM or Ctrl-C. The web server listens before anything else is ready."""
    from bot.bootstrap import configured_platforms, open_desk, settings
    from bot.platforms import load_platform
    from bot.serving import NightShift
    from bot.web.server import Board, serve_web

    if not configured_platforms():
        raise CommandFailed(NOTHING)
    stop, board = stop_signal(), Board()
    async with serve_web(settings().http, settings().admin, board) as address, open_desk() as desk:
        _log_what_happens()
        platforms = _create_platforms(desk)
        # A proxy may stand before this server, whatever address it has: here the playground always asks for its token.
        module = load_platform("playground")
        platforms["playground"] = playground = module.PlaygroundPlatform(desk.services, token=module.new_token())
        board.mount(_mounted(platforms))
        shift = NightShift(desk, platforms, with_worker=with_worker)
        board.missing, board.metrics = shift.missing, shift.metrics.text
        say(f"Nightdesk runs: {', '.join(platforms)}; health at {address}/readyz. Ctrl-C ends it.")
        say(f"The playground is at {playground.address(address)}")
        await until_stopped(shift, stop)


async def work(queues: Sequence[str], concurrency: int) -> None:
    """Do work until SIGTERM or Ctrl-C: read sources, compose and deliver, as far as the queues say."""
    from bot.bootstrap import open_desk
    from bot.serving import KINDS, NightShift

    if unknown := [name for name in queues if name not in KINDS]:
        raise WrongUsage(f'--queues names "{unknown[0]}"; there are {", ".join(KINDS)}')
    stop = stop_signal()
    async with open_desk() as desk:
        _log_what_happens()
        platforms = _create_platforms(desk)
        if not platforms:
            say("note: no platform is configured here, so this worker delivers nothing.")
        shift = NightShift(desk, platforms, with_fronts=False, kinds=tuple(queues) or KINDS, concurrency=concurrency)
        say(f"Nightdesk works: {', '.join(queues or KINDS)}. Ctrl-C ends it.")
        await until_stopped(shift, stop)


def _log_what_happens() -> None:
    import logging

    from bot.bootstrap import start_logs

    start_logs(level=logging.INFO)


def _create_platforms(desk: Desk) -> dict[str, ChatPlatform]:
    from bot.bootstrap import configured_platforms, find_a_home
    from bot.platforms import create_platform

    find_a_home(desk.settings.home)
    return {name: create_platform(name, given, desk.services) for name, given in configured_platforms().items()}


async def until_stopped(shift: NightShift, stop: asyncio.Event) -> None:
    """Work until the signal comes, then stop all of it."""
    from bot.memory import settle_memory

    try:
        await shift.start()
        settle_memory()
        await stop.wait()
        say("Stopping; what was not sent goes out after the next start.")
    finally:
        await shift.stop()


def _mounted(platforms: dict[str, ChatPlatform]) -> dict[str, Handler]:
    """The paths that platforms answer over HTTP."""
    paths: dict[str, Handler] = {}
    for platform in platforms.values():
        paths.update(getattr(platform, "http_paths", dict)())
    return paths


def stop_signal() -> asyncio.Event:
    """Set by SIGTERM and Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
