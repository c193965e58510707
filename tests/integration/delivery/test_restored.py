"""A backup written while the bot works, restored into a new place: what was sent is not sent again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.backup import doubt_what_is_due, read_backup, restore_backup
from bot.store.notices import Notice, NoticeStore
from summarizer.store.database import Database
from tests.e2e.harness import Nightdesk
from tests.integration.delivery.mornings import EIGHT, Mornings, open_mornings

DAY = timedelta(days=1)


async def _back_up(mornings: Mornings, folder: Path) -> Path:
    """`nightdesk backup FILE`, a process beside the one that works."""
    command = Nightdesk(folder, {"NIGHTDESK_DATABASE_URL": f"sqlite:///{mornings.desk.database.path}"})
    file = folder / "night.backup"
    ran = await asyncio.to_thread(command.process, "backup", str(file))
    assert ran.code == 0, ran.err
    return file


async def _deliver_restored(mornings: Mornings, place: Database, file: Path, **later: float) -> Mornings:
    """Restore into that place some time after eight, and let a bot there do what is due; the old one is gone."""
    await restore_backup(place, read_backup(file))
    at = EIGHT + timedelta(**later)
    await doubt_what_is_due(place, at)
    async with open_mornings(place, at) as restored:
        restored.chat = mornings.chat
        await restored.open()
        await restored.deliver()
        return restored


async def _on_the_way(mornings: Mornings) -> asyncio.Task[int]:
    """Three briefings, of which one arrived and two are being posted."""
    for channel in ("C1", "C2", "C3"):
        await mornings.briefing(channel)
    await mornings.open(EIGHT)
    mornings.chat.held.update(C2=asyncio.Event(), C3=asyncio.Event())
    delivering = asyncio.create_task(mornings.deliver())
    async with asyncio.timeout(30):
        while len(mornings.chat.tried) < 3 or "sent" not in await mornings.states():
            await asyncio.sleep(0.01)
    return delivering


async def test_a_restored_bot_sends_nothing_again(evening: Mornings, any_database: Database, tmp_path: Path) -> None:
    """What was on its way while the backup was written is looked for: one message arrived later, the other did not."""
    delivering = await _on_the_way(evening)
    file = await _back_up(evening, tmp_path)
    evening.chat.held["C2"].set()
    while len(evening.chat.arrived) < 2:
        await asyncio.sleep(0.01)
    delivering.cancel()
    await asyncio.gather(delivering, return_exceptions=True)
    evening.chat.held.clear()

    restored = await _deliver_restored(evening, any_database, file, minutes=2)

    assert sorted(evening.chat.channels()) == ["C1", "C2", "C3"]
    assert restored.count("nightdesk_duplicates_averted_total") == 1


@pytest.mark.parametrize("opened", [True, False])
async def test_what_was_sent_after_the_backup_is_found(
    evening: Mornings, any_database: Database, tmp_path: Path, opened: bool
) -> None:
    """Whether its slot had come by then or not: the platform knows its key."""
    await evening.briefing("C1")
    if opened:
        await evening.open(EIGHT)
    file = await _back_up(evening, tmp_path)
    assert await evening.morning() == 1

    restored = await _deliver_restored(evening, any_database, file, minutes=30)

    assert len(evening.chat.arrived) == 1
    assert restored.count("nightdesk_duplicates_averted_total") == 1


async def test_what_nobody_sent_comes_from_the_new_place(
    evening: Mornings, any_database: Database, tmp_path: Path
) -> None:
    """Late, and then every morning; a slot from before the grace is noted as missed."""
    await evening.briefing("C1")
    await evening.briefing("C2", "daily 2am UTC")
    file = await _back_up(evening, tmp_path)

    await _deliver_restored(evening, any_database, file, minutes=30)

    assert evening.chat.channels() == ["C1"]
    async with open_mornings(any_database, EIGHT) as restored:
        restored.chat = evening.chat
        assert sorted(each.state for each in await restored.ledger()) == ["failed", "sent"]
        assert await restored.morning(EIGHT + DAY) == 1


async def test_a_platform_that_cannot_tell_gets_it_once_more_after_a_restore(
    evening: Mornings, any_database: Database, tmp_path: Path
) -> None:
    """At least once is the promise there."""
    await evening.briefing("C1")
    file = await _back_up(evening, tmp_path)
    await evening.morning()
    evening.chat.knows = False

    await _deliver_restored(evening, any_database, file, minutes=30)

    assert len(evening.chat.arrived) == 2


@pytest.mark.parametrize("told", [True, False])
async def test_an_owner_is_told_once_though_a_backup_was_restored(
    evening: Mornings, any_database: Database, tmp_path: Path, told: bool
) -> None:
    """A word that waited in the backup may have been told since: the platform is asked first."""
    notices = NoticeStore(evening.desk.database)
    await notices.add(Notice("k1", "slack", "T1", "U1", 1, "Your briefing was stopped."), EIGHT)
    file = await _back_up(evening, tmp_path)
    if told:
        await evening.later(hours=12)
        await evening.messenger().deliver()

    await _deliver_restored(evening, any_database, file, minutes=30)

    assert evening.chat.asked == ["k1"]
    assert evening.chat.channels() == ["U1"]
