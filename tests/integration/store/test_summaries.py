"""Summaries in the store: one per story version and shape."""

from __future__ import annotations

import re

from summarizer.model import Summary
from summarizer.store.codec import summary_from_json, summary_to_json
from summarizer.store.database import Database
from summarizer.store.summaries import SummaryStore
from tests.builders import a_sentence

FULL = Summary(
    tldr=a_sentence("It happened — “really” 🚀.", start=3, end=29),
    points=(a_sentence("One."), a_sentence("Two.", source="Other")),
    method="llm",
    notes=("Sources disagree: 3 or 4.",),
)
PLAIN = Summary(tldr=a_sentence("It happened."))


async def test_a_summary_comes_back_as_it_was(any_database: Database) -> None:
    """Every sentence keeps its receipt."""
    store = SummaryStore(any_database)
    await store.put_many({("s1", 1): FULL, ("s2", 1): PLAIN}, "brief-en")

    assert await store.get_many([("s1", 1), ("s2", 1), ("s3", 1)], "brief-en") == {"s1": FULL, "s2": PLAIN}


async def test_a_summary_is_of_one_version(any_database: Database) -> None:
    """A story that has grown is condensed anew; the older summary stays for who asks for that version."""
    store = SummaryStore(any_database)
    await store.put_many({("s1", 1): PLAIN}, "brief-en")
    assert await store.get_many([("s1", 2)], "brief-en") == {}

    await store.put_many({("s1", 2): FULL}, "brief-en")

    assert await store.get_many([("s1", 2)], "brief-en") == {"s1": FULL}
    assert await store.get_many([("s1", 1)], "brief-en") == {"s1": PLAIN}


async def test_a_summary_is_of_one_shape(any_database: Database) -> None:
    """Another length or language is another summary."""
    store = SummaryStore(any_database)
    await store.put_many({("s1", 1): PLAIN}, "brief-en")

    assert await store.get_many([("s1", 1)], "full-en") == {}


async def test_a_summary_made_again_takes_the_place_of_the_old_one(any_database: Database) -> None:
    """Two processes that condense one story at once leave one summary."""
    store = SummaryStore(any_database)
    await store.put_many({("s1", 1): PLAIN}, "brief-en")

    await store.put_many({("s1", 1): FULL}, "brief-en")

    assert await store.get_many([("s1", 1)], "brief-en") == {"s1": FULL}


async def test_keeping_nothing_is_fine(any_database: Database) -> None:
    """A night without stories writes nothing."""
    await SummaryStore(any_database).put_many({}, "brief-en")

    assert await SummaryStore(any_database).get_many([], "brief-en") == {}


def test_a_summary_written_before_notes_is_still_read() -> None:
    """Old rows stay readable."""
    old = summary_to_json(PLAIN)
    del old["notes"]

    assert summary_from_json(old) == PLAIN


async def test_of_several_alike_the_one_that_a_model_wrote_is_given(any_database: Database) -> None:
    """Whatever their shapes are called."""
    store = SummaryStore(any_database)
    for shape in ("a-1", "a-3"):
        await store.put_many({("s1", 1): PLAIN}, shape)
    await store.put_many({("s1", 1): FULL}, "a-2")

    assert await store.get_like([("s1", 1)], re.compile("a-.")) == {"s1": FULL}
