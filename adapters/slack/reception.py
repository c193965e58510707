"""Takes what was asked, once, and sees to it that it is answered: by the core, or by one plain sentence."""

from __future__ import annotations

import asyncio
import secrets

import structlog

from adapters.slack.answering import Answer
from adapters.slack.events import Asked
from adapters.slack.people import People
from adapters.slack.recent import Recent
from adapters.slack.wire import Wire
from bot.commands import Command, Misunderstood
from bot.document import Document, note
from bot.ports import Asker, Handler, ReplyRefused

log = structlog.get_logger(__name__)

REDELIVERED = 600.0
DOUBLE_CLICK = 2.0


class Reception:
    """Answers in the background, so that an event is acknowledged before any work begins."""

    def __init__(self, wire: Wire, handle: Handler) -> None:
        self._wire = wire
        self._handle = handle
        self._people = People(wire)
        self._delivered = Recent(REDELIVERED)
        self._clicked = Recent(DOUBLE_CLICK)
        self._running: set[asyncio.Task[None]] = set()

    def take(self, asked: Asked, *, click: str = "") -> None:
        """Answer this, unless it is a redelivery or the second click of a double one."""
        if self._delivered.is_repeat(asked.once) or self._clicked.is_repeat(click):
            return
        task = asyncio.create_task(self._answer(asked))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finish(self, seconds: float) -> None:
        """Wait that long for the answers under way, then give them up."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _answer(self, asked: Asked) -> None:
        answer = Answer(self._wire, asked)
        try:
            await self._carry_out(asked, answer)
        except ReplyRefused as refused:
            await self._apologise(answer, str(refused))
        except Exception:
            reference = secrets.token_hex(3)
            log.exception("slack_answer_failed", reference=reference)
            await self._apologise(
                answer,
                "Something went wrong on my side, and I could not answer. Please try again in a minute; if it stays, "
                f"tell whoever runs Nightdesk (reference {reference}).",
            )

    async def _carry_out(self, asked: Asked, answer: Answer) -> None:
        if isinstance(asked.command, Misunderstood):
            await answer.tell(note(asked.command.message))
            return
        asker = await self._people.asker(asked)
        reply = await self._handle(asked.command, asker)
        if asked.command.verb == "home":
            await answer.publish_home(reply.document)
            return
        await answer.tell(reply.document)
        if reply.announcement is not None:
            await self._announce(answer, reply.announcement)
        if asked.at_home:
            await self._refresh_home(asker, answer)

    async def _announce(self, answer: Answer, announcement: Document) -> None:
        try:
            await answer.announce(announcement)
        except ReplyRefused as refused:
            await answer.tell(note(f"That is done, but I could not announce it in the channel. {refused}"))

    async def _refresh_home(self, asker: Asker, answer: Answer) -> None:
        reply = await self._handle(Command("home"), asker)
        await answer.publish_home(reply.document)

    async def _apologise(self, answer: Answer, sentence: str) -> None:
        try:
            await answer.tell(note(sentence))
        except ReplyRefused as refused:
            log.error("slack_answer_refused", reason=str(refused))
