"""A delivery arrives once, whatever the platform answers and whoever dies on the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.courtesy import Courtesy
from bot.grip import Grip
from bot.ports import ReplyRefused
from bot.sending import AVERTED
from bot.store.ledger import LEASE
from bot.store.opening import look_ahead
from bot.store.outcomes import Outcome
from tests.integration.delivery.mornings import EIGHT, Mornings

DAY = timedelta(days=1)


async def test_a_briefing_arrives(mornings: Mornings) -> None:
    """Once, with its key; a second look sends nothing more, and its lateness was counted."""
    await mornings.article()
    await mornings.briefing()

    assert (await mornings.morning(), await mornings.deliver()) == (1, 0)

    (delivery,) = await mornings.ledger()
    assert (delivery.state, delivery.message_id, delivery.attempts, delivery.late) == ("sent", "m1", 1, False)
    assert [each.key for each in mornings.chat.arrived] == [delivery.key]
    assert mornings.count("nightdesk_delivery_lateness_seconds_count") == 1


async def test_what_was_posted_was_seen_by_the_channel(mornings: Mornings) -> None:
    """The marks are in the store as soon as the delivery is."""
    await mornings.article()
    briefing = await mornings.briefing()
    await mornings.morning()

    assert await mornings.desk.seen.seen_versions([briefing.place.key], ["s1"]) == {"s1": 1}


async def test_a_mark_is_never_lowered(mornings: Mornings) -> None:
    """A late acknowledgement of an older version leaves what was seen since."""
    await mornings.article()
    briefing = await mornings.briefing()
    await mornings.open(EIGHT)
    (delivery,) = await mornings.desk.ledger.claim("me", EIGHT)
    await mornings.desk.seen.mark([briefing.place.key], [("s1", 5)], EIGHT)

    await mornings.desk.ledger.settle("me", [Outcome(delivery, "sent", at=EIGHT, stories=(("s1", 1), ("s2", 1)))])

    assert await mornings.desk.seen.seen_versions([briefing.place.key], ["s1", "s2"]) == {"s1": 5, "s2": 1}


async def test_many_acknowledgements_are_one_transaction(mornings: Mornings) -> None:
    """Every delivery of a round has its outcome."""
    for number in range(20):
        await mornings.briefing(f"C{number:02}")
    await mornings.open(EIGHT)
    claimed = await mornings.desk.ledger.claim("me", EIGHT, 50)

    await mornings.desk.ledger.settle(
        "me", [Outcome(each, "sent", at=EIGHT, message_id=f"m{each.id}") for each in reversed(claimed)]
    )

    assert [(each.state, each.message_id) for each in await mornings.ledger()] == [
        ("sent", f"m{each.id}") for each in claimed
    ]


async def test_workers_share_what_waits(mornings: Mornings) -> None:
    """Four at once claim each delivery once."""
    for number in range(40):
        await mornings.briefing(f"C{number}")
    await mornings.open(EIGHT)

    sent = await asyncio.gather(*(mornings.courier().deliver() for _ in range(4)))

    assert sum(sent) == 40
    assert len(set(mornings.chat.channels())) == len(mornings.chat.arrived) == 40


async def test_an_accepted_message_without_an_answer_is_found_and_not_sent_again(mornings: Mornings) -> None:
    """The platform is asked first; that it knew is counted, and the ledger says so."""
    await mornings.article()
    briefing = await mornings.briefing()
    mornings.chat.next_posts.append(mornings.chat.accept_and_break)
    assert await mornings.morning() == 0
    assert await mornings.states() == ["ambiguous"]

    await mornings.later(seconds=30)
    assert await mornings.deliver() == 1

    (delivery,) = await mornings.ledger()
    assert (delivery.state, delivery.message_id, len(mornings.chat.arrived)) == ("sent", "m1", 1)
    assert delivery.reason == AVERTED
    assert mornings.count("nightdesk_duplicates_averted_total") == 1
    assert await mornings.desk.seen.seen_versions([briefing.place.key], ["s1"]) == {"s1": 1}


async def test_a_platform_that_knows_nothing_of_it_gets_it_once_more(mornings: Mornings) -> None:
    """Which is counted, too: without a history to look into it may have been there."""
    await mornings.briefing()
    mornings.chat.next_posts.append(ReplyRefused("it broke"))
    await mornings.morning()

    await mornings.later(seconds=30)

    assert (await mornings.deliver(), len(mornings.chat.arrived)) == (1, 1)
    assert mornings.count("nightdesk_sent_again_total") == 1


async def test_a_worker_that_died_in_mid_delivery_leaves_it_ambiguous(mornings: Mornings) -> None:
    """Until its lease is over nobody touches it; then the platform is asked before anything is sent."""
    await mornings.briefing()
    await mornings.open(EIGHT)
    (delivery,) = await mornings.desk.ledger.claim("one that dies", EIGHT)
    assert await mornings.desk.ledger.begin("one that dies", [delivery.id], EIGHT, 20) == {delivery.id}

    mornings.clock.move_to(EIGHT + LEASE - timedelta(seconds=1))
    assert (await mornings.deliver(), mornings.chat.asked) == (0, [])
    mornings.clock.move_to(EIGHT + LEASE)
    assert await mornings.deliver() == 1

    assert len(mornings.chat.asked) == len(mornings.chat.arrived) == 1


async def test_a_worker_that_died_before_it_posted_leaves_nothing_to_ask(mornings: Mornings) -> None:
    """Slack lets some apps look into a channel once a minute: that is kept for what may have arrived."""
    await mornings.briefing()
    await mornings.open(EIGHT)
    await mornings.desk.ledger.claim("one that dies", EIGHT)

    mornings.clock.move_to(EIGHT + LEASE)

    assert (await mornings.deliver(), mornings.chat.asked) == (1, [])


async def test_a_lease_from_before_the_clock_was_set_back_is_over(mornings: Mornings) -> None:
    """A dead worker's lease must not last an hour because the clock did."""
    await mornings.briefing()
    await mornings.open(EIGHT)
    await mornings.desk.ledger.claim("one that dies", EIGHT + timedelta(hours=1))

    assert await mornings.deliver() == 1


