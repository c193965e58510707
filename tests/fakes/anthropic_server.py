"""A language model on loopback that speaks Anthropic's language: /v1/messages over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.loopback import serving

INPUT_TOKENS, OUTPUT_TOKENS = 650, 80


@dataclass
class MessagesServer:
    """Answers every request by calling the tool that is offered with `value`, or with `status`, an error."""

    value: dict[str, Any]
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    base_url: str = ""

    async def complete(self, request: web.Request) -> web.Response:
        """POST /v1/messages."""
        self.asked.append(asked := await request.json())
        self.keys.append(request.headers.get("Authorization", ""))
        if self.status != 200:
            error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
            return web.json_response(error, status=self.status)
        call = {"type": "tool_use", "id": "toolu_1", "name": asked["tools"][0]["name"], "input": self.value}
        return web.json_response(
            {
                "id": "msg_1", "type": "message", "role": "assistant", "model": asked["model"], "content": [call],
                "stop_reason": "tool_use", "stop_sequence": None,
                "usage": {"input_tokens": INPUT_TOKENS, "output_tokens": OUTPUT_TOKENS},
            }
        )  # fmt: skip


@asynccontextmanager
async def run_messages_server(value: dict[str, Any], status: int = 200) -> AsyncIterator[MessagesServer]:
    """The server, on a free port of 127.0.0.1."""
    server = MessagesServer(value, status)
    app = web.Application()
    app.router.add_post("/v1/messages", server.complete)
    async with serving(app, 0.05) as server.base_url:
        yield server
