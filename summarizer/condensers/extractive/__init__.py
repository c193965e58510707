"""The extractive condenser: sentences of the sources, whole or with words left out, each with its receipt.

reading -> candidates (whole sentences and their truthful cuts) -> worth -> joint choice. Pure; needs but the text.
"""

from __future__ import annotations

import asyncio

from summarizer.condensers.extractive.choose import condense_texts
from summarizer.condensers.extractive.update import condense_update
from summarizer.model import CondenseTask, Summary

__all__ = ["ExtractiveCondenser", "condense_texts", "condense_update", "create_condenser"]


class ExtractiveCondenser:
    """Condenses in a thread, so that a long text does not hold up the event loop."""

    name = "extractive"

    async def condense(self, task: CondenseTask) -> Summary:
        """The summary of the task's texts. Raises CondenseError when there is nothing to condense."""
        return await asyncio.to_thread(condense_texts, task)


def create_condenser() -> ExtractiveCondenser:
    """The extractive condenser; it has no settings."""
    return ExtractiveCondenser()
