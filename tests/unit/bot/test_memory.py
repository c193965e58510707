"""The garbage collector leaves alone what was there when the bot had started."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bot.memory import settle_memory


@pytest.fixture
def thawed() -> Iterator[None]:
    """Give back to the collector what a test took from it."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_what_is_loaded_is_walked_over_no_more() -> None:
    kept = [[]]

    settle_memory()

    assert gc.get_freeze_count() > 0
    assert not any(each is kept for each in gc.get_objects())
