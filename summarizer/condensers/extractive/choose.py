"""Choosing sentences together: TL;DR first, then points that say what is not said yet. Pure.

Points are chosen greedily by value per word^½ times the weight of the content words that nothing chosen has covered
(maximal marginal coverage; Lin & Bilmes 2011 show such greedy choices to be near the best).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from summarizer.condensers.extractive.cuts import shorter_forms, tidy_start
from summarizer.condensers.extractive.disagree import disagreements
from summarizer.condensers.extractive.features import Scene, is_boilerplate, is_dangling, lift, set_scene
from summarizer.errors import CondenseError
from summarizer.model import Article, CondenseTask, Receipt, Sentence, Summary
from summarizer.receipts import is_deletion
from summarizer.text.sentences import split_sentences
from summarizer.text.tokens import content_words

TLDR_WORDS = 30
MOST_SENTENCES = 400
MOST_TEXTS = 6
BEAM = 8
_NUMBER = re.compile(r"\d|^(?:[$€£]|a|an|the|nearly|about|over)$", re.IGNORECASE)
REPEATS = 0.5
"""A candidate of whose content words more than this share is said already says nothing new."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, whole or cut, with its passage and its worth."""

    text: str
    article: Article
    start: int
    end: int
    order: int
    value: float
    words: int
    content: frozenset[str]
    dangling: bool


def condense_texts(task: CondenseTask) -> Summary:
    """The summary of the task's texts. Raises CondenseError when they hold no sentence."""
    pool = _candidates(task)
    if not pool:
        raise CondenseError("there is no sentence to condense")
    weights = _weights(task)
    tldr = _choose_tldr(pool, weights)
    points = _choose_points(pool, tldr, weights, task)
    return Summary(
        tldr=_sentence(tldr),
        points=tuple(_sentence(point) for point in points),
        notes=disagreements(task.texts),
    )


def condense_update(task: CondenseTask, new: frozenset[str]) -> tuple[Sentence, ...]:
    """The sentences of the new articles that say what the older ones do not; at most the task's points."""
    older = [article for article in task.texts if article.id not in new]
    said: set[str] = set()
    for article in older:
        said.update(content_words(article.text, task.language))
    fresh = tuple(article for article in task.texts if article.id in new)
    if not fresh:
        return ()
    pool = _candidates(CondenseTask(task.title, fresh, task.points, task.words, task.language))
    news = [each for each in pool if len(each.content - said) >= 0.3 * max(1, len(each.content))]
    if not news:
        return ()
    weights = {word: weight for word, weight in _weights(task).items() if word not in said}
    first = _choose_tldr(news, weights)
    return tuple(_sentence(each) for each in (first, *_choose_points(news, first, weights, task)))


def _candidates(task: CondenseTask) -> list[Candidate]:
    pool: list[Candidate] = []
    for rank, article in enumerate(task.texts[:MOST_TEXTS]):
        pool += _of_article(article, task, rank)
    return pool


def _of_article(article: Article, task: CondenseTask, rank: int) -> Iterator[Candidate]:
    spans = split_sentences(article.text)[:MOST_SENTENCES]
    whole = [article.text[span.start : span.end] for span in spans]
    scene = set_scene(task.title or article.title, whole, task.language)
    alone = all(is_boilerplate(sentence) for sentence in whole)
    for position, (span, sentence) in enumerate(zip(spans, whole, strict=True)):
        if is_boilerplate(sentence) and not alone:
            continue
        if rank == 0 and position == 0 and len(spans) > 1 and _is_headline(sentence, task.title):
            continue
        for form in _forms(sentence):
            yield Candidate(
                text=form,
                article=article,
                start=span.start,
                end=span.end,
                order=rank * MOST_SENTENCES + position,
                value=math.exp(lift(form, position, span.paragraph, scene) - 0.15 * rank),
                words=len(form.split()),
                content=frozenset(content_words(form, task.language)),
                dangling=is_dangling(form),
            )


def _is_headline(sentence: str, title: str) -> bool:
    return bool(title) and " ".join(sentence.lower().split()).rstrip(".") == " ".join(title.lower().split()).rstrip(".")


def _forms(sentence: str) -> Iterator[str]:
    """The sentence as one line, tidied, and its shorter forms; only forms that verify as deletions."""
    line = " ".join(sentence.split())
    start = tidy_start(line)
    forms = [start, *shorter_forms(start)]
    yield from dict.fromkeys(form for form in forms if form and is_deletion(form, sentence))


