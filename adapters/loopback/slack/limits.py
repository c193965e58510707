"""What Slack refuses in a message or a view, as pure functions: each breach is one plain sentence with its place.

The numbers are those of https://docs.slack.dev/reference/block-kit and of the methods' own pages. The SDK checks none
of them for blocks given as dicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from adapters.loopback.slack.elements import element_breaches, text_breaches

Payload = dict[str, Any]

MAX_TEXT = 40_000
MAX_BLOCK_CHARACTERS = 10_000
MAX_MESSAGE_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
MAX_METADATA = 16_000
MAX_VIEW_BYTES = 250_000


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack's error code, and the sentences that it adds in `response_metadata.messages`."""

    error: str
    messages: tuple[str, ...] = ()


def message_refusal(message: Payload) -> Refused | None:
    """Why Slack would not take the arguments of a chat.postMessage or the body of a response URL; None if it would."""
    blocks = message.get("blocks") or []
    if not blocks and not message.get("text") and not message.get("attachments"):
        return Refused("no_text")
    if len(message.get("text") or "") > MAX_TEXT:
        return Refused("msg_too_long")
    breaches = tuple(blocks_breaches(blocks, MAX_MESSAGE_BLOCKS, _IN_MESSAGES))
    if breaches:
        return Refused("invalid_blocks", breaches)
    if count_characters(blocks) > MAX_BLOCK_CHARACTERS:
        return Refused("msg_blocks_too_long")
    return _metadata_refusal(message.get("metadata"))


def message_breaches(message: Payload) -> list[str]:
    """The same as sentences."""
    refused = message_refusal(message)
    return list(refused.messages or (refused.error,)) if refused else []


def view_refusal(view: Payload) -> Refused | None:
    """Why Slack would not open, update or publish a view; None if it would."""
    breaches = tuple(_view_breaches(view))
    if breaches:
        return Refused("invalid_arguments", breaches)
    if len(str(view).encode()) > MAX_VIEW_BYTES:
        return Refused("view_too_large")
    return None


def texts_of(value: Any) -> list[str]:
    """Every piece of text in a block or a list of blocks."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [words for key, each in value.items() if key != "text" or not own for words in texts_of(each)]
    if isinstance(value, list):
        return [words for each in value for words in texts_of(each)]
    return []


def count_characters(blocks: list[Payload]) -> int:
    """The characters that count against a message's limit."""
    return sum(len(words) for words in texts_of(blocks))


def blocks_breaches(blocks: list[Payload], most: int, allowed: frozenset[str]) -> Iterator[str]:
    """What is wrong with a list of blocks of which at most so many, of these types, are allowed."""
    if not isinstance(blocks, list):
        yield "blocks must be a list [json-pointer:/blocks]"
        return
    if len(blocks) > most:
        yield f"no more than {most} items allowed [json-pointer:/blocks]"
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        yield "block_id already exists [json-pointer:/blocks]"
    for number, block in enumerate(blocks):
        at = f"/blocks/{number}"
        kind = block.get("type")
        if kind not in allowed:
            yield f"unsupported type: {kind} [json-pointer:{at}/type]"
            continue
        if len(block.get("block_id", "")) > 255:
            yield f"must be less than 256 characters [json-pointer:{at}/block_id]"
        yield from _CHECKS[kind](block, at)


def _metadata_refusal(metadata: Any) -> Refused | None:
    if metadata is None:
        return None
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    if not isinstance(payload, dict) or not metadata.get("event_type"):
        return Refused("invalid_metadata_format")
    flat = all(isinstance(each, str | int | float | bool) for each in payload.values())
    if not flat:
        return Refused("invalid_metadata_schema")
    return Refused("metadata_too_large") if len(str(metadata).encode()) > MAX_METADATA else None


def _view_breaches(view: Payload) -> Iterator[str]:
    kind = view.get("type")
    if kind not in {"modal", "home"}:
        yield "must be a modal or a home [json-pointer:/view/type]"
        return
    if len(view.get("private_metadata", "")) > 3000:
        yield "must be less than 3001 characters [json-pointer:/view/private_metadata]"
    for name in ("callback_id", "external_id"):
        if len(view.get(name, "")) > 255:
            yield f"must be less than 256 characters [json-pointer:/view/{name}]"
    blocks = view.get("blocks", [])
    if kind == "modal":
        yield from _modal_breaches(view, blocks)
    yield from blocks_breaches(blocks, MAX_VIEW_BLOCKS, _IN_VIEWS)


def _modal_breaches(view: Payload, blocks: list[Payload]) -> Iterator[str]:
    if "title" not in view:
        yield "missing required field: title [json-pointer:/view]"
    for name in ("title", "submit", "close"):
        if name in view:
            yield from text_breaches(view[name], f"/view/{name}", most=24, plain=True)
    if "submit" not in view and any(block.get("type") == "input" for block in blocks):
        yield "missing required field: submit [json-pointer:/view]"


def _section(block: Payload, at: str) -> Iterator[str]:
    fields = block.get("fields", [])
    if "text" not in block and not fields:
        yield f"missing required field: text or fields [json-pointer:{at}]"
    if "text" in block:
        yield from text_breaches(block["text"], f"{at}/text", most=3000)
    if len(fields) > 10:
        yield f"no more than 10 items allowed [json-pointer:{at}/fields]"
    for number, each in enumerate(fields):
        yield from text_breaches(each, f"{at}/fields/{number}", most=2000)
    if "accessory" in block:
        yield from element_breaches(block["accessory"], f"{at}/accessory")


def _context(block: Payload, at: str) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 10:
        yield f"must have 1 to 10 items [json-pointer:{at}/elements]"
    for number, each in enumerate(elements):
        if each.get("type") == "image":
            yield from _image(each, f"{at}/elements/{number}")
        else:
            yield from text_breaches(each, f"{at}/elements/{number}", most=3000)


def _header(block: Payload, at: str) -> Iterator[str]:
    yield from text_breaches(block.get("text"), f"{at}/text", most=150, plain=True)


def _actions(block: Payload, at: str) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 25:
        yield f"must have 1 to 25 items [json-pointer:{at}/elements]"
    ids = [each.get("action_id") for each in elements if each.get("action_id")]
    if len(ids) != len(set(ids)):
        yield f"action_id already exists [json-pointer:{at}/elements]"
    for number, each in enumerate(elements):
        yield from element_breaches(each, f"{at}/elements/{number}")


def _divider(block: Payload, at: str) -> Iterator[str]:
    yield from ()


def _image(block: Payload, at: str) -> Iterator[str]:
    if not 1 <= len(block.get("image_url", "")) <= 3000:
        yield f"must have 1 to 3000 characters [json-pointer:{at}/image_url]"
    if not 1 <= len(block.get("alt_text", "")) <= 2000:
        yield f"must have 1 to 2000 characters [json-pointer:{at}/alt_text]"


def _input(block: Payload, at: str) -> Iterator[str]:
    yield from text_breaches(block.get("label"), f"{at}/label", most=2000, plain=True)
    if "hint" in block:
        yield from text_breaches(block["hint"], f"{at}/hint", most=2000, plain=True)
    yield from element_breaches(block.get("element", {}), f"{at}/element")


_CHECKS: dict[str, Callable[[Payload, str], Iterator[str]]] = {
    "section": _section,
    "context": _context,
    "header": _header,
    "actions": _actions,
    "divider": _divider,
    "image": _image,
    "input": _input,
}
_IN_VIEWS = frozenset(_CHECKS)
_IN_MESSAGES = _IN_VIEWS
