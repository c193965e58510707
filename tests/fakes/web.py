"""A small web server on loopback for the tests: real HTTP, one handler a path, and what it was asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from summarizer.fetch import AllowedNetwork, parse_networks
from tests.fakes.loopback import serving

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK: tuple[AllowedNetwork, ...] = parse_networks("127.0.0.0/8")


@dataclass
class Web:
    """The server's address, its handlers by path, and the requests that it got."""

    base_url: str = ""
    handlers: dict[str, Handler] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)

    def serve(self, path: str, body: bytes | str = b"", *, status: int = 200, **headers: str) -> str:
        """Answer a path with these bytes; the address of it. Header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=body, status=status, headers=named)

        self.handlers[path] = answer
        return self.base_url + path

    def serve_by(self, path: str, handler: Handler) -> str:
        """Let a handler answer a path; the address of it."""
        self.handlers[path] = handler
        return self.base_url + path


@asynccontextmanager
async def run_web() -> AsyncIterator[Web]:
    """A server on a free port of 127.0.0.1."""
    site = Web()

    async def dispatch(request: web.Request) -> web.StreamResponse:
        site.asked.append(request)
        handler = site.handlers.get(request.path)
        return await handler(request) if handler else web.Response(status=404)

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", dispatch)
    async with serving(app) as site.base_url:
        yield site
