"""`/healthz`, `/readyz` and `/metrics`, and whatever a platform wants mounted (Slack's HTTP mode, the playground).

The server listens before anything else is ready, so that a load balancer sees a process that starts and not one that
is down; what there is to show is put on its board as it comes up.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from aiohttp import web

Handler = Callable[[Any], Awaitable[Any]]
_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class WebRefused(SummarizerError):
    """The address cannot be listened on."""


class Address(Protocol):
    """Where to listen."""

    @property
    def host(self) -> str:
        """A name or an address."""
        ...

    @property
    def port(self) -> int:
        """0: any free one."""
        ...


async def _starting() -> tuple[str, ...]:
    return ("it is starting",)


class Board:
    """What the servers show; filled in as things come up. `missing` tells what is not ready yet, in plain words."""

    def __init__(self) -> None:
        self.missing: Callable[[], Awaitable[tuple[str, ...]]] = _starting
        self.metrics: Callable[[], bytes] = bytes
        self._mounted: dict[tuple[str, str], Handler] = {}

    def mount(self, paths: Mapping[str, Handler]) -> None:
        """Let handlers answer: "/path" for POST, "GET /path" for another method; a "*" at its end stands for more."""
        for named, handler in paths.items():
            method, space, path = named.partition(" ")
            self._mounted[(method, path) if space else ("POST", named)] = handler

    def find(self, method: str, path: str) -> Handler | None:
        """Who answers that path."""
        if handler := self._mounted.get((method, path)):
            return handler
        stems = [key for key in self._mounted if key[0] == method and key[1].endswith("*")]
        fitting = [key for key in stems if path.startswith(key[1][:-1])]
        return self._mounted[max(fitting, key=lambda key: len(key[1]))] if fitting else None

    def knows(self, path: str) -> bool:
        """Whether the path is answered by some method."""
        return any(key[1] == path for key in self._mounted)


@asynccontextmanager
async def serve_web(http: Address, admin: Address | None, board: Board) -> AsyncIterator[str]:
    """Listen for as long as the context lasts; the base address of `http`. Raises WebRefused.

    With `admin` the metrics are shown there and not at `http`; health is shown at both.
    """
    async with AsyncExitStack() as stack:
        base = await stack.enter_async_context(_listen(http, board, "NIGHTDESK_HTTP", admin=admin is None))
        if admin is not None:
            await stack.enter_async_context(_listen(admin, board, "NIGHTDESK_ADMIN", admin=True, public=False))
        yield base


@asynccontextmanager
async def _listen(
    address: Address, board: Board, setting: str, *, admin: bool, public: bool = True
) -> AsyncIterator[str]:
    from aiohttp import web

    runner = web.AppRunner(_application(board, admin=admin, public=public), access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as error:
            raise WebRefused(
                f"{address.host}:{address.port} cannot be listened on ({error.strerror}); set {setting} to a free port"
            ) from error
        shown = f"[{address.host}]" if ":" in address.host else address.host
        yield f"http://{shown}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _say_where(board: Board, path: str) -> web.StreamResponse:
    """What people open who do not know the addresses: the way to the playground, or what there is in its place."""
    from aiohttp import web

    if board.knows("/play"):
        raise web.HTTPFound("/play")
    if board.missing is _starting:
        words, retry = "Nightdesk is starting. This page will be there in a moment.", {"Refresh": "2"}
        return web.Response(text=words, status=503, headers=retry)
    words = (
        "Nightdesk serves Slack and Discord here. There is nothing to see but /healthz and /readyz. "
        "The playground is a command of its own: nightdesk play."
    )
    return web.Response(text=words, status=200 if path == "/" else 404)


def _application(board: Board, *, admin: bool, public: bool) -> web.Application:
    from aiohttp import web

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_: web.Request) -> web.Response:
        lacking = await board.missing()
        return web.json_response({"ready": not lacking, "missing": list(lacking)}, status=503 if lacking else 200)

    async def show_metrics(_: web.Request) -> web.Response:
        return web.Response(body=board.metrics(), headers={"Content-Type": _TYPE})

    async def answer(request: web.Request) -> web.StreamResponse:
        handler = board.find(request.method, request.path) if public else None
        if handler is None and public and request.method == "GET" and request.path in {"/", "/play"}:
            return _say_where(board, request.path)
        if handler is None:
            raise (
                web.HTTPMethodNotAllowed(request.method, ())
                if public and board.knows(request.path)
                else web.HTTPNotFound
            )
        found: web.StreamResponse = await handler(request)
        return found

    app = web.Application(client_max_size=2_000_000)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    if admin:
        app.router.add_get("/metrics", show_metrics)
    app.router.add_route("*", "/{path:.*}", answer)
    return app
