"""Channels and messages over REST."""

from __future__ import annotations

import time

from aiohttp import web

from adapters.loopback.discord.limits import TEXT, Payload, message_breaches
from adapters.loopback.discord.rest_answers import STATE, answer_json, read_json
from adapters.loopback.discord.state import (
    CLOSED_TO_BOTS,
    CROSSPOSTED,
    EMPTY_MESSAGE,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NO_THREADS_HERE,
    NOT_A_TEXT_CHANNEL,
    NOT_CROSSPOSTABLE,
    TAG_REQUIRED,
    THREAD_BEGUN,
    THREAD_LOCKED,
    UNKNOWN_MESSAGE,
    UNKNOWN_TAG,
    Refused,
    State,
)
from adapters.loopback.discord.world import (
    CREATE_THREADS,
    READ_MESSAGE_HISTORY,
    SEND_IN_THREADS,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    Channel,
    Message,
)

ANNOUNCEMENT_THREAD = 10
"""The kind of thread that announcement channels have, and no other channel."""


def routes(prefix: str) -> list[web.RouteDef]:
    """The routes under /channels."""
    one = f"{prefix}/channels/{{channel}}"
    return [
        web.get(one, _channel),
        web.patch(one, _change),
        web.get(f"{one}/threads/archived/public", _archived),
        web.get(f"{one}/messages", _history),
        web.post(f"{one}/messages", _create),
        web.get(f"{one}/messages/{{message}}", _message),
        web.post(f"{one}/messages/{{message}}/crosspost", _crosspost),
        web.post(f"{one}/messages/{{message}}/threads", _thread_of_message),
        web.post(f"{one}/threads", _thread),
    ]


def _allowed(state: State, request: web.Request, needed: int) -> Channel:
    """The channel of a request. Raises Refused where the bot may not do what needs these permission bits."""
    channel = state.channel(request.match_info["channel"])
    if channel.recipient is not None:
        if needed & channel.denied:
            raise Refused(CLOSED_TO_BOTS)
        return channel
    has = state.bot_permissions(channel)
    if not has & VIEW_CHANNEL:
        raise Refused(MISSING_ACCESS)
    if needed & ~has:
        raise Refused(MISSING_PERMISSIONS)
    return channel


async def _channel(request: web.Request) -> web.Response:
    return answer_json(_allowed(request.app[STATE], request, 0).json())


async def _change(request: web.Request) -> web.Response:
    """Open a thread again: whoever may write in it may, unless it is locked."""
    channel = _allowed(request.app[STATE], request, SEND_IN_THREADS)
    if channel.kind != "thread" or channel.locked:
        raise Refused(MISSING_PERMISSIONS)
    channel.archived = bool((await read_json(request)).get("archived", channel.archived))
    return answer_json(channel.json())


async def _archived(request: web.Request) -> web.Response:
    state = request.app[STATE]
    parent = _allowed(state, request, READ_MESSAGE_HISTORY)
    away = [each for each in state.channels.values() if each.parent == parent.id and each.archived]
    return answer_json({"threads": [each.json() for each in away], "members": [], "has_more": False})


async def _create(request: web.Request) -> web.Response:
    state = request.app[STATE]
    channel = state.channel(request.match_info["channel"])
    _allowed(state, request, SEND_IN_THREADS if channel.kind == "thread" else SEND_MESSAGES)
    if channel.kind == "forum":
        raise Refused(NOT_A_TEXT_CHANNEL)
    body = await read_json(request)
    if state.next_errors and (error := state.next_errors.pop(0))[0]:
        raise Refused(error)
    if channel.locked:
        raise Refused(THREAD_LOCKED)
    if not state.takes_layouts and any(each["type"] != TEXT for each in body.get("components") or []):
        raise Refused.form(["no layout is taken at the moment"])
    check_message(body)
    nonce = body.get("nonce")
    if body.get("enforce_nonce") and (earlier := _same_nonce(state, nonce)):
        return answer_json(earlier.json() | {"nonce": nonce})
    # Whoever writes in a thread that was put away opens it again.
    channel.archived = False
    made = state.keep(channel, body, nonce=nonce)
    return answer_json(made.json() | {"nonce": nonce})


