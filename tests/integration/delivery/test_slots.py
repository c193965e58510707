"""Slots come once, on time, whatever the clock, the schedule and the other processes do."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.schedule import next_slot, parse_schedule
from bot.store.tables import briefings
from bot.timekeeping import Timekeeper
from tests.integration.delivery.mornings import EIGHT, Mornings

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


async def test_a_slot_comes_at_its_minute_and_not_before(mornings: Mornings) -> None:
    """A second before there is nothing; at the minute there is one delivery, and the bell rings."""
    await mornings.briefing()

    assert await mornings.open(EIGHT - SECOND) == 0
    assert await mornings.open(EIGHT) == 1
    assert (await mornings.states(), mornings.bell.rings) == (["pending"], ["deliver"])


async def test_two_planners_at_once_open_a_slot_once(mornings: Mornings) -> None:
    """However many processes look, an edition is unique per briefing and slot."""
    for number in range(30):
        await mornings.briefing(f"C{number}")
    mornings.clock.move_to(EIGHT)
    planners = [mornings.planner() for _ in range(4)]
    for planner in planners:
        await planner.look_up()

    opened = await asyncio.gather(*(planner.open_due() for planner in planners))

    assert sum(opened) == 30
    assert len({each.key for each in await mornings.ledger()}) == 30


async def test_the_next_slot_comes_the_next_day(mornings: Mornings) -> None:
    """Opening a slot sets the briefing on its next one."""
    briefing = await mornings.briefing()
    await mornings.open(EIGHT)

    held = await mornings.desk.briefings.by_id(briefing.id)

    assert held and held.next and held.next.at == EIGHT + DAY


async def test_after_three_days_asleep_the_newest_slot_comes_once(mornings: Mornings) -> None:
    """It is marked late; the older ones do not come."""
    await mornings.briefing()

    assert await mornings.open(EIGHT + 2 * DAY + HOUR) == 1

    (delivery,) = await mornings.ledger()
    assert (delivery.slot, delivery.late, delivery.state) == ("2026-11-26T08:00", True, "pending")


async def test_a_slot_older_than_the_grace_is_noted_and_not_sent(mornings: Mornings) -> None:
    """Nobody wants the morning's news at night; the ledger says what happened."""
    await mornings.briefing()

    assert await mornings.open(EIGHT + timedelta(hours=3, seconds=1)) == 0
    assert await mornings.deliver() == 0

    (delivery,) = await mornings.ledger()
    assert delivery.state == "failed"
    assert delivery.reason and delivery.reason.startswith("missed: nothing was running at its time")


async def test_a_slot_a_few_minutes_ago_is_not_late(mornings: Mornings) -> None:
    """A restart of a minute is nothing to speak of."""
    await mornings.briefing()
    await mornings.open(EIGHT + timedelta(minutes=4))

    assert [each.late for each in await mornings.ledger()] == [False]


async def test_a_schedule_changed_while_due_comes_at_its_new_time_alone(mornings: Mornings) -> None:
    """The old slot had not been opened yet, so it does not come."""
    await mornings.briefing()
    mornings.clock.move_to(EIGHT + SECOND)
    await mornings.briefing(words="daily 9am UTC")

    assert await mornings.open() == 0
    assert await mornings.open(EIGHT + HOUR) == 1
    assert [each.slot for each in await mornings.ledger()] == ["2026-11-24T09:00"]


async def test_a_paused_briefing_does_not_come_until_it_is_resumed(mornings: Mornings) -> None:
    """What was missed in the meantime is not caught up."""
    briefing = await mornings.briefing()
    await mornings.desk.briefings.pause(briefing)
    assert await mornings.open(EIGHT) == 0

    await mornings.later(hours=1)
    await mornings.desk.briefings.resume(briefing, mornings.clock.now())

    assert await mornings.open() == 0
    assert await mornings.open(EIGHT + DAY) == 1


