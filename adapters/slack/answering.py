"""How one request is answered: by its response URL while that lasts, by the Web API after it."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import uuid4

import structlog

from adapters.slack.events import Asked
from adapters.slack.forms import modal_of
from adapters.slack.home import home_view
from adapters.slack.render import Payload, render_messages
from adapters.slack.wire import Wire, cause_code
from bot.document import Document, Room, Text, paragraph
from bot.language import mark, tr
from bot.ports import Form, Refusal, ReplyRefused

log = structlog.get_logger(__name__)

RESPONSE_URL_USES = 5
"""A sixth use is answered 404 and shown to nobody."""


_CLOSED = {
    "messages_tab_disabled",
    "cannot_dm_bot",
    "user_disabled",
    "user_not_found",
    "channel_not_found",
    "is_archived",
}
_LATELY = 100
"""Messages of the last moments that are looked through."""
_CLOCKS_DIFFER = 30.0
"""Seconds by which Slack's clock may be behind ours."""
UNSURE = mark("Slack did not say whether it posted that. Look into the channel.")
_NOT_IN = {"not_in_channel", "channel_not_found", "user_not_in_channel"}
DIRECT_CLOSED = mark(
    "Slack does not let me write to you directly. Whoever set the app up can switch its Messages tab on; until then,"
    " open the app's Home tab for your digest."
)


class Answer:
    """The answers to one request; counts how often its response URL was used."""

    def __init__(self, wire: Wire, asked: Asked) -> None:
        self._wire = wire.to(asked.place.workspace)
        self._asked = asked
        self._uses = 0
        self._names = (f"{uuid4().hex}:{number}" for number in count())

    async def tell(self, document: Document) -> None:
        """Show the document to the asker alone. Raises ReplyRefused if there is no way to."""
        if self._asked.home is not None:
            about = paragraph((Room(tr("Your channel"), channel=self._asked.place.channel), Text(":")))
            document = replace(document, blocks=(about, *document.blocks))
        for message in render_messages(document):
            await self._send(message, public=False)

    async def announce(self, document: Document) -> None:
        """Show the document to everybody in the channel. Raises ReplyRefused."""
        for message in render_messages(document):
            await self._send({**message, "blocks": self._named(message["blocks"])}, public=True)

    async def send_directly(self, document: Document) -> None:
        """Send the document into the asker's own conversation with the bot. Raises ReplyRefused."""
        try:
            for message in render_messages(document):
                await self._wire.call("chat.postMessage", channel=self._asked.user, **message)
        except ReplyRefused as refused:
            if cause_code(refused) in _CLOSED:
                raise ReplyRefused(DIRECT_CLOSED, Refusal.FORBIDDEN) from refused
            raise

    async def open_form(self, form: Form) -> bool:
        """Open the form; False where that came too late, or Slack did not take it."""
        if not self._asked.trigger_id:
            return False
        try:
            await self._wire.call("views.open", trigger_id=self._asked.trigger_id, view=modal_of(form, self._asked))
        except ReplyRefused as refused:
            log.warning("slack_form_not_opened", reason=str(refused))
            return False
        return True

    async def publish_home(self, document: Document) -> None:
        """Put the document on the asker's home tab. Raises ReplyRefused."""
        view = home_view(document, self._asked.place.channel)
        await self._wire.call("views.publish", user_id=self._asked.user, view=view)

    async def _send(self, message: Payload, *, public: bool) -> None:
        began = time.time()
        try:
            if await self._respond(message, public=public):
                return
        except ReplyRefused:
            # It may be there. What everybody sees must not be there twice; a private answer rather twice than never.
            if public and await self._is_there(message, began):
                return
        try:
            await self._post(message, public=public)
        except ReplyRefused as refused:
            if not refused.permanent or "blocks" not in message:
                raise
            log.error("slack_layout_refused", reason=str(refused))
            await self._post({"text": message["text"]}, public=public)

    def _named(self, blocks: list[Payload]) -> list[Payload]:
        """The blocks, each with a name, by which their message is known again: its text is that of every other page,
        and of what somebody else had announced a moment ago."""
        return [block if "block_id" in block else {**block, "block_id": next(self._names)} for block in blocks]

    async def _is_there(self, message: Payload, began: float) -> bool:
        """Whether a message that was posted for everybody is in the channel. Raises ReplyRefused where nobody can
        tell: Slack has no key by which a second use of a response URL would be known for the first."""
        channel, oldest = self._asked.place.channel, f"{began - _CLOCKS_DIFFER:.6f}"
        try:
            answer = await self._wire.ask("conversations.history", channel=channel, oldest=oldest, limit=_LATELY)
        except ReplyRefused as refused:
            raise ReplyRefused(UNSURE) from refused
        names = _names_of(message)
        if any(_names_of(each) == names for each in answer.get("messages", []) if each.get("bot_id")):
            return True
        if answer.get("has_more"):
            raise ReplyRefused(UNSURE)
        return False

    async def _respond(self, message: Payload, *, public: bool) -> bool:
        if not self._asked.response_url or self._uses >= RESPONSE_URL_USES:
            return False
        self._uses += 1
        kind = "in_channel" if public else "ephemeral"
        return await self._wire.respond(
            self._asked.response_url, {**message, "response_type": kind, "replace_original": False}
        )

    async def _post(self, message: Payload, *, public: bool) -> None:
        asked = self._asked
        elsewhere = asked.home is not None and not public
        target: dict[str, Any] = {"channel": asked.user if elsewhere else asked.place.channel or asked.user}
        if public or asked.is_direct or asked.at_home or elsewhere:
            await self._wire.call("chat.postMessage", **target, **message)
        else:
            await self._post_privately(target, message)

    async def _post_privately(self, target: dict[str, Any], message: Payload) -> None:
        """Show it in the channel to the asker alone; where the bot is not in the channel, in their conversation."""
        shown = {name: value for name, value in message.items() if not name.startswith("unfurl_")}
        try:
            await self._wire.call("chat.postEphemeral", **target, user=self._asked.user, **shown)
        except ReplyRefused as refused:
            if cause_code(refused) not in _NOT_IN:
                raise
            await self._wire.call("chat.postMessage", channel=self._asked.user, **message)


def _names_of(message: Payload) -> list[Any]:
    return [block.get("block_id") for block in message.get("blocks") or ()]