async def test_the_payload_is_frozen_before_the_first_send(mornings: Mornings) -> None:
    """What is read afterwards does not change what a second attempt sends."""
    await mornings.article(1)
    await mornings.briefing()
    mornings.chat.next_posts.append(ReplyRefused("wait", retry_after=60))
    await mornings.morning()
    frozen = (await mornings.edition()).content
    await mornings.article(2)

    await mornings.later(seconds=61)
    await mornings.deliver()

    (posted,) = mornings.chat.arrived
    assert frozen == (await mornings.edition()).content
    assert [block.title for block in posted.document.blocks if hasattr(block, "story_id")] == [
        "Company 1 opens plant 1"
    ]


async def test_a_briefing_removed_between_claim_and_send_is_not_sent(mornings: Mornings) -> None:
    """Nor one that was paused."""
    removed, paused = await mornings.briefing("C1"), await mornings.briefing("C2")
    await mornings.open(EIGHT)
    await mornings.desk.briefings.remove(removed)
    await mornings.desk.briefings.pause(paused)

    assert await mornings.deliver() == 0

    assert [each.reason for each in await mornings.ledger()] == ["its briefing was removed", "its briefing was paused"]
    assert mornings.chat.tried == []


async def test_a_channels_deliveries_keep_their_order(mornings: Mornings) -> None:
    """The noon briefing waits for the morning's, which waits for the platform."""
    await mornings.briefing("C1", "8:00 and 9:00")
    mornings.chat.next_posts.append(ReplyRefused("too fast", retry_after=5400))
    await mornings.morning()
    assert await mornings.morning(EIGHT + timedelta(hours=1)) == 0

    assert await mornings.morning(EIGHT + timedelta(minutes=90)) == 2

    assert [each.slot for each in await mornings.ledger()] == ["2026-11-24T08:00", "2026-11-24T09:00"]
    assert [each.key for each in mornings.chat.arrived] == [each.key for each in await mornings.ledger()]


async def test_a_fault_of_the_adapter_is_taken_for_perhaps_arrived(mornings: Mornings) -> None:
    """Whatever it raised."""
    await mornings.briefing()
    mornings.chat.next_posts.append(ValueError("no such thing"))

    assert await mornings.morning() == 0
    assert [(each.state, each.reason) for each in await mornings.ledger()] == [("ambiguous", "ValueError")]


