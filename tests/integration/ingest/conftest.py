"""The newsroom as a fixture."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from summarizer.store.database import Database
from tests.integration.ingest.newsroom import Newsroom, open_newsroom


@pytest.fixture
async def newsroom(database: Database) -> AsyncIterator[Newsroom]:
    async with open_newsroom(database) as opened:
        yield opened
