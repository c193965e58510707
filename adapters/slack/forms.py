"""A form of the core -> a modal, and a submitted modal -> what was asked. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from adapters.slack.events import Asked
from adapters.slack.render import Payload
from bot.commands import Command, Misunderstood
from bot.language import mark, tr
from bot.pages import clip
from bot.ports import Field, Form, Place

# https://docs.slack.dev/reference/views and the pages of the elements
MAX_TITLE = 24
MAX_VALUE = 3_000
MAX_PLACEHOLDER = 150
MAX_CHOICE = 75
MAX_ERROR = 200
MAX_TICKS = 10
UNKNOWN_FORM = mark("I do not know this form any more. Type `/digest settings` for the current one.")
_ACTION = "value"


def modal_of(form: Form, asked: Asked) -> Payload:
    """The view to open; it remembers where it was asked for."""
    return {
        "type": "modal",
        "callback_id": f"form:{form.command.verb}:{form.command.action}",
        "private_metadata": json.dumps({"channel": asked.place.channel, "home": asked.at_home}),
        "title": _plain(form.title, MAX_TITLE),
        "submit": _plain(tr("Save"), MAX_TITLE),
        "close": _plain(tr("Cancel"), MAX_TITLE),
        "blocks": [_input(field) for field in form.fields],
    }


def _input(field: Field) -> Payload:
    return {
        "type": "input",
        "block_id": field.name,
        "optional": True,
        "label": _plain(field.label, MAX_PLACEHOLDER),
        "element": _element(field),
    }


def _element(field: Field) -> Payload:
    if field.several:
        return _checkboxes(field)
    return _select(field) if field.choices else _text_input(field)


def _checkboxes(field: Field) -> Payload:
    options = [_option(field, each) for each in field.several[:MAX_TICKS]]
    ticked = {word.strip() for word in field.value.split(",")}
    initial = [option for option in options if option["value"] in ticked]
    element: Payload = {"type": "checkboxes", "action_id": _ACTION, "options": options}
    return element | ({"initial_options": initial} if initial else {})


def _option(field: Field, choice: str) -> Payload:
    return {"text": _plain(field.say(choice), MAX_CHOICE), "value": choice[:MAX_CHOICE]}


def _text_input(field: Field) -> Payload:
    element: Payload = {"type": "plain_text_input", "action_id": _ACTION, "max_length": MAX_VALUE}
    if field.value:
        element["initial_value"] = field.value[:MAX_VALUE]
    if field.hint:
        element["placeholder"] = _plain(field.hint, MAX_PLACEHOLDER)
    return element


def _select(field: Field) -> Payload:
    options = {each: _option(field, each) for each in field.choices}
    element: Payload = {"type": "static_select", "action_id": _ACTION, "options": list(options.values())}
    return element | ({"initial_option": options[field.value]} if field.value in options else {})


def _plain(words: str, limit: int) -> Payload:
    return {"type": "plain_text", "text": clip(words, limit), "emoji": False}


def asked_by_form(body: Payload) -> Asked:
    """What a submitted modal asks for: each field that differs from what it showed, on a line of its own.

    A field left alone is no wish: what somebody else changed meanwhile stays. What is missing or odd never raises.
    """
    view = _dict(body.get("view"))
    kept = _kept(view.get("private_metadata"))
    user = _dict(body.get("user"))
    workspace = str(_dict(body.get("team")).get("id") or user.get("team_id") or "")
    once = str(body.get("trigger_id") or "")
    return Asked(
        command=_command(view),
        place=Place("slack", workspace, str(kept.get("channel") or "")),
        user=str(user.get("id") or ""),
        once=f"form {once}" if once else "",
        at_home=bool(kept.get("home")),
        fields=tuple(_shown(view.get("blocks"))) or tuple(_dict(_dict(view.get("state")).get("values"))),
    )


def errors_of(problems: Mapping[str, str], asked: Asked) -> dict[str, str]:
    """What is wrong, by field, as the acknowledgement of a form takes it."""
    first = asked.fields[0] if asked.fields else ""
    return {
        name if name in asked.fields else first: clip(words.replace("`", ""), MAX_ERROR)
        for name, words in problems.items()
        if first
    }


def _command(view: Payload) -> Command | Misunderstood:
    kind, _, rest = str(view.get("callback_id") or "").partition(":")
    verb, _, action = rest.partition(":")
    if kind != "form" or not verb:
        return Misunderstood(UNKNOWN_FORM)
    values = _dict(_dict(view.get("state")).get("values"))
    shown = _shown(view.get("blocks"))
    filled = {name: _value(_dict(next(iter(_dict(each).values()), None)), "selected_") for name, each in values.items()}
    lines = [f"{name}: {' '.join(value.split())}" for name, value in filled.items() if value != shown.get(name)]
    return Command(verb, action=action, words="\n".join(lines))


def _shown(blocks: Any) -> dict[str, str]:
    """What each field of the modal showed when it was opened, by name."""
    inputs = [_dict(block) for block in blocks] if isinstance(blocks, list) else []
    return {str(block.get("block_id")): _value(_dict(block.get("element")), "initial_") for block in inputs}


def _value(element: Payload, prefix: str) -> str:
    """An element's value: what is chosen, ticked or typed. `prefix` says whether now or when it was opened."""
    ticked = element.get(f"{prefix}options")
    if isinstance(ticked, list):
        return ", ".join(str(_dict(each).get("value") or "") for each in ticked)
    typed = element.get("value" if prefix == "selected_" else f"{prefix}value")
    return str(_dict(element.get(f"{prefix}option")).get("value") or typed or "")


def _kept(metadata: Any) -> Payload:
    try:
        return _dict(json.loads(metadata)) if isinstance(metadata, str) and metadata else {}
    except ValueError:
        return {}


def _dict(value: Any) -> Payload:
    return value if isinstance(value, dict) else {}
