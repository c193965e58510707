"""A site on loopback and the tools of a reader: a real fetcher, parsing in a thread."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from summarizer.fetch import Fetcher
from summarizer.isolation import InlineIsolation
from summarizer.sources import Tools
from tests.fakes.web import LOOPBACK, Web, run_web


@pytest.fixture
async def site() -> AsyncIterator[Web]:
    async with run_web() as running:
        yield running


@pytest.fixture
async def tools() -> AsyncIterator[Tools]:
    async with Fetcher(allow=LOOPBACK) as fetcher, InlineIsolation() as isolation:
        yield Tools(fetcher, isolation)
