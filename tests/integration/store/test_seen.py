"""What readers have seen and saved, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from summarizer.model import Joining, Merging
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.seen import SeenStore
from summarizer.store.stories import StoryStore
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago


async def test_a_mark_holds_for_its_readers_alone(any_database: Database) -> None:
    """What one reader saw is hidden from nobody else."""
    seen = SeenStore(any_database)
    await seen.mark(["channel", "ada"], [("s1", 2)], MORNING)

    assert await seen.seen_versions(["ada"], ["s1", "s2"]) == {"s1": 2}
    assert await seen.seen_versions(["ben"], ["s1"]) == {}
    assert await seen.seen_versions([], ["s1"]) == {}


async def test_the_highest_version_that_any_of_them_saw_counts(any_database: Database) -> None:
    """A reader in a channel has seen what either of the two has."""
    seen = SeenStore(any_database)
    await seen.mark(["channel"], [("s1", 1)], MORNING)
    await seen.mark(["ada"], [("s1", 3)], MORNING)

    assert await seen.seen_versions(["channel", "ada"], ["s1"]) == {"s1": 3}


async def test_a_mark_is_never_lowered(any_database: Database) -> None:
    """An old message that is read again takes nothing back."""
    seen = SeenStore(any_database)
    await seen.mark(["ada"], [("s1", 3)], MORNING)

    await seen.mark(["ada"], [("s1", 1)], MORNING)

    assert await seen.seen_versions(["ada"], ["s1"]) == {"s1": 3}


async def test_marks_made_at_once_leave_the_highest(any_database: Database) -> None:
    """Whichever transaction comes last."""
    here, there = SeenStore(any_database), SeenStore(any_database)
    versions = [3, 9, 1, 7, 2, 8, 4]

    await asyncio.gather(*(
        store.mark(["channel", "ada"], [("s2", version), ("s1", version)], MORNING)
        for version, store in zip(versions, (here, there) * 4, strict=False)
    ))  # fmt: skip

    assert await here.seen_versions(["ada"], ["s1", "s2"]) == {"s1": 9, "s2": 9}


async def test_a_mark_that_another_transaction_raised_meanwhile_stays(any_database: Database) -> None:
    """The database compares, not the reader of an older state."""
    seen = SeenStore(any_database)
    await seen.mark(["ada"], [("s1", 1)], MORNING)
    async with any_database.write() as connection:
        if any_database.is_sqlite:
            return  # One writer: nothing can come between.
        await connection.execute(text("update seen set version = 5 where reader = 'ada'"))
        lower = asyncio.create_task(seen.mark(["ada"], [("s1", 2)], MORNING))
        await asyncio.sleep(0.05)
    await lower

    assert await seen.seen_versions(["ada"], ["s1"]) == {"s1": 5}


async def test_marking_nothing_is_fine(any_database: Database) -> None:
    """An empty digest marks nothing."""
    await SeenStore(any_database).mark(["ada"], [], MORNING)

    assert await SeenStore(any_database).seen_versions(["ada"], ["s1"]) == {}


async def test_one_reader_named_twice_is_one_reader(any_database: Database) -> None:
    """In a direct conversation the channel and the asker may be the same."""
    seen = SeenStore(any_database)

    await seen.mark(["ada", "ada"], [("s1", 1)], MORNING)

    assert await seen.seen_versions(["ada"], ["s1"]) == {"s1": 1}


async def test_a_mark_on_an_alias_counts_for_the_story_of_today(any_database: Database) -> None:
    """A button under an old message still names the id that a merge took away."""
    older, newer = an_article("a1", published=hours_ago(3)), an_article("a2", published=hours_ago(2))
    await ArticleStore(any_database).save(a_source(), [an_entry("a1"), an_entry("a2")], [older, newer], MORNING)
    stories, seen = StoryStore(any_database), SeenStore(any_database)
    await stories.apply([Joining(older, "s1"), Joining(newer, "s2")], [Merging("s1", "s2")])

    await seen.mark(["ada"], [("s2", 1)], MORNING)

    assert await seen.seen_versions(["ada"], ["s1"]) == {"s1": 1}


async def test_saved_stories_are_listed_newest_first(any_database: Database) -> None:
    """A story is saved once, and can be let go."""
    seen = SeenStore(any_database)
    assert await seen.save("ada", "s1", hours_ago(3))
    assert await seen.save("ada", "s2", hours_ago(2))
    assert await seen.save("ada", "s3", hours_ago(1))
    assert not await seen.save("ada", "s1", MORNING)

    await seen.unsave("ada", "s2")

    assert await seen.saved_by("ada") == ("s3", "s1")
    assert await seen.saved_by("ben") == ()