def _weights(task: CondenseTask) -> dict[str, float]:
    """How much each content word matters: how many sentences of the texts use it, title words more."""
    sentences = [
        article.text[span.start : span.end]
        for article in task.texts[:MOST_TEXTS]
        for span in split_sentences(article.text)[:MOST_SENTENCES]
    ]
    scene: Scene = set_scene(task.title, sentences, task.language)
    return scene.weights


def _coverage(candidate: Candidate, weights: dict[str, float], said: Set[str]) -> float:
    return sum(weights.get(word, 0.0) for word in candidate.content if word not in said)


def _choose_tldr(pool: Sequence[Candidate], weights: dict[str, float]) -> Candidate:
    fitting = [each for each in pool if each.words <= TLDR_WORDS] or [_clipped(each) for each in pool[:3]]
    clear = [each for each in fitting if not each.dangling] or fitting

    last = max(each.order % MOST_SENTENCES for each in clear) + 1

    def worth(each: Candidate) -> tuple[float, int]:
        cover = _coverage(each, weights, set())
        earliness = 1.25 - 0.5 * (each.order % MOST_SENTENCES) / last
        return (each.value * cover * earliness / math.sqrt(each.words + 6), -each.order)

    return max(clear, key=worth)


def _clipped(candidate: Candidate) -> Candidate:
    """A candidate of too many words, cut after the last clause that fits, or after thirty words."""
    words = candidate.text.split()[:TLDR_WORDS]
    for size in range(len(words), 11, -1):
        if words[size - 1].endswith((",", ";", ":", "–", "—")):
            words = words[:size]
            break
    else:
        # "2.4" without its "million" is another number.
        while len(words) > 12 and _NUMBER.search(words[-1]):
            words = words[:-1]
    text = " ".join(words).rstrip(",;:–— ") + "…"
    return Candidate(
        text=text,
        article=candidate.article,
        start=candidate.start,
        end=candidate.end,
        order=candidate.order,
        value=candidate.value * 0.2,
        words=len(words),
        content=frozenset(content_words(text)),
        dangling=candidate.dangling,
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """Points chosen so far: what they are worth together, what is said with them, and the words left."""

    worth: float
    points: tuple[Candidate, ...]
    said: frozenset[str]
    taken: frozenset[tuple[str, int]]
    room: int


def _choose_points(
    pool: Sequence[Candidate], tldr: Candidate, weights: dict[str, float], task: CondenseTask
) -> list[Candidate]:
    """The points that are worth most together within the words allowed, by beam search, in reading order."""
    best = _Draft(0.0, (), tldr.content, frozenset({(tldr.article.id, tldr.start)}), task.words)
    beam = [best]
    before = _predecessors(pool)
    for _ in range(task.points):
        grown = [draft for each in beam for draft in _extensions(each, pool, weights, before)]
        beam = sorted(grown, key=lambda draft: (-draft.worth, [point.order for point in draft.points]))[:BEAM]
        if not beam:
            break
        best = max(best, beam[0], key=lambda draft: draft.worth)
    return sorted(best.points, key=lambda each: each.order)


def _extensions(
    draft: _Draft, pool: Sequence[Candidate], weights: dict[str, float], before: dict[tuple[str, int], int]
) -> list[_Draft]:
    ranked: list[tuple[float, Candidate]] = []
    for each in pool:
        key = (each.article.id, each.start)
        if each.words > draft.room or key in draft.taken or not each.content:
            continue
        if len(each.content & draft.said) > REPEATS * len(each.content):
            continue
        if each.dangling and (each.article.id, before.get(key, -1)) not in draft.taken:
            continue
        ranked.append((each.value * _coverage(each, weights, draft.said), each))
    ranked.sort(key=lambda item: (-item[0], item[1].order))
    return [
        _Draft(
            draft.worth + worth,
            (*draft.points, each),
            draft.said | each.content,
            draft.taken | {(each.article.id, each.start)},
            draft.room - each.words,
        )
        for worth, each in ranked[:BEAM]
    ]


def _predecessors(pool: Sequence[Candidate]) -> dict[tuple[str, int], int]:
    """Where the sentence before each one starts."""
    starts: dict[str, list[int]] = {}
    for each in pool:
        starts.setdefault(each.article.id, []).append(each.start)
    return {
        (article, later): earlier
        for article, found in starts.items()
        for earlier, later in pairwise(sorted(set(found)))
    }


def _sentence(candidate: Candidate) -> Sentence:
    article = candidate.article
    return Sentence(
        text=candidate.text,
        receipt=Receipt(
            article_id=article.id,
            source=article.source,
            url=article.url,
            quote=article.text[candidate.start : candidate.end],
            start=candidate.start,
            end=candidate.end,
        ),
    )
