"""Discord's words: typed commands with options, and who may change a channel. Pure."""

from __future__ import annotations

import re

from bot.language import mark
from bot.wording import Wording

_LEAVES = {
    "briefing": ("set", "show", "pause", "resume", "remove", "preview", "mention", "publish"),
    "sources": ("list", "add", "remove", "check", "import", "export"),
    "topics": ("list", "follow", "mute", "forget"),
}
_OPTIONS = {
    ("briefing", "pause"): "for",
    ("briefing", "mention"): "role",
    ("briefing", "publish"): "on",
    ("sources", "add"): "url",
    ("sources", "import"): "url",
    ("sources", "remove"): "name",
    ("topics", "follow"): "topic",
    ("topics", "mute"): "topic",
    ("topics", "forget"): "topic",
}
_ZONE = re.compile(r"^(?P<when>.*?)\s*(?P<zone>[A-Z][A-Za-z_]+/[A-Z][A-Za-z_/]+)?$")


def _for_discord(words: str) -> str:
    verb, _, rest = words.partition(" ")
    if not verb:
        return "/digest"
    if verb in {"follow", "mute", "forget"}:
        verb, rest = "topics", words
    if verb in _LEAVES:
        return _leaf(verb, rest)
    if verb == "why":
        return f"/why story:{rest}".rstrip(":") if rest else "/why"
    if verb == "ask":
        return f"/ask question:{rest}" if rest else "/ask"
    if verb in {"help", "settings"}:
        return f"/{verb}"
    return _digest(words)


def _leaf(verb: str, rest: str) -> str:
    action, _, words = rest.partition(" ")
    action = {"": "show" if verb == "briefing" else "list", "off": "remove"}.get(action, action)
    if action not in _LEAVES[verb]:
        action, words = "set" if verb == "briefing" else "add", rest
    if (verb, action) == ("briefing", "set"):
        found = _ZONE.match(words)
        assert found is not None
        zone = f" timezone:{found['zone']}" if found["zone"] else ""
        return f"/briefing set when:{found['when']}{zone}"
    option = _OPTIONS.get((verb, action))
    return f"/{verb} {action}" + (f" {option}:{words}" if option and words else "")


def _digest(words: str) -> str:
    if words.startswith("http"):
        return f"/digest url:{words}"
    topic, _, window = words.rpartition(" ")
    if re.fullmatch(r"\d+[hdw]", window):
        return f"/digest topic:{topic} since:{window}" if topic else f"/digest since:{window}"
    return f"/digest topic:{words}"


WORDING = Wording(
    phrase=_for_discord, in_one_line=False, takes=mark("the permission Manage Channels"), takes_files=True
)
