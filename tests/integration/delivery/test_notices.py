"""Words to the owner of a briefing: told once, whichever process dies on the way."""

from __future__ import annotations

import pytest

from bot.document import note
from bot.ports import Place, Refusal, ReplyRefused
from bot.refusals import Consequences
from bot.sending import Parcel, Sent
from bot.store.notices import NoticeStore
from bot.store.outcomes import Outcome
from tests.fakes.chat import Posted
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
