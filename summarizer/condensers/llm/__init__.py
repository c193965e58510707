"""The condenser "llm": a language model writes, a guard checks every sentence, and the extractive condenser stands by.

prompt -> model -> guard -> (once more, with the objections) -> what passed, with extractive sentences for what did not.
Whatever goes wrong, the extractive summary is there on time. It needs the extra `llm`.
"""

from __future__ import annotations

import asyncio
import logging

from summarizer.condensers.extractive import condense_texts
from summarizer.condensers.llm.draft import Checked, check, mend
from summarizer.condensers.llm.model import MOST_OUTPUT, Answer, LanguageModel, Meter, ModelFailed
from summarizer.condensers.llm.prompt import write_objections, write_prompt
from summarizer.condensers.llm.spending import Budget, Reason, Tally, Usage
from summarizer.model import CondenseTask, Summary

__all__ = ["Budget", "LlmCondenser", "Reason", "Tally", "Usage", "create_condenser"]

SECONDS = 30.0
"""For one summary in all: waiting for a turn, the first answer and the second."""
AT_ONCE = 4
REST, LONGEST_REST = 60.0, 600.0
"""Seconds for which a server that failed is left alone, if it does not say itself."""
_log = logging.getLogger(__name__)
_CHARACTERS = 3
"""A token has about four characters; three make the sum set aside rather too large."""


class LlmCondenser:
    """Condenses by a model: within its budget, a few requests at once, leaving a failing server alone for a while."""

    name = "llm"

    def __init__(self, model: LanguageModel, budget: Budget | None, tally: Tally, seconds: float = SECONDS) -> None:
        self.model = model
        self.tally = tally
        self._budget = budget
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._rests_until = 0.0

    async def condense(self, task: CondenseTask) -> Summary:
        """The summary of the task's texts; extractive if the model does not do. Raises CondenseError for no text."""
        deadline = asyncio.get_running_loop().time() + self._seconds
        extractive = await asyncio.to_thread(condense_texts, task)
        try:
            async with asyncio.timeout_at(deadline):
                await self._turns.acquire()
            try:
                checked = await self._write(task, deadline)
            finally:
                self._turns.release()
        except ModelFailed as failure:
            self._note(failure)
            return extractive
        except TimeoutError:
            self._note(ModelFailed(Reason.LATE))
            return extractive
        if None in (checked.tldr, *checked.points):
            self.tally.fallbacks[Reason.GUARD] += 1
        return await asyncio.to_thread(mend, checked, extractive, task)

    def _note(self, failure: ModelFailed) -> None:
        self.tally.fallbacks[failure.reason] += 1
        if failure.reason is not Reason.RESTING:
            _log.warning("%s gave no summary (%s); an extractive one stands in", self.model.name, failure.reason)
        if failure.reason in {Reason.LATE, Reason.LIMITED, Reason.UNAVAILABLE}:
            rest = REST if failure.pause is None else min(failure.pause, LONGEST_REST)
            self._rests_until = asyncio.get_running_loop().time() + rest

    async def _write(self, task: CondenseTask, deadline: float) -> Checked:
        """The checked draft: the first if the guard has nothing against it, else the better of two."""
        answer = await self._ask(write_prompt(task), None, deadline)
        checked = await asyncio.to_thread(check, answer.draft, task)
        if not checked.objections:
            return checked
        try:
            second = await self._ask(write_objections(checked.objections), answer, deadline)
        except (ModelFailed, TimeoutError):
            return checked
        again = await asyncio.to_thread(check, second.draft, task)
        return again if len(again.objections) <= len(checked.objections) else checked

    async def _ask(self, prompt: str, before: Answer | None, deadline: float) -> Answer:
        """One request, within the budget."""
        left = deadline - asyncio.get_running_loop().time()
        if asyncio.get_running_loop().time() < self._rests_until:
            raise ModelFailed(Reason.RESTING)
        asked = (len(prompt) + len(str(before.so_far) if before else "")) // _CHARACTERS
        reserved = asked + MOST_OUTPUT
        day = await self._budget.reserve(reserved) if self._budget else ""
        if day is None:
            raise ModelFailed(Reason.CAP)
        meter = Meter()
        try:
            async with asyncio.timeout_at(deadline):
                return await self.model.ask(prompt, before.so_far if before else (), meter, left)
        except ModelFailed as failure:
            if failure.reason in {Reason.LIMITED, Reason.UNAVAILABLE}:
                asked = 0
            raise
        finally:
            # A server that counts nothing, or was cut off, has read the prompt all the same; one that refused has not.
            used = meter.used if meter.used.tokens else Usage(asked)
            self.tally.count(used)
            if self._budget and day:
                await asyncio.shield(self._budget.settle(day, reserved, used))


def create_condenser(
    *,
    model: str,
    base_url: str | None = None,
    api_key: str | None = None,
    budget: Budget | None = None,
    tally: Tally | None = None,
    seconds: float = SECONDS,
) -> LlmCondenser:
    """The condenser of that model, `provider:model`. Raises CondenseError where the extra or a key is missing."""
    language_model = LanguageModel(model, base_url, api_key)
    language_model.check()
    return LlmCondenser(language_model, budget, tally or Tally(), seconds)
