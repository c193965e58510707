"""Everything in one file and back, on both databases, while others write."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.ports import Place
from bot.schedule import parse_schedule
from bot.store.backup import read_backup, restore_backup, write_backup
from bot.store.briefings import BriefingStore
from bot.store.channels import Channel, ChannelStore
from bot.store.tables import channels, editions
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.errors import DatabaseBroken
from summarizer.store.sources import SourceStore
from summarizer.store.tables import metadata
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago

PLACE = Place("slack", "T1", "C1")


async def fill(database: Database) -> None:
    """A source with an article, and a channel with a briefing."""
    source = a_source("Zürich Modem")
    await SourceStore(database).seed([source])
    articles, entry = ArticleStore(database), an_entry("e1", title="Töltle 🚀")
    sifted = await articles.sift(source, [entry])
    article = an_article(
        sifted.new[0].article_id, source=source.name, title="Töltle 🚀", text="Kestrel was bought. So it is."
    )
    await articles.save(source, [entry], [article], MORNING, 0)
    channel = await ChannelStore(database).save(Channel(place=PLACE, timezone="Europe/Berlin"))
    await BriefingStore(database).set(channel, parse_schedule("8am Europe/Berlin"), "U1", MORNING)


async def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    async with database.read() as connection:
        return {
            table.name: sorted((tuple(row) for row in await connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


async def test_what_was_written_comes_back_as_it_was(any_database: Database, tmp_path: Path) -> None:
    """Every row of every table, times and letters and all."""
    await fill(any_database)
    before = await everything(any_database)
    await write_backup(any_database, tmp_path / "all.backup")
    await BriefingStore(any_database).remove((await BriefingStore(any_database).all())[0])
    await SourceStore(any_database).seed([a_source("Another")])

    await restore_backup(any_database, read_backup(tmp_path / "all.backup"))

    assert await everything(any_database) == before


async def test_a_restored_store_gives_no_briefing_the_number_of_one_that_was_removed(
    any_database: Database, tmp_path: Path
) -> None:
    """Its editions are in the backup, and a new channel's briefing must not come upon them."""
    await fill(any_database)
    async with any_database.write() as connection:
        edition = {"briefing": 7, "slot": "2026-11-20T08:00", "due_at": hours_ago(72), "composed_at": hours_ago(72)}
        await connection.execute(insert(editions).values(edition))
    await write_backup(any_database, tmp_path / "all.backup")
    await restore_backup(any_database, read_backup(tmp_path / "all.backup"))

    channel = await ChannelStore(any_database).save(Channel(place=replace(PLACE, channel="C2")))
    briefing = await BriefingStore(any_database).set(channel, parse_schedule("8am UTC"), "U1", MORNING)

    assert briefing.id == 8


async def test_numbers_go_on_after_a_restore(any_database: Database, tmp_path: Path) -> None:
    """A row that is made next gets a number of its own."""
    await fill(any_database)
    await write_backup(any_database, tmp_path / "all.backup")
    await restore_backup(any_database, read_backup(tmp_path / "all.backup"))

    channel = await ChannelStore(any_database).save(Channel(place=Place("slack", "T1", "C2"), timezone="UTC"))
    made = await BriefingStore(any_database).set(channel, parse_schedule("9am"), "U2", MORNING)

    assert made.id not in {each.id for each in await BriefingStore(any_database).all() if each.place == PLACE}
    assert len(await BriefingStore(any_database).all()) == 2


async def test_found_words_are_found_after_a_restore(any_database: Database, tmp_path: Path) -> None:
    """The search index comes back with its texts."""
    await fill(any_database)
    await write_backup(any_database, tmp_path / "all.backup")
    await restore_backup(any_database, read_backup(tmp_path / "all.backup"))

    assert [each.title for each in await ArticleStore(any_database).search("Kestrel", hours_ago(48))] == ["Töltle 🚀"]


async def write_pairs(database: Database, done: asyncio.Event) -> None:
    """Two channels at a time, until it is enough."""
    number = 0
    while not done.is_set():
        pair = [{"platform": "slack", "workspace": "T1", "channel": f"{number}{half}"} for half in "ab"]
        async with database.write() as connection:
            await connection.execute(channels.insert(), pair[:1])
            await connection.execute(channels.insert(), pair[1:])
        number += 1


async def test_a_backup_is_of_one_moment_while_others_write(any_database: Database, tmp_path: Path) -> None:
    """It holds both channels of a pair or neither."""
    other, done = Database.open(any_database.url.render_as_string(hide_password=False)), asyncio.Event()
    writer = asyncio.create_task(write_pairs(other, done))
    counts = []
    for number in range(5):
        await asyncio.sleep(0.01)
        await write_backup(any_database, tmp_path / f"{number}.backup")
        counts.append(sum(table is channels for table, _ in read_backup(tmp_path / f"{number}.backup")))
    done.set()
    await writer
    await other.close()

    assert all(count % 2 == 0 for count in counts) and counts[-1] > counts[0]


async def test_one_database_moves_to_the_other_kind(database: Database, any_database: Database, tmp_path: Path) -> None:
    """What SQLite held, PostgreSQL holds after."""
    await fill(database)
    await write_backup(database, tmp_path / "all.backup")

    await restore_backup(any_database, read_backup(tmp_path / "all.backup"))

    assert await everything(any_database) == await everything(database)


async def test_a_backup_that_breaks_off_on_the_way_changes_nothing(any_database: Database, tmp_path: Path) -> None:
    """It is read as it is put in, a few rows in memory at a time, and all of it or nothing comes."""
    await fill(any_database)
    await write_backup(any_database, tmp_path / "all.backup")
    lines = gzip.decompress((tmp_path / "all.backup").read_bytes()).splitlines(keepends=True)
    (tmp_path / "torn.backup").write_bytes(gzip.compress(b"".join(lines[:-1]) + lines[-1][:9]))
    await SourceStore(any_database).seed([a_source("Another")])
    before = await everything(any_database)

    with pytest.raises(DatabaseBroken, match="is a damaged backup"):
        await restore_backup(any_database, read_backup(tmp_path / "torn.backup"))

    assert await everything(any_database) == before
