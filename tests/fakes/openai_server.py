"""A language model on loopback: OpenAI's chat completions over real HTTP, well or ill behaved."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.loopback import serving

Request = dict[str, Any]
Reply = Callable[["LanguageServer", Request], "web.StreamResponse | None"]
PROMPT_TOKENS, COMPLETION_TOKENS = 700, 90


@dataclass
class LanguageServer:
    """`replies` are given in order, the last one again and again; `asked` are the bodies that came in.

    A reply that is None never comes; `before` is awaited ahead of each.
    """

    replies: list[Reply] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    base_url: str = ""
    counts: bool = True
    before: Callable[[LanguageServer, Request], Awaitable[None]] | None = None

    @property
    def system(self) -> str:
        """The system message of the last request."""
        return "\n".join(
            each["content"] for each in self.asked[-1]["messages"] if each["role"] in {"system", "developer"}
        )

    @property
    def user(self) -> str:
        """The user messages of the last request."""
        return "\n".join(str(each["content"]) for each in self.asked[-1]["messages"] if each["role"] == "user")

    async def complete(self, request: web.Request) -> web.StreamResponse:
        """POST /v1/chat/completions."""
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization", ""))
        reply = self.replies[min(len(self.asked), len(self.replies)) - 1](self, self.asked[-1])
        if self.before is not None:
            await self.before(self, self.asked[-1])
        if reply is None:
            await asyncio.Event().wait()
        assert reply is not None
        return reply

    def envelope(self, message: dict[str, Any], finish: str = "stop") -> web.Response:
        """A completion as OpenAI writes it."""
        used = {"prompt_tokens": PROMPT_TOKENS, "completion_tokens": COMPLETION_TOKENS,
                "total_tokens": PROMPT_TOKENS + COMPLETION_TOKENS}  # fmt: skip
        return web.json_response(
            {
                "id": "chatcmpl-1", "object": "chat.completion", "created": 1790000000, "model": "echo",
                "choices": [{"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}],
                **({"usage": used} if self.counts else {}),
            }
        )  # fmt: skip


def digest(tldr: str, *points: str, source: int = 1) -> Reply:
    """Call the tool with this digest."""
    value = {"tldr": {"text": tldr, "source": source}, "points": [{"text": each, "source": source} for each in points]}
    return calling(json.dumps(value))


def calling(arguments: str, finish: str = "tool_calls") -> Reply:
    """Call the tool that was offered with these arguments, whatever they are."""

    def reply(server: LanguageServer, request: Request) -> web.Response:
        name = request["tools"][0]["function"]["name"]
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
        return server.envelope({"content": None, "tool_calls": [call]}, finish)

    return reply


def saying(text: str, finish: str = "stop") -> Reply:
    """Answer in plain text."""
    return lambda server, _: server.envelope({"content": text}, finish)


def refusing(words: str) -> Reply:
    """Refuse, as OpenAI's models do."""
    return lambda server, _: server.envelope({"content": None, "refusal": words})


def failing(status: int, **headers: str) -> Reply:
    """An error status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda *_: web.json_response({"error": {"message": "no", "type": "x"}}, status=status, headers=named)


def sending(body: str, content_type: str = "application/json") -> Reply:
    """Any bytes with status 200."""
    return lambda *_: web.Response(text=body, content_type=content_type)


def closing(*_: object) -> web.StreamResponse:
    """Promise a body, send the beginning of it and close the connection."""
    return _Broken(headers={"Content-Type": "application/json", "Content-Length": "5000"})


class _Broken(web.StreamResponse):
    async def write_eof(self, data: bytes = b"") -> None:
        await self.write(b'{"id": "chatcmpl-1", "choices": [')
        assert self._req is not None and self._req.transport is not None
        self._req.transport.close()


def silence(*_: object) -> None:
    """Take the request and never answer."""


@asynccontextmanager
async def run_language_server(*replies: Reply) -> AsyncIterator[LanguageServer]:
    """The server, on a free port of 127.0.0.1."""
    server = LanguageServer(list(replies))
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.complete)
    async with serving(app, 0.05) as address:
        server.base_url = f"{address}/v1"
        yield server
