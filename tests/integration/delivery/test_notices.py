"""Words to the owner of a briefing: told once, whichever process dies on the way."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.document import note
from bot.notices import ANSWER_WITHIN
from bot.ports import Place, Refusal, ReplyRefused
from bot.refusals import Consequences
from bot.sending import Parcel, Sent
from bot.store.ledger import LEASE
from bot.store.notices import Notice, NoticeStore
from bot.store.outcomes import Outcome
from tests.fakes.chat import Chat, Posted
from tests.integration.delivery.mornings import EIGHT, Mornings

FORBIDDEN = ReplyRefused("I may not write in that channel.", Refusal.FORBIDDEN)
GONE = ReplyRefused("That channel is gone.", Refusal.GONE)


def _told(mornings: Mornings) -> list[str]:
    """What the owner was told."""
    return [each.document.summary for each in mornings.chat.arrived if each.place.channel == "U1"]


@pytest.mark.parametrize("refused", [GONE, FORBIDDEN], ids=["gone", "forbidden"])
async def test_an_owner_is_told_though_the_process_dies_before(mornings: Mornings, refused: ReplyRefused) -> None:
    """Between what it means for the briefing and the word to its owner: another process tells it."""
    briefing = await mornings.briefing()
    await mornings.open(EIGHT)
    (delivery,) = await mornings.ledger()
    dying = Consequences(mornings.desk.briefings, mornings.clock)
    sent = Sent(Outcome(delivery, "failed", reason=str(refused)), refusal=refused.meaning)
    await dying.draw(Parcel(delivery, None, briefing), sent)
    mornings.chat.refused["C1"] = refused

    for _ in range(3):
        await mornings.deliver()
        await mornings.later(minutes=1)

    assert len(_told(mornings)) == 1


@pytest.mark.parametrize("arrived", [True, False])
async def test_an_owner_is_told_once_though_the_teller_dies(mornings: Mornings, arrived: bool) -> None:
    """What it had begun to post may have arrived, so the platform is asked first."""
    await mornings.briefing()
    mornings.chat.refused["C1"] = GONE
    await mornings.open(EIGHT)
    await mornings.courier().deliver()
    notices = NoticeStore(mornings.desk.database)
    (notice,) = await notices.claim("dying", EIGHT, ["slack"])
    assert await notices.begin("dying", notice, EIGHT)
    if arrived:
        mornings.chat.accept(Posted(Place("slack", "T1", "U1"), note(notice.said), notice.key))

    for _ in range(3):
        await mornings.later(minutes=1)
        await mornings.deliver()

    assert (len(_told(mornings)), await notices.all()) == (1, [])


async def test_an_owner_who_may_have_been_told_gets_it_twice_at_most(mornings: Mornings) -> None:
    """Where the platform cannot tell, it is said once more and never a third time."""
    await mornings.briefing()
    mornings.chat.knows = False
    mornings.chat.next_posts.extend([GONE, *[mornings.chat.accept_and_break] * 3])
    await mornings.morning()

    for _ in range(20):
        await mornings.later(minutes=5)
        await mornings.deliver()

    assert len(_told(mornings)) == 2
    assert mornings.count("nightdesk_sent_again_total") == 1


async def _a_word(mornings: Mornings) -> NoticeStore:
    """One word for U1 that nobody has told yet."""
    notices = NoticeStore(mornings.desk.database)
    await notices.add(Notice("k1", "slack", "T1", "U1", 1, "Your briefing was stopped."), mornings.clock.now())
    return notices


async def _until_tried(mornings: Mornings) -> None:
    async with asyncio.timeout(30):
        while not mornings.chat.tried:
            await asyncio.sleep(0.005)


async def test_who_was_stopped_tells_nothing_more(evening: Mornings) -> None:
    """Though the courier comes back during the stop, and sends it out again: the next process tells it."""
    notices = await _a_word(evening)
    messenger = evening.messenger()
    await messenger.stop(0)

    messenger.set_out()
    told = await messenger.deliver()

    assert (told, messenger._telling, len(await notices.all())) == (0, None, 1)


async def test_a_word_that_is_being_told_may_arrive_before_the_end(evening: Mornings) -> None:
    """A stop in the middle of a post would leave it in doubt."""
    notices = await _a_word(evening)
    evening.chat.held["U1"] = asyncio.Event()
    messenger = evening.messenger()
    messenger.set_out()
    await _until_tried(evening)

    stopping = asyncio.create_task(messenger.stop(30))
    await asyncio.sleep(0)
    evening.chat.held["U1"].set()
    await stopping

    assert (len(_told(evening)), await notices.all()) == (1, [])


async def test_a_word_that_hangs_does_not_hold_up_the_end(evening: Mornings) -> None:
    """It is cut off, and looked for by the next process."""
    notices = await _a_word(evening)
    evening.chat.held["U1"] = asyncio.Event()
    messenger = evening.messenger()
    messenger.set_out()
    await _until_tried(evening)

    await messenger.stop(0.01)

    assert [each.state for each in await notices.all()] == ["sending"]


async def test_a_slow_look_leaves_the_word_to_the_next_process(evening: Mornings) -> None:
    """By the end of it the lease is nearly over: whoever has it then would post it as well."""
    notices = await _a_word(evening)
    (notice,) = await notices.claim("dying", evening.clock.now(), ["slack"])
    await notices.begin("dying", notice, evening.clock.now())
    await evening.later(seconds=46)

    class Slow(Chat):
        async def find_sent(self, place: Place, *, key: str) -> str | None:
            await evening.later(seconds=40)
            return await super().find_sent(place, key=key)

    slow = Slow()
    await evening.messenger("slow", slow).deliver()

    assert (slow.asked, slow.tried) == (["k1"], [])


def test_a_lease_is_long_enough_for_all_that_a_word_takes() -> None:
    """A channel that is opened, a look for it, and the post."""
    assert timedelta(seconds=3 * ANSWER_WITHIN) < LEASE
