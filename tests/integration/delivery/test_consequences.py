"""What a refusal does to a briefing beyond its delivery, and how long one that may have arrived is left in doubt."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.ports import Refusal, ReplyRefused
from bot.refusals import Consequences
from bot.sending import Parcel, Sent
from bot.store.briefings import BriefingStore
from bot.store.ledger import LEASE
from bot.store.outcomes import Outcome
from tests.integration.delivery.mornings import EIGHT, Mornings

DAY = timedelta(days=1)
FORBIDDEN = ReplyRefused("I may not write in that channel.", Refusal.FORBIDDEN)
GONE = ReplyRefused("That channel is gone.", Refusal.GONE)


def _told(mornings: Mornings) -> list[str]:
    """What the owner was told."""
    return [each.document.summary for each in mornings.chat.arrived if each.place.channel == "U1"]


async def test_a_refused_layout_goes_out_in_plain_words(mornings: Mornings) -> None:
    """Once, under the same key, counted and logged as a bug of ours; the briefing goes on as if nothing had been."""
    await mornings.article()
    briefing = await mornings.briefing()
    mornings.chat.takes_layouts = False

    with capture_logs() as logs:
        assert await mornings.morning() == 1

    (delivery,) = await mornings.ledger()
    (arrived,) = mornings.chat.arrived
    assert (delivery.state, arrived.key) == ("sent", delivery.key)
    assert "1. Company 1 opens plant 1 [NEW]\nhttps://" in arrived.document.summary
    assert mornings.count("nightdesk_layouts_refused_total") == 1
    assert [line["reason"] for line in logs if "bug" in line["event"]] == ["Invalid layout. (invalid_blocks)"]
    held = await mornings.desk.briefings.by_id(briefing.id)
    assert held and not held.paused and held.warned is None


async def test_a_layout_refused_even_in_plain_words_stops_no_briefing(mornings: Mornings) -> None:
    """That edition fails in words; the next one is sent."""
    briefing = await mornings.briefing()
    mornings.chat.refused["C1"] = ReplyRefused("That message is too long.", Refusal.LAYOUT)
    await mornings.morning()
    mornings.chat.refused.clear()

    assert await mornings.morning(EIGHT + DAY) == 1

    assert [(each.state, each.reason) for each in await mornings.ledger()] == [
        ("failed", "That message is too long."),
        ("sent", None),
    ]
    held = await mornings.desk.briefings.by_id(briefing.id)
    assert held and not held.paused


async def test_plain_words_that_may_have_arrived_are_looked_for(mornings: Mornings) -> None:
    """They are a delivery like any other."""
    await mornings.briefing()
    mornings.chat.takes_layouts = False
    mornings.chat.next_posts.append(mornings.chat.accept_and_break)
    await mornings.morning()

    await mornings.later(seconds=30)

    assert (await mornings.deliver(), len(mornings.chat.arrived)) == (1, 1)


async def test_a_missing_permission_is_told_once_and_tried_again(mornings: Mornings) -> None:
    """For as many mornings as it is missing; the briefing is not stopped."""
    briefing = await mornings.briefing()
    mornings.chat.refused["C1"] = FORBIDDEN

    for morning in range(3):
        await mornings.morning(EIGHT + morning * DAY)

    assert await mornings.states() == ["failed"] * 3
    (told,) = _told(mornings)
    assert "I may not write in that channel. I will try again with the next one." in told
    held = await mornings.desk.briefings.by_id(briefing.id)
    assert held and not held.paused and held.warned == "I may not write in that channel."


async def test_a_permission_lost_again_is_told_again(mornings: Mornings) -> None:
    """What was posted in between ends the matter."""
    await mornings.briefing()
    mornings.chat.refused["C1"] = FORBIDDEN
    await mornings.morning()
    mornings.chat.refused.clear()
    assert await mornings.morning(EIGHT + DAY) == 1
    mornings.chat.refused["C1"] = FORBIDDEN

    await mornings.morning(EIGHT + 2 * DAY)

    assert len(_told(mornings)) == 2


@pytest.mark.parametrize("refused", [GONE, FORBIDDEN], ids=["gone", "forbidden"])
async def test_two_processes_that_meet_the_same_refusal_tell_it_once(mornings: Mornings, refused: ReplyRefused) -> None:
    """The row says who did."""
    briefing = await mornings.briefing()
    await mornings.open(EIGHT)
    (delivery,) = await mornings.ledger()
    processes = [Consequences(mornings.desk.briefings, mornings.clock) for _ in range(2)]
    sent = Sent(Outcome(delivery, "failed", reason=str(refused)), refusal=refused.meaning)

    await asyncio.gather(*(each.draw(Parcel(delivery, None, briefing), sent) for each in processes))
    await asyncio.gather(*(mornings.messenger(f"process {number}").deliver() for number in range(2)))

    assert len(_told(mornings)) == 1


async def test_an_owner_who_cannot_be_told_breaks_nothing(mornings: Mornings) -> None:
    """The log has it, and the briefing says why it was stopped."""
    briefing = await mornings.briefing()
    mornings.chat.refused.update(C1=GONE, U1=GONE)

    with capture_logs() as logs:
        await mornings.morning()

    held = await mornings.desk.briefings.by_id(briefing.id)
    assert held and held.stopped == "That channel is gone."
    assert "the owner could not be told" in [line["event"] for line in logs]


async def test_an_owner_who_must_wait_for_a_word_gets_it(mornings: Mornings) -> None:
    """A limit of the platform costs nobody the news, and nobody gets it twice."""
    await mornings.briefing()
    mornings.chat.next_posts.extend([GONE, ReplyRefused("too fast", retry_after=20)])
    await mornings.morning()
    assert _told(mornings) == []

    await mornings.later(seconds=20)
    await mornings.deliver()

    assert len(_told(mornings)) == 1


async def test_what_was_certainly_not_taken_is_sent_without_asking(mornings: Mornings) -> None:
    """A platform that could not be reached took nothing."""
    await mornings.briefing()
    mornings.chat.next_posts.append(ReplyRefused("Slack cannot be reached.", Refusal.LATER))
    await mornings.morning()
    assert await mornings.states() == ["pending"]

    await mornings.later(seconds=30)

    assert (await mornings.deliver(), mornings.chat.asked) == (1, [])


async def test_a_platform_that_cannot_tell_gets_it_once_more_and_never_a_third_time(mornings: Mornings) -> None:
    """However bad the way to it: twice is the most that a channel may get, and it is counted."""
    await mornings.briefing()
    mornings.chat.knows = False
    mornings.chat.next_posts.extend([mornings.chat.accept_and_break] * 3)
    await mornings.morning()
    for _ in range(20):
        await mornings.later(minutes=5)
        await mornings.deliver()

    (delivery,) = await mornings.ledger()
    assert (delivery.state, len(mornings.chat.arrived)) == ("failed", 2)
    assert delivery.reason == "I sent it twice and could not find out whether it arrived"
    assert mornings.count("nightdesk_sent_again_total") == 1


async def test_a_worker_that_dies_counts_where_nobody_can_tell(mornings: Mornings) -> None:
    """What it had begun to post may have arrived, so there is one more and no third."""
    await mornings.briefing()
    mornings.chat.knows = False
    await mornings.open(EIGHT)
    for number in range(2):
        at = EIGHT + number * LEASE
        (delivery,) = await mornings.desk.ledger.claim(f"dying {number}", at)
        assert await mornings.desk.ledger.begin(f"dying {number}", [delivery.id], at, 20)
        mornings.clock.move_to(at + LEASE)
        if number == 0:
            (claimed,) = await mornings.desk.ledger.claim("one that asks", at + LEASE)
            await mornings.desk.ledger.settle("one that asks", [Outcome(claimed, "ambiguous", not_before=at + LEASE)])

    assert await mornings.deliver() == 0

    assert (mornings.chat.tried, await mornings.states()) == ([], ["failed"])


async def test_an_outage_costs_no_try_where_nobody_can_tell(mornings: Mornings) -> None:
    """While a platform does not answer at all, nothing is sent into the dark: it is asked first."""
    await mornings.briefing()
    mornings.chat.knows = False
    mornings.chat.next_posts.append(ReplyRefused("it broke"))
    mornings.chat.next_answers.extend([ReplyRefused("no answer")] * 12)
    await mornings.morning()
    for _ in range(12):
        await mornings.later(minutes=5)
        assert await mornings.deliver() == 0
    assert len(mornings.chat.tried) == 1

    await mornings.later(minutes=5)

    assert (await mornings.deliver(), len(mornings.chat.arrived)) == (1, 1)


async def test_what_may_have_arrived_holds_back_no_later_slot(mornings: Mornings) -> None:
    """The nine o'clock briefing is on time; the eight o'clock one is not sent after it, whatever comes out."""
    await mornings.briefing("C1", "8:00 and 9:00")
    mornings.chat.next_posts.append(ReplyRefused("it broke"))
    mornings.chat.next_answers.extend([ReplyRefused("no answer")] * 20)
    await mornings.morning()

    assert await mornings.morning(EIGHT + timedelta(hours=1)) == 1
    mornings.chat.next_answers.clear()
    await mornings.later(minutes=10)
    assert await mornings.deliver() == 0

    first, second = await mornings.ledger()
    assert (first.state, second.state, len(mornings.chat.arrived)) == ("failed", "sent", 1)
    assert first.reason == "it did not arrive, and a newer briefing has come meanwhile"


async def test_what_arrived_after_all_is_found_after_a_newer_one(mornings: Mornings) -> None:
    """And noted as sent, with what its channel has seen by it."""
    await mornings.article()
    briefing = await mornings.briefing("C1", "8:00 and 9:00")
    mornings.chat.next_posts.append(mornings.chat.accept_and_break)
    mornings.chat.next_answers.extend([ReplyRefused("no answer")] * 20)
    await mornings.morning()
    await mornings.morning(EIGHT + timedelta(hours=1))
    mornings.chat.next_answers.clear()

    await mornings.later(minutes=10)
    assert await mornings.deliver() == 1

    assert await mornings.states() == ["sent", "sent"]
    assert await mornings.desk.seen.seen_versions([briefing.place.key], ["s1"]) == {"s1": 1}


async def test_doubt_ends_with_the_grace(mornings: Mornings) -> None:
    """A platform that cannot be asked for three hours is asked no more."""
    await mornings.briefing()
    mornings.chat.next_posts.append(ReplyRefused("it broke"))
    mornings.chat.next_answers.extend([ReplyRefused("no answer")] * 99)
    await mornings.morning()
    for _ in range(37):
        await mornings.later(minutes=5)
        await mornings.deliver()

    (delivery,) = await mornings.ledger()
    assert (delivery.state, delivery.reason) == ("failed", "I could not find out whether it arrived")


async def test_doubt_about_a_platform_that_is_not_here_any_more_ends_too(mornings: Mornings) -> None:
    """An hour later, by the sweep: no process had it that could have asked."""
    await mornings.briefing()
    mornings.chat.next_posts.append(ReplyRefused("it broke"))
    await mornings.morning()
    await mornings.later(hours=3, minutes=59)
    await mornings.planner().sweep()
    assert await mornings.states() == ["ambiguous"]

    await mornings.later(minutes=2)
    await mornings.planner().sweep()

    (delivery,) = await mornings.ledger()
    assert (delivery.state, delivery.reason) == ("failed", "I could not find out whether it arrived")


class Noting(BriefingStore):
    """Briefings that note what the ledger says when a warning is taken back."""

    def __init__(self, mornings: Mornings) -> None:
        super().__init__(mornings.desk.database)
        self._mornings = mornings
        self.noted: list[str] = []

    async def unwarn(self, briefing_id: int) -> None:
        """Note it first."""
        self.noted = await self._mornings.states()
        await super().unwarn(briefing_id)


async def test_what_arrived_is_written_before_a_warning_is_taken_back(evening: Mornings) -> None:
    """A locked database may keep the second for most of a lease; the first keeps it from being sent again."""
    await evening.briefing()
    evening.chat.next_posts.append(FORBIDDEN)
    await evening.morning()
    noting = Noting(evening)
    evening.desk = replace(evening.desk, briefings=noting)

    await evening.morning(EIGHT + DAY)

    assert noting.noted == ["failed", "sent"]
