"""The HTTP side of the loopback Slack: Web API calls and response URLs, with tokens, 429s and what is refused."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

from aiohttp import web

from adapters.loopback.slack import api
from adapters.loopback.slack.api import ApiError, Call, Method
from adapters.loopback.slack.consent import Consent
from adapters.loopback.slack.hooks import use_hook
from adapters.loopback.slack.sockets import Sockets
from adapters.loopback.slack.views import VIEW_METHODS
from adapters.loopback.slack.world import Payload, Workspace, World

METHODS: dict[str, Method] = {
    "auth.test": api.auth_test,
    "chat.postMessage": api.post_message,
    "chat.postEphemeral": api.post_ephemeral,
    "chat.update": api.update,
    "chat.getPermalink": api.get_permalink,
    "conversations.info": api.conversations_info,
    "conversations.history": api.conversations_history,
    "conversations.replies": api.conversations_replies,
    "conversations.open": api.conversations_open,
    "users.info": api.users_info,
    **VIEW_METHODS,
}
_STRUCTURED = ("blocks", "view", "metadata", "attachments")


RESPONSE_URL = "response_url"
LOST = "response_url, lost"
"""In place of a method: the next use of a response URL, which is carried out or lost, and not answered."""


class Endpoints:
    """Routes of the loopback Slack.

    `swallow` names methods whose next call is carried out and its connection cut instead of an answer; `hang` those
    whose next call is carried out and left waiting for ever; `authorised` tells, for each call with a good token, its
    method and the token's workspace.
    """

    def __init__(self, world: World, sockets: Sockets, app_token: str) -> None:
        self.world = world
        self.sockets = sockets
        self.app_token = app_token
        self.codes: dict[str, str] = {}
        self.client: tuple[str, str] = ("client", "secret")
        self.consent = Consent(world, self.codes)
        self.swallow: set[str] = set()
        self.hang: set[str] = set()
        self.authorised: list[tuple[str, str]] = []

    def routes(self) -> list[web.AbstractRouteDef]:
        """What to serve, and where."""
        return [
            web.route("*", "/api/{method}", self.call),
            web.post("/hooks/{token}", self.respond),
            web.get("/oauth/v2/authorize", self.consent.ask),
            web.get("/link", self.sockets.serve),
        ]

    async def call(self, request: web.Request) -> web.Response:
        """One Web API call."""
        method = request.match_info["method"]
        fields = await _read_fields(request)
        self.world.calls.append((method, fields))
        self.world.notify()
        limited = self._limited(method, fields)
        if limited is not None:
            self.world.refuse(method, "ratelimited")
            body = {"ok": False, "error": "ratelimited"}
            return web.json_response(body, status=429, headers={"Retry-After": str(limited)})
        try:
            answer = {"ok": True, **self._answer(request, method, fields)}
        except ApiError as refused:
            self.world.refuse(method, refused.error, refused.messages)
            answer = {"ok": False, "error": refused.error, **refused.fields}
            if refused.messages:
                answer["response_metadata"] = {"messages": [f"[ERROR] {each}" for each in refused.messages]}
        if method in self.swallow and request.transport is not None:
            self.swallow.discard(method)
            request.transport.abort()
        if method in self.hang:
            self.hang.discard(method)
            await asyncio.Event().wait()
        return web.json_response(answer)

    async def respond(self, request: web.Request) -> web.Response:
        """One use of a response URL."""
        told = await request.json()
        if LOST in self.swallow:
            self.swallow.discard(LOST)
            return _cut(request)
        refused = use_hook(self.world, request.match_info["token"], told)
        if RESPONSE_URL in self.swallow:
            self.swallow.discard(RESPONSE_URL)
            return _cut(request)
        if refused is None:
            return web.json_response({"ok": True})
        status, error = refused
        return web.json_response({"ok": False, "error": error}, status=status)

    def _answer(self, request: web.Request, method: str, fields: Payload) -> Payload:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or fields.get("token", "")
        if method == "oauth.v2.access":
            return self._exchange(request, fields)
        if method == "apps.connections.open":
            if token != self.app_token:
                raise ApiError("invalid_auth" if token else "not_authed")
            return {"url": self.sockets.new_url(f"ws://{request.host}/link")}
        if method not in METHODS:
            raise ApiError("unknown_method")
        space = self._workspace(token)
        self.authorised.append((method, space.id))
        return METHODS[method](Call(self.world, space, fields))

    def _workspace(self, token: str) -> Workspace:
        if not token:
            raise ApiError("not_authed")
        space = next((each for each in self.world.workspaces.values() if each.bot_token == token), None)
        if space is None or space.revoked:
            raise ApiError(space.revoked if space and space.revoked else "invalid_auth")
        return space

    def _limited(self, method: str, fields: Payload) -> int | None:
        for limit in self.world.limits:
            if limit.times and limit.method == method and limit.channel in (None, fields.get("channel")):
                limit.times -= 1
                return limit.retry_after
        return None

    def _exchange(self, request: web.Request, fields: Payload) -> Payload:
        client = f"{fields.get('client_id')}:{fields.get('client_secret')}"
        scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            client = base64.b64decode(encoded).decode()
        if client != ":".join(self.client):
            raise ApiError("bad_client_secret")
        space = self.world.workspaces.get(self.codes.pop(fields.get("code", ""), ""))
        if space is None:
            raise ApiError("invalid_code")
        return {
            "app_id": "A0LOOPBACK",
            "token_type": "bot",
            "access_token": space.bot_token,
            "scope": ",".join(sorted(space.scopes)),
            "bot_user_id": space.bot_user,
            "team": {"id": space.id, "name": space.name},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": next((u.id for u in self.world.users.values() if u.workspace == space.id), "U0")},
        }


def _cut(request: web.Request) -> web.Response:
    """Cut the connection in place of an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _read_fields(request: web.Request) -> Payload:
    fields: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        fields |= await request.json()
    elif request.can_read_body:
        fields |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    for name in _STRUCTURED:
        if isinstance(fields.get(name), str):
            fields[name] = json.loads(fields[name])
    return fields