async def test_a_briefing_that_rests_comes_again_by_itself(mornings: Mornings) -> None:
    """Neither a slot of the meantime nor, if the clock was set back meanwhile, one before its end."""
    briefing = await mornings.briefing()
    await mornings.desk.briefings.rest(briefing, EIGHT + DAY + HOUR)
    assert await mornings.open(EIGHT) == 0
    keeper = Timekeeper(mornings.desk.briefings, mornings.desk.services.facts, mornings.clock)
    await keeper.check_clock()
    await mornings.later(hours=-2)
    await keeper.check_clock()

    assert await mornings.open(EIGHT + DAY) == 0
    assert await mornings.open(EIGHT + 2 * DAY) == 1


async def test_what_still_waits_is_not_sent_while_its_briefing_rests(mornings: Mornings) -> None:
    """As if it were paused for good."""
    briefing = await mornings.briefing()
    await mornings.open(EIGHT)
    await mornings.desk.briefings.rest(briefing, EIGHT + 7 * DAY)

    assert await mornings.deliver() == 0

    assert [each.reason for each in await mornings.ledger()] == ["its briefing was paused"]


async def test_a_rest_ends_with_what_an_older_process_sets_anew(mornings: Mornings) -> None:
    """In a rolling upgrade it knows nothing of a rest, and leaves its end in the row: the order holds at once."""
    resting = await mornings.briefing()
    await mornings.desk.briefings.rest(resting, EIGHT + HOUR)
    coming = next_slot(resting.schedule, mornings.clock.now())
    anew = {"created_at": mornings.clock.now(), "next_at": coming.at, "next_slot": coming.key}
    async with mornings.desk.database.write() as connection:
        await connection.execute(update(briefings).values(**anew))

    assert await mornings.morning() == 1


async def test_a_clock_set_back_an_hour_brings_no_slot_twice(mornings: Mornings) -> None:
    """The second time that the clock shows eight, eight has been."""
    await mornings.briefing()
    assert await mornings.morning() == 1
    keeper = _timekeeper(mornings)
    await keeper.check_clock()

    mornings.clock.move_to(EIGHT - timedelta(minutes=30))
    await keeper.check_clock()
    await mornings.open()
    assert await mornings.morning(EIGHT) == 0

    assert await mornings.states() == ["sent"]


async def test_a_clock_that_was_three_days_ahead_keeps_no_slot_back(mornings: Mornings) -> None:
    """When it is set right, this morning's slot comes, late, and then tomorrow's; that of three days on has been."""
    briefing = await mornings.briefing()
    keeper = _timekeeper(mornings)
    await mornings.open(EIGHT + 3 * DAY)
    await keeper.check_clock()

    mornings.clock.move_to(EIGHT + HOUR)
    assert await _timekeeper(mornings).check_clock() == 1
    assert await mornings.open() == 1

    held = await mornings.desk.briefings.by_id(briefing.id)
    assert held and held.next and held.next.at == EIGHT + DAY
    this_morning = (await mornings.ledger())[0]
    assert (this_morning.due_at, this_morning.late) == (EIGHT, True)


async def test_a_clock_set_back_brings_no_slot_from_before_its_briefing_was_set(mornings: Mornings) -> None:
    """Nobody was promised that morning."""
    mornings.clock.move_to(EIGHT + HOUR)
    await mornings.briefing()
    await _timekeeper(mornings).check_clock()

    await mornings.later(minutes=-10)
    await _timekeeper(mornings).check_clock()

    assert await mornings.open() == 0


async def test_a_clock_set_back_brings_no_slot_for_which_its_briefing_rested(evening: Mornings) -> None:
    """It was paused over eight and resumed at nine."""
    briefing = await evening.briefing()
    await evening.desk.briefings.pause(briefing)
    evening.clock.move_to(EIGHT + HOUR)
    await evening.desk.briefings.resume(briefing, evening.clock.now())
    await _timekeeper(evening).check_clock()

    await evening.later(minutes=-10)
    await _timekeeper(evening).check_clock()

    assert await evening.open() == 0


