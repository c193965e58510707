"""The condenser "llm": a language model writes, a guard checks every sentence, and the extractive condenser stands by.

prompt -> model -> guard -> (once more, with the objections) -> what passed, with extractive sentences for what did not.
Whatever goes wrong, the extractive summary is there on time. It needs the extra `llm`.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from summarizer.condensers.llm.addressed import without_orders
from summarizer.condensers.llm.draft import Checked, check, mend
from summarizer.condensers.llm.model import MOST_OUTPUT, Answer, LanguageModel, Meter, ModelFailed
from summarizer.condensers.llm.prompt import fingerprint, write_objections, write_prompt
from summarizer.condensers.llm.spending import Budget, Reason, Tally, Usage
from summarizer.condensers.llm.trouble import FOR_THE_OPERATOR, Trouble, say_trouble
from summarizer.model import CondenseTask, Summary
from summarizer.stand_in import stand_in

__all__ = [
    "FOR_THE_OPERATOR",
    "Budget",
    "LlmCondenser",
    "Reason",
    "Tally",
    "Trouble",
    "Usage",
    "create_condenser",
    "say_trouble",
]

SECONDS = 30.0
"""For one summary in all: waiting for a turn, the first answer and the second."""
AT_ONCE = 4
REST, LONGEST_REST = 60.0, 600.0
"""Seconds for which a server that failed is left alone, if it does not say itself."""
_GONE = frozenset({Reason.LATE, Reason.LIMITED, Reason.UNAVAILABLE, Reason.DENIED, Reason.UNKNOWN})
"""Failures that the next request would meet with as well."""
_COSTS_NOTHING = frozenset({Reason.LIMITED, Reason.UNAVAILABLE, *FOR_THE_OPERATOR})
_NOTED = frozenset({Reason.LATE, *_COSTS_NOTHING})
"""Failures of the server or of our settings, kept for the doctor."""
_log = logging.getLogger(__name__)
_CHARACTERS = 3
"""A token has about four characters; three make the sum set aside rather too large."""


class LlmCondenser:
    """Condenses by a model: within its budget, a few requests at once, leaving a failing server alone for a while."""

    name = "llm"

    def __init__(
        self,
        model: LanguageModel,
        budget: Budget | None,
        tally: Tally,
        seconds: float = SECONDS,
        rest: float = REST,
    ) -> None:
        self.model = model
        self.make = f"{self.name}-{fingerprint(model.name)}"
        self.tally = tally
        self._budget = budget
        self._seconds = seconds
        self._rest = rest
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._rests_until = 0.0
        self._said: Reason | None = None

    async def condense(self, task: CondenseTask) -> Summary:
        """The summary of the task's texts, or of what is new in them; extractive if the model does not do, and then
        provisional if it may another time. Raises CondenseError where there is nothing to say."""
        asked = _without_orders(task)
        if not any(article.text.strip() for article in asked.texts):
            # Nothing but words to a program: no model is to read them, and readers see what stands there.
            return await asyncio.to_thread(stand_in, task)
        return _with_whole_quotes(await self._condense(asked), task)

    async def _condense(self, task: CondenseTask) -> Summary:
        deadline = asyncio.get_running_loop().time() + self._seconds
        extractive = await asyncio.to_thread(stand_in, task)
        try:
            await self._wait_for_a_turn(deadline)
            try:
                checked = await self._write(task, deadline)
            finally:
                self._turns.release()
        except ModelFailed as failure:
            self._note(failure)
            return replace(extractive, provisional=not failure.lasting)
        self._said = None
        mended = await asyncio.to_thread(mend, checked, extractive, task)
        if None not in (checked.tldr, *checked.points):
            return mended
        self.tally.fallbacks[Reason.GUARD] += 1
        return replace(mended, provisional=not checked.is_final)

    async def _wait_for_a_turn(self, deadline: float) -> None:
        try:
            async with asyncio.timeout_at(deadline):
                await self._turns.acquire()
        except TimeoutError as error:
            raise ModelFailed(Reason.LATE) from error

    def _note(self, failure: ModelFailed) -> None:
        self.tally.fallbacks[failure.reason] += 1
        self._let_rest(failure)
        # What goes on failing in one way is said once, and not once a story.
        if failure.reason in {self._said, Reason.RESTING}:
            return
        self._said = failure.reason
        words = say_trouble(Trouble(failure.reason, failure.status), self.model.name)
        lasts = "until that is right" if failure.reason in FOR_THE_OPERATOR else "meanwhile"
        _log.warning("%s; summaries are extractive %s.", words, lasts)

    def _let_rest(self, failure: ModelFailed) -> None:
        if failure.reason in _GONE or (failure.reason is Reason.UNREADABLE and not failure.lasting):
            usual = LONGEST_REST if failure.reason in FOR_THE_OPERATOR else self._rest
            rest = usual if failure.pause is None else min(failure.pause, LONGEST_REST)
            self._rests_until = asyncio.get_running_loop().time() + rest

    async def _write(self, task: CondenseTask, deadline: float) -> Checked:
        """The checked draft: the first if the guard has nothing against it, else the better of two."""
        answer = await self._first(write_prompt(task), deadline)
        checked = await asyncio.to_thread(check, answer.draft, task)
        if not checked.objections:
            return checked
        try:
            second = await self._ask(write_objections(checked.objections), answer, deadline)
        except ModelFailed as failure:
            self._let_rest(failure)
            return replace(checked, is_final=failure.lasting)
        again = await asyncio.to_thread(check, second.draft, task)
        return again if len(again.objections) <= len(checked.objections) else checked

    async def _first(self, prompt: str, deadline: float) -> Answer:
        """The first answer that can be read, of two."""
        try:
            return await self._ask(prompt, None, deadline)
        except ModelFailed as failure:
            if failure.reason is not Reason.UNREADABLE or not failure.lasting:
                raise
        return await self._ask(prompt, None, deadline)

    async def _ask(self, prompt: str, before: Answer | None, deadline: float) -> Answer:
        """One request, within the budget."""
        if asyncio.get_running_loop().time() < self._rests_until:
            raise ModelFailed(Reason.RESTING)
        asked = (len(prompt) + len(str(before.so_far) if before else "")) // _CHARACTERS
        reserved = asked + MOST_OUTPUT
        day = await self._budget.reserve(reserved) if self._budget else ""
        if day is None:
            raise ModelFailed(Reason.CAP)
        meter, failure = Meter(), None
        try:
            return await self._request(prompt, before, meter, deadline)
        except ModelFailed as error:
            failure = error
            raise
        finally:
            # A server that counts nothing, or was cut off, has read the prompt all the same; one that refused has not.
            unread = failure is not None and failure.reason in _COSTS_NOTHING
            used = meter.used if meter.used.tokens else Usage(0 if unread else asked)
            self.tally.count(used)
            if self._budget and day:
                await asyncio.shield(self._budget.settle(day, reserved, used, self._trouble(failure)))

    async def _request(self, prompt: str, before: Answer | None, meter: Meter, deadline: float) -> Answer:
        left = deadline - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(deadline):
                return await self.model.ask(prompt, before.so_far if before else (), meter, left)
        except TimeoutError as error:
            raise ModelFailed(Reason.LATE) from error

    def _trouble(self, failure: ModelFailed | None) -> Trouble | None:
        if failure is None or failure.reason not in _NOTED:
            return None
        return Trouble(failure.reason, failure.status, self.model.asks_as)


def _without_orders(task: CondenseTask) -> CondenseTask:
    texts, earlier = (
        tuple(replace(article, text=without_orders(article.text)) for article in articles)
        for articles in (task.texts, task.earlier)
    )
    return replace(task, texts=texts, earlier=earlier)


def _with_whole_quotes(summary: Summary, task: CondenseTask) -> Summary:
    """The summary with its passages as they stand in the articles: a blank may lie between two sentences of one."""
    texts = {article.id: article.text for article in task.texts}
    tldr, *points = (
        replace(each, receipt=replace(held, quote=texts[held.article_id][held.start : held.end]))
        for each in summary.sentences
        for held in (each.receipt,)
    )
    return replace(summary, tldr=tldr, points=tuple(points))


def create_condenser(
    *,
    model: str,
    base_url: str | None = None,
    api_key: str | None = None,
    budget: Budget | None = None,
    tally: Tally | None = None,
    seconds: float = SECONDS,
    rest: float = REST,
) -> LlmCondenser:
    """The condenser of that model, `provider:model`, with `seconds` for a summary and a server that failed left alone
    for `rest` seconds. Raises CondenseError where the extra or a key is missing."""
    language_model = LanguageModel(model, base_url, api_key)
    language_model.check()
    return LlmCondenser(language_model, budget, tally or Tally(), seconds, rest)
