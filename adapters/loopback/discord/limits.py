"""What Discord refuses in a payload, as pure functions: each breach is one plain sentence.

The figures are those of Discord's reference for components, messages, modals and application commands; discord.py
checks few of them, so the double and the tests hold every payload against these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

Payload = dict[str, Any]

COMPONENTS_V2 = 1 << 15
EPHEMERAL = 1 << 6
ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 10, 11, 12, 13, 14, 17, 18
ROLE_SELECT = 6
SELECTS = {3, 5, 6, 7, 8}
LINK_STYLE = 5

MAX_CONTENT = 2_000
MAX_CHARACTERS = 4_000
MAX_COMPONENTS = 40
MAX_ROW = 5
MAX_ROWS = 5
MAX_LABEL = 80
MAX_CUSTOM_ID = 100
MAX_URL = 512
MAX_NONCE = 25
MAX_COMPONENT_ID = 2**31 - 1
MAX_MODAL_TITLE = 45
MAX_MODAL_PARTS = 5
MAX_INPUT_LABEL = 45
MAX_INPUT_VALUE = 4_000
MAX_PLACEHOLDER = 100
MAX_CHOICES = 25
MAX_CHOICE = 100

_TOP = {ACTION_ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER}
_IN_CONTAINER = _TOP - {CONTAINER}


def walk(components: list[Payload]) -> Iterator[Payload]:
    """Every component, with everything in it, in reading order."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for slot in ("accessory", "component"):
            if slot in component:
                yield from walk([component[slot]])


def text_of(components: list[Payload]) -> str:
    """All that is to be read in the components, one line a text."""
    return "\n".join(each["content"] for each in walk(components) if each["type"] == TEXT)


def message_breaches(message: Payload) -> list[str]:
    """Why Discord would refuse the body of a Create Message, a followup or an edit."""
    components = message.get("components") or []
    found = []
    if len(str(message.get("nonce") or "")) > MAX_NONCE:
        found.append(f"nonce over {MAX_NONCE} characters")
    if message.get("flags", 0) & COMPONENTS_V2:
        if message.get("content") or message.get("embeds"):
            found.append("content or embeds beside components v2")
        if not components:
            found.append("components v2 without a component")
    else:
        if len(message.get("content") or "") > MAX_CONTENT:
            found.append(f"content over {MAX_CONTENT:,} characters")
        if any(component["type"] != ACTION_ROW for component in components):
            found.append("components v2 without their flag")
        if len(components) > MAX_ROWS:
            found.append(f"{len(components)} rows of components")
    return found + component_breaches(components)


def component_breaches(components: list[Payload]) -> list[str]:
    """Why Discord would refuse these components of a message."""
    everything = list(walk(components))
    found = []
    if len(everything) > MAX_COMPONENTS:
        found.append(f"{len(everything)} components, over {MAX_COMPONENTS}")
    if sum(len(each.get("content", "")) for each in everything) > MAX_CHARACTERS:
        found.append(f"over {MAX_CHARACTERS:,} characters of text")
    found += _misplaced(components, _TOP, "the message")
    for name, what in (("custom_id", "custom_id"), ("id", "component id")):
        used = Counter(each[name] for each in everything if each.get(name))
        found += [f"{what} {value} used twice" for value, times in used.items() if times > 1]
    return found + [breach for each in everything for breach in _component(each)]


def _misplaced(components: list[Payload], allowed: set[int], where: str) -> list[str]:
    return [f"component type {each['type']} in {where}" for each in components if each["type"] not in allowed]


def _component(component: Payload) -> Iterator[str]:
    if not 0 <= component.get("id", 0) <= MAX_COMPONENT_ID:
        yield "component id that is no 32-bit integer"
    match component["type"]:
        case 1:
            yield from _row(component["components"])
        case 2:
            yield from _button(component)
        case kind if kind in SELECTS:
            yield from _select(component)
        case 9:
            yield from _section(component)
        case 10 if not component["content"]:
            yield "empty text"
        case 17:
            if not component["components"]:
                yield "empty container"
            yield from _misplaced(component["components"], _IN_CONTAINER, "a container")


