"""A document as each chat would get it: the very payloads that the Slack and Discord adapters would send. Pure."""

from __future__ import annotations

from typing import Any

from bot.document import Buttons, Document, StoryBlock, plain_line
from bot.platforms import find_renderer
from bot.ports import Form

LOOKS = ("slack", "discord")
_OF_A_STORY = {"save", "unsave", "more", "up"}
"""Buttons whose target is the story that the whole message is about."""


def payloads(document: Document) -> dict[str, list[dict[str, Any]]]:
    """By chat, the messages that it would be sent."""
    return {look: find_renderer(look)(document) for look in LOOKS}


def receipt_keys(document: Document) -> tuple[str, ...]:
    """What of a message has receipts: `story:ID` for each story that is told, `article:ID` for a condensed article."""
    keys = [f"story:{block.story_id}" for block in document.blocks if isinstance(block, StoryBlock) and block.sentences]
    if keys:
        return tuple(dict.fromkeys(keys))
    actions = [action for block in document.blocks if isinstance(block, Buttons) for action in block.actions]
    keys += [f"article:{action.target}" for action in actions if action.verb == "receipts"]
    keys += [f"story:{action.target}" for action in actions if action.verb in _OF_A_STORY and action.target]
    return tuple(dict.fromkeys(keys))


def told_lines(document: Document, story_id: str) -> tuple[str, ...]:
    """The sentences that a message tells of a story, as plain text; empty: it tells them in another way."""
    for block in document.blocks:
        if isinstance(block, StoryBlock) and block.story_id == story_id:
            return tuple(plain_line(line) for line in block.sentences)
    return ()


def form_fields(form: Form) -> dict[str, Any]:
    """A form as the page draws it."""
    fields = [
        {
            "name": each.name,
            "label": each.label,
            "value": each.value,
            "hint": each.hint,
            "choices": list(each.choices),
            "several": list(each.several),
            "words": [each.say(choice) for choice in each.choices or each.several],
        }
        for each in form.fields
    ]
    return {"title": form.title, "fields": fields}
