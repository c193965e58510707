"""Slack's payloads -> what was asked, by whom and where. Pure; what is missing or odd never raises."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.commands import Command, Misunderstood, parse_command
from bot.language import mark, tr
from bot.ports import Place

Payload = dict[str, Any]

_ELSEWHERE = re.compile(r"^(?P<words>[^@]*)@(?P<channel>[A-Z0-9]{2,30})$")
_VERB = re.compile(r"^[a-z][a-z_-]{0,29}$")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
UNKNOWN_BUTTON = mark("I do not know this button any more. Type `/digest` for a fresh digest.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that somebody asked for.

    `once` tells repeated deliveries of it apart from new ones; `trigger_id` lets a form be opened within 3 s;
    `response_url` takes five answers within 30 min and is missing for what was asked at home. `fields` are the names
    of a form's fields, `typed` the words of a command. `home` is the conversation at whose home tab it was pressed that
    something be done in another channel: `place`, where it is judged and announced like any change there.
    """

    command: Command | Misunderstood
    place: Place
    user: str
    once: str = ""
    trigger_id: str = ""
    response_url: str | None = None
    at_home: bool = False
    fields: tuple[str, ...] = ()
    typed: str = ""
    home: Place | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it was asked in a direct conversation (or at home, which is private too)."""
        return self.place.channel.startswith("D")

    def why_misunderstood(self) -> str:
        """What is wrong with a command that was not understood: read once more, in the language spoken now."""
        again = parse_command(self.typed) if self.typed else self.command
        return tr(again.message) if isinstance(again, Misunderstood) else ""


def asked_by_command(body: Payload) -> Asked:
    """What a slash command asks for."""
    place = Place("slack", _text(body, "team_id") or _text(body, "enterprise_id"), _text(body, "channel_id"))
    return Asked(
        command=parse_command(unescape(_text(body, "text"))),
        typed=unescape(_text(body, "text")),
        place=place,
        user=_text(body, "user_id"),
        once=_text(body, "trigger_id"),
        trigger_id=_text(body, "trigger_id"),
        response_url=_text(body, "response_url") or None,
    )


def asked_by_press(body: Payload) -> Asked:
    """What a pressed button, or a chosen option of an overflow menu, asks for."""
    view, container = _dict(body, "view"), _dict(body, "container")
    user = _dict(body, "user")
    workspace = _text(_dict(body, "team"), "id") or _text(user, "team_id") or _text(_dict(body, "enterprise"), "id")
    channel = _text(_dict(body, "channel"), "id") or _text(container, "channel_id") or _text(view, "private_metadata")
    asked = Asked(
        command=pressed_command(body),
        place=Place("slack", workspace, channel),
        user=_text(user, "id"),
        once=_text(body, "trigger_id"),
        trigger_id=_text(body, "trigger_id"),
        response_url=_text(body, "response_url") or None,
        at_home=bool(view),
    )
    return _elsewhere(asked) if view else asked


def _elsewhere(asked: Asked) -> Asked:
    """A press at home whose target ends with "@" and a channel is meant for that channel."""
    if not isinstance(asked.command, Command) or not (found := _ELSEWHERE.match(asked.command.words)):
        return asked
    there = replace(asked.place, channel=found["channel"])
    command = replace(asked.command, words=found["words"])
    return replace(asked, command=command, place=there, at_home=False, home=asked.place)


def asked_by_home(body: Payload) -> Asked | None:
    """What opening the home tab asks for; None for the other tabs."""
    event = _dict(body, "event")
    if event.get("tab", "home") != "home" or not event.get("user"):
        return None
    return Asked(
        command=Command("home"),
        place=Place("slack", _text(body, "team_id"), _text(event, "channel")),
        user=_text(event, "user"),
        once=_text(body, "event_id"),
        at_home=True,
    )


def pressed_command(body: Payload) -> Command | Misunderstood:
    """The command that the first action's value "verb:target" stands for."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    value = _text(_dict(action, "selected_option"), "value") or _text(action, "value")
    verb, _, target = value.partition(":")
    if not _VERB.match(verb):
        return Misunderstood(UNKNOWN_BUTTON)
    return Command(verb, words=target)


def press_key(body: Payload) -> str:
    """The same for two presses of one button by one person in one message: a double click."""
    container = _dict(body, "container")
    where = _text(container, "message_ts") or _text(container, "view_id")
    return f"{_text(_dict(body, 'user'), 'id')} {where} {pressed_command(body)}"


def unescape(words: str) -> str:
    """The words as they were typed: Slack sends &, < and > as entities."""
    return re.sub("&lt;|&gt;|&amp;", lambda found: _ENTITIES[found[0]], words)


def _text(body: Payload, name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _dict(body: Payload, name: str) -> Payload:
    value = body.get(name)
    return value if isinstance(value, dict) else {}
