"""Serving an aiohttp application to real clients on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def serving(app: web.Application, shutdown: float = 0.1) -> AsyncIterator[str]:
    """The address of the application, on a free port of 127.0.0.1; `shutdown` seconds are left to what still runs."""
    runner = web.AppRunner(app, shutdown_timeout=shutdown, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
