"""The double's gateway: HELLO, IDENTIFY, READY, heartbeats, dispatches, drops and RESUME."""

from __future__ import annotations

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from adapters.loopback.discord.limits import Payload
from adapters.loopback.discord.state import State
from adapters.loopback.discord.world import guild_json

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
HEARTBEAT_INTERVAL_MS = 41_250
AUTHENTICATION_FAILED = 4004


class Socket:
    """One websocket, compressed the way it was asked for: zlib-stream in binary frames, or plain text."""

    def __init__(self, socket: web.WebSocketResponse, *, compress: bool) -> None:
        self.socket = socket
        self._deflate = zlib.compressobj() if compress else None

    async def send(self, payload: Payload) -> None:
        """Send one payload; to a socket that is gone, nothing."""
        if self.socket.closed:
            return
        text = json.dumps(payload)
        if self._deflate is None:
            await self.socket.send_str(text)
            return
        await self.socket.send_bytes(self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH))


@dataclass(slots=True)
class Session:
    """A gateway session, which outlives its sockets: everything dispatched in it, to be replayed at a RESUME."""

    id: str
    socket: Socket | None = None
    sent: list[Payload] = field(default_factory=list)

    async def dispatch(self, event: str, data: Any) -> None:
        """Send an event, and keep it for a RESUME."""
        payload = {"op": DISPATCH, "s": len(self.sent) + 1, "t": event, "d": data}
        self.sent.append(payload)
        if self.socket is not None:
            await self.socket.send(payload)


class Gateway:
    """All sessions of the double."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.connected = asyncio.Event()
        self.away = False
        self.turned_away = 0

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from HELLO to its end; while the gateway is away, a 503."""
        if self.away:
            self.turned_away += 1
            return web.Response(status=503)
        raw = web.WebSocketResponse(max_msg_size=0)
        await raw.prepare(request)
        socket = Socket(raw, compress=request.query.get("compress") == "zlib-stream")
        await socket.send({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_INTERVAL_MS}})
        async for message in raw:
            if message.type is aiohttp.WSMsgType.TEXT:
                await self._receive(socket, json.loads(message.data))
        for session in self.sessions.values():
            if session.socket is socket:
                session.socket = None
        if not self.live():
            self.connected.clear()
        return raw

    def live(self) -> list[Session]:
        """The sessions that have a socket now."""
        return [each for each in self.sessions.values() if each.socket is not None]

    async def dispatch(self, event: str, data: Any) -> None:
        """Send an event to every session, as Discord does with each of a bot's."""
        for session in list(self.sessions.values()):
            await session.dispatch(event, data)

    async def drop(self, *, forget: bool = False, code: int = 1012) -> None:
        """Close every socket; `forget` makes the sessions invalid, so that a RESUME fails."""
        sockets = [each.socket for each in self.live() if each.socket]
        for session in self.sessions.values():
            session.socket = None
        if forget:
            self.sessions.clear()
        self.connected.clear()
        for socket in sockets:
            await socket.socket.close(code=code)

    async def _receive(self, socket: Socket, payload: Payload) -> None:
        match payload["op"]:
            case 1:
                await socket.send({"op": ACK})
            case 2:
                await self._identify(socket, payload["d"])
            case 6:
                await self._resume(socket, payload["d"])

    async def _identify(self, socket: Socket, data: Payload) -> None:
        if data["token"] != self._state.token:
            await socket.socket.close(code=AUTHENTICATION_FAILED, message=b"Authentication failed.")
            return
        session = Session(self._state.new_id(), socket)
        self.sessions[session.id] = session
        self.identified += 1
        await session.dispatch("READY", self._ready(session))
        for guild in self._state.guilds.values():
            inside = [each for each in self._state.channels.values() if each.guild is guild]
            await session.dispatch("GUILD_CREATE", guild_json(guild, inside, self._state.bot))
        self.connected.set()

    def _ready(self, session: Session) -> Payload:
        return {
            "v": 10,
            "user": self._state.bot.json() | {"verified": True, "mfa_enabled": False},
            "guilds": [{"id": guild, "unavailable": True} for guild in self._state.guilds],
            "session_id": session.id,
            "resume_gateway_url": "wss://gateway.discord.gg/",
            "application": {"id": self._state.bot.id, "flags": 0},
        }

    async def _resume(self, socket: Socket, data: Payload) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None:
            await socket.send({"op": INVALID_SESSION, "d": False})
            return
        session.socket = socket
        self.resumed += 1
        for missed in session.sent[data["seq"] or 0 :]:
            await socket.send(missed)
        await session.dispatch("RESUMED", {})
        self.connected.set()
