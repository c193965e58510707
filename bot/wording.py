"""Sentences of ours in the words of a platform: `briefing pause` is typed differently in Slack and in Discord. Pure.

A sentence names commands in the one grammar between backticks; here each becomes what the reader would have to type.
"""

from __future__ import annotations

import re

from bot.document import Document, Line, Paragraph, Text

_COMMAND = re.compile(r"`([^`]+)`")
_BARE = ("console",)
"""Where the grammar itself is typed, and code has no look of its own: the backticks stay."""
_LEAVES = {
    "briefing": ("set", "show", "pause", "resume", "remove", "preview", "mention", "publish"),
    "sources": ("list", "add", "remove", "check", "import", "export"),
    "topics": ("list", "follow", "mute", "forget"),
}
_OPTIONS = {
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


def phrase(platform: str, command: str) -> str:
    """What is typed on a platform for a command of the grammar; "" is the digest itself."""
    words = re.sub(r"^/?digest\b", "", command).strip()
    if platform in _BARE:
        return words or "digest"
    return _for_discord(words) if platform == "discord" else f"/digest {words}".strip()


def word(sentence: str, platform: str) -> Line:
    """The sentence as a line, its commands in the platform's words."""
    if platform in _BARE:
        return (Text(sentence),)
    spans: list[Text] = []
    for position, part in enumerate(_COMMAND.split(sentence)):
        if part:
            spans.append(Text(phrase(platform, part), code=True) if position % 2 else Text(part))
    return tuple(spans)


def say(sentence: str, platform: str) -> Document:
    """A document of the one sentence, its commands in the platform's words."""
    line = word(sentence, platform)
    return Document("".join(span.text for span in line if isinstance(span, Text)), (Paragraph((line,)),))


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
