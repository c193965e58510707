"""A full disk and a locked database: nothing is lost, nothing is sent twice, and it is said in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.delivery import Courier
from bot.store.holds import HoldStore
from bot.store.ledger import LEASE, Ledger
from bot.store.outcomes import Outcome
from summarizer.store.database import Database
from summarizer.store.errors import DatabaseLocked, DiskFull
from tests.integration.delivery.mornings import EIGHT, Mornings, open_mornings
from tests.integration.store.processes import holding_the_lock, tell

FULL = DiskFull("the disk is full, so nothing was stored; free some space and run it again")


class FullDisk(Ledger):
    """A ledger whose outcomes cannot be written for a while."""

    refusals = 0

    async def settle(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        """Refuse, or write."""
        if self.refusals:
            self.refusals -= 1
            raise FULL
        await super().settle(owner, outcomes)


def _courier(mornings: Mornings, ledger: Ledger) -> Courier:
    desk = mornings.desk
    holds = HoldStore(desk.database)
    platforms = {"slack": mornings.chat}
    return Courier(ledger, desk.briefings, desk.editor, platforms, holds, mornings.clock, mornings.metrics)


async def test_an_acknowledgement_waits_for_room_on_the_disk(evening: Mornings) -> None:
    """It arrived; that is written as soon as it can be, and said meanwhile."""
    await evening.briefing()
    await evening.open(EIGHT)
    ledger = FullDisk(evening.desk.database, timedelta(milliseconds=500))
    ledger.refusals = 2

    with capture_logs() as logs:
        assert await _courier(evening, ledger).deliver() == 1

    assert (await evening.states(), len(evening.chat.arrived)) == (["sent"], 1)
    assert [line["reason"] for line in logs if line["log_level"] == "error"] == [str(FULL)] * 2


async def test_a_disk_full_for_longer_than_a_lease_doubles_nothing(evening: Mornings) -> None:
    """Who delivers it next asks the platform first."""
    await evening.briefing()
    await evening.open(EIGHT)
    ledger = FullDisk(evening.desk.database, timedelta(milliseconds=200))
    ledger.refusals = 5
    await _courier(evening, ledger).deliver()
    assert await evening.states() == ["sending"]

    await evening.later(seconds=LEASE.total_seconds())
    assert await evening.deliver() == 1

    assert (await evening.states(), len(evening.chat.arrived)) == (["sent"], 1)


async def test_a_locked_database_delays_a_slot_and_loses_none(database: Database) -> None:
    """The next look opens it."""
    assert database.path
    async with open_mornings(database) as evening:
        await evening.briefing()
        impatient = Database.open(f"sqlite:///{database.path}", patience=0.02)
        planner = type(evening.planner())(impatient, Ledger(impatient), evening.bell, evening.clock)
        evening.clock.move_to(EIGHT)
        await planner.look_up()
        with holding_the_lock(database.path) as other:
            with pytest.raises(DatabaseLocked, match="another program holds the database; nothing was stored"):
                await planner.open_due()
            tell(other)
            other.wait()

        assert await planner.open_due() == 1
        await impatient.close()


async def _limit(database: Database, pages: int) -> None:
    """Let the file grow to so many pages and no further, as a full disk would."""
    async with database.write() as connection:
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


async def _fill_up(mornings: Mornings) -> None:
    """Let somebody else take the room that is left in the file."""
    database = mornings.desk.database
    async with database.read() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
    await _limit(database, pages + 1)
    with pytest.raises(DiskFull):
        for number in range(10_000):
            await mornings.desk.services.facts.keep(f"hog {number}", "x" * 2_000)


async def test_a_morning_on_a_full_disk_comes_when_there_is_room_again(evening: Mornings) -> None:
    """Whatever could not be written while there was none is done by the next look; nothing is lost or doubled."""
    await evening.article()
    for number in range(30):
        await evening.briefing(f"C{number}")
    await _fill_up(evening)

    evening.clock.move_to(EIGHT)
    planner = evening.planner()
    await planner.look_up()
    with pytest.raises(DiskFull, match="the disk is full, so nothing was stored; free some space"):
        for _ in range(3):
            await planner.open_due()
            await evening.deliver()
    await _limit(evening.desk.database, 1_000_000)
    for _ in range(3):
        await planner.look_up()
        await planner.open_due()
        await evening.deliver()
        await evening.later(seconds=LEASE.total_seconds())

    keys = [each.key for each in evening.chat.arrived]
    assert len(keys) == len(set(keys)) == 30
    assert set(await evening.states()) == {"sent"}
