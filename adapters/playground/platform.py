"""The playground as a chat platform: one person, one channel and their own conversation with the bot."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from datetime import datetime

from adapters.playground.conversation import CHANNEL, DIRECT, Conversation
from adapters.playground.page import Page
from adapters.playground.stepping import Stage, Stepper
from bot.document import Document, note
from bot.ports import Handler, Place
from bot.services import Services
from bot.web.server import Handler as WebHandler

ROOM_OF = {CHANNEL: "channel", DIRECT: "direct"}


class PlaygroundPlatform:
    """Serves the page and posts to it. `token`: what a browser must bring; None: this machine's own browser alone.

    `stage` is given where the time can be stepped, which is in the demonstration.
    """

    name = "playground"
    several_fronts = True
    """Every process answers its own page."""

    def __init__(self, services: Services, *, stage: Stage | None = None, token: str | None = None) -> None:
        self._services = services
        stepper = Stepper(stage, self._next_briefing) if stage else None
        self._conversation = Conversation(services, stepper)
        self._page = Page(self._conversation, token)
        self._token = token
        self._sent: dict[str, str] = {}

    def http_paths(self) -> Mapping[str, WebHandler]:
        """What is to be mounted on the web server."""
        return self._page.paths()

    def address(self, base: str) -> str:
        """Where to open the page, given the server's own address."""
        return f"{base}/play" + (f"?token={self._token}" if self._token else "")

    async def run(self, handle: Handler) -> None:
        """Answer what the page asks until cancelled; then its sockets are closed, so that it knows."""
        self._conversation.open(handle)
        try:
            await asyncio.Event().wait()
        finally:
            await self._page.close()
            await self._conversation.close()

    async def post(self, place: Place, document: Document, *, key: str) -> str:
        """Show a document to everybody in the room: to every tab."""
        return await self._show(place, document, key)

    async def post_plain(self, place: Place, words: str, *, key: str) -> str:
        """The same for words without layout."""
        return await self.post(place, note(words), key=key)

    async def find_sent(self, place: Place, *, key: str) -> str | None:
        """What this process showed under that key."""
        return self._sent.get(key)

    async def post_under(self, place: Place, message: str, document: Document, *, key: str) -> str:
        """Show it after everything else that the room has seen, named for what it is: the page has no threads."""
        return await self._show(place, document, key, in_thread=True)

    async def find_under(self, place: Place, message: str, *, key: str) -> str | None:
        """As `find_sent`."""
        return await self.find_sent(place, key=key)

    async def _show(self, place: Place, document: Document, key: str, *, in_thread: bool = False) -> str:
        if key not in self._sent:
            item = await self._conversation.post(ROOM_OF.get(place, "channel"), document, in_thread=in_thread)
            self._sent[key] = str(item.serial)
        return self._sent[key]

    async def _next_briefing(self) -> datetime | None:
        return await self._conversation.next_briefing()


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)
