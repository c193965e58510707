"""INTERACTION_CREATE payloads, as Discord sends them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adapters.loopback.discord.command_limits import ATTACHMENT, ROLE, SUBCOMMAND
from adapters.loopback.discord.limits import BUTTON, LABEL, ROLE_SELECT, TEXT_INPUT, Payload, walk
from adapters.loopback.discord.state import Interaction, State
from adapters.loopback.discord.world import Message, member_json

MAX_UPLOAD = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file given to a command: its name and the address at which it can be read."""

    filename: str
    url: str
    size: int = 1


def envelope(state: State, interaction: Interaction, data: Payload, message: Message | None = None) -> Payload:
    """The payload of an interaction: who, where, with which permissions, and the data of its kind."""
    channel, user = interaction.channel, interaction.user
    permissions = state.user_permissions(user, channel)
    made: Payload = {
        "id": interaction.id,
        "application_id": state.bot.id,
        "type": interaction.kind,
        "data": data,
        "channel": channel.json() | {"permissions": str(permissions)},
        "channel_id": channel.id,
        "token": interaction.token,
        "version": 1,
        "app_permissions": str(state.bot_permissions(channel)),
        "locale": user.locale,
        "entitlements": [],
        "attachment_size_limit": MAX_UPLOAD,
        "authorizing_integration_owners": {"0": channel.guild.id if channel.guild else "0"},
        "context": 0 if channel.guild else 1,
    }
    if channel.guild is not None:
        made["guild_id"] = channel.guild.id
        made["guild"] = {"id": channel.guild.id, "features": [], "locale": channel.guild.locale}
        made["guild_locale"] = channel.guild.locale
        made["member"] = member_json(user, permissions)
    else:
        made["user"] = user.json()
    if message is not None:
        made["message"] = message.json()
    return made


def typed(root: Payload, words: list[str], leaf: Payload, values: dict[str, Any], focused: str = "") -> Payload:
    """The data of a typed command, or of a completion when one option has the focus."""
    options: list[Payload] = []
    files: Payload = {}
    roles: Payload = {}
    kinds = {option["name"]: option["type"] for option in leaf.get("options") or []}
    for name, value in values.items():
        option: Payload = {"name": name, "type": kinds[name], "value": value}
        if kinds[name] == ATTACHMENT:
            number = str(len(files) + 1)
            files[number] = _file(number, value)
            option["value"] = number
        if kinds[name] == ROLE:
            roles[value.id] = value.json()
            option["value"] = value.id
        if name == focused:
            option["focused"] = True
        options.append(option)
    for word in reversed(words[1:]):
        options = [{"name": word, "type": SUBCOMMAND, "options": options}]
    data: Payload = {"id": root["id"], "name": root["name"], "type": 1, "options": options}
    resolved = {name: found for name, found in (("attachments", files), ("roles", roles)) if found}
    return data | ({"resolved": resolved} if resolved else {})


def _file(number: str, upload: Upload) -> Payload:
    return {
        "id": number,
        "filename": upload.filename,
        "size": upload.size,
        "url": upload.url,
        "proxy_url": upload.url,
        "content_type": "text/xml",
        "ephemeral": True,
    }


def pressed(message: Message, custom_id: str) -> Payload:
    """The data of a pressed button."""
    button = next(each for each in walk(message.components) if each.get("custom_id") == custom_id)
    return {"custom_id": custom_id, "component_type": BUTTON, "id": button["id"]}


def filled_in(modal: Payload, values: dict[str, str]) -> Payload:
    """The data of a modal sent off; a part that is not named keeps what it was shown with."""
    parts = []
    for number, part in enumerate(modal["components"], 1):
        inner = part.get("component") or (part.get("components") or [{}])[0]
        if "custom_id" not in inner:
            continue
        sent: Payload = {"type": inner["type"], "id": 100 + number, "custom_id": inner["custom_id"]}
        value = values.get(inner["custom_id"], _shown(inner))
        if inner["type"] == TEXT_INPUT:
            sent["value"] = value
        else:
            sent["values"] = [value] if value else []
        wrapped = {"component": sent} if part["type"] == LABEL else {"components": [sent]}
        parts.append({"type": part["type"], "id": number, **wrapped})
    return {"custom_id": modal["custom_id"], "components": parts}


def _shown(inner: Payload) -> str:
    if inner["type"] == TEXT_INPUT:
        return inner.get("value") or ""
    if inner["type"] == ROLE_SELECT:
        return next((str(each["id"]) for each in inner.get("default_values", [])), "")
    return next((option["value"] for option in inner.get("options", []) if option.get("default")), "")
