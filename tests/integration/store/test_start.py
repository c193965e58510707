"""The sources of the start: the pack, or the operator's file in its place, also when that is set later."""

from __future__ import annotations

import pytest

from bot.ports import Place
from bot.store.channels import Channel, ChannelStore
from bot.store.start import begin_with
from summarizer.model import Source
from summarizer.store.database import Database
from summarizer.store.sources import SourceStore
from tests.builders import MORNING, a_source

PACK = (a_source("Pack One"), a_source("Pack Two"))
FILE = (a_source("Pack Two"), a_source("Ours"))
NEWS = Place("slack", "T1", "C1")


async def names(database: Database) -> list[str]:
    return [source.name for source in await SourceStore(database).all()]


async def started(database: Database, known: tuple[Source, ...] = PACK, *, by_file: bool = False) -> list[str]:
    await begin_with(database, known, by_file=by_file)
    return await names(database)


async def test_a_file_that_is_set_later_takes_the_place_of_the_pack(any_database: Database) -> None:
    """What is in both stays as it is."""
    assert await started(any_database) == ["Pack One", "Pack Two"]

    assert await started(any_database, FILE, by_file=True) == ["Ours", "Pack Two"]


async def test_a_feed_that_left_the_file_is_read_no_longer(any_database: Database) -> None:
    """The file is the whole of what the store is started with."""
    await started(any_database, FILE, by_file=True)

    assert await started(any_database, FILE[:1], by_file=True) == ["Pack Two"]


async def test_a_command_without_the_file_does_not_bring_the_pack(any_database: Database) -> None:
    """An operator's shell may lack the variable that the service has."""
    await started(any_database, FILE, by_file=True)

    assert await started(any_database) == ["Ours", "Pack Two"]


async def test_what_was_added_by_hand_stays(any_database: Database) -> None:
    """It was no source of the start."""
    await started(any_database)
    await SourceStore(any_database).add(a_source("By Hand"), MORNING)

    assert await started(any_database, FILE, by_file=True) == ["By Hand", "Ours", "Pack Two"]


async def test_a_channel_keeps_what_is_on_its_own_list(any_database: Database) -> None:
    """And nobody else is shown it any more."""
    await started(any_database)
    await ChannelStore(any_database).save(Channel(NEWS, own_sources=("Pack One",)))

    assert "Pack One" in await started(any_database, FILE, by_file=True)
    assert await ChannelStore(any_database).chat_sources() == {"Pack One"}


@pytest.mark.parametrize("name", ["Pack One", "Pack Two"])
async def test_what_was_removed_by_hand_does_not_come_back(any_database: Database, name: str) -> None:
    """At no start."""
    await started(any_database)
    await SourceStore(any_database).remove(name)

    assert name not in await started(any_database)
    assert name not in await started(any_database, FILE, by_file=True)
