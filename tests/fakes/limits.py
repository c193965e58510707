"""The limits that Slack and Discord document and their SDKs do not check: each breach is one plain sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.loopback.discord.limits import COMPONENTS_V2, message_breaches
from adapters.loopback.slack import limits as slack_limits

Payload = dict[str, Any]


def slack_breaches(message: Payload) -> list[str]:
    """What Slack would refuse in the arguments of one chat.postMessage, and what our own rules for one forbid."""
    return [*slack_limits.message_breaches(message), *_slack_house_rules(message)]


def _slack_house_rules(message: Payload) -> Iterator[str]:
    if not message.get("text"):
        yield "no fallback text"
    if not message.get("blocks"):
        yield "no blocks"
    if message.get("unfurl_links") is not False or message.get("unfurl_media") is not False:
        yield "links would unfurl"
    for text in _slack_texts(message.get("blocks", [])):
        if text["type"] == "mrkdwn" and text.get("verbatim") is not True:
            yield "mrkdwn that is not verbatim"


def _slack_texts(value: Any) -> Iterator[Payload]:
    """Every text object in a block or a list of blocks."""
    if isinstance(value, dict):
        if value.get("type") in {"mrkdwn", "plain_text"}:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _slack_texts(each)


def discord_breaches(message: Payload) -> list[str]:
    """What Discord would refuse in the body of one Create Message, and what we never send: mentions that ping."""
    found = []
    if message.get("flags") != COMPONENTS_V2:
        found.append("not flagged as components v2")
    if message.get("allowed_mentions") != {"parse": []}:
        found.append("mentions are not switched off")
    if "content" in message or "embeds" in message:
        found.append("content or embeds beside components v2")
    return found + message_breaches(message)
