"""Modals and homes of the loopback Slack: opened by a fresh trigger, updated by id, published for a person."""

from __future__ import annotations

import copy
import secrets

from adapters.loopback.slack.api import ApiError, Call, Method
from adapters.loopback.slack.limits import view_refusal
from adapters.loopback.slack.world import Payload, User, View, World


def views_open(call: Call) -> Payload:
    """views.open: takes a trigger that is not older than three seconds, once."""
    user = _by_trigger(call)
    view = store_view(call.world, user, _checked(call, "modal"))
    return {"view": described_view(view)}


def views_update(call: Call) -> Payload:
    """views.update, by view id, refused when the hash is out of date."""
    view = call.world.views.get(call.need("view_id"))
    if view is None or view.workspace != call.workspace.id:
        raise ApiError("not_found")
    if call.fields.get("hash") not in (None, view.hash):
        raise ApiError("hash_conflict")
    view.payload = _checked(call, "modal")
    view.hash = secrets.token_hex(8)
    call.world.notify()
    return {"view": described_view(view)}


def views_publish(call: Call) -> Payload:
    """views.publish: a person's home."""
    user = call.world.users.get(call.need("user_id"))
    if user is None or user.workspace != call.workspace.id:
        raise ApiError("user_not_found")
    payload = _checked(call, "home")
    old = call.world.homes.get(user.id)
    view = View(old.id if old else call.world.new_id("V"), user.id, user.workspace, payload, secrets.token_hex(8))
    call.world.homes[user.id] = view
    call.world.notify()
    return {"view": described_view(view)}


def store_view(world: World, user: User, payload: Payload) -> View:
    """Open a modal for this person."""
    view = View(world.new_id("V"), user.id, user.workspace, payload, secrets.token_hex(8))
    world.views[view.id] = view
    world.notify()
    return view


def described_view(view: View) -> Payload:
    """A view as the API and interaction payloads show it."""
    told = {"private_metadata": "", "callback_id": "", "external_id": "", "state": {"values": {}}}
    return {**told, **view.payload, "id": view.id, "hash": view.hash, "team_id": view.workspace}


def _by_trigger(call: Call) -> User:
    trigger = call.world.triggers.get(call.need("trigger_id"))
    if trigger is None or trigger.workspace != call.workspace.id:
        raise ApiError("invalid_trigger_id")
    if trigger.used:
        raise ApiError("exchanged_trigger_id")
    if call.world.clock() > trigger.until:
        raise ApiError("expired_trigger_id")
    trigger.used = True
    return call.world.users[trigger.user]


def _checked(call: Call, kind: str) -> Payload:
    view = call.fields.get("view")
    if not isinstance(view, dict) or view.get("type") != kind:
        raise ApiError("invalid_arguments", (f"must be a {kind} [json-pointer:/view/type]",))
    refused = view_refusal(view)
    if refused:
        raise ApiError(refused.error, refused.messages)
    return copy.deepcopy(view)


VIEW_METHODS: dict[str, Method] = {
    "views.open": views_open,
    "views.update": views_update,
    "views.publish": views_publish,
}
