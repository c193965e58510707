"""`/healthz`, `/readyz` and `/metrics`, and whatever a platform wants mounted (Slack's HTTP mode)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from aiohttp import web

Missing = Callable[[], tuple[str, ...]]
Handler = Callable[[Any], Awaitable[Any]]


class WebRefused(SummarizerError):
    """The address cannot be listened on."""


@asynccontextmanager
async def serve_web(
    host: str, port: int, *, missing: Missing, metrics: Callable[[], bytes], mounted: Mapping[str, Handler]
) -> AsyncIterator[str]:
    """Listen for as long as the context lasts; the base address. Raises WebRefused."""
    from aiohttp import web

    runner = web.AppRunner(_application(missing, metrics, mounted), access_log=None, shutdown_timeout=3.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise WebRefused(
                f"{host}:{port} cannot be listened on ({error.strerror}); set NIGHTDESK_HTTP to a free port"
            ) from error
        bound = runner.addresses[0][1]
        yield f"http://{host}:{bound}"
    finally:
        await runner.cleanup()


def _application(missing: Missing, metrics: Callable[[], bytes], mounted: Mapping[str, Handler]) -> web.Application:
    from aiohttp import web

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_: web.Request) -> web.Response:
        lacking = missing()
        return web.json_response({"ready": not lacking, "missing": list(lacking)}, status=503 if lacking else 200)

    async def show_metrics(_: web.Request) -> web.Response:
        return web.Response(body=metrics(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    app = web.Application(client_max_size=2_000_000)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", show_metrics)
    for path, handler in mounted.items():
        app.router.add_post(path, handler)
    return app
