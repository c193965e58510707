"""Socket Mode of the loopback Slack: one-time addresses, hello, envelopes and their acknowledgements."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from typing import Any

from aiohttp import WSMsgType, web

from adapters.loopback.slack.world import Payload, World

LINK_LIFE = 30.0


class Sockets:
    """The app's open connections, which take envelopes in turn. `refuse_next` connections will not be let in."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.open: list[tuple[web.WebSocketResponse, web.Request]] = []
        self.served = 0
        self.refuse_next = 0
        self._links: dict[str, float] = {}
        self._pending: dict[str, asyncio.Future[Payload]] = {}
        self._turn = 0

    def new_url(self, base: str) -> str:
        """An address for one connection, good for thirty seconds."""
        ticket = secrets.token_urlsafe(16)
        self._links[ticket] = self.world.clock() + LINK_LIFE
        return f"{base}?ticket={ticket}&app_id=A0LOOPBACK"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until it ends."""
        until = self._links.pop(request.query.get("ticket", ""), 0.0)
        if self.refuse_next or self.world.clock() > until:
            self.refuse_next = max(0, self.refuse_next - 1)
            self.world.refuse("socket", "link_disabled")
            return web.Response(status=408)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(self._hello())
        self.open.append((socket, request))
        self.served += 1
        self.world.notify()
        try:
            async for received in socket:
                if received.type is WSMsgType.TEXT:
                    self._take(json.loads(received.data))
        finally:
            self.open = [each for each in self.open if each[0] is not socket]
            self.world.notify()
        return socket

    async def ask(self, kind: str, payload: Payload, deadline: float, **more: Any) -> Payload:
        """Send an envelope and wait for its acknowledgement. Raises TimeoutError, ConnectionError."""
        if not self.open:
            raise ConnectionError("no socket is open")
        self._turn += 1
        socket, _ = self.open[self._turn % len(self.open)]
        envelope = secrets.token_hex(8)
        answer: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
        self._pending[envelope] = answer
        try:
            await socket.send_json(
                {
                    "envelope_id": envelope,
                    "type": kind,
                    "payload": payload,
                    "accepts_response_payload": kind != "events_api",
                    **more,
                }
            )
            return await asyncio.wait_for(answer, deadline)
        finally:
            self._pending.pop(envelope, None)

    async def drop(self, *, warn: bool) -> None:
        """End every connection: with a farewell, as Slack does when it refreshes them, or by cutting the wire."""
        for socket, request in list(self.open):
            if warn:
                with contextlib.suppress(ConnectionError):
                    await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
            elif request.transport is not None:
                request.transport.abort()

    async def close(self) -> None:
        """End every connection properly."""
        for socket, _ in list(self.open):
            await socket.close()

    def _hello(self) -> Payload:
        return {
            "type": "hello",
            "num_connections": len(self.open) + 1,
            "debug_info": {"host": "loopback", "approximate_connection_time": 18060},
            "connection_info": {"app_id": "A0LOOPBACK"},
        }

    def _take(self, answer: Payload) -> None:
        waiting = self._pending.get(answer.get("envelope_id", ""))
        if waiting is None:
            self.world.refuse("ack", "unknown_or_late_envelope")
        elif not waiting.done():
            waiting.set_result(answer.get("payload") or {})
