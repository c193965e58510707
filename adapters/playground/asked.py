"""What the page asks for, read from what it sends. Pure; whatever is odd becomes one plain sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.commands import MAX_WORDS, Command, Misunderstood, parse_command
from bot.language import mark
from bot.ports import Form

ROOMS = ("channel", "direct")
SHOWN = 600
"""Characters of what was typed that the page shows again."""
A_TEXT = 400
"""A line of so many characters that is no command is a text to be condensed."""
DOINGS = ("say", "press", "fill", "text", "complete", "receipts", "quiet", "step", "resume")
NOT_UNDERSTOOD = mark("The page sent something that I do not understand. Load it anew.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of the page. `tab` tells tabs apart; `number` is how the page knows an answer again,
    `language` the one that it speaks."""

    do: str
    room: str = "channel"
    tab: str = ""
    words: str = ""
    verb: str = ""
    target: str = ""
    item: int = 0
    number: int = 0
    boot: str = ""
    language: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def read_asked(text: str) -> Asked | None:
    """The request; None: it is none of ours."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or given.get("do") not in DOINGS:
        return None
    words = _strings(given)
    if (room := words.get("room", "channel")) not in ROOMS:
        return None
    return Asked(
        do=words["do"],
        room=room,
        tab=words.get("tab", ""),
        words=words.get("words", ""),
        verb=words.get("verb", ""),
        target=words.get("target", ""),
        item=_number(given.get("item")),
        number=_number(given.get("number")),
        boot=words.get("boot", ""),
        language=words.get("language", ""),
        values=_strings(given.get("values")),
    )


def _number(given: Any) -> int:
    return given if type(given) is int else 0


def _strings(given: Any) -> dict[str, str]:
    if not isinstance(given, dict):
        return {}
    return {name: value for name, value in given.items() if isinstance(name, str) and isinstance(value, str)}


def is_text(words: str) -> bool:
    """Whether what was typed is an article rather than a command."""
    typed = words.strip()
    return not typed.startswith("/") and (len(typed) > A_TEXT or "\n" in typed)


def command_of(asked: Asked) -> Command | Misunderstood:
    """The command that a line or a button means."""
    if asked.do == "press":
        return Command(asked.verb, words=asked.target)
    return parse_command(asked.words)


def filled(form: Form, values: Mapping[str, str]) -> Command:
    """The command of a form that was filled in: each field on a line of its own, "name: value"."""
    known = {each.name for each in form.fields}
    lines = [f"{name}: {' '.join(value.split())[:MAX_WORDS]}" for name, value in values.items() if name in known]
    return Command(form.command.verb, action=form.command.action, words="\n".join(lines))
