"""The command core: a platform-neutral Command in, a Reply out. It has never heard of Slack or Discord."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.answers import (
    asking,
    briefing,
    condensing,
    digests,
    home,
    settings,
    sharing,
    sources,
    stories,
    topics,
    why,
    words,
)
from bot.answers.telling import tell
from bot.commands import Command
from bot.language import speaking, tr
from bot.ports import Asker, Reply
from bot.reasons import say_reason
from bot.services import Services
from summarizer.errors import SummarizerError

log = structlog.get_logger(__name__)
Answer = Callable[[Services, Command, Asker], Awaitable[Reply]]
_MINUTE = timedelta(minutes=1)
_PATIENCE = 60.0
"""Seconds that a digest waits for the first refresh of a new installation."""
_NEEDS_STORIES = frozenset({"ask", "digest", "day", "next", "preview"})
_FREE = frozenset({"home"})
"""What nobody sends on purpose: it counts for no limit."""
ANSWERS: Mapping[str, Answer] = {
    "digest": digests.digest,
    "next": digests.next_stories,
    "day": digests.last_day,
    "condense": condensing.condense,
    "receipts": condensing.receipts,
    "share": sharing.share,
    "dm": sharing.send_directly,
    "more": stories.more,
    "thread": stories.thread,
    "save": stories.save,
    "unsave": stories.unsave,
    "saved": stories.saved,
    "up": stories.vote_up,
    "down": stories.vote_down,
    "why": why.why,
    "ask": asking.ask,
    "follow": topics.follow,
    "mute": topics.mute,
    "forget": topics.forget,
    "topics": topics.topics,
    "sources": sources.sources,
    "feed": sources.offer,
    "briefing": briefing.briefing,
    "preview": briefing.preview,
    "pause": briefing.pause,
    "resume": briefing.resume,
    "unset": briefing.remove,
    "settings": settings.settings,
    "apply": settings.apply,
    "home": home.home,
    "help": words.help_,
}


class App:
    """Answers commands."""

    def __init__(self, services: Services, patience: float = _PATIENCE) -> None:
        self._services = services
        self._patience = patience
        self._asked: dict[str, deque[datetime]] = {}

    async def handle(self, command: Command, asker: Asker) -> Reply:
        """The reply to a command, in the asker's language. Never raises: whatever goes wrong is one plain sentence."""
        with speaking(asker.language):
            return await self._handle(command, asker)

    async def _handle(self, command: Command, asker: Asker) -> Reply:
        if command.verb not in _FREE and (wait := self._must_wait(asker)):
            rate = self._services.user_rate
            many = tr(
                "That was {rate} commands in a minute, as many as I take. Ask again in {wait} s.", rate=rate, wait=wait
            )
            return tell(asker, many)
        answer = ANSWERS.get(command.verb)
        if answer is None:
            unknown = tr("“{verb}” is not something I can do here. `help` shows what works.", verb=command.verb[:40])
            return tell(asker, unknown)
        needs_stories = command.verb in _NEEDS_STORIES or (command.verb, command.action) == ("briefing", "preview")
        if needs_stories and not self._services.ready.is_set():
            waiting = tell(asker, tr("I am reading the sources for the first time. Your answer comes here after that."))
            return Reply(waiting.document, later=partial(self._after_reading, answer, command, asker))
        return await self._answer(answer, command, asker)

    async def _answer(self, answer: Answer, command: Command, asker: Asker) -> Reply:
        try:
            return await answer(self._services, command, asker)
        except SummarizerError as error:
            log.warning("command failed", verb=command.verb, error=type(error).__name__, reason=str(error))
            return tell(asker, tr("That did not work: {reason}. Try again in a moment.", reason=say_reason(str(error))))
        except Exception:
            # The one place where anything unforeseen becomes a sentence in chat.
            log.exception("command failed unforeseen", verb=command.verb)
            return tell(asker, tr("Something went wrong on my side, and it is in my log. Try again in a moment."))

    async def _after_reading(self, answer: Answer, command: Command, asker: Asker) -> Reply:
        """The answer as soon as the first reading is over, or with what there is when that takes too long."""
        try:
            await asyncio.wait_for(self._services.ready.wait(), self._patience)
        except TimeoutError:
            if not await self._services.stories.count():
                with speaking(asker.language):
                    return tell(asker, tr("I am still reading the sources for the first time. Ask again in a minute."))
        with speaking(asker.language):
            return await self._answer(answer, command, asker)

    def _must_wait(self, asker: Asker) -> int:
        """The seconds until this person may send a command again; 0: they may now, and this one counts."""
        rate = self._services.user_rate
        if rate <= 0:
            return 0
        person = f"{asker.place.platform}:{asker.place.workspace}:{asker.user}"
        now = self._services.clock.now()
        times = self._asked.setdefault(person, deque())
        # Also what a clock noted that was set back since.
        while times and not timedelta() <= now - times[0] < _MINUTE:
            times.popleft()
        if len(times) >= rate:
            return max(1, math.ceil((times[0] + _MINUTE - now).total_seconds()))
        times.append(now)
        if len(self._asked) > 10_000:
            self._asked = {key: held for key, held in self._asked.items() if held and now - held[-1] < _MINUTE}
        return 0
