"""What a platform refuses: for good, for a while, for a channel or a workspace; and who comes first."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.courtesy import Courtesy
from bot.ports import Refusal, ReplyRefused
from bot.store.holds import HoldStore
from tests.fakes.chat import Chat
from tests.integration.delivery.mornings import EIGHT, Mornings

DAY = timedelta(days=1)


async def test_a_channel_that_is_gone_fails_and_stops_its_briefing(mornings: Mornings) -> None:
    """Its owner is told once, in private, with the way back; the next morning nothing is tried."""
    briefing = await mornings.briefing()
    mornings.chat.refused["C1"] = ReplyRefused("That channel is gone.", Refusal.GONE)

    await mornings.morning()
    await mornings.morning(EIGHT + DAY)

    (delivery,) = await mornings.ledger()
    assert (delivery.state, delivery.reason) == ("failed", "That channel is gone.")
    held = await mornings.desk.briefings.by_id(briefing.id)
    assert held and held.paused and held.stopped == "That channel is gone."
    (told,) = mornings.chat.arrived
    assert told.place.channel == "U1"
    assert "That channel is gone. `briefing resume`" in told.document.summary


async def test_a_token_revoked_between_claim_and_send_fails_in_plain_words(mornings: Mornings) -> None:
    """Its owner cannot be told either, which breaks nothing."""
    await mornings.briefing()
    revoked = ReplyRefused("Slack no longer accepts my token.", Refusal.GONE)
    mornings.chat.refused.update(C1=revoked, U1=revoked)

    assert await mornings.morning() == 0

    (delivery,) = await mornings.ledger()
    assert (delivery.state, delivery.reason) == ("failed", "Slack no longer accepts my token.")


async def test_a_refusal_holds_back_its_channel_alone(mornings: Mornings) -> None:
    """The other one goes out meanwhile; after the wait the first one does."""
    await mornings.briefing("C1")
    await mornings.briefing("C2")
    mornings.chat.next_posts.append(ReplyRefused("too fast", retry_after=40))

    await mornings.morning()
    assert (len(mornings.chat.arrived), sorted(await mornings.states())) == (1, ["pending", "sent"])
    await mornings.later(seconds=39)
    assert await mornings.deliver() == 0
    await mornings.later(seconds=1)
    assert await mornings.deliver() == 1


async def test_a_slow_channel_holds_up_no_other(mornings: Mornings) -> None:
    """Channels are served at once, not one after the other."""
    for channel in ("C1", "C2", "C3"):
        await mornings.briefing(channel)
    mornings.chat.held["C1"] = asyncio.Event()
    await mornings.open(EIGHT)

    delivering = asyncio.create_task(mornings.deliver())
    while len(mornings.chat.arrived) < 2:
        await asyncio.sleep(0.001)
    assert "C1" not in mornings.chat.channels()
    mornings.chat.held["C1"].set()

    assert await delivering == 3


async def test_several_channels_refused_at_once_slow_their_workspace(mornings: Mornings) -> None:
    """And no other one; every process obeys."""
    for number in range(1, 5):
        await mornings.briefing(f"C{number}")
    await mornings.briefing("C5", workspace="T2")
    for number in range(1, 4):
        mornings.chat.refused[f"C{number}"] = ReplyRefused("too fast", retry_after=60)
    mornings.chat.held["C4"] = asyncio.Event()
    holds = HoldStore(mornings.desk.database)
    for number in range(1, 4):
        briefing = (await mornings.desk.briefings.all())[number - 1]
        await holds.hold(briefing.place, EIGHT + timedelta(seconds=60), EIGHT)

    await mornings.morning()
    assert mornings.chat.channels() == ["C5"]
    mornings.chat.refused.clear()
    mornings.chat.held.clear()
    await mornings.later(seconds=60)

    assert await mornings.deliver() == 4


async def test_a_refusal_is_obeyed_by_what_is_on_its_way(evening: Mornings) -> None:
    """A post that has not begun when its workspace is held back does not begin."""
    for number in range(1, 60):
        await evening.briefing(f"C{number}")
        evening.chat.refused[f"C{number}"] = ReplyRefused("too fast", retry_after=60)

    await evening.morning()

    assert len(evening.chat.tried) < 59


async def test_a_person_who_waits_comes_first(evening: Mornings) -> None:
    """A briefing steps aside while somebody is being served."""
    await evening.briefing()
    await evening.open(EIGHT)
    courtesy = Courtesy(patience=30)
    async with courtesy.serving():
        delivering = asyncio.create_task(evening.courier(courtesy=courtesy).deliver())
        for _ in range(20):
            await asyncio.sleep(0.001)
        assert evening.chat.tried == []

    assert await delivering == 1


async def test_patience_with_people_is_not_endless(evening: Mornings) -> None:
    """Who never stops asking does not hold up the morning for good."""
    await evening.briefing()
    await evening.open(EIGHT)
    courtesy = Courtesy(patience=0.01)
    async with courtesy.serving():
        assert await evening.courier(courtesy=courtesy).deliver() == 1


async def test_a_platform_that_is_not_here_is_left_to_a_process_that_has_it(mornings: Mornings) -> None:
    """It is not claimed, so it costs no attempt."""
    await mornings.briefing(platform="discord")
    await mornings.morning()
    assert [(each.state, each.attempts) for each in await mornings.ledger()] == [("pending", 0)]

    discord = Chat(name="discord")
    assert await mornings.courier({"discord": discord}).deliver() == 1


async def test_what_nobody_could_send_is_given_up_after_the_grace(mornings: Mornings) -> None:
    """In words that say why."""
    await mornings.briefing(platform="discord")
    await mornings.morning()

    await mornings.later(hours=3, seconds=1)
    await mornings.planner().sweep()

    (delivery,) = await mornings.ledger()
    assert (delivery.state, delivery.reason) == ("failed", "not sent in time: no process could reach its platform")


async def test_an_outage_of_an_hour_loses_nothing(mornings: Mornings) -> None:
    """It is tried again, at most five minutes apart, and arrives marked late in the ledger."""
    await mornings.briefing()
    mornings.chat.refused["C1"] = ReplyRefused("Slack did not answer.")
    await mornings.morning()
    for _ in range(12):
        await mornings.later(minutes=5)
        await mornings.deliver()
    mornings.chat.refused.clear()

    await mornings.later(minutes=5)
    assert await mornings.deliver() == 1

    assert [each.late for each in await mornings.ledger()] == [True]


async def test_a_platform_that_wants_to_be_asked_later_is(mornings: Mornings) -> None:
    """Slack lets some apps look into a channel once a minute: until then nothing is sent."""
    await mornings.briefing()
    mornings.chat.next_posts.append(mornings.chat.accept_and_break)
    mornings.chat.next_answers.append(ReplyRefused("once a minute", retry_after=60))
    await mornings.morning()
    await mornings.later(seconds=30)
    assert (await mornings.deliver(), await mornings.states()) == (0, ["ambiguous"])

    await mornings.later(seconds=60)

    assert (await mornings.deliver(), len(mornings.chat.arrived)) == (1, 1)


async def test_a_platform_that_hangs_holds_up_no_other(evening: Mornings) -> None:
    """It gets three quarters of what one process has on its way at once."""
    for number in range(70):
        await evening.briefing(f"C{number}")
        evening.chat.held[f"C{number}"] = asyncio.Event()
    await evening.briefing("D1", platform="discord")
    discord = Chat(name="discord")
    await evening.open(EIGHT)

    delivering = asyncio.create_task(evening.courier({"slack": evening.chat, "discord": discord}).deliver())
    async with asyncio.timeout(30):
        while not discord.arrived:
            await asyncio.sleep(0.005)

    assert evening.chat.arrived == []
    for held in evening.chat.held.values():
        held.set()
    assert await delivering == 71


async def test_a_workspace_that_left_leaves_nothing_in_the_ledger(mornings: Mornings) -> None:
    """Its editions and deliveries go with its briefings, the removed ones' too; another workspace's stay."""
    removed = await mornings.briefing("C1")
    await mornings.briefing("C2")
    await mornings.briefing("C3", workspace="T2")
    await mornings.morning()
    await mornings.desk.briefings.remove(removed)

    await mornings.desk.channels.purge_workspace("slack", "T1")

    (left,) = await mornings.ledger()
    assert left.place.workspace == "T2"
    assert list(await mornings.desk.ledger.editions([1, 2, 3])) == [left.edition]