def check_message(body: Payload) -> None:
    """Raises Refused for a body that Discord would not take."""
    if not body.get("content") and not body.get("components") and not body.get("embeds"):
        raise Refused(EMPTY_MESSAGE)
    if breaches := message_breaches(body):
        raise Refused.form(breaches)


def _same_nonce(state: State, nonce: str | None) -> Message | None:
    """The message that this nonce already made; Discord remembers for a few minutes."""
    since = time.monotonic() - state.nonce_life
    return next((each for each in state.messages.values() if nonce and each.nonce == nonce and each.sent > since), None)


async def _history(request: web.Request) -> web.Response:
    state = request.app[STATE]
    channel = _allowed(state, request, 0)
    if channel.recipient is None and not state.bot_permissions(channel) & READ_MESSAGE_HISTORY:
        return answer_json([])
    limit = min(int(request.query.get("limit", 50)), 100)
    before = int(request.query.get("before", 1 << 62))
    newest = [each for each in reversed(state.in_channel(channel)) if int(each.id) < before]
    return answer_json([each.json() for each in newest[:limit]])


def _one(state: State, request: web.Request, channel: Channel) -> Message:
    found = state.messages.get(request.match_info["message"])
    if found is None or found.channel is not channel or found.only_for is not None:
        raise Refused(UNKNOWN_MESSAGE)
    return found


async def _message(request: web.Request) -> web.Response:
    state = request.app[STATE]
    return answer_json(_one(state, request, _allowed(state, request, READ_MESSAGE_HISTORY)).json())


async def _crosspost(request: web.Request) -> web.Response:
    state = request.app[STATE]
    channel = _allowed(state, request, SEND_MESSAGES)
    found = _one(state, request, channel)
    if channel.kind != "announcement":
        raise Refused(NOT_CROSSPOSTABLE)
    if found.crossposted:
        raise Refused(CROSSPOSTED)
    found.crossposted = True
    return answer_json(found.json())


async def _thread(request: web.Request) -> web.Response:
    """A thread; in a forum with its first message, which has the thread's id."""
    state = request.app[STATE]
    # A post in a forum is a message to Discord's permissions; only other threads have one of their own.
    forum = state.channel(request.match_info["channel"]).kind == "forum"
    parent = _allowed(state, request, SEND_MESSAGES if forum else CREATE_THREADS)
    body = await read_json(request)
    if not forum and (body.get("type") == ANNOUNCEMENT_THREAD) != (parent.kind == "announcement"):
        raise Refused(NO_THREADS_HERE)
    if not 1 <= len(body.get("name") or "") <= 100:
        raise Refused.form(["thread name empty or over 100"])
    tags = tuple(body.get("applied_tags") or ())
    if forum and parent.requires_tag and not tags:
        raise Refused(TAG_REQUIRED)
    if not set(tags) <= parent.tags.keys():
        raise Refused(UNKNOWN_TAG)
    thread = Channel(state.new_id(), body["name"], "thread", guild=parent.guild, parent=parent.id)
    thread.owner, thread.denied, thread.applied = state.bot.id, parent.denied, tags
    answer = thread.json()
    if forum:
        check_message(body.get("message") or {})
        first = state.keep(thread, body["message"])
        state.messages[thread.id] = state.messages.pop(first.id)
        first.id = thread.id
        answer["message"] = first.json()
    state.channels[thread.id] = thread
    return answer_json(answer, status=201)


async def _thread_of_message(request: web.Request) -> web.Response:
    """The thread under a message, which has the message's id; there is one at most."""
    state = request.app[STATE]
    parent = _allowed(state, request, CREATE_THREADS)
    found, body = _one(state, request, parent), await read_json(request)
    if parent.kind not in {"text", "announcement"}:
        raise Refused(NO_THREADS_HERE)
    if found.id in state.channels:
        raise Refused(THREAD_BEGUN)
    if not 1 <= len(body.get("name") or "") <= 100:
        raise Refused.form(["thread name empty or over 100"])
    thread = Channel(found.id, body["name"], "thread", guild=parent.guild, parent=parent.id)
    thread.owner, thread.denied = state.bot.id, parent.denied
    state.channels[thread.id] = thread
    return answer_json(thread.json(), status=201)
