"""What a channel wishes of its briefings beside their words, on a platform that offers it."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.document import Document
from bot.ports import Mention, MentionLapsed, Place, Refusal, ReplyRefused
from tests.fakes.chat import Chat
from tests.integration.delivery.mornings import EIGHT, Mornings

NEWS = Mention("77", "@news")
DAY = timedelta(days=1)


@dataclass
class Herald(Chat):
    """A chat that mentions and publishes. `lapsed` is why it mentions nobody; `next_refusals` answer publishing."""

    mentioned: list[tuple[str, Mention]] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)
    lapsed: str = ""
    next_refusals: deque[ReplyRefused] = field(default_factory=deque)

    async def post_mentioning(self, place: Place, document: Document, *, key: str, mention: Mention) -> str:
        """Post, and note whom it woke."""
        if self.lapsed:
            raise MentionLapsed(self.lapsed)
        message = await self.post(place, document, key=key)
        self.mentioned.append((message, mention))
        return message

    async def publish(self, place: Place, message: str, *, key: str) -> None:
        """Publish, or refuse as told."""
        if self.next_refusals:
            raise self.next_refusals.popleft()
        self.published.append((place.channel, message))

    def told(self) -> list[str]:
        """What the briefing's owner was told in private."""
        return [each.document.summary for each in self.arrived if each.place.channel == "U1"]


async def test_a_briefing_mentions_whom_the_channel_wishes(evening: Mornings) -> None:
    """Those, with the one message."""
    evening.chat = herald = Herald()
    await evening.briefing(mention=NEWS)

    await evening.morning()

    assert herald.mentioned == [("m1", NEWS)]
    assert len(herald.arrived) == 1


async def test_a_platform_that_cannot_mention_just_posts(evening: Mornings) -> None:
    """A wish from elsewhere costs the briefing nothing."""
    await evening.briefing(mention=NEWS, publish=True)

    assert await evening.morning() == 1
    assert len(evening.chat.arrived) == 1


async def test_a_mention_that_lapsed_is_told_once(mornings: Mornings) -> None:
    """The briefing comes without it, its owner learns why, and the setting is gone."""
    mornings.chat = herald = Herald(lapsed="The role @news is gone.")
    briefing = await mornings.briefing(mention=NEWS, style=None, length=5)

    sent = [await mornings.morning(), await mornings.morning(EIGHT + DAY)]

    assert sent == [1, 1]
    assert herald.told() == ["The role @news is gone."]
    kept = await mornings.desk.channels.get(briefing.place)
    assert (kept.mention, kept.length) == (None, 5)


async def test_a_mention_that_was_set_anew_meanwhile_stays(evening: Mornings) -> None:
    """Only the one that lapsed is switched off."""
    other = Mention("88", "@other")
    evening.chat = herald = Herald(lapsed="The role @news is gone.")
    briefing = await evening.briefing(mention=NEWS)
    await evening.open(EIGHT)
    herald.held["C1"] = asyncio.Event()
    delivering = asyncio.create_task(evening.deliver())
    async with asyncio.timeout(5):
        while not herald.tried:
            await asyncio.sleep(0)
    await evening.desk.channels.change(briefing.place, lambda now: replace(now, mention=other))
    herald.held["C1"].set()

    assert await delivering == 1
    assert (await evening.desk.channels.get(briefing.place)).mention == other


async def test_two_words_about_one_briefing_are_two_messages(evening: Mornings) -> None:
    """A platform takes two messages under one key for the same."""
    evening.chat = herald = Herald(lapsed="The role @news is gone.")
    herald.next_refusals.append(ReplyRefused("That is no announcement channel.", Refusal.FORBIDDEN))
    await evening.briefing(mention=NEWS, publish=True)

    await evening.morning()

    assert len(herald.told()) == 2
    assert len({each.key for each in herald.arrived}) == 3


async def test_a_briefing_is_published_after_it_arrived(evening: Mornings) -> None:
    """Once, by the message's id."""
    evening.chat = herald = Herald()
    await evening.briefing("C1", publish=True)
    await evening.briefing("C2")

    await evening.morning()

    [(channel, message)] = herald.published
    assert channel == "C1"
    assert message in {each.message_id for each in await evening.ledger()}


async def test_what_turns_out_to_have_arrived_is_published_too(evening: Mornings) -> None:
    """The platform took the message without an answer; it is found, and published."""
    evening.chat = herald = Herald()
    await evening.briefing(publish=True)
    herald.next_posts.append(herald.accept_and_break)

    await evening.morning()
    await evening.later(minutes=10)
    await evening.deliver()

    assert (len(herald.arrived), herald.published) == (1, [("C1", "m1")])


async def test_publishing_that_can_never_work_is_switched_off(mornings: Mornings) -> None:
    """The delivery counts as sent, its owner is told once, and the next one is not tried."""
    mornings.chat = herald = Herald()
    herald.next_refusals.append(ReplyRefused("That is no announcement channel.", Refusal.FORBIDDEN))
    briefing = await mornings.briefing(publish=True)

    await mornings.morning()
    await mornings.morning(EIGHT + DAY)

    assert await mornings.states() == ["sent", "sent"]
    assert herald.told() == ["I could not publish the briefing: That is no announcement channel."]
    assert (await mornings.desk.channels.get(briefing.place)).publish is False
    assert herald.published == []


async def test_publishing_that_was_too_much_for_now_stays_switched_on(evening: Mornings) -> None:
    """That one is never published, and nothing is sent again; the next one is."""
    evening.chat = herald = Herald()
    herald.next_refusals.append(ReplyRefused("Discord publishes ten messages an hour.", retry_after=900))
    await evening.briefing(publish=True)

    await evening.morning()
    before = list(herald.published)
    await evening.morning(EIGHT + DAY)

    assert (before, len(herald.published)) == ([], 1)
    assert await evening.states() == ["sent", "sent"]
    [told] = herald.told()
    assert "Discord publishes ten messages an hour. The next one will be published again." in told
