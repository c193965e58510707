"""A desk for the tests of deliveries."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from summarizer.store.database import Database
from tests.integration.delivery.mornings import Mornings, open_mornings


@pytest.fixture
async def mornings(any_database: Database) -> AsyncIterator[Mornings]:
    """On both databases; it is the evening before."""
    async with open_mornings(any_database) as opened:
        yield opened


@pytest.fixture
async def evening(database: Database) -> AsyncIterator[Mornings]:
    """On SQLite alone, for what does not depend on the database."""
    async with open_mornings(database) as opened:
        yield opened