def _row(inner: list[Payload]) -> Iterator[str]:
    if any(each["type"] in SELECTS for each in inner):
        if len(inner) != 1:
            yield "a select that shares its row"
    elif not 1 <= len(inner) <= MAX_ROW:
        yield f"{len(inner)} buttons in a row"
    yield from _misplaced(inner, {BUTTON} | SELECTS, "a row")


def _button(button: Payload) -> Iterator[str]:
    if len(button.get("label") or "") > MAX_LABEL:
        yield f"button label over {MAX_LABEL}"
    if not button.get("label") and not button.get("emoji"):
        yield "button without label"
    if button.get("style") == LINK_STYLE:
        if not button.get("url") or "custom_id" in button or len(button["url"]) > MAX_URL:
            yield "link button without a url of its own"
    elif not 1 <= len(button.get("custom_id") or "") <= MAX_CUSTOM_ID:
        yield f"custom_id over {MAX_CUSTOM_ID} or missing"
    if button.get("style") not in range(1, 7):
        yield "button without style"


def _select(select: Payload) -> Iterator[str]:
    if not 1 <= len(select.get("custom_id") or "") <= MAX_CUSTOM_ID:
        yield f"custom_id over {MAX_CUSTOM_ID} or missing"
    if select["type"] == STRING_SELECT:
        options = select.get("options", [])
        if not 1 <= len(options) <= MAX_CHOICES:
            yield f"{len(options)} options in a select"
        for option in options:
            if not 1 <= len(option["label"]) <= MAX_CHOICE or not 1 <= len(option["value"]) <= MAX_CHOICE:
                yield f"select option empty or over {MAX_CHOICE}"


def _section(section: Payload) -> Iterator[str]:
    if not 1 <= len(section["components"]) <= 3:
        yield "section without 1 to 3 texts"
    yield from _misplaced(section["components"], {TEXT}, "a section")
    if section.get("accessory", {}).get("type") not in (BUTTON, THUMBNAIL):
        yield "section without an accessory"


def modal_breaches(modal: Payload) -> list[str]:
    """Why Discord would refuse this modal."""
    found = []
    if not 1 <= len(modal.get("title") or "") <= MAX_MODAL_TITLE:
        found.append(f"modal title empty or over {MAX_MODAL_TITLE}")
    if not 1 <= len(modal.get("custom_id") or "") <= MAX_CUSTOM_ID:
        found.append(f"modal custom_id empty or over {MAX_CUSTOM_ID}")
    parts = modal.get("components", [])
    if not 1 <= len(parts) <= MAX_MODAL_PARTS:
        found.append(f"{len(parts)} parts in a modal")
    found += _misplaced(parts, {ACTION_ROW, TEXT, LABEL}, "a modal")
    for each in walk(parts):
        if each["type"] == LABEL and not 1 <= len(each.get("label") or "") <= MAX_INPUT_LABEL:
            found.append(f"input label empty or over {MAX_INPUT_LABEL}")
        if each["type"] == TEXT_INPUT:
            found += _text_input(each)
        elif each["type"] in SELECTS:
            found += _select(each)
    return found


def _text_input(field: Payload) -> Iterator[str]:
    if not 1 <= len(field.get("custom_id") or "") <= MAX_CUSTOM_ID:
        yield f"custom_id over {MAX_CUSTOM_ID} or missing"
    if len(field.get("value") or "") > min(MAX_INPUT_VALUE, field.get("max_length") or MAX_INPUT_VALUE):
        yield "input value too long"
    if len(field.get("placeholder") or "") > MAX_PLACEHOLDER:
        yield f"placeholder over {MAX_PLACEHOLDER}"


def choice_breaches(choices: list[Payload]) -> list[str]:
    """Why Discord would refuse these completions."""
    found = [f"{len(choices)} choices"] if len(choices) > MAX_CHOICES else []
    for choice in choices:
        if not 1 <= len(choice["name"]) <= MAX_CHOICE or not 1 <= len(str(choice["value"])) <= MAX_CHOICE:
            found.append(f"choice empty or over {MAX_CHOICE}")
    return found
