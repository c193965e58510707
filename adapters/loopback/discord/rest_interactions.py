"""Answers to interactions: the callback within its time, the message it left, and followups."""

from __future__ import annotations

import time

from aiohttp import web

from adapters.loopback.discord.limits import EPHEMERAL, Payload, choice_breaches, modal_breaches
from adapters.loopback.discord.rest_answers import STATE, answer_json, read_json
from adapters.loopback.discord.rest_channels import check_message
from adapters.loopback.discord.state import (
    ACKNOWLEDGED,
    EXPIRED_TOKEN,
    TOKEN_LIFE,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Interaction,
    Refused,
    State,
)
from adapters.loopback.discord.world import Message, pings_in, with_ids

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9
_ANSWERS = {
    COMMAND: {_MESSAGE, _DEFERRED, _MODAL},
    COMPONENT: {_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _MODAL},
    AUTOCOMPLETE: {_CHOICES},
    MODAL_SUBMIT: {_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE},
}


def routes(prefix: str) -> list[web.RouteDef]:
    """The routes under /interactions and /webhooks."""
    hook = f"{prefix}/webhooks/{{app}}/{{token}}"
    return [
        web.post(f"{prefix}/interactions/{{id}}/{{token}}/callback", _callback),
        web.post(hook, _followup),
        web.get(f"{hook}/messages/@original", _original),
        web.patch(f"{hook}/messages/@original", _edit_original),
        web.patch(f"{hook}/messages/{{message}}", _edit),
    ]


async def _callback(request: web.Request) -> web.Response:
    state = request.app[STATE]
    body = await read_json(request)
    found = state.interactions.get(request.match_info["token"])
    if found is None or found.id != request.match_info["id"]:
        raise Refused(UNKNOWN_INTERACTION)
    if found.acknowledged is not None:
        raise Refused(ACKNOWLEDGED)
    if time.monotonic() - found.started > state.ack_within:
        raise Refused(UNKNOWN_INTERACTION)
    if body["type"] not in _ANSWERS[found.kind]:
        raise Refused.form([f"callback type {body['type']} for interaction type {found.kind}"])
    _take(state, found, body["type"], body.get("data") or {})
    found.acknowledged = time.monotonic()
    found.stir()
    return answer_json(_callback_answer(found, body["type"]))


def _take(state: State, found: Interaction, kind: int, data: Payload) -> None:
    if kind in (_MESSAGE, _UPDATE):
        check_message(data)
    if kind == _MODAL and (breaches := modal_breaches(data)):
        raise Refused.form(breaches)
    if kind == _CHOICES and (breaches := choice_breaches(data.get("choices") or [])):
        raise Refused.form(breaches)
    if kind in (_MESSAGE, _DEFERRED):
        found.original = _say(state, found, data)
    if kind == _UPDATE and found.source is not None:
        found.source.body = data
    found.deferred = kind == _DEFERRED
    found.answered = not found.deferred
    found.modal = data if kind == _MODAL else None
    found.choices = data.get("choices") if kind == _CHOICES else None


def _say(state: State, found: Interaction, data: Payload) -> Message:
    hidden = bool(data.get("flags", 0) & EPHEMERAL)
    made = state.keep(
        found.channel,
        data,
        only_for=found.user if hidden else None,
        interaction=state.interaction_source(found),
    )
    found.messages.append(made)
    return made


def _callback_answer(found: Interaction, kind: int) -> Payload:
    answer: Payload = {
        "interaction": {
            "id": found.id,
            "type": found.kind,
            "response_message_id": found.original.id if found.original else None,
            "response_message_loading": found.deferred,
            "response_message_ephemeral": bool(found.original and found.original.only_for),
        }
    }
    if found.original is not None:
        answer["resource"] = {"type": kind, "message": found.original.json()}
    return answer


def _by_token(request: web.Request) -> Interaction:
    state = request.app[STATE]
    found = state.interactions.get(request.match_info["token"])
    if found is None or found.acknowledged is None:
        raise Refused(UNKNOWN_WEBHOOK)
    if time.monotonic() - found.started > TOKEN_LIFE:
        raise Refused(EXPIRED_TOKEN)
    return found


async def _followup(request: web.Request) -> web.Response:
    state = request.app[STATE]
    found = _by_token(request)
    body = await read_json(request)
    check_message(body)
    if found.deferred and not found.answered and found.original is not None:
        # The first followup of a deferred answer fills that answer in, as private or public as it was announced.
        made = _fill(found.original, body)
    else:
        made = _say(state, found, body)
    found.answered = True
    found.stir()
    return answer_json(made.json())


def _fill(message: Message, body: Payload) -> Message:
    merged = {**message.body, **body}
    check_message(merged)
    merged["components"] = with_ids(merged.get("components") or [])
    message.body = merged
    message.pings = pings_in(message.text, body.get("allowed_mentions"))
    return message


async def _original(request: web.Request) -> web.Response:
    found = _by_token(request)
    if found.original is None:
        raise Refused(UNKNOWN_MESSAGE)
    return answer_json(found.original.json())


async def _edit_original(request: web.Request) -> web.Response:
    found = _by_token(request)
    if found.original is None:
        raise Refused(UNKNOWN_MESSAGE)
    edited = _fill(found.original, await read_json(request))
    found.answered = True
    found.stir()
    return answer_json(edited.json())


async def _edit(request: web.Request) -> web.Response:
    found = _by_token(request)
    message = next((each for each in found.messages if each.id == request.match_info["message"]), None)
    if message is None:
        raise Refused(UNKNOWN_MESSAGE)
    edited = _fill(message, await read_json(request))
    found.stir()
    return answer_json(edited.json())
