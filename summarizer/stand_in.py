"""The extractive summary of a model's task: it stands in where the model does not write one. Pure."""

from __future__ import annotations

from dataclasses import replace

from summarizer.condensers.extractive import condense_texts, condense_update
from summarizer.condensers.extractive.disagree import disagreements
from summarizer.errors import CondenseError
from summarizer.model import CondenseTask, Summary


def stand_in(task: CondenseTask) -> Summary:
    """The summary of the task's texts, of an update what they say that the earlier ones do not.

    Raises CondenseError when they hold no sentence, or nothing new.
    """
    if not task.earlier:
        return condense_texts(task)
    every = (*task.earlier, *task.texts)
    told = condense_update(replace(task, texts=every, earlier=()), frozenset(article.id for article in task.texts))
    if not told:
        raise CondenseError("nothing in it is new")
    return Summary(told[0], told[1:], notes=disagreements(every))
