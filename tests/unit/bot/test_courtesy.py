"""A briefing steps aside while a person waits."""

from __future__ import annotations

import asyncio

from bot.courtesy import Courtesy


async def test_stepping_aside_ends_with_patience_and_leaves_nothing_behind() -> None:
    """People who never stop asking hold it up for a moment, and no task waits on for them."""
    courtesy = Courtesy(patience=0.001)
    before = asyncio.all_tasks()

    async with courtesy.serving():
        await courtesy.give_way()
        assert asyncio.all_tasks() == before
