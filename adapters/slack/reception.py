"""Takes what was asked, once, and sees to it that it is answered: by the core, or by one plain sentence."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, TypeVar

import structlog

from adapters.slack.answering import Answer
from adapters.slack.events import Asked
from adapters.slack.forms import errors_of
from adapters.slack.people import People
from adapters.slack.recent import Recent
from adapters.slack.wire import Wire
from bot.answers.sharing import say_unshared
from bot.commands import Command, Misunderstood
from bot.document import Document, note
from bot.language import ENGLISH, speaking, tr
from bot.ports import Handler, Reply, ReplyRefused
from bot.reasons import say_reason
from bot.wording import say

log = structlog.get_logger(__name__)
T = TypeVar("T")

REDELIVERED = 600.0
DOUBLE_CLICK = 2.0
FORM_PATIENCE = 2.0
"""Seconds that a form stays open for the core's word on it; Slack gives three in all."""


class Reception:
    """Answers in the background, so that an event is acknowledged before any work begins."""

    def __init__(self, wire: Wire, handle: Handler) -> None:
        self._wire = wire
        self._handle = handle
        self._people = People(wire)
        self._delivered = Recent(REDELIVERED)
        self._clicked = Recent(DOUBLE_CLICK)
        self._running: set[asyncio.Task[Any]] = set()

    def take(self, asked: Asked, *, click: str = "") -> None:
        """Answer this, unless it is a redelivery or the second click of a double one."""
        if not self._delivered.is_repeat(asked.once) and not self._clicked.is_repeat(click):
            self._start(self._answer(asked))

    async def take_form(self, asked: Asked) -> dict[str, str]:
        """What is wrong with a form that was sent off, by field; with nothing wrong it may close, and is answered.

        A core that does not say in time answers after the form has closed.
        """
        if self._delivered.is_repeat(asked.once):
            return {}
        asking = self._start(self._ask(asked))
        done, _ = await asyncio.wait({asking}, timeout=FORM_PATIENCE)
        errors = errors_of(asking.result().problems, asked) if done else {}
        if not errors:
            self._start(self._answer(asked, asking))
        return errors

    async def finish(self, seconds: float) -> None:
        """Wait that long for the answers under way, then give them up."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _answer(self, asked: Asked, asking: asyncio.Task[Reply] | None = None) -> None:
        answer = Answer(self._wire, asked)
        with speaking(await self._language(asked)):
            try:
                await self._show(answer, asked, await (asking or self._ask(asked)))
                if (asked.at_home and not _is_home(asked)) or asked.home:
                    await self._refresh_home(asked)
            except ReplyRefused as refused:
                await self._apologise(answer, note(say_reason(str(refused))))
            except Exception:
                reference = secrets.token_hex(3)
                log.exception("slack_answer_failed", reference=reference)
                await self._apologise(answer, _sorry(reference))

    async def _refresh_home(self, asked: Asked) -> None:
        at_home = replace(asked, command=Command("home"), place=asked.home or asked.place, at_home=True, home=None)
        await Answer(self._wire, at_home).publish_home((await self._ask(at_home)).document)

    async def _language(self, asked: Asked) -> str:
        """What the person reads. It must cost nobody their answer."""
        try:
            await self._wire.to(asked.place.workspace).check()
            return await self._people.language(asked)
        except ReplyRefused:
            return ENGLISH
        except Exception:
            log.exception("slack_language_unknown")
            return ENGLISH

    async def _ask(self, asked: Asked) -> Reply:
        """The core's reply; what goes wrong on the way to it is a sentence."""
        with speaking(await self._language(asked)):
            return await self._ask_core(asked)

    async def _ask_core(self, asked: Asked) -> Reply:
        if isinstance(asked.command, Misunderstood):
            return Reply(say(asked.why_misunderstood(), "slack"))
        try:
            await self._wire.to(asked.place.workspace).check()
            return await self._handle(asked.command, await self._people.asker(asked))
        except ReplyRefused as refused:
            return Reply(note(say_reason(str(refused))))
        except Exception:
            reference = secrets.token_hex(3)
            log.exception("slack_answer_failed", reference=reference)
            return Reply(_sorry(reference))

    async def _show(self, answer: Answer, asked: Asked, reply: Reply) -> None:
        if _is_home(asked):
            await answer.publish_home(reply.document)
            return
        if reply.form is not None and await answer.open_form(reply.form):
            return
        if reply.posted is not None:
            reply = await self._hand_on(answer, reply)
        # What was done elsewhere is told there, and stands at home; only why it was not done is worth a message.
        if asked.home is None or reply.announcement is None:
            await answer.tell(await self._send_directly(answer, reply))
        if reply.announcement is not None:
            await self._announce(answer, reply.announcement)
        if reply.later is not None:
            await self._show(answer, asked, await reply.later())

    async def _send_directly(self, answer: Answer, reply: Reply) -> Document:
        """Send what is for the asker's own conversation; what to say in the channel then."""
        if reply.direct is None:
            return reply.document
        try:
            await answer.send_directly(reply.direct)
        except ReplyRefused as refused:
            return note(say_reason(str(refused)))
        return reply.document

    async def _hand_on(self, answer: Answer, reply: Reply) -> Reply:
        """Post what counts only if it is posted; what is left to be shown then."""
        assert reply.announcement is not None and reply.posted is not None
        try:
            await answer.announce(reply.announcement)
        except ReplyRefused as refused:
            await reply.posted(False)
            return Reply(say_unshared(refused))
        await reply.posted(True)
        return replace(reply, announcement=None, posted=None)

    async def _announce(self, answer: Answer, announcement: Document) -> None:
        try:
            await answer.announce(announcement)
        except ReplyRefused as refused:
            reason = say_reason(str(refused))
            told = tr("That is done, but I could not announce it in the channel. {reason}", reason=reason)
            await answer.tell(note(told))

    async def _apologise(self, answer: Answer, document: Document) -> None:
        try:
            await answer.tell(document)
        except ReplyRefused as refused:
            log.error("slack_answer_refused", reason=str(refused))


def _is_home(asked: Asked) -> bool:
    return isinstance(asked.command, Command) and asked.command.verb == "home"


def _sorry(reference: str) -> Document:
    return note(
        tr(
            "Something went wrong on my side, and I could not answer. Please try again in a minute; if it stays, "
            "tell whoever runs Nightdesk (reference {reference}).",
            reference=reference,
        )
    )
