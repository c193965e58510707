"""One attempt to deliver: from a claimed delivery to its outcome.

What the platform refused for good is failed and stops its briefing; what it put off waits; anything else may have
arrived, so the platform is asked before it is sent again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.coming import GRACE, LATE
from bot.editions import Composed, Editor, composed_of
from bot.extras import post_as_wished
from bot.metrics import Metrics
from bot.ports import ChatPlatform, ReplyRefused
from bot.store.briefings import Briefing
from bot.store.ledger import Delivery, Edition, Outcome
from summarizer.errors import SummarizerError
from summarizer.ports import Clock

log = structlog.get_logger(__name__)
AVERTED = "duplicate averted: the platform had it already"
"""What the ledger says of a delivery that may have arrived, and had."""
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 300.0
_COMPOSING = 120.0
_GIVE_UP = timedelta(hours=24)
"""So long is a platform asked for what may have arrived; what was never sent is given up after the grace."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed delivery with what it takes to send it; None: it was removed."""

    delivery: Delivery
    edition: Edition | None
    briefing: Briefing | None
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """An attempt's outcome. `skipped`: nothing is to be said; `gone`: the platform refused for good, and why;
    `hold`: it asked to leave the channel alone for so many seconds; `lapsed`: why nobody was mentioned."""

    outcome: Outcome
    skipped: bool = False
    gone: str | None = None
    hold: float | None = None
    lapsed: str | None = None


class Sender:
    """Sends parcels. The platform has `seconds` to answer; `may_post` tells when to come back instead of posting."""

    def __init__(
        self,
        editor: Editor,
        platforms: Mapping[str, ChatPlatform],
        clock: Clock,
        metrics: Metrics,
        may_post: Callable[[Delivery], Awaitable[datetime | None]],
        seconds: float,
    ) -> None:
        self._editor = editor
        self._platforms = platforms
        self._clock = clock
        self._metrics = metrics
        self._may_post = may_post
        self._seconds = seconds

    async def send(self, parcel: Parcel) -> Sent:
        """Send it, and say what became of it; it never raises."""
        delivery = parcel.delivery
        unsure = delivery.state == "ambiguous"
        if delivery.place.platform not in self._platforms:
            return _again(delivery, self._clock, f"{delivery.place.platform} is not connected here", unsure=unsure)
        try:
            async with asyncio.timeout(_COMPOSING):
                ready = await self._prepared(parcel, unsure=unsure)
            if isinstance(ready, Sent):
                return ready
            if until := await self._may_post(delivery):
                return Sent(Outcome(delivery, "pending", reason=delivery.reason, not_before=until))
        except (SummarizerError, TimeoutError) as error:
            return _again(delivery, self._clock, str(error) or "it took too long to compose", unsure=unsure)
        return await self._post(parcel, ready)

    async def _prepared(self, parcel: Parcel, *, unsure: bool) -> Sent | Composed:
        """What is to be posted, or the outcome that is reached without posting."""
        delivery, edition, briefing = parcel.delivery, parcel.edition, parcel.briefing
        if unsure and self._clock.now() - delivery.due_at > _GIVE_UP:
            return Sent(_failed(delivery, "I could not find out whether it arrived"))
        if unsure and (found := await self._ask(delivery, edition)):
            return found
        if edition is None or briefing is None:
            return Sent(_failed(delivery, "its briefing was removed"))
        if briefing.paused:
            return Sent(_failed(delivery, briefing.stopped or "its briefing was paused"))
        if self._clock.now() - delivery.due_at > GRACE:
            return Sent(_failed(delivery, f"not sent in time: {delivery.reason or 'more than 3 hours have passed'}"))
        composed = await self._editor.frozen(edition, briefing, delivery, outdated=parcel.outdated)
        if not composed.stories and briefing.channel.skip_empty and not unsure:
            return Sent(_failed(delivery, "nothing to say"), skipped=True)
        return composed

    async def _ask(self, delivery: Delivery, edition: Edition | None) -> Sent | None:
        """Ask the platform for what may have arrived; None: it knows nothing of it."""
        find = self._platform(delivery).find_sent(delivery.place, key=delivery.key)
        (answer,) = await asyncio.gather(asyncio.wait_for(find, self._seconds), return_exceptions=True)
        if isinstance(answer, BaseException):
            return _after(answer, delivery, self._clock, asked=True)
        log.info("asked the platform before sending again", delivery=delivery.id, found=answer is not None)
        if answer is None:
            self._metrics.sent_again.inc()
            return None
        self._metrics.duplicates_averted.inc()
        stories = composed_of(edition).stories if edition and edition.content else ()
        return Sent(replace(self._arrived(delivery, answer, stories), reason=AVERTED))

    async def _post(self, parcel: Parcel, composed: Composed) -> Sent:
        delivery, mention = parcel.delivery, parcel.briefing.channel.mention if parcel.briefing else None
        post = post_as_wished(self._platform(delivery), delivery, composed.document, mention)
        (posted,) = await asyncio.gather(asyncio.wait_for(post, self._seconds), return_exceptions=True)
        if isinstance(posted, BaseException):
            return _after(posted, delivery, self._clock)
        self._metrics.lateness.observe(max(0.0, (self._clock.now() - delivery.due_at).total_seconds()))
        return Sent(self._arrived(delivery, posted.message, composed.stories), lapsed=posted.lapsed)

    def _arrived(self, delivery: Delivery, message: str, stories: tuple[tuple[str, int], ...]) -> Outcome:
        now = self._clock.now()
        late = now - delivery.due_at > LATE
        return Outcome(delivery, "sent", message_id=message, at=now, late=late, stories=stories)

    def _platform(self, delivery: Delivery) -> ChatPlatform:
        return self._platforms[delivery.place.platform]


def _failed(delivery: Delivery, reason: str) -> Outcome:
    return Outcome(delivery, "failed", reason=reason)


def _after(error: BaseException, delivery: Delivery, clock: Clock, *, asked: bool = False) -> Sent:
    """What an error of the platform means; `asked`: it came from asking, so nothing new was sent."""
    if not isinstance(error, Exception):
        raise error
    if not isinstance(error, ReplyRefused):
        reason = "the platform did not answer in time" if isinstance(error, TimeoutError) else type(error).__name__
        log.warning("delivery may have arrived", delivery=delivery.id, error=type(error).__name__, reason=str(error))
        return _again(delivery, clock, reason, unsure=True)
    if error.permanent:
        return Sent(_failed(delivery, str(error)), gone=str(error))
    if error.retry_after is None:
        return _again(delivery, clock, str(error), unsure=True)
    sent = _again(delivery, clock, str(error), unsure=asked, after=error.retry_after)
    return sent if asked else Sent(sent.outcome, hold=error.retry_after)


def _again(delivery: Delivery, clock: Clock, reason: str, *, unsure: bool, after: float | None = None) -> Sent:
    wait = after if after is not None else min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(delivery.attempts, 10))
    not_before = clock.now() + timedelta(seconds=wait)
    state = "ambiguous" if unsure else "pending"
    return Sent(Outcome(delivery, state, reason=reason, not_before=not_before))
