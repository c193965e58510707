"""What is looked up, frozen and written by the batch: a crash between, a lease lost in the middle, a bad row."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update
from structlog.testing import capture_logs

from bot.courtesy import Courtesy
from bot.editions import Composed
from bot.recipes import Recipe
from bot.store.briefings import Briefing
from bot.store.contents import forget_contents, keep_contents
from bot.store.drafts import DraftStore
from bot.store.ledger import LEASE
from bot.store.outcomes import Delivery, Outcome
from bot.store.settling import GroupCommit
from bot.store.tables import briefings, contents, editions
from summarizer.errors import SummarizerError
from tests.integration.delivery.mornings import EIGHT, Mornings

CHANNELS = ("C1", "C2", "C3")


async def _drafted(mornings: Mornings, channels: Sequence[str] = CHANNELS) -> list[Briefing]:
    """A briefing in each channel, composed ahead of its minute."""
    await mornings.article()
    made = [await mornings.briefing(channel) for channel in channels]
    mornings.clock.move_to(EIGHT - timedelta(minutes=9))
    assert await mornings.desk.editor.draft(made) == len(made)
    return made


async def _prepared(mornings: Mornings) -> tuple[tuple[Delivery, ...], dict[int, Composed | Recipe]]:
    """What waits, claimed and prepared by somebody who then does nothing more."""
    desk = mornings.desk
    claimed = await desk.ledger.claim("died", mornings.clock.now())
    found = await desk.ledger.editions([each.edition for each in claimed])
    held = await desk.briefings.by_ids([each.briefing for each in claimed])
    return claimed, await desk.editor.prepare(claimed, found, held)


async def _count(mornings: Mornings) -> int:
    async with mornings.desk.database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(contents))).scalar_one()


async def _spoil(mornings: Mornings, briefing: Briefing, **values: object) -> None:
    async with mornings.desk.database.write() as connection:
        await connection.execute(update(editions).where(editions.c.briefing == briefing.id).values(**values))


async def _states(mornings: Mornings) -> dict[str, str]:
    return {each.place.channel: each.state for each in await mornings.ledger()}


async def test_what_many_channels_are_told_is_kept_once(mornings: Mornings) -> None:
    """And each of them gets it."""
    await _drafted(mornings)
    assert await _count(mornings) == 1

    assert await mornings.morning() == 3

    assert await _count(mornings) == 1
    assert len({each.document for each in mornings.chat.arrived}) == 1


async def test_a_content_goes_with_the_last_edition_that_says_it(mornings: Mornings) -> None:
    """Not before, whether it is frozen or drafted."""
    first, *_ = await _drafted(mornings)
    assert await forget_contents(mornings.desk.database) == 0
    await mornings.morning()
    async with mornings.desk.database.write() as connection:
        await connection.execute(delete(editions).where(editions.c.briefing == -1))
    assert await forget_contents(mornings.desk.database) == 0

    for each in (await mornings.desk.briefings.all())[1:]:
        await _spoil(mornings, each, content=None)
    assert await forget_contents(mornings.desk.database) == 0
    await _spoil(mornings, first, content=None)

    assert (await forget_contents(mornings.desk.database), await _count(mornings)) == (1, 0)


async def test_a_content_that_is_about_to_be_said_is_not_forgotten(mornings: Mornings) -> None:
    """Whoever lets an edition say it holds on to it until that is committed."""
    first, *_ = await _drafted(mornings)
    for each in await mornings.desk.briefings.all():
        await _spoil(mornings, each, draft=None)
    database = mornings.desk.database
    async with database.read() as connection:
        (kept,) = (await connection.execute(select(contents))).all()
    async with database.write() as connection:
        await keep_contents(connection, {kept.name: kept.content})
        forgetting = asyncio.create_task(forget_contents(database))
        await asyncio.sleep(0.05)
        mine = update(editions).where(editions.c.briefing == first.id)
        await connection.execute(mine.values(content=kept.name))

    assert (await forgetting, await _count(mornings)) == (0, 1)


async def test_a_crash_after_freezing_sends_what_was_frozen(mornings: Mornings) -> None:
    """Once, and without what was read since."""
    await _drafted(mornings)
    await mornings.open(EIGHT)
    claimed, _ = await _prepared(mornings)
    frozen = (await mornings.edition()).name
    await mornings.article(2)
    assert frozen and len(claimed) == 3

    await mornings.later(seconds=LEASE.total_seconds())
    assert await mornings.deliver() == 3

    assert len({each.key for each in mornings.chat.arrived}) == len(mornings.chat.arrived) == 3
    assert (await mornings.edition()).name == frozen
    assert "plant 2" not in str(mornings.chat.arrived)


async def test_a_crash_after_beginning_asks_for_each_of_the_batch(mornings: Mornings) -> None:
    """Two of them had arrived; they are not sent again."""
    await _drafted(mornings)
    await mornings.open(EIGHT)
    claimed, ready = await _prepared(mornings)
    await mornings.desk.ledger.begin("died", [each.id for each in claimed], EIGHT, 20)
    for each in claimed[:2]:
        said = ready[each.edition]
        assert isinstance(said, Composed)
        await mornings.chat.post(each.place, said.document, key=each.key)

    await mornings.later(seconds=LEASE.total_seconds())
    await mornings.deliver()

    assert sorted(mornings.chat.asked) == sorted(each.key for each in claimed)
    assert sorted(each.place.channel for each in mornings.chat.arrived) == list(CHANNELS)
    assert await mornings.states() == ["sent"] * 3


async def test_a_lease_lost_in_the_middle_of_a_batch_is_lost_alone(mornings: Mornings) -> None:
    """The others are begun and settled; what arrived is written whoever holds it now."""
    await _drafted(mornings)
    await mornings.open(EIGHT)
    ledger = mornings.desk.ledger
    first, second, third = await ledger.claim("one", EIGHT)
    await ledger.begin("one", [first.id, second.id], EIGHT, 20)
    late = EIGHT + LEASE
    taken = {each.id for each in await ledger.claim("two", late)}
    assert taken == {first.id, second.id, third.id}

    assert await ledger.begin("one", [third.id], late, 1) == frozenset()
    await ledger.settle(
        "one",
        [
            Outcome(first, "sent", message_id="m1", at=EIGHT, stories=(("s1", 1),)),
            Outcome(second, "pending", reason="slow"),
        ],
    )

    assert await _states(mornings) == {"C1": "sent", "C2": "sending", "C3": "pending"}
    assert await ledger.begin("two", [first.id, second.id, third.id], late, 1) == {second.id, third.id}


async def test_an_outcome_that_cannot_be_written_keeps_none_of_the_others(mornings: Mornings) -> None:
    """Whoever brought it is told."""
    await _drafted(mornings)
    await mornings.open(EIGHT)
    ledger = mornings.desk.ledger
    claimed = await ledger.claim("me", EIGHT)
    outcomes = [Outcome(each, "sent", message_id="m", at=EIGHT) for each in claimed]
    outcomes[1] = replace(outcomes[1], at=datetime(2026, 11, 24))

    acks = GroupCommit[Outcome](lambda batch: ledger.settle("me", batch))
    told = await asyncio.gather(*(acks.add(each) for each in outcomes), return_exceptions=True)

    assert [type(each) for each in told] == [type(None), ValueError, type(None)]
    assert sorted(await mornings.states()) == ["pending", "sent", "sent"]


async def test_a_reason_with_unwritable_characters_is_written_without_them(mornings: Mornings) -> None:
    """A platform may answer anything."""
    await _drafted(mornings, ["C1"])
    await mornings.open(EIGHT)
    (claimed,) = await mornings.desk.ledger.claim("me", EIGHT)

    await mornings.desk.ledger.settle("me", [Outcome(claimed, "failed", reason='not "so"\x00, \u2028 naïve 🦀')])

    assert [each.reason for each in await mornings.ledger()] == ['not "so", \u2028 naïve 🦀']


async def test_two_deliveries_of_one_channel_in_a_batch_lower_no_mark(mornings: Mornings) -> None:
    """The higher version stays, in whichever order they come."""
    (briefing,) = await _drafted(mornings, ["C1"])
    await mornings.open(EIGHT)
    (claimed,) = await mornings.desk.ledger.claim("me", EIGHT)
    told = [
        Outcome(claimed, "sent", message_id="m", at=EIGHT, stories=stories)
        for stories in ((("s1", 3), ("s2", 1)), (("s1", 2), ("s3", 1)))
    ]

    await mornings.desk.ledger.settle("me", told)

    found = await mornings.desk.seen.seen_versions([briefing.place.key], ["s1", "s2", "s3"])
    assert found == {"s1": 3, "s2": 1, "s3": 1}


async def test_a_draft_that_cannot_be_read_is_composed_anew(mornings: Mornings) -> None:
    """The others of its batch go out as they were drafted."""
    _, second, third = await _drafted(mornings)
    async with mornings.desk.database.write() as connection:
        await keep_contents(connection, {"torn": {"document": {"is": "Nothing"}}})
    await _spoil(mornings, second, draft="torn")
    await _spoil(mornings, third, draft="gone")

    with capture_logs() as logs:
        assert await mornings.morning() == 3

    assert len({each.document for each in mornings.chat.arrived}) == 1
    assert sorted(line["draft"] for line in logs if "cannot be read" in line["event"]) == ["gone", "torn"]


async def test_a_frozen_content_that_is_gone_is_said_and_holds_up_nobody(mornings: Mornings) -> None:
    """It waits with its reason; the others go out."""
    first, *_ = await _drafted(mornings)
    await mornings.open(EIGHT)
    await _prepared(mornings)
    await _spoil(mornings, first, content="lost")

    await mornings.later(seconds=LEASE.total_seconds())
    assert await mornings.deliver() == 2

    waiting = [each for each in await mornings.ledger() if each.state == "pending"]
    assert [each.reason for each in waiting] == [
        "what the edition says (lost) is not in the database; restore a backup that has it"
    ]


async def test_a_zone_that_is_none_keeps_no_other_briefing_from_being_drafted(mornings: Mornings) -> None:
    """It is left out, and asked for by itself it says what to do."""
    await mornings.article()
    made = [await mornings.briefing(channel) for channel in CHANNELS]
    async with mornings.desk.database.write() as connection:
        await connection.execute(update(briefings).where(briefings.c.id == made[1].id).values(timezone="Mars/Olympus"))
    mornings.clock.move_to(EIGHT - timedelta(minutes=9))
    held = await mornings.desk.briefings.all()

    assert await mornings.desk.editor.draft(held) == 2
    with pytest.raises(SummarizerError, match="the zone Mars/Olympus is not known; set the briefing again"):
        await mornings.desk.editor.compose_next(held[1], EIGHT)


async def test_what_is_prepared_depends_on_each_delivery(mornings: Mornings) -> None:
    """A draft that holds is said; an outdated one is composed anew; a briefing paused, or for a while, is let be."""
    holds, outdated, paused, resting = await _drafted(mornings, (*CHANNELS, "C4"))
    await mornings.desk.seen.mark([outdated.place.key], [("s9", 1)], mornings.clock.now())
    await mornings.open(EIGHT)
    await mornings.desk.briefings.pause(paused)
    await mornings.desk.briefings.rest(resting, EIGHT + timedelta(days=1))

    claimed, ready = await _prepared(mornings)

    kinds = {each.place.channel: type(ready.get(each.edition)) for each in claimed}
    assert kinds == {"C1": Composed, "C2": Recipe, "C3": type(None), "C4": type(None)}
    assert holds.place.channel == "C1"


async def test_channels_that_saw_different_things_are_looked_up_apart(mornings: Mornings) -> None:
    """In one batch each gets what it has not seen."""
    await mornings.article(1)
    await mornings.article(2)
    made = [await mornings.briefing(channel) for channel in CHANNELS]
    await mornings.desk.seen.mark([made[0].place.key], [("s1", 1)], mornings.clock.now())
    await mornings.desk.seen.mark([made[1].place.key], [("s2", 1)], mornings.clock.now())

    await mornings.morning()

    told = {each.place.channel: each.document for each in mornings.chat.arrived}
    assert [("plant 1" in str(told[each]), "plant 2" in str(told[each])) for each in CHANNELS] == [
        (False, True),
        (True, False),
        (True, True),
    ]


class Rude(Courtesy):
    """Breaks off the first delivery that steps aside."""

    broken = False

    async def give_way(self) -> None:
        """Raise what nobody expects, once."""
        if not self.broken:
            self.broken = True
            raise RuntimeError("a bug")


async def test_a_delivery_that_breaks_off_takes_no_other_along(mornings: Mornings) -> None:
    """It comes again when its lease is over, and once."""
    await _drafted(mornings)
    await mornings.open(EIGHT)

    with capture_logs() as logs:
        assert await mornings.courier(courtesy=Rude()).deliver() == 2
    await mornings.later(seconds=LEASE.total_seconds())
    assert await mornings.deliver() == 1

    assert [line["reason"] for line in logs if line["event"] == "delivery broke off"] == ["a bug"]
    assert len({each.key for each in mornings.chat.arrived}) == len(mornings.chat.arrived) == 3


async def test_drafts_are_kept_by_the_batch_and_only_before_their_minute(mornings: Mornings) -> None:
    """One that has come meanwhile keeps what it had, the others are replaced."""
    first, second, _ = await _drafted(mornings)
    (early,) = [each for each in (await mornings.desk.ledger.editions([1, 2, 3])).values() if each.briefing == first.id]
    await mornings.article(2)
    async with mornings.desk.database.write() as connection:
        coming = update(briefings).where(briefings.c.id == first.id)
        await connection.execute(coming.values(next_at=EIGHT - timedelta(minutes=30)))
    await mornings.open()

    await mornings.desk.editor.draft([first, second])

    after = await mornings.desk.ledger.editions([1, 2, 3])
    assert after[early.id].draft == early.draft
    stamps = await DraftStore(mornings.desk.database).stamps([(second.id, "2026-11-24T08:00")])
    assert [each.draft_of for each in after.values() if each.briefing == second.id] == list(stamps.values())
    assert len({each.draft for each in after.values()}) == 2
