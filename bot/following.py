"""Where a delivery goes: a briefing into its channel, an update under the message in which its story was told."""

from __future__ import annotations

from bot.document import Document, note
from bot.ports import ChatPlatform, Refusal, Replying, ReplyRefused
from bot.render.as_text import render_text
from bot.store.outcomes import Delivery


async def post_update(platform: ChatPlatform, delivery: Delivery, document: Document) -> str:
    """Post an update, as plain words where its layout was refused; the message's id. Raises ReplyRefused."""
    under = _needed(platform, delivery)
    try:
        return await under.post_under(delivery.place, str(delivery.under), document, key=delivery.key)
    except ReplyRefused as refused:
        if refused.meaning is not Refusal.LAYOUT:
            raise
    plain = note(render_text(document))
    return await under.post_under(delivery.place, str(delivery.under), plain, key=delivery.key)


async def find_delivered(platform: ChatPlatform, delivery: Delivery) -> str | None:
    """The id of the message as which it arrived; None: it did not. Raises ReplyRefused."""
    if delivery.under is None:
        return await platform.find_sent(delivery.place, key=delivery.key)
    return await _needed(platform, delivery).find_under(delivery.place, delivery.under, key=delivery.key)


def _needed(platform: ChatPlatform, delivery: Delivery) -> Replying:
    if not isinstance(platform, Replying):
        words = f"{platform.name} has no way to add to a message. Switch updates off with `settings updates off`."
        raise ReplyRefused(words, Refusal.FORBIDDEN)
    return platform
