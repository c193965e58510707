"""A loopback Slack, and the Slack platform connected to it, as fixtures."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from tests.integration.adapters.slack_desk import Desk, a_desk


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with run_loopback_slack() as double:
        yield double


@pytest.fixture
async def desk(slack: LoopbackSlack) -> AsyncIterator[Desk]:
    async with a_desk(slack) as made:
        yield made
