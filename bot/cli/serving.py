"""`nightdesk run`: the bot, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from bot.cli.output import CommandFailed, say

if TYPE_CHECKING:
    from bot.ports import ChatPlatform
    from bot.web.server import Handler

NOTHING = (
    "no platform is configured. Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET), or DISCORD_TOKEN;"
    " `nightdesk chat` works without any."
)


async def serve(*, with_worker: bool) -> None:
    """Run until SIGTERM or Ctrl-C."""
    import logging

    from bot.bootstrap import configured_platforms, open_desk, settings
    from bot.logs import set_up_logs
    from bot.platforms import create_platform
    from bot.serving import NightShift
    from bot.web.server import serve_web

    configured = configured_platforms()
    if not configured:
        raise CommandFailed(NOTHING)
    stop = _stop_signal()
    async with open_desk() as desk:
        set_up_logs(settings().log, logging.INFO)
        platforms = {name: create_platform(name, given, desk.services) for name, given in configured.items()}
        shift = NightShift(desk, platforms, with_worker=with_worker)
        http = settings().http
        async with serve_web(
            http.host, http.port, missing=shift.missing, metrics=shift.metrics.text, mounted=_mounted(platforms)
        ) as address:
            say(f"Nightdesk runs: {', '.join(platforms)}; health at {address}/readyz. Ctrl-C ends it.")
            await shift.start()
            await stop.wait()
            say("Stopping; what was not sent goes out after the next start.")
            await shift.stop()


def _mounted(platforms: dict[str, ChatPlatform]) -> dict[str, Handler]:
    """The paths that platforms answer over HTTP."""
    paths: dict[str, Handler] = {}
    for platform in platforms.values():
        paths.update(getattr(platform, "http_paths", dict)())
    return paths


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
