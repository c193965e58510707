"""The command core: a platform-neutral Command in, a Reply out. It has never heard of Slack or Discord."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.answers import briefing, digests, sources, stories, topics, words
from bot.commands import Command
from bot.document import note
from bot.ports import Asker, Reply
from bot.services import Services
from summarizer.errors import SummarizerError

log = structlog.get_logger(__name__)
Answer = Callable[[Services, Command, Asker], Awaitable[Reply]]
_MINUTE = timedelta(minutes=1)
_PATIENCE = 60.0
"""Seconds that a digest waits for the first refresh of a new installation."""
_NEEDS_STORIES = frozenset({"digest", "day", "next", "preview"})
ANSWERS: Mapping[str, Answer] = {
    "digest": digests.digest,
    "condense": digests.condense,
    "next": digests.next_stories,
    "day": digests.last_day,
    "share": digests.share,
    "more": stories.more,
    "why": stories.why,
    "save": stories.save,
    "saved": stories.saved,
    "follow": topics.follow,
    "mute": topics.mute,
    "forget": topics.forget,
    "topics": topics.topics,
    "sources": sources.sources,
    "briefing": briefing.briefing,
    "preview": briefing.preview,
    "pause": briefing.pause,
    "resume": briefing.resume,
    "unset": briefing.remove,
    "settings": words.settings,
    "help": words.help_,
}


class App:
    """Answers commands."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._asked: dict[str, deque[datetime]] = {}

    async def handle(self, command: Command, asker: Asker) -> Reply:
        """The reply to a command. Never raises: whatever goes wrong becomes one plain sentence."""
        if self._is_too_fast(asker):
            return Reply(note("That was a lot of commands in a minute. Give me a moment, then ask again."))
        answer = ANSWERS.get(command.verb)
        if answer is None:
            return Reply(note(f"`{command.verb}` is not something I can do here yet. `help` shows what works."))
        try:
            if command.verb in _NEEDS_STORIES and not await self._is_ready():
                return Reply(note("I am still reading the sources for the first time. Ask again in a minute."))
            return await answer(self._services, command, asker)
        except SummarizerError as error:
            log.warning("command failed", verb=command.verb, error=type(error).__name__, reason=str(error))
            return Reply(note(f"That did not work: {error}. Try again in a moment."))
        except Exception:
            # The one place where anything unforeseen becomes a sentence in chat.
            log.exception("command failed unforeseen", verb=command.verb)
            return Reply(note("Something went wrong on my side, and it is in my log. Try again in a moment."))

    async def _is_ready(self) -> bool:
        ready = self._services.ready
        if ready.is_set():
            return True
        try:
            await asyncio.wait_for(ready.wait(), _PATIENCE)
        except TimeoutError:
            return False
        return True

    def _is_too_fast(self, asker: Asker) -> bool:
        """Whether this person sent more commands in the last minute than the operator allows."""
        rate = self._services.user_rate
        if rate <= 0:
            return False
        person = f"{asker.place.platform}:{asker.place.workspace}:{asker.user}"
        now = self._services.clock.now()
        times = self._asked.setdefault(person, deque())
        while times and now - times[0] >= _MINUTE:
            times.popleft()
        if len(times) >= rate:
            return True
        times.append(now)
        if len(self._asked) > 10_000:
            self._asked = {key: held for key, held in self._asked.items() if held and now - held[-1] < _MINUTE}
        return False