async def test_a_platform_that_hangs_is_given_up_before_the_lease_ends(evening: Mornings) -> None:
    """And then it may have arrived."""
    await evening.briefing()
    evening.chat.held["C1"] = asyncio.Event()
    await evening.open(EIGHT)
    evening.desk.ledger.lease = timedelta(milliseconds=100)

    assert await evening.deliver() == 0

    (delivery,) = await evening.ledger()
    assert (delivery.state, delivery.reason) == ("ambiguous", "the platform did not answer in time")


async def test_a_worker_that_is_stopped_lets_what_is_on_its_way_arrive(evening: Mornings) -> None:
    """And claims nothing more."""
    await evening.briefing("C1")
    evening.chat.held["C1"] = asyncio.Event()
    await evening.open(EIGHT)
    courier = evening.courier()
    delivering = asyncio.create_task(courier.deliver())
    while not evening.chat.tried:
        await asyncio.sleep(0.001)

    asyncio.get_running_loop().call_later(0.01, evening.chat.held["C1"].set)
    await courier.stop(5)
    await delivering

    assert await evening.states() == ["sent"]
    await evening.briefing("C2")
    await evening.open(EIGHT + DAY)
    assert await courier.deliver() == 0


async def test_an_outcome_of_who_lost_its_lease_is_not_written(mornings: Mornings) -> None:
    """Unless it is that the message arrived: that is true whoever says it."""
    await mornings.briefing()
    await mornings.open(EIGHT)
    ledger = mornings.desk.ledger
    (first,) = await ledger.claim("one", EIGHT)
    await ledger.begin("one", [first.id], EIGHT, 20)
    (second,) = await ledger.claim("two", EIGHT + LEASE)

    await ledger.settle("one", [Outcome(first, "pending", reason="slow")])
    assert await mornings.states() == ["sending"]
    await ledger.settle("one", [Outcome(first, "sent", message_id="m1", at=EIGHT)])
    await ledger.settle("two", [Outcome(second, "ambiguous", reason="slow")])

    assert await mornings.states() == ["sent"]


async def test_an_edition_frozen_by_another_worker_is_what_is_sent(mornings: Mornings) -> None:
    """Two that composed the same edition send the same words."""
    await mornings.article()
    briefing = await mornings.briefing()
    await mornings.open(EIGHT)
    (delivery,) = await mornings.ledger()
    edition = await mornings.edition()
    await mornings.desk.editor.frozen(edition, briefing, delivery)
    await mornings.article(2)

    again = await mornings.desk.editor.frozen(edition, briefing, replace(delivery, late=True))

    assert again.stories == (("s1", 1),)


async def test_a_worker_that_works_keeps_its_leases(evening: Mornings) -> None:
    """What takes longer than a lease is renewed, so that nobody else begins it."""
    await evening.briefing()
    await evening.open(EIGHT)
    ledger = evening.desk.ledger
    ledger.lease = timedelta(milliseconds=60)
    (delivery,) = await ledger.claim("me", EIGHT)
    grip = Grip(ledger, "me", evening.clock)
    grip.take()

    evening.clock.move_to(EIGHT + timedelta(milliseconds=59))
    while await look_ahead(evening.desk.database, EIGHT) != EIGHT + timedelta(milliseconds=119):
        await asyncio.sleep(0.002)

    assert await ledger.claim("another", EIGHT + timedelta(milliseconds=118)) == ()
    assert await ledger.begin("me", [delivery.id], evening.clock.now(), seconds=0.06) == frozenset()
    assert await ledger.begin("me", [delivery.id], evening.clock.now(), seconds=0.059) == {delivery.id}
    await grip.let_go()
    assert [each.id for each in await ledger.claim("another", EIGHT + timedelta(milliseconds=119))] == [delivery.id]


async def test_nothing_is_posted_on_a_lease_about_to_run_out(evening: Mornings) -> None:
    """A process that stood still for a while leaves it to whoever has it now."""
    await evening.briefing()
    await evening.open(EIGHT)
    courtesy = Courtesy(patience=30)
    delivering = asyncio.create_task(evening.courier(courtesy=courtesy).deliver())
    async with courtesy.serving():
        while await look_ahead(evening.desk.database, EIGHT) != EIGHT + LEASE:
            await asyncio.sleep(0.001)
        evening.clock.move_to(EIGHT + LEASE)
        assert len(await evening.desk.ledger.claim("another", EIGHT + LEASE)) == 1

    assert await delivering == 0
    assert (evening.chat.tried, await evening.desk.ledger.renew("another", EIGHT + LEASE)) == ([], 1)
