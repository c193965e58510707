"""The app manifests: JSON and YAML say the same, and ask for nothing that the code does not need."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import pytest

from adapters.loopback.slack.world import HISTORY_SCOPES, LEAST_SCOPES

MANIFESTS = files("adapters.slack") / "manifests"
NEEDED_FOR = {
    "commands": "/digest",
    "chat:write": "chat.postMessage, chat.postEphemeral",
    "chat:write.public": "briefings in public channels without an invitation",
    "users:read": "users.info: who is an admin, who is a guest",
    "channels:read": "conversations.info: who made the channel",
    "groups:read": "the same for private channels",
}
PLAIN = re.compile(r"[A-Za-z][\w .:]*[\w.]")


def read(name: str) -> dict[str, Any]:
    """A JSON manifest."""
    manifest: dict[str, Any] = json.loads((MANIFESTS / name).read_text(encoding="utf-8"))
    return manifest


def as_yaml(value: Any, indent: str = "") -> str:
    """A value as YAML: mappings and lists as blocks; words that YAML could read as something else in quotes."""
    if isinstance(value, dict):
        return "".join(f"{indent}{name}:{_under(each, indent + '  ')}" for name, each in value.items())
    if isinstance(value, list):
        return "".join(f"{indent}- {as_yaml(each, indent + '  ').lstrip()}" for each in value)
    return f"{_scalar(value)}\n"


def _under(value: Any, indent: str) -> str:
    return ("\n" if isinstance(value, dict | list) else " ") + as_yaml(value, indent)


def _scalar(value: Any) -> str:
    if isinstance(value, str) and PLAIN.fullmatch(value) and ": " not in value:
        return value
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("name", ["manifest", "manifest-history"])
def test_json_and_yaml_agree(name: str) -> None:
    """The YAML manifest is the JSON one, written as YAML."""
    written = (MANIFESTS / f"{name}.yaml").read_text(encoding="utf-8")
    assert written == as_yaml(read(f"{name}.json"))


def test_every_scope_is_needed() -> None:
    """The least manifest asks for exactly what some call needs, and so does the loopback Slack."""
    scopes = set(read("manifest.json")["oauth_config"]["scopes"]["bot"])
    assert scopes == set(NEEDED_FOR) == LEAST_SCOPES


def test_the_other_manifest_adds_history_alone() -> None:
    """The second manifest is the first with the scopes by which a sent briefing is found again."""
    least, history = read("manifest.json"), read("manifest-history.json")
    added = set(history["oauth_config"]["scopes"].pop("bot")) - set(least["oauth_config"]["scopes"].pop("bot"))
    assert (added, history) == (HISTORY_SCOPES, least)


def test_the_words_fit_slacks_form() -> None:
    """Names and descriptions are within what Slack takes."""
    shown = read("manifest.json")["display_information"]
    assert len(shown["name"]) <= 35 and len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
