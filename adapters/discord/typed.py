"""Discord's typed options, buttons and forms -> Command, through the one grammar; and the keys of posts. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from bot.commands import Command, Misunderstood, parse_command
from bot.language import tr

PREFIX = "nd"
BUTTON_PATTERN = r"nd:(?P<verb>[a-z_-]{1,32}):(?P<target>(?:.|\n)*)"
SAVE_FORM = "nd:settings:save"
MAX_VALUE = 4_000
"""Characters that Discord takes in one field of a form; a list of topics must come back whole."""
_ALREADY = "latest"
"""A filler of the grammar: what follows it is read as topic, window and address, never as a verb."""
_MAX_ID = 2**31 - 1


def read_digest(topic: str = "", since: str = "", url: str = "") -> Command | Misunderstood:
    """The command of /digest: an address wins, then topic and window in the grammar's own words."""
    if url.strip():
        bare = re.fullmatch(r"[^\s/]+\.[^\s]+", url.strip()) and "://" not in url
        read = parse_command(f"{_ALREADY} {'https://' if bare else ''}{url.strip()}")
        if isinstance(read, Command) and read.url:
            return read
        return Misunderstood(tr('"{words}" is no address. Give one that starts with https://', words=_short(url)))
    if since.strip():
        window = parse_command(f"{_ALREADY} {since}")
        if not (isinstance(window, Command) and window.window and not window.words):
            unknown = tr('I do not know the time "{words}". For example 24h, 7d or last week.', words=_short(since))
            return Misunderstood(unknown)
    return parse_command(f"{_ALREADY} {topic} {since}".strip())


def read_briefing(when: str, timezone: str = "") -> Command | Misunderstood:
    """The command of /briefing set."""
    return parse_command(f"briefing set {when} {timezone}".strip())


def read_pressed(custom_id: str) -> Command | None:
    """The command of a button `nd:verb:target`; None for a button that is not ours."""
    found = re.fullmatch(BUTTON_PATTERN, custom_id)
    return Command(found["verb"], words=found["target"]) if found else None


def read_form(values: Mapping[str, str]) -> Command:
    """The command of the settings form: each field on a line of its own, "name: value"."""
    lines = [f"{name}: {' '.join(value.split())[:MAX_VALUE]}" for name, value in values.items()]
    return Command("settings", action="save", words="\n".join(lines))


def form_id(shown: Mapping[str, str]) -> str:
    """The custom_id of a form that shows these values, by name: it remembers each by a few characters, so that what was
    left alone can be told when the form comes back, also by another process."""
    return ":".join((SAVE_FORM, ".".join(_trace(name, value) for name, value in shown.items())))


def changed_values(custom_id: str, values: Mapping[str, str]) -> dict[str, str]:
    """Of the values that came back those which differ from what the form showed; of a form that does not say, all."""
    shown = set(custom_id.removeprefix(SAVE_FORM).strip(":").split("."))
    return {name: value for name, value in values.items() if _trace(name, value) not in shown}


def _trace(name: str, value: str) -> str:
    """Eight characters that hardly any other value of the field has. Discord may strip and fold white space."""
    return hashlib.sha256(f"{name}\0{' '.join(value.split())}".encode()).hexdigest()[:8]


def form_values(data: Mapping[str, object]) -> dict[str, str]:
    """The values of a submitted modal's fields, by custom_id; of a select, the first chosen one."""
    found: dict[str, str] = {}
    for part in _listed(data.get("components")):
        inner = part.get("component")
        fields = [inner] if isinstance(inner, Mapping) else _listed(part.get("components"))
        for field in fields:
            chosen = field.get("values")
            value = chosen[0] if isinstance(chosen, list) and chosen else field.get("value", "")
            found[str(field.get("custom_id", ""))] = str(value or "")
    return found


def _listed(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def nonce_for(key: str, page: int) -> str:
    """The nonce of a post's page: 24 characters, the same whenever it is tried again."""
    return hashlib.sha256(f"nonce\0{key}\0{page}".encode()).hexdigest()[:24]


def mark_for(key: str, page: int, *, last: bool) -> int:
    """The number that marks a post's page as ours: a component id, which Discord keeps and gives back.

    The last page has a mark that does not count pages, so that a whole post can be told from one that broke off.
    """
    digest = hashlib.sha256(f"mark\0{key}\0{'last' if last else page}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % (_MAX_ID - 1000) + 1000


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"
