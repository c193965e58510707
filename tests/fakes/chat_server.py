"""A chat API on loopback for processes: it keeps what arrived while they die, and misbehaves as often as it is told."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from bot.document import Document, note
from bot.ports import Handler, Place, ReplyRefused
from tests.fakes.loopback import serving

MISCHIEF = ("hang", "close", "limit", "down", "late")
"""Accept and never answer; accept and close; 429; 503 without accepting; accept and answer 503."""


@dataclass
class ChatServer:
    """What arrived, by key; `mischief` is the share of posts that go wrong, `seconds` what a good one takes."""

    mischief: float = 0.0
    seconds: float = 0.0
    base_url: str = ""
    arrived: Counter[str] = field(default_factory=Counter)
    posts: int = 0
    asked: int = 0
    done: Counter[str] = field(default_factory=Counter)
    times: dict[str, float] = field(default_factory=dict)
    dice: random.Random = field(default_factory=lambda: random.Random(7))

    async def post(self, request: web.Request) -> web.StreamResponse:
        """One message; with "once" the key's earlier message is given back, as Discord does with enforce_nonce."""
        told = await request.json()
        key = told["key"]
        self.posts += 1
        what = self.dice.choice(MISCHIEF) if self.dice.random() < self.mischief else "well"
        self.done[what] += 1
        if what == "limit":
            return web.json_response({}, status=429, headers={"Retry-After": "1"})
        if what == "down":
            return web.json_response({}, status=503)
        if not (told.get("once") and self.arrived[key]):
            self.arrived[key] += 1
            self.times.setdefault(key, asyncio.get_running_loop().time())
        if what == "late":
            return web.json_response({}, status=503)
        if what == "hang":
            await asyncio.sleep(30)
        if what == "close" and request.transport is not None:
            request.transport.abort()
        await asyncio.sleep(self.seconds)
        return web.json_response({"id": f"m-{key}"})

    async def find(self, request: web.Request) -> web.Response:
        """The message of a key."""
        self.asked += 1
        key = request.query["key"]
        return web.json_response({"id": f"m-{key}" if self.arrived[key] else None})


@asynccontextmanager
async def run_chat_server(mischief: float = 0.0, seconds: float = 0.0) -> AsyncIterator[ChatServer]:
    """A server on a free port of 127.0.0.1."""
    server = ChatServer(mischief, seconds)
    app = web.Application()
    app.router.add_post("/post", server.post)
    app.router.add_get("/find", server.find)
    async with serving(app) as server.base_url:
        yield server


class LoopbackChat:
    """A ChatPlatform over that API. `once`: the service itself takes a key's message only once."""

    several_fronts = False

    def __init__(self, name: str, base_url: str, *, once: bool = False) -> None:
        self.name = name
        self._base_url = base_url
        self._once = once
        self._session: aiohttp.ClientSession | None = None

    async def run(self, handle: Handler) -> None:
        """Be connected until cancelled."""
        await asyncio.Event().wait()

    async def post(self, place: Place, document: Document, *, key: str) -> str:
        """Post it. Raises ReplyRefused."""
        told = {"channel": place.channel, "text": document.summary, "key": key, "once": self._once}
        return str((await self._ask("POST", "/post", json=told))["id"])

    async def post_plain(self, place: Place, words: str, *, key: str) -> str:
        """The same for plain words."""
        return await self.post(place, note(words), key=key)

    async def find_sent(self, place: Place, *, key: str) -> str | None:
        """The message of that key. Raises ReplyRefused."""
        found: str | None = (await self._ask("GET", "/find", params={"key": key}))["id"]
        return found

    async def close(self) -> None:
        """End the connection."""
        if self._session is not None:
            await self._session.close()

    async def _ask(self, method: str, path: str, **what: dict[str, object]) -> dict[str, str]:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        try:
            async with self._session.request(method, self._base_url + path, **what) as answer:  # type: ignore[arg-type]
                if answer.status == 429:
                    raise ReplyRefused("too fast", retry_after=float(answer.headers["Retry-After"]))
                if answer.status >= 400:
                    raise ReplyRefused(f"the service answered {answer.status}")
                found: dict[str, str] = await answer.json()
                return found
        except (aiohttp.ClientError, OSError) as error:
            raise ReplyRefused(f"the service did not answer ({type(error).__name__})") from error
