"""Reading requests and writing answers as Discord does."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from adapters.loopback.discord.state import Refused, State

STATE: web.AppKey[State] = web.AppKey("state", State)


def answer_json(body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer. The content type names no charset: discord.py reads only the bare one as JSON."""
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers, content_type="application/json")


async def read_json(request: web.Request) -> Any:
    """The JSON of a request. Raises Refused."""
    try:
        return await request.json()
    except ValueError as error:
        raise Refused((400, 50109, "The request body contains invalid JSON.")) from error
