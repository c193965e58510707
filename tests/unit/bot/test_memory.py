"""The garbage collector leaves alone what was there when the bot had started."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bot.memory import settle_memory


@pytest.fixture
def thawed() -> Iterator[None]:
    """Give back to the collector what a test took from it."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("thawed")
def test_what_is_loaded_is_walked_over_no_more() -> None:
    """Modules, tables and models stay for as long as the process lives."""
    kept = [[]]

    settle_memory()

    assert gc.get_freeze_count() > 0
    assert not any(each is kept for each in gc.get_objects())


@pytest.mark.usefixtures("thawed")
def test_what_a_digest_is_composed_of_is_not_walked_over_as_it_is_read() -> None:
    """A hundred thousand short-lived values bring no full collection, and cycles among the young are still found."""
    settle_memory()
    before = gc.get_stats()

    held = [[number] for number in range(100_000)]

    after = gc.get_stats()
    assert len(held) == 100_000 and after[2]["collections"] == before[2]["collections"]
    assert after[0]["collections"] > before[0]["collections"]
