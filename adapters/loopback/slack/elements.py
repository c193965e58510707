"""What Slack refuses in text objects and interactive elements, as pure functions.

https://docs.slack.dev/reference/block-kit/block-elements and /composition-objects
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Payload = dict[str, Any]


def text_breaches(text: Any, at: str, *, most: int, plain: bool = False) -> Iterator[str]:
    """What is wrong with a text object of at most so many characters; `plain` forbids mrkdwn."""
    if not isinstance(text, dict) or not isinstance(text.get("text"), str):
        yield f"missing required field: text [json-pointer:{at}]"
        return
    if text.get("type") not in ({"plain_text"} if plain else {"plain_text", "mrkdwn"}):
        yield f"unsupported type: {text.get('type')} [json-pointer:{at}/type]"
    if not text["text"]:
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    if len(text["text"]) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}/text]"


def element_breaches(element: Payload, at: str) -> Iterator[str]:
    """What is wrong with one button, menu or input."""
    kind = element.get("type", "")
    if kind not in _CHECKS:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    if len(element.get("action_id", "")) > 255:
        yield f"must be less than 256 characters [json-pointer:{at}/action_id]"
    if "placeholder" in element:
        yield from text_breaches(element["placeholder"], f"{at}/placeholder", most=150, plain=True)
    yield from _CHECKS[kind](element, at)


def _button(element: Payload, at: str) -> Iterator[str]:
    yield from text_breaches(element.get("text"), f"{at}/text", most=75, plain=True)
    for name, most in (("value", 2000), ("url", 3000), ("accessibility_label", 75)):
        if len(element.get(name, "")) > most:
            yield f"must be less than {most + 1} characters [json-pointer:{at}/{name}]"
    if element.get("style", "primary") not in {"primary", "danger"}:
        yield f"must be primary or danger [json-pointer:{at}/style]"


def _options(most: int, value: int = 150) -> Callable[[Payload, str], Iterator[str]]:
    def check(element: Payload, at: str) -> Iterator[str]:
        options = element.get("options", [])
        if not 1 <= len(options) <= most:
            yield f"must have 1 to {most} items [json-pointer:{at}/options]"
        for number, option in enumerate(options):
            yield from _option(option, f"{at}/options/{number}", value)
        chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
        if any(each not in options for each in chosen):
            yield f"initial option is not among the options [json-pointer:{at}]"

    return check


def _option(option: Payload, at: str, value: int) -> Iterator[str]:
    yield from text_breaches(option.get("text"), f"{at}/text", most=75)
    if not 1 <= len(option.get("value", "")) <= value:
        yield f"must have 1 to {value} characters [json-pointer:{at}/value]"


def _typed(element: Payload, at: str) -> Iterator[str]:
    if not 1 <= element.get("max_length", 3000) <= 3000:
        yield f"must be 1 to 3000 [json-pointer:{at}/max_length]"
    if len(element.get("initial_value", "")) > element.get("max_length", 3000):
        yield f"longer than max_length [json-pointer:{at}/initial_value]"


def _anything(element: Payload, at: str) -> Iterator[str]:
    yield from ()


_CHECKS: dict[str, Callable[[Payload, str], Iterator[str]]] = {
    "button": _button,
    "overflow": _options(5),
    "static_select": _options(100),
    "multi_static_select": _options(100),
    "checkboxes": _options(10),
    "radio_buttons": _options(10),
    "plain_text_input": _typed,
    "external_select": _anything,
    "multi_external_select": _anything,
    "conversations_select": _anything,
    "channels_select": _anything,
    "users_select": _anything,
    "timepicker": _anything,
    "datepicker": _anything,
}
