"""The double's REST API: who is asking, rate limits on demand, refusals, and the routes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from adapters.loopback.discord import rest_channels, rest_interactions
from adapters.loopback.discord.command_limits import command_breaches
from adapters.loopback.discord.limits import Payload
from adapters.loopback.discord.rest_answers import STATE, answer_json, read_json
from adapters.loopback.discord.state import UNAUTHORIZED, UNKNOWN_GUILD, UNKNOWN_USER, Refusal, Refused, State
from adapters.loopback.discord.world import Channel, guild_json

PREFIX = "/api/v10"
Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_app(state: State) -> web.Application:
    """The application that serves the API over this state."""
    app = web.Application(middlewares=[_guarded], client_max_size=10 * 1024 * 1024)
    app[STATE] = state
    app.add_routes(
        [
            web.get(f"{PREFIX}/gateway/bot", _gateway),
            web.get(f"{PREFIX}/users/@me", _me),
            web.post(f"{PREFIX}/users/@me/channels", _open_direct),
            web.get(f"{PREFIX}/oauth2/applications/@me", _application),
            web.get(f"{PREFIX}/guilds/{{guild}}", _guild),
            web.get(f"{PREFIX}/guilds/{{guild}}/threads/active", _active_threads),
            web.get(f"{PREFIX}/applications/{{app}}/commands", _commands),
            web.put(f"{PREFIX}/applications/{{app}}/commands", _overwrite),
            web.put(f"{PREFIX}/applications/{{app}}/guilds/{{guild}}/commands", _overwrite),
            *rest_channels.routes(PREFIX),
            *rest_interactions.routes(PREFIX),
        ]
    )
    return app


@web.middleware
async def _guarded(request: web.Request, handler: Handle) -> web.StreamResponse:
    state = request.app[STATE]
    if not request.path.startswith(PREFIX):
        return await handler(request)
    try:
        if (held := _held_back(state, request)) is not None:
            return _too_many(state, request, held)
        if not _speaks_for_itself(request) and request.headers.get("Authorization") != f"Bot {state.token}":
            raise Refused(UNAUTHORIZED)
        await _hang(state, request)
        if _names(state.lose, request):
            return _cut(request)
        answer = await handler(request)
        return _cut(request) if _names(state.swallow, request) else answer
    except web.HTTPNotFound:
        refused = Refused((404, 0, "404: Not Found"))
    except Refused as error:
        refused = error
    state.refusals.append(Refusal(request.method, request.path, refused.status, refused.code, str(refused)))
    body: Payload = {"message": refused.words, "code": refused.code}
    if refused.breaches:
        body["errors"] = {"_errors": [{"code": "BASE_TYPE", "message": breach} for breach in refused.breaches]}
    return answer_json(body, status=refused.status)


async def _hang(state: State, request: web.Request) -> None:
    """Leave a request that was named waiting for ever."""
    asked = f"{request.method} {request.path}"
    if fragment := next((each for each in state.hang if each in asked), None):
        state.hang.discard(fragment)
        state.hanging.append(asked)
        await asyncio.Event().wait()


def _names(fragments: set[str], request: web.Request) -> bool:
    """Whether the request is one that was named; each name holds once."""
    asked = f"{request.method} {request.path}"
    fragment = next((each for each in fragments if each in asked), None)
    fragments.discard(fragment or "")
    return fragment is not None


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response()


def _speaks_for_itself(request: web.Request) -> bool:
    """Interactions carry their token in the path and need no other."""
    return request.path.startswith((f"{PREFIX}/interactions/", f"{PREFIX}/webhooks/"))


def _held_back(state: State, request: web.Request) -> float | None:
    for fragment, (retry_after, times) in state.held_back.items():
        if times and fragment in f"{request.method} {request.path}":
            state.held_back[fragment] = (retry_after, times - 1)
            return retry_after
    return None


def _too_many(state: State, request: web.Request, retry_after: float) -> web.Response:
    state.refusals.append(Refusal(request.method, request.path, 429, 0, "You are being rate limited."))
    # discord.py takes a 429 without Via for a ban by the content network and gives up at once.
    headers = {"Retry-After": str(retry_after), "X-RateLimit-Scope": "user", "Via": "1.1 loopback"}
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": False}
    return answer_json(body, status=429, headers=headers)


async def _gateway(request: web.Request) -> web.Response:
    start = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
    return answer_json({"url": "wss://gateway.discord.gg/", "shards": 1, "session_start_limit": start})


async def _me(request: web.Request) -> web.Response:
    return answer_json(request.app[STATE].bot.json())


async def _application(request: web.Request) -> web.Response:
    return answer_json(request.app[STATE].application())


async def _guild(request: web.Request) -> web.Response:
    state = request.app[STATE]
    guild = state.guilds.get(request.match_info["guild"])
    if guild is None:
        raise Refused(UNKNOWN_GUILD)
    return answer_json(guild_json(guild, [], state.bot))


async def _active_threads(request: web.Request) -> web.Response:
    state = request.app[STATE]
    guild = state.guilds.get(request.match_info["guild"])
    if guild is None:
        raise Refused(UNKNOWN_GUILD)
    threads = [
        each for each in state.channels.values() if each.guild is guild and each.kind == "thread" and not each.archived
    ]
    return answer_json({"threads": [each.json() for each in threads], "members": []})


async def _open_direct(request: web.Request) -> web.Response:
    state = request.app[STATE]
    user = state.users.get(str((await read_json(request)).get("recipient_id")))
    if user is None:
        raise Refused(UNKNOWN_USER)
    return answer_json(direct_channel(state, user.id).json())


def direct_channel(state: State, user_id: str) -> Channel:
    """The direct channel of the bot with that person; made when it is first needed."""
    user = state.users[user_id]
    found = next((each for each in state.channels.values() if each.recipient == user), None)
    if found is None:
        found = Channel(state.new_id(), user.name, "direct", recipient=user)
        state.channels[found.id] = found
    return found


async def _commands(request: web.Request) -> web.Response:
    return answer_json(request.app[STATE].commands)


async def _overwrite(request: web.Request) -> web.Response:
    state = request.app[STATE]
    commands: list[Payload] = await read_json(request)
    if breaches := command_breaches(commands):
        raise Refused.form(breaches)
    guild = request.match_info.get("guild")
    if guild is not None and guild not in state.guilds:
        raise Refused(UNKNOWN_GUILD)
    kept: list[Any] = [
        {"version": "1", "type": 1, **each, "id": state.new_id(), "application_id": state.bot.id} for each in commands
    ]
    state.syncs += 1
    if guild is None:
        state.commands = kept
    else:
        state.guild_commands[guild] = [each | {"guild_id": guild} for each in kept]
    return answer_json(json.loads(json.dumps(kept)))
