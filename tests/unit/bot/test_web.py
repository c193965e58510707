"""Health, readiness, metrics, and what platforms mount: over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.web.server import Board, WebRefused, serve_web


@dataclass(frozen=True)
class At:
    """An address; port 0 is any free one."""

    host: str = "127.0.0.1"
    port: int = 0


@asynccontextmanager
async def _asking(board: Board, admin: At | None = None) -> AsyncIterator[Any]:
    async with serve_web(At(), admin, board) as base, aiohttp.ClientSession() as session:

        async def ask(path: str, method: str = "GET", base: str = base) -> tuple[int, str]:
            async with session.request(method, base + path) as answer:
                return answer.status, await answer.text()

        yield ask


async def _free_port() -> int:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return port


async def test_the_server_listens_before_anything_is_ready() -> None:
    """Alive, not ready, and it says so."""
    async with _asking(Board()) as ask:
        assert await ask("/healthz") == (200, '{"status": "ok"}')
        status, said = await ask("/readyz")

    assert (status, json.loads(said)) == (503, {"ready": False, "missing": ["it is starting"]})


async def test_readiness_names_what_is_missing_until_nothing_is() -> None:
    """What is put on the board is shown at once."""
    board, lacking = Board(), ["discord is not connected"]

    async def missing() -> tuple[str, ...]:
        return tuple(lacking)

    board.missing = missing
    async with _asking(board) as ask:
        before = await ask("/readyz")
        lacking.clear()
        after = await ask("/readyz")

    assert (before[0], json.loads(before[1])["missing"]) == (503, ["discord is not connected"])
    assert (after[0], json.loads(after[1])) == (200, {"ready": True, "missing": []})


async def test_metrics_are_shown_at_the_same_server_on_loopback() -> None:
    """As Prometheus reads them."""
    board = Board()
    board.metrics = lambda: b"nightdesk_queue_depth 3.0\n"
    async with _asking(board) as ask:
        assert await ask("/metrics") == (200, "nightdesk_queue_depth 3.0\n")


async def test_with_an_admin_address_metrics_are_shown_there_alone() -> None:
    """Health is shown at both, and what is mounted at the public one alone."""
    board, admin = Board(), At(port=await _free_port())
    board.mount({"/slack/events": _hello})
    async with _asking(board, admin) as ask:
        base = f"http://127.0.0.1:{admin.port}"
        public = [(await ask(path))[0] for path in ("/metrics", "/healthz")]
        private = [(await ask(path, base=base))[0] for path in ("/metrics", "/healthz", "/readyz")]
        mounted = [(await ask("/slack/events", "POST"))[0], (await ask("/slack/events", "POST", base))[0]]

    assert (public, private, mounted) == ([404, 200], [200, 200, 503], [200, 404])


async def test_whoever_opens_the_bare_address_is_led_on() -> None:
    """While it starts they are told to wait, and the browser asks again; then to the playground, where there is one."""
    board = Board()
    async with _asking(board) as ask:
        early = await ask("/play")
        board.mount({"GET /play": _hello})
        led = await ask("/")

    assert early == (503, "Nightdesk is starting. This page will be there in a moment.")
    assert led == (200, "hello")


async def test_where_there_is_no_playground_that_is_said() -> None:
    """With the command that has one."""
    board = Board()

    async def missing() -> tuple[str, ...]:
        return ()

    board.missing = missing
    async with _asking(board) as ask:
        bare, play = await ask("/"), await ask("/play")

    assert (bare[0], play[0]) == (200, 404)
    assert "nightdesk play" in bare[1] and "nightdesk play" in play[1]


async def test_what_is_mounted_later_is_answered() -> None:
    """By its method; unknown paths are not found."""
    board = Board()
    async with _asking(board) as ask:
        early = (await ask("/slack/events", "POST"))[0]
        board.mount({"/slack/events": _hello, "GET /play": _hello, "GET /archive/*": _hello})

        late = [
            (await ask(path, method))[0]
            for path, method in (
                ("/slack/events", "POST"),
                ("/slack/events", "GET"),
                ("/play", "GET"),
                ("/archive/2026/11", "GET"),
                ("/other", "GET"),
            )
        ]

    assert (early, late) == (404, [200, 405, 200, 200, 404])


@pytest.mark.parametrize(("http_is_busy", "setting"), [(True, "NIGHTDESK_HTTP"), (False, "NIGHTDESK_ADMIN")])
async def test_a_port_that_is_taken_is_said_with_its_setting(http_is_busy: bool, setting: str) -> None:
    """In one line, with what to do."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    busy = At(port=server.sockets[0].getsockname()[1])
    http, admin = (busy, None) if http_is_busy else (At(), busy)

    with pytest.raises(WebRefused, match=f"cannot be listened on .*; set {setting} to a free port"):
        async with serve_web(http, admin, Board()):
            pass

    server.close()
    await server.wait_closed()


async def _hello(_: web.Request) -> web.Response:
    return web.Response(text="hello")
