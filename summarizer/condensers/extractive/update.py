"""What new reports of a story say that the older ones do not. Pure."""

from __future__ import annotations

from dataclasses import replace

from summarizer.condensers.extractive.candidates import Candidate, read_pool
from summarizer.condensers.extractive.choose import choose_points, choose_tldr
from summarizer.condensers.extractive.points import gather
from summarizer.model import CondenseTask, Sentence
from summarizer.text.sentences import split_sentences
from summarizer.text.tokens import content_words

FRESH = 0.35
"""The least share of a sentence's content words that no older report has."""
SAME = 0.6
"""A sentence of whose content words so many stand in one older sentence says the same."""


def condense_update(task: CondenseTask, new: frozenset[str]) -> tuple[Sentence, ...]:
    """The sentences of the new articles that say what the older ones do not; at most one more than the task's points."""
    fresh = tuple(article for article in task.texts if article.id in new)
    if not fresh:
        return ()
    older = [
        frozenset(content_words(article.text[span.start : span.end], task.language))
        for article in task.texts
        if article.id not in new
        for span in split_sentences(article.text)
    ]
    said = frozenset[str]().union(*older)
    pool = read_pool(replace(task, texts=fresh))
    news = tuple(each for each in pool.candidates if _is_new(each, said, older))
    if not news:
        return ()
    weights = {word: weight * (0.3 if word in said else 1.0) for word, weight in pool.weights.items()}
    pool = replace(pool, candidates=news, weights=weights)
    first = choose_tldr(pool)
    return (*gather([first], 1), *gather(choose_points(pool, first, task), task.points))


def _is_new(each: Candidate, said: frozenset[str], older: list[frozenset[str]]) -> bool:
    """Whether it has a number that nobody had, or enough words of its own and no older sentence that says the same."""
    fresh = each.content - said
    if any(word[0].isdigit() for word in fresh):
        return True
    if len(fresh) < FRESH * max(1, len(each.content)):
        return False
    return all(len(each.content & sentence) < SAME * len(each.content) for sentence in older)
