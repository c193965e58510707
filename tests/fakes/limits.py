"""The limits that Slack and Discord document and their SDKs do not check: each breach is one plain sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.discord.render import count_components
from adapters.discord.render import texts_of as discord_texts
from adapters.slack.render import texts_of as slack_texts

Payload = dict[str, Any]


def slack_breaches(message: Payload) -> list[str]:
    """What Slack would refuse in the arguments of one chat.postMessage."""
    blocks = message.get("blocks", [])
    found = list(_slack_message(message, blocks))
    for block in blocks:
        found += _SLACK_CHECKS[block["type"]](block)
    return found


def _slack_message(message: Payload, blocks: list[Payload]) -> Iterator[str]:
    if not message.get("text"):
        yield "no fallback text"
    if len(message.get("text", "")) > 40_000:
        yield "fallback text over 40,000 characters"
    if not 1 <= len(blocks) <= 50:
        yield f"{len(blocks)} blocks"
    if sum(len(words) for words in slack_texts(blocks)) > 10_000:
        yield "over 10,000 characters of block text"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "block_id used twice"
    if message.get("unfurl_links") is not False or message.get("unfurl_media") is not False:
        yield "links would unfurl"


def _slack_section(block: Payload) -> Iterator[str]:
    words = block["text"]["text"]
    if not 1 <= len(words) <= 3000:
        yield f"section text of {len(words)} characters"
    if block["text"]["type"] == "mrkdwn" and block["text"].get("verbatim") is not True:
        yield "mrkdwn that is not verbatim"
    if len(block.get("block_id", "")) > 255:
        yield "block_id over 255"
    accessory = block.get("accessory")
    if accessory:
        options = accessory["options"]
        if not 1 <= len(options) <= 5:
            yield f"{len(options)} overflow options"
        for option in options:
            if len(option["text"]["text"]) > 75 or len(option["value"]) > 150:
                yield "overflow option too long"


def _slack_context(block: Payload) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 10:
        yield f"{len(block['elements'])} context elements"
    for element in block["elements"]:
        if not element["text"]:
            yield "empty context element"
        if element["type"] == "mrkdwn" and element.get("verbatim") is not True:
            yield "mrkdwn that is not verbatim"


def _slack_header(block: Payload) -> Iterator[str]:
    if not 1 <= len(block["text"]["text"]) <= 150:
        yield "header over 150 characters"
    if block["text"]["type"] != "plain_text":
        yield "header that is not plain text"


def _slack_actions(block: Payload) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 25:
        yield f"{len(block['elements'])} buttons"
    ids = [button["action_id"] for button in block["elements"]]
    if len(ids) != len(set(ids)):
        yield "action_id used twice"
    for button in block["elements"]:
        if len(button["text"]["text"]) > 75 or len(button["action_id"]) > 255 or len(button["value"]) > 2000:
            yield "button too long"


def _slack_divider(block: Payload) -> Iterator[str]:
    yield from ()


_SLACK_CHECKS = {
    "section": _slack_section,
    "context": _slack_context,
    "header": _slack_header,
    "actions": _slack_actions,
    "divider": _slack_divider,
}


def discord_breaches(message: Payload) -> list[str]:
    """What Discord would refuse in the body of one Create Message with components v2."""
    found = []
    if message.get("flags") != 1 << 15:
        found.append("not flagged as components v2")
    if message.get("allowed_mentions") != {"parse": []}:
        found.append("mentions are not switched off")
    if "content" in message or "embeds" in message:
        found.append("content or embeds beside components v2")
    components = message.get("components", [])
    if sum(count_components(each) for each in components) > 40:
        found.append("over 40 components")
    if sum(len(words) for each in components for words in discord_texts(each)) > 4000:
        found.append("over 4,000 characters of text")
    for component in components:
        found += _discord_component(component)
    return found


def _discord_component(component: Payload) -> list[str]:
    found = []
    match component["type"]:
        case 1 if not 1 <= len(component["components"]) <= 5:
            found.append(f"{len(component['components'])} buttons in a row")
        case 2:
            if not 1 <= len(component["label"]) <= 80:
                found.append("button label over 80")
            if not 1 <= len(component["custom_id"]) <= 100:
                found.append("custom_id over 100")
        case 9 if not 1 <= len(component["components"]) <= 3:
            found.append("section without 1 to 3 texts")
        case 10 if not component["content"]:
            found.append("empty text")
    inner = [*component.get("components", [])]
    inner += [component["accessory"]] if "accessory" in component else []
    return found + [breach for each in inner for breach in _discord_component(each)]
