"""Document -> the home tab of the app. Pure."""

from __future__ import annotations

from adapters.slack.render import Payload, render_messages
from bot.document import Document

MAX_VIEW_BLOCKS = 100


def home_view(document: Document, channel: str) -> Payload:
    """The view to publish; it remembers the person's conversation with the bot, where presses at home are answered."""
    blocks = [block for page in render_messages(document) for block in page["blocks"]]
    return {"type": "home", "private_metadata": channel, "blocks": blocks[:MAX_VIEW_BLOCKS]}