async def test_slots_move_when_the_zone_data_change(mornings: Mornings) -> None:
    """The same local time at another instant; without a new version nothing is reckoned."""
    briefing = await mornings.briefing(words="daily 8am Europe/Berlin")
    await Timekeeper(mornings.desk.briefings, mornings.desk.services.facts, mornings.clock, lambda: "1").check_zones()
    async with mornings.desk.database.write() as connection:
        await connection.execute(update(briefings).values(next_at=EIGHT))

    again = Timekeeper(mornings.desk.briefings, mornings.desk.services.facts, mornings.clock, lambda: "1")
    newer = Timekeeper(mornings.desk.briefings, mornings.desk.services.facts, mornings.clock, lambda: "2")

    assert (await again.check_zones(), await newer.check_zones()) == (0, 1)
    held = await mornings.desk.briefings.by_id(briefing.id)
    assert held and held.next and (held.next.at, held.next.key) == (EIGHT - HOUR, "2026-11-24T08:00")


async def test_a_zone_that_is_no_more_stops_its_briefing_and_no_other(evening: Mornings) -> None:
    """One row that cannot be reckoned must not hold up the rest."""
    lost = await evening.briefing("C1")
    await evening.briefing("C2")
    async with evening.desk.database.write() as connection:
        await connection.execute(update(briefings).where(briefings.c.id == lost.id).values(timezone="Mars/Olympus"))

    assert await evening.open(EIGHT) == 1

    held = await evening.desk.briefings.by_id(lost.id)
    assert held and held.paused and held.stopped and "Mars/Olympus; set it again" in held.stopped


@pytest.mark.parametrize(("minutes", "opened"), [(60, 1), (200, 0)])
async def test_a_late_slot_waits_for_the_end_of_the_quiet_hours(evening: Mornings, minutes: int, opened: int) -> None:
    """Or is missed, if they last longer than the grace."""
    until = (EIGHT + timedelta(minutes=minutes)).strftime("%H:%M")
    await evening.briefing(quiet_from="22:00", quiet_until=until)

    assert await evening.open(EIGHT + timedelta(minutes=30)) == opened
    assert await evening.deliver() == 0
    assert await evening.morning(EIGHT + timedelta(minutes=minutes)) == opened


async def test_a_time_set_on_purpose_wins_over_quiet_hours(evening: Mornings) -> None:
    """Somebody set eight, so it comes at eight."""
    await evening.briefing(quiet_from="22:00", quiet_until="09:00")

    assert await evening.morning() == 1


async def test_a_schedule_set_by_another_process_is_seen_at_the_next_look(mornings: Mornings) -> None:
    """A planner looks every second; nobody has to tell it."""
    planner = mornings.planner()
    await planner.look_up()
    assert planner.earliest() is None

    await mornings.briefing()
    await planner.open_due()

    assert planner.earliest() == EIGHT


async def test_a_briefing_set_at_its_own_minute_comes_the_next_day(evening: Mornings) -> None:
    """The slots of a schedule are those after it was set."""
    evening.clock.move_to(EIGHT)
    briefing = await evening.briefing()

    assert briefing.next and briefing.next.at == EIGHT + DAY
    assert briefing.schedule == parse_schedule("daily 8am UTC")


def _timekeeper(mornings: Mornings) -> Timekeeper:
    return Timekeeper(mornings.desk.briefings, mornings.desk.services.facts, mornings.clock)


async def test_a_briefing_never_gets_the_number_of_one_that_was_removed(mornings: Mornings) -> None:
    """What the removed one sent stays in the ledger; the same local slot of another channel comes all the same."""
    removed = await mornings.briefing("C1", "daily 8am UTC")
    await mornings.open(EIGHT)
    await mornings.desk.briefings.remove(removed)
    added = await mornings.briefing("C2", "daily 8am America/New_York")

    assert added.id != removed.id
    assert await mornings.open(EIGHT + 5 * HOUR) == 1
