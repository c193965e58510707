"""What a channel wishes of its briefings beside their words: somebody is woken, and they are handed on to followers.

Only some platforms offer that. It never costs a delivery anything: a mention that lapsed leaves the briefing without
one, and what has arrived is published once or not at all. The briefing's owner is told what could not be done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from bot.document import Document
from bot.language import mark, speaking, tr
from bot.notices import to_owner
from bot.ports import ChatPlatform, Extra, Mention, Mentioning, MentionLapsed, Publishing, ReplyRefused
from bot.reasons import say_reason
from bot.store.briefings import Briefing
from bot.store.channels import Channel, ChannelStore
from bot.store.notices import NoticeStore
from bot.store.outcomes import Delivery
from summarizer.errors import SummarizerError
from summarizer.ports import Clock

Wished = Mention | None
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Posted:
    """A post's message id; `lapsed` says why it mentions nobody although the channel wished it."""

    message: str
    lapsed: str | None = None


async def post_as_wished(platform: ChatPlatform, delivery: Delivery, document: Document, wished: Wished) -> Posted:
    """Post what is delivered, with the mention if there is one that still holds. Raises ReplyRefused."""
    place, key = delivery.place, delivery.key
    if wished is not None and isinstance(platform, Mentioning):
        try:
            return Posted(await platform.post_mentioning(place, document, key=key, mention=wished))
        except MentionLapsed as lapsed:
            return Posted(await platform.post(place, document, key=key), str(lapsed))
    return Posted(await platform.post(place, document, key=key))


class Aftercare:
    """Sees to what is left to do when a briefing has arrived. Each platform has `seconds` to answer."""

    def __init__(
        self,
        channels: ChannelStore,
        notices: NoticeStore,
        platforms: Mapping[str, ChatPlatform],
        clock: Clock,
        seconds: float,
    ) -> None:
        self._channels = channels
        self._notices = notices
        self._clock = clock
        self._platforms = platforms
        self._seconds = seconds

    async def see_to(self, briefing: Briefing | None, delivery: Delivery, message: str, lapsed: str | None) -> None:
        """Publish the message if the channel wishes it, and tell the owner what could not be done; never raises.

        An update stays in its thread.
        """
        if briefing is None or delivery.under is not None:
            return
        if lapsed:
            await self._give_up(Extra.MENTION, briefing, delivery, "{reason}", lapsed)
        platform = self._platforms[delivery.place.platform]
        if briefing.channel.publish and isinstance(platform, Publishing):
            await self._publish(platform, briefing, delivery, message)

    async def _publish(self, platform: Publishing, briefing: Briefing, delivery: Delivery, message: str) -> None:
        """Once: a refusal is told and not tried again, since what is old news by then is worth no second message."""
        try:
            async with asyncio.timeout(self._seconds):
                await platform.publish(delivery.place, message, key=delivery.key)
        except ReplyRefused as refused:
            if refused.permanent:
                said = mark("I could not publish the briefing: {reason}")
                await self._give_up(Extra.PUBLISH, briefing, delivery, said, str(refused))
            else:
                said = mark("I could not publish the briefing: {reason} The next one will be published again.")
                await self._tell(Extra.PUBLISH, briefing, delivery, said, str(refused))
        except TimeoutError:
            log.warning("a briefing may not have been published", delivery=delivery.id, reason="no answer in time")

    async def _give_up(self, extra: Extra, briefing: Briefing, delivery: Delivery, sentence: str, reason: str) -> None:
        """Switch it off, so that it is told once and not every morning; a mention that was set anew meanwhile stays."""

        def switch_off(now: Channel) -> Channel:
            if extra is Extra.PUBLISH:
                return replace(now, publish=False)
            return replace(now, mention=None) if now.mention == briefing.channel.mention else now

        # The word first: who dies between the two leaves a setting that is met again, and nobody who never heard of it.
        await self._tell(extra, briefing, delivery, sentence, reason)
        try:
            await self._channels.change(briefing.place, switch_off)
        except SummarizerError as error:
            log.error("a setting could not be switched off", setting=extra.value, reason=str(error))

    async def _tell(self, extra: Extra, briefing: Briefing, delivery: Delivery, sentence: str, reason: str) -> None:
        log.warning("a wish for a briefing could not be met", delivery=delivery.id, reason=reason)
        with speaking(briefing.channel.speaks):
            said = tr(sentence, reason=say_reason(reason))
        told = to_owner(briefing, said, key=f"{delivery.key}{extra.value[0]}")
        try:
            if told is not None:
                await self._notices.add(told, self._clock.now())
        except SummarizerError as error:
            log.error("the owner could not be told", briefing=briefing.id, reason=str(error))
