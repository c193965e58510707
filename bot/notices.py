"""A word in private to the owner of a briefing, when it was stopped or something they wished could not be done.

It is written down with what it tells of (see bot/store/notices.py), and told by whichever process comes to it: once,
also when one of them dies in the middle.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import structlog

from bot.coming import GRACE
from bot.document import note
from bot.language import speaking, tr
from bot.metrics import Metrics
from bot.ports import ChatPlatform, Place, Refusal, ReplyRefused
from bot.reasons import say_reason
from bot.schedule import say_schedule
from bot.store.briefings import Briefing
from bot.store.notices import Notice, NoticeStore
from bot.store.outcomes import Delivery
from summarizer.errors import SummarizerError
from summarizer.ports import Clock

T = TypeVar("T")
log = structlog.get_logger(__name__)
OPERATOR = "operator"
"""The owner of a briefing that was set from the command line; the log tells them."""
ANSWER_WITHIN = 12.0
"""Seconds that a platform has to answer: a channel opened, a look for it and a post fit into the lease of a notice."""
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 300.0
_TWICE = 2
_CANNOT_TELL = {Refusal.FORBIDDEN, Refusal.LAYOUT}


def of_a_stop(briefing: Briefing, delivery: Delivery, reason: str) -> Notice | None:
    """What the owner is told when the briefing is stopped, and how to go on; None: there is nobody to tell."""
    with speaking(briefing.channel.speaks):
        said = tr(
            "I stopped the briefing that you set ({schedule}): {reason}."
            " `briefing resume` in the channel lets it come again.",
            schedule=say_schedule(briefing.schedule),
            reason=say_reason(reason).rstrip("."),
        )
    return to_owner(briefing, said, key=f"{delivery.key}o")


def of_a_refusal(briefing: Briefing, delivery: Delivery, reason: str) -> Notice | None:
    """What the owner is told when it could not be posted, and the next one is tried; None: there is nobody to tell."""
    with speaking(briefing.channel.speaks):
        said = tr(
            "I could not post the briefing that you set ({schedule}): {reason}. I will try again with the next one.",
            schedule=say_schedule(briefing.schedule),
            reason=say_reason(reason).rstrip("."),
        )
    return to_owner(briefing, said, key=f"{delivery.key}o")


def to_owner(briefing: Briefing, said: str, *, key: str) -> Notice | None:
    """A word to the owner of that briefing; None: there is nobody to tell."""
    if briefing.owner == OPERATOR:
        return None
    return Notice(key, briefing.place.platform, briefing.place.workspace, briefing.owner, briefing.id, said)


class Messenger:
    """Tells what is written down, for one process. A platform has `seconds` to answer."""

    def __init__(
        self,
        notices: NoticeStore,
        platforms: Mapping[str, ChatPlatform],
        owner: str,
        clock: Clock,
        metrics: Metrics,
        seconds: float = ANSWER_WITHIN,
    ) -> None:
        self._notices = notices
        self._platforms = platforms
        self._owner = owner
        self._clock = clock
        self._metrics = metrics
        self._seconds = seconds
        self._wanted = False
        self._stopped = False
        self._telling: asyncio.Task[None] | None = None

    def set_out(self) -> None:
        """Tell what there is beside whatever else is done: no briefing waits for somebody who cannot be told."""
        if self._stopped:
            return
        self._wanted = True
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell_while_wanted(), name="notices")

    async def stop(self, seconds: float) -> None:
        """Claim nothing more; what is on its way has so many seconds, then it is cut off. The rest stays there."""
        self._stopped, self._wanted = True, False
        telling, self._telling = self._telling, None
        if telling is not None:
            await asyncio.wait({telling}, timeout=seconds)
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def deliver(self) -> int:
        """Tell everything that waits; how many were told. Raises StoreError."""
        told = 0
        while not self._stopped:
            claimed = await self._notices.claim(self._owner, self._clock.now(), self._platforms)
            if not claimed:
                break
            told += sum(await asyncio.gather(*(self._tell(each) for each in claimed)))
        return told

    async def _tell_while_wanted(self) -> None:
        while self._wanted:
            self._wanted = False
            try:
                await self.deliver()
            except SummarizerError as error:
                # They stay where they are, and the next round comes within seconds.
                log.error("owners could not be told", reason=str(error))

    async def _tell(self, notice: Notice) -> bool:
        """Tell one and note what became of it; whether it was told."""
        if notice.created_at is not None and self._clock.now() - notice.created_at > GRACE:
            return await self._give_up(notice, "it could not be told in time")
        tried = replace(notice, attempts=notice.attempts + 1)
        try:
            place = await self._within(self._private(notice))
            if notice.state == "ambiguous" and await self._arrived(notice, place):
                await self._notices.done(notice)
                return True
        except ReplyRefused as refused:
            return await self._put_off(tried, refused)
        # As the clock is now: what was asked until here has used up some of the lease.
        if not await self._notices.begin(self._owner, notice, self._clock.now() + timedelta(seconds=self._seconds)):
            return False
        try:
            await self._within(self._platforms[notice.platform].post(place, note(notice.said), key=notice.key))
        except ReplyRefused as refused:
            if refused.meaning is Refusal.UNSURE:
                tried = replace(tried, state="ambiguous", unsure=notice.unsure + 1)
            return await self._put_off(tried, refused)
        await self._notices.done(notice)
        return True

    async def _arrived(self, notice: Notice, place: Place) -> bool:
        """Whether the platform has it already. Raises ReplyRefused where it is not to be sent again."""
        try:
            found = await self._within(self._platforms[notice.platform].find_sent(place, key=notice.key))
        except ReplyRefused as refused:
            if refused.meaning not in _CANNOT_TELL:
                raise
            if notice.unsure >= _TWICE:
                words = "I sent it twice and could not find out whether it arrived"
                raise ReplyRefused(words, Refusal.FORBIDDEN) from refused
            found = None
        (self._metrics.sent_again if found is None else self._metrics.duplicates_averted).inc()
        return found is not None

    async def _put_off(self, notice: Notice, refused: ReplyRefused) -> bool:
        if refused.permanent:
            return await self._give_up(notice, str(refused))
        wait = refused.retry_after or min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(notice.attempts, 10))
        await self._notices.put_off(self._owner, notice, self._clock.now() + timedelta(seconds=wait))
        return False

    async def _give_up(self, notice: Notice, reason: str) -> bool:
        log.warning("the owner could not be told", briefing=notice.briefing, reason=reason)
        await self._notices.done(notice)
        return False

    async def _private(self, notice: Notice) -> Place:
        """Where the owner is written to: some platforms open a channel for that, others take the person for one."""
        platform = self._platforms[notice.platform]
        open_channel = getattr(platform, "direct_place", None)
        if open_channel is None:
            return Place(platform.name, notice.workspace, notice.person)
        place: Place = await open_channel(notice.person)
        return place

    async def _within(self, asking: Awaitable[T]) -> T:
        """What the platform answers in time. Raises ReplyRefused: whatever else it raised may mean that it took it."""
        (answer,) = await asyncio.gather(asyncio.wait_for(asking, self._seconds), return_exceptions=True)
        if isinstance(answer, ReplyRefused) or (
            isinstance(answer, BaseException) and not isinstance(answer, Exception)
        ):
            raise answer
        if isinstance(answer, BaseException):
            raise ReplyRefused(type(answer).__name__) from answer
        return answer
