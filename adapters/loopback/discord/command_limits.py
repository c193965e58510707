"""What Discord refuses in application commands and in what people type into them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Payload = dict[str, Any]

SUBCOMMAND, SUBCOMMAND_GROUP, STRING, ROLE, ATTACHMENT = 1, 2, 3, 8, 11
MAX_COMMANDS = 100
MAX_OPTIONS = 25
MAX_DESCRIPTION = 100
MAX_COMMAND_TEXT = 8_000
MAX_STRING = 6_000
_NAME = re.compile(r"^[-_'\w]{1,32}$")


def command_breaches(commands: list[Payload]) -> list[str]:
    """Why Discord would refuse this whole set of commands."""
    found = [f"{len(commands)} commands"] if len(commands) > MAX_COMMANDS else []
    names = [command["name"] for command in commands]
    if len(names) != len(set(names)):
        found.append("two commands of one name")
    for command in commands:
        found += [f"/{command['name']}: {breach}" for breach in _named(command)]
        if _length(command) > MAX_COMMAND_TEXT:
            found.append(f"/{command['name']}: over {MAX_COMMAND_TEXT:,} characters in all")
    return found


def _named(node: Payload) -> Iterator[str]:
    if not _NAME.match(node["name"]) or node["name"] != node["name"].lower():
        yield f"name {node['name']!r}"
    if not 1 <= len(node.get("description") or "") <= MAX_DESCRIPTION:
        yield f"description of {node['name']} empty or over {MAX_DESCRIPTION}"
    for locale, said in (node.get("description_localizations") or {}).items():
        if not 1 <= len(said) <= MAX_DESCRIPTION:
            yield f"description of {node['name']} in {locale} empty or over {MAX_DESCRIPTION}"
    for locale, name in (node.get("name_localizations") or {}).items():
        if not _NAME.match(name) or name != name.lower():
            yield f"name {name!r} in {locale}"
    options = node.get("options") or []
    if len(options) > MAX_OPTIONS:
        yield f"{len(options)} options"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield "a required option after an optional one"
    for option in options:
        yield from _named(option)


def _length(node: Payload) -> int:
    """Discord counts the longest of a text's languages."""
    said = [node.get("description") or "", *(node.get("description_localizations") or {}).values()]
    own = len(node["name"]) + max(len(each) for each in said)
    return own + sum(_length(option) for option in node.get("options") or [])


def find_leaf(commands: list[Payload], words: list[str]) -> Payload | None:
    """The command or subcommand that the words name, if it is registered."""
    found: Payload | None = None
    level = commands
    for word in words:
        found = next((each for each in level if each["name"] == word), None)
        if found is None:
            return None
        level = found.get("options") or []
    if found is None or any(each["type"] in (SUBCOMMAND, SUBCOMMAND_GROUP) for each in found.get("options") or []):
        return None
    return found


def typing_breaches(leaf: Payload, values: Payload, *, complete: bool = True) -> list[str]:
    """Why a Discord client would not send these values for the command."""
    options = {option["name"]: option for option in leaf.get("options") or []}
    found = [f"no option {name!r}" for name in values if name not in options]
    if complete:
        found += [f"{name!r} is required" for name in options if options[name].get("required") and name not in values]
    for name, option in options.items():
        value = values.get(name)
        if option["type"] == STRING and isinstance(value, str):
            lowest, highest = option.get("min_length", 0), option.get("max_length", MAX_STRING)
            if not lowest <= len(value) <= highest:
                found.append(f"{name!r} must have {lowest} to {highest} characters")
        choices = [choice["value"] for choice in option.get("choices") or []]
        if choices and value is not None and value not in choices:
            found.append(f"{name!r} must be one of its choices")
    return found
