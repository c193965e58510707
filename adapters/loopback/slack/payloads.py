"""What Slack sends to an app: commands, presses, submissions and events, as pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adapters.loopback.slack.views import described_view
from adapters.loopback.slack.world import Channel, Message, Payload, User, View


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an interaction brings with it: who, the trigger, and the response URL if there is one."""

    user: User
    trigger_id: str
    response_url: str = ""


def command_payload(occasion: Occasion, channel: Channel, line: str) -> Payload:
    """A slash command: the fields of its form."""
    command, _, words = line.strip().partition(" ")
    return {
        "token": "deprecated",
        "team_id": occasion.user.workspace,
        "team_domain": "loopback",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.direct_with else channel.name,
        "user_id": occasion.user.id,
        "user_name": occasion.user.name,
        "command": command,
        "text": words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "api_app_id": "A0LOOPBACK",
        "is_enterprise_install": "false",
        "response_url": occasion.response_url,
        "trigger_id": occasion.trigger_id,
    }


def press_payload(occasion: Occasion, where: Message | View, channel: Channel | None, action: Payload) -> Payload:
    """A pressed button or a chosen option, in a message or in a view."""
    payload = _interaction(occasion, "block_actions")
    payload["actions"] = [{**action, "action_ts": "1.000001"}]
    if isinstance(where, View):
        payload["view"] = described_view(where)
        payload["container"] = {"type": "view", "view_id": where.id}
        return payload
    payload["container"] = {
        "type": "message",
        "message_ts": where.ts,
        "channel_id": where.channel,
        "is_ephemeral": where.only_for is not None,
    }
    payload["channel"] = {"id": where.channel, "name": channel.name if channel else ""}
    payload["response_url"] = occasion.response_url
    if where.only_for is None:
        payload["message"] = {"ts": where.ts, "text": where.text, "blocks": where.blocks}
    return payload


def submission_payload(occasion: Occasion, view: View, values: dict[str, dict[str, Payload]]) -> Payload:
    """A submitted modal; `values` by block id and action id."""
    payload = _interaction(occasion, "view_submission")
    payload["view"] = {**described_view(view), "state": {"values": values}}
    payload["response_urls"] = []
    return payload


def event_payload(user: User, event: Payload, event_id: str, at: int = 1) -> Payload:
    """An event in its wrapping; it happened `at` that second."""
    return {
        "token": "deprecated",
        "team_id": user.workspace,
        "api_app_id": "A0LOOPBACK",
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": at,
        "authorizations": [{"team_id": user.workspace, "user_id": user.id, "is_bot": True}],
    }


def find_action(where: Message | View, wanted: str) -> Payload | None:
    """The action of an element whose action id, option value or label is this; None if nothing there is."""
    blocks: list[Payload] = where.blocks if isinstance(where, Message) else where.payload.get("blocks", [])
    for block in blocks:
        for element in [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]:
            action = _action(element, wanted)
            if action:
                return {"block_id": block.get("block_id", "b"), **action}
    return None


def _action(element: Payload, wanted: str) -> Payload | None:
    told: dict[str, Any] = {"type": element.get("type"), "action_id": element.get("action_id")}
    for option in element.get("options", []):
        if wanted in (option.get("value"), option["text"]["text"]):
            return {**told, "selected_option": option}
    if element.get("type") != "button" or wanted not in (element.get("action_id"), element["text"]["text"]):
        return None
    return {**told, "text": element["text"], **({"value": element["value"]} if "value" in element else {})}


def _interaction(occasion: Occasion, kind: str) -> Payload:
    user = occasion.user
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.workspace},
        "api_app_id": "A0LOOPBACK",
        "token": "deprecated",
        "team": {"id": user.workspace, "domain": "loopback"},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": occasion.trigger_id,
    }
