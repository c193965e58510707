"""How the loopback Slack reaches the app: by socket, or by signed HTTP; an app that is late has failed."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from adapters.loopback.slack.sockets import Sockets
from adapters.loopback.slack.world import Payload, Transcript, World

EVENTS = "events_api"
COMMANDS = "slash_commands"
INTERACTIONS = "interactive"


class Delivery:
    """Sends what happened to the app and times the acknowledgement. `request_url` set: HTTP instead of sockets."""

    def __init__(self, world: World, sockets: Sockets, signing_secret: str, deadline: float) -> None:
        self.world = world
        self.sockets = sockets
        self.signing_secret = signing_secret
        self.deadline = deadline
        self.request_url: str | None = None

    async def deliver(self, kind: str, payload: Payload, transcript: Transcript) -> None:
        """Send, wait for the acknowledgement, and write its time or its failure into the transcript."""
        started = time.perf_counter()
        try:
            transcript.ack = await self._send(kind, payload)
            transcript.ack_ms = (time.perf_counter() - started) * 1000
        except TimeoutError:
            self._fail(transcript, "operation_timeout")
        except (OSError, aiohttp.ClientError):
            self._fail(transcript, "dispatch_failed")
        except RuntimeError as refused:
            self._fail(transcript, str(refused))

    async def _send(self, kind: str, payload: Payload) -> Payload:
        if self.request_url is None:
            more = {"retry_attempt": 0, "retry_reason": ""} if kind == EVENTS else {}
            return await self.sockets.ask(kind, payload, self.deadline, **more)
        body, content_type = encode(kind, payload)
        headers = {"Content-Type": content_type, **sign(self.signing_secret, body, int(time.time()))}
        async with (
            asyncio.timeout(self.deadline),
            aiohttp.ClientSession() as session,
            session.post(self.request_url, data=body, headers=headers) as answer,
        ):
            text = await answer.text()
        if answer.status != 200:
            raise RuntimeError(f"http_status_{answer.status}")
        return json.loads(text) if text.startswith("{") else {"text": text} if text else {}

    def _fail(self, transcript: Transcript, error: str) -> None:
        transcript.error = error
        self.world.refuse("ack", error)


def encode(kind: str, payload: Payload) -> tuple[str, str]:
    """The body and content type in which Slack sends this kind by HTTP."""
    if kind == COMMANDS:
        return urlencode(payload), "application/x-www-form-urlencoded"
    if kind == INTERACTIONS:
        return urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
    return json.dumps(payload), "application/json"


def sign(secret: str, body: str, timestamp: int) -> dict[str, str]:
    """The two headers by which an app knows that a request is Slack's."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}
