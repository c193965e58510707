"""One attempt to deliver: from a claimed delivery to its outcome.

What the platform refused for good is failed; what it put off waits; what it would not have as it is laid out goes out
as plain words; anything else may have arrived, so the platform is asked before it is sent again. Where it cannot tell,
it is sent once more and then never again: twice is as much as anybody should get of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.coming import GRACE, LATE
from bot.document import Document
from bot.editions import Composed, Editor, composed_of
from bot.extras import Posted, post_as_wished
from bot.following import find_delivered, post_update
from bot.metrics import Metrics
from bot.ports import ChatPlatform, Mention, Refusal, ReplyRefused
from bot.recipes import Recipe
from bot.render.as_text import render_text
from bot.store.briefings import Briefing
from bot.store.ledger import UNKNOWN, Edition
from bot.store.outcomes import Delivery, Outcome
from summarizer.errors import SummarizerError
from summarizer.ports import Clock

log = structlog.get_logger(__name__)
AVERTED = "duplicate averted: the platform had it already"
"""What the ledger says of a delivery that may have arrived, and had."""
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 300.0
_COMPOSING = 120.0
_TWICE = 2
_CANNOT_TELL = {Refusal.FORBIDDEN, Refusal.LAYOUT}
"""A platform that does not let us look, or does not understand the question, cannot tell."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed delivery with what it takes to send it; None: it was removed. `ready` is what it says, or what that is
    composed of; None: that was not looked up yet."""

    delivery: Delivery
    edition: Edition | None
    briefing: Briefing | None
    ready: Composed | Recipe | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """An attempt's outcome. `skipped`: nothing is to be said; `refusal`: what it means that the platform refused it;
    `hold`: it asked to leave the channel alone for so many seconds; `lapsed`: why nobody was mentioned."""

    outcome: Outcome
    skipped: bool = False
    refusal: Refusal | None = None
    hold: float | None = None
    lapsed: str | None = None


class Sender:
    """Sends parcels. The platform has `seconds` to answer; `may_post` tells when to come back instead of posting,
    `overtaken` whether a newer briefing has come."""

    def __init__(
        self,
        editor: Editor,
        platforms: Mapping[str, ChatPlatform],
        clock: Clock,
        metrics: Metrics,
        may_post: Callable[[Delivery], Awaitable[datetime | None]],
        overtaken: Callable[[Delivery], Awaitable[bool]],
        seconds: float,
    ) -> None:
        self._editor = editor
        self._platforms = platforms
        self._clock = clock
        self._metrics = metrics
        self._may_post = may_post
        self._overtaken = overtaken
        self._seconds = seconds

    async def send(self, parcel: Parcel) -> Sent:
        """Send it, and say what became of it; it never raises."""
        delivery = parcel.delivery
        unsure = delivery.state == "ambiguous"
        if delivery.place.platform not in self._platforms:
            return _again(delivery, self._clock, f"{delivery.place.platform} is not connected here", unsure=unsure)
        try:
            ready = await self._prepared(parcel, unsure=unsure)
            if isinstance(ready, Sent):
                return ready
            if until := await self._may_post(delivery):
                state = "ambiguous" if unsure else "pending"
                return Sent(Outcome(delivery, state, reason=delivery.reason, not_before=until))
        except (SummarizerError, TimeoutError) as error:
            return _again(delivery, self._clock, str(error) or "it took too long to compose", unsure=unsure)
        return await self._post(parcel, ready)

    async def _prepared(self, parcel: Parcel, *, unsure: bool) -> Sent | Composed:
        """What is to be posted, or the outcome that is reached without posting."""
        delivery, edition, briefing = parcel.delivery, parcel.edition, parcel.briefing
        if unsure and (found := await self._ask(delivery, edition)):
            return found
        if edition is None or briefing is None:
            return Sent(_failed(delivery, "its briefing was removed"))
        if briefing.paused or briefing.rests(self._clock.now()):
            return Sent(_failed(delivery, briefing.stopped or "its briefing was paused"))
        if self._clock.now() - delivery.due_at > GRACE:
            return Sent(_failed(delivery, f"not sent in time: {delivery.reason or 'more than 3 hours have passed'}"))
        ready = parcel.ready
        composed = ready if isinstance(ready, Composed) else await self._frozen(edition, briefing, delivery, ready)
        if not composed.stories and briefing.channel.skip_empty and not unsure:
            return Sent(_failed(delivery, "nothing to say"), skipped=True)
        return composed

    async def _frozen(
        self, edition: Edition, briefing: Briefing, delivery: Delivery, recipe: Recipe | None
    ) -> Composed:
        async with asyncio.timeout(_COMPOSING):
            return await self._editor.frozen(edition, briefing, delivery, recipe)

    async def _ask(self, delivery: Delivery, edition: Edition | None) -> Sent | None:
        """Ask the platform for what may have arrived; None: it is to be sent (again)."""
        find = find_delivered(self._platform(delivery), delivery)
        (answer,) = await asyncio.gather(asyncio.wait_for(find, self._seconds), return_exceptions=True)
        log.info("asked the platform before sending again", delivery=delivery.id, found=isinstance(answer, str))
        if answer is None or (isinstance(answer, ReplyRefused) and answer.meaning in _CANNOT_TELL):
            return await self._once_more(delivery, can_tell=answer is None)
        if isinstance(answer, BaseException):
            if self._clock.now() - delivery.due_at > GRACE:
                return Sent(_failed(delivery, UNKNOWN))
            return _after_asking(answer, delivery, self._clock)
        self._metrics.duplicates_averted.inc()
        stories = composed_of(edition).stories if edition and edition.content else ()
        return Sent(replace(self._arrived(delivery, answer, stories), reason=AVERTED))

    async def _once_more(self, delivery: Delivery, *, can_tell: bool) -> Sent | None:
        """None: it is sent again. Not if that could make it three, and not after a newer briefing."""
        if not can_tell and delivery.unsure >= _TWICE:
            return Sent(_failed(delivery, "I sent it twice and could not find out whether it arrived"))
        if await self._overtaken(delivery):
            words = "it did not arrive" if can_tell else UNKNOWN
            return Sent(_failed(delivery, f"{words}, and a newer briefing has come meanwhile"))
        if self._clock.now() - delivery.due_at <= GRACE:
            self._metrics.sent_again.inc()
        return None

    async def _post(self, parcel: Parcel, composed: Composed) -> Sent:
        delivery, mention = parcel.delivery, parcel.briefing.channel.mention if parcel.briefing else None
        post = self._in_some_form(delivery, composed.document, mention)
        (posted,) = await asyncio.gather(asyncio.wait_for(post, self._seconds), return_exceptions=True)
        if isinstance(posted, BaseException):
            return _after(posted, delivery, self._clock)
        self._metrics.lateness.observe(max(0.0, (self._clock.now() - delivery.due_at).total_seconds()))
        return Sent(self._arrived(delivery, posted.message, composed.stories), lapsed=posted.lapsed)

    async def _in_some_form(self, delivery: Delivery, document: Document, mention: Mention | None) -> Posted:
        """Post it as it is laid out, or as plain words where that was refused. Raises ReplyRefused."""
        platform = self._platform(delivery)
        if delivery.under is not None:
            return Posted(await post_update(platform, delivery, document))
        try:
            return await post_as_wished(platform, delivery, document, mention)
        except ReplyRefused as refused:
            if refused.meaning is not Refusal.LAYOUT:
                raise
            self._metrics.layouts_refused.inc()
            log.error("our layout was refused; please report this as a bug", delivery=delivery.id, reason=str(refused))
        return Posted(await platform.post_plain(delivery.place, render_text(document), key=delivery.key))

    def _arrived(self, delivery: Delivery, message: str, stories: tuple[tuple[str, int], ...]) -> Outcome:
        now = self._clock.now()
        late = now - delivery.due_at > LATE
        return Outcome(delivery, "sent", message_id=message, at=now, late=late, stories=stories)

    def _platform(self, delivery: Delivery) -> ChatPlatform:
        return self._platforms[delivery.place.platform]


def _failed(delivery: Delivery, reason: str) -> Outcome:
    return Outcome(delivery, "failed", reason=reason)


def _after(error: BaseException, delivery: Delivery, clock: Clock) -> Sent:
    """What an error means that came of posting."""
    refused = _as_refusal(error, delivery)
    reason, meaning = str(refused), refused.meaning
    if meaning is Refusal.UNSURE:
        return _again(delivery, clock, reason, unsure=True, posted=True)
    if meaning is not Refusal.LATER:
        return Sent(_failed(delivery, reason), refusal=meaning)
    unsure = delivery.state == "ambiguous"
    sent = _again(delivery, clock, reason, unsure=unsure, after=refused.retry_after)
    return replace(sent, hold=refused.retry_after)


def _after_asking(error: BaseException, delivery: Delivery, clock: Clock) -> Sent:
    """What an error means that came of asking, so that nothing new was sent."""
    refused = _as_refusal(error, delivery)
    if refused.meaning is Refusal.GONE:
        return Sent(_failed(delivery, str(refused)), refusal=Refusal.GONE)
    return _again(delivery, clock, str(refused), unsure=True, after=refused.retry_after)


def _as_refusal(error: BaseException, delivery: Delivery) -> ReplyRefused:
    """Whatever else a platform raised may mean that the message arrived."""
    if isinstance(error, ReplyRefused):
        return error
    if not isinstance(error, Exception):
        raise error
    reason = "the platform did not answer in time" if isinstance(error, TimeoutError) else type(error).__name__
    log.warning("delivery may have arrived", delivery=delivery.id, error=type(error).__name__, reason=str(error))
    return ReplyRefused(reason)


def _again(
    delivery: Delivery, clock: Clock, reason: str, *, unsure: bool, after: float | None = None, posted: bool = False
) -> Sent:
    wait = after if after is not None else min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(delivery.attempts, 10))
    not_before = clock.now() + timedelta(seconds=wait)
    state = "ambiguous" if unsure else "pending"
    return Sent(Outcome(delivery, state, reason=reason, not_before=not_before, unsure=posted))
