"""Two changes of one channel at once: both hold, on SQLite and on PostgreSQL, within a process and across two."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.merging import merge
from bot.ports import Place
from bot.store.channels import Channel, ChannelStore
from summarizer.model import Style
from summarizer.store.database import Database

NEWS = Place("slack", "T1", "C1")


def follow(topic: str) -> Callable[[Channel], Channel]:
    return lambda held: replace(held, followed=(*held.followed, topic))


async def test_two_changes_at_once_both_hold(any_database: Database) -> None:
    """Of different settings, in a channel that has none yet."""
    here, there = ChannelStore(any_database), ChannelStore(any_database)

    await asyncio.gather(
        here.change(NEWS, lambda held: replace(held, length=3)),
        there.change(NEWS, lambda held: replace(held, style=Style.FULL)),
    )

    channel = await here.get(NEWS)
    assert (channel.length, channel.style) == (3, Style.FULL)


async def test_many_changes_of_one_list_at_once_all_hold(any_database: Database) -> None:
    """Each is made of what holds at that moment."""
    store = ChannelStore(any_database)

    await asyncio.gather(*(store.change(NEWS, follow(f"t{n}")) for n in range(10)))

    assert sorted((await store.get(NEWS)).followed) == sorted(f"t{n}" for n in range(10))


async def test_two_processes_change_one_channel(any_database: Database) -> None:
    """Each has its own connections."""
    other = Database.open(any_database.url.render_as_string(hide_password=False))
    try:
        await asyncio.gather(
            *(ChannelStore(each).change(NEWS, follow(f"t{n}")) for n, each in enumerate((any_database, other) * 3))
        )
    finally:
        await other.close()

    assert len((await ChannelStore(any_database).get(NEWS)).followed) == 6


async def test_what_was_changed_is_returned_with_its_id(any_database: Database) -> None:
    """So that a briefing can be given to it."""
    store = ChannelStore(any_database)

    changed = await store.change(NEWS, follow("rust"))

    assert changed.id is not None
    assert changed == await store.get(NEWS)


HELD = Channel(NEWS, length=7, followed=("rust", "go"), muted=("crypto",))


@pytest.mark.parametrize(
    ("now", "wish", "both"),
    [
        (replace(HELD, style=Style.FULL), replace(HELD, length=3), replace(HELD, style=Style.FULL, length=3)),
        (
            replace(HELD, followed=("rust", "go", "ai")),
            replace(HELD, followed=("rust", "c")),
            replace(HELD, followed=("rust", "ai", "c")),
        ),
        (
            replace(HELD, followed=("rust", "go", "ai")),
            replace(HELD, muted=("crypto", "ai")),
            replace(HELD, muted=("crypto", "ai")),
        ),
        (HELD, replace(HELD, followed=("go", "rust")), replace(HELD, followed=("go", "rust"))),
    ],
)
def test_a_form_keeps_what_others_changed_meanwhile(now: Channel, wish: Channel, both: Channel) -> None:
    """It takes away what its sender took away, and adds what they added; what is newly muted is followed no longer."""
    assert merge(now, before=HELD, wish=wish) == both
