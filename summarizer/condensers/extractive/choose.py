"""Choosing sentences together: a TL;DR that says the news, then points that say what is not said yet. Pure.

Sentences are chosen by what they are worth a word^½ times the weight of the content words that nothing chosen has
covered (maximal marginal coverage; Lin & Bilmes 2011 show such greedy choices to be near the best), by beam search.
A point is one sentence, or two that stand close together where that says more within the words allowed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from summarizer.condensers.extractive.candidates import MOST_SENTENCES, Candidate, Pool, read_pool
from summarizer.condensers.extractive.clip import clipped
from summarizer.condensers.extractive.disagree import disagreements
from summarizer.condensers.extractive.lexicon import is_unresolved
from summarizer.condensers.extractive.points import fits, gather
from summarizer.errors import CondenseError
from summarizer.model import CondenseTask, Summary

TLDR_WORDS = 30
BEAM, BEAM_OF_NEWS = 2, 1
WIDE = 20
"""So many of the best candidates are considered for points."""
FULLNESS = 0.3
"""A TL;DR of news is worth its words to this power more: a full sentence says more than a short one."""
TRIED, NEAR, STEADY = 2, 0.6, 0.3
"""So many TL;DRs of short news are tried, if worth at least this share of the best; to this power its worth counts."""
TALK = 0.5
"""What a sentence that speaks to the reader, asks, or tells no news by itself is worth as the TL;DR."""
MOST_CHOSEN = 8
REPEATS = 0.6
"""A candidate of whose content words more than this share is said already says nothing new."""


@dataclass(frozen=True, slots=True)
class _Taste:
    """What makes a TL;DR: how much the title pulls, from which floor, and how much more an opening with news is worth.

    Where several reports tell one event each in its own way, the title and what they share tell which sentence says it.
    """

    floor: float
    pull: float
    opening: float


OF_FACTS, OF_NEWS, OF_STORY = _Taste(0.1, 1.0, 1.7), _Taste(0.4, 0.5, 2.0), _Taste(0.1, 2.0, 1.5)
LATER_OPENING = 1.25
"""What the opening of a further report is worth, if it is news, against another sentence of it."""
NEWS = 0.9
"""A text that is news to a larger part than this is told as news."""


def condense_texts(task: CondenseTask) -> Summary:
    """The summary of the task's texts. Raises CondenseError when they hold no sentence."""
    pool = read_pool(task)
    if not pool.candidates:
        raise CondenseError("there is no sentence to condense")
    tldr, chosen = _choose(pool, task)
    return Summary(
        tldr=gather([tldr], 1)[0],
        points=gather(chosen, task.points),
        notes=disagreements(task.texts),
    )


def _choose(pool: Pool, task: CondenseTask) -> tuple[Candidate, list[Candidate]]:
    """The TL;DR and its points.

    One short text of news is told in few words, where what the TL;DR says is missing elsewhere: of the TL;DRs about as
    good as the best that one is taken which is worth most together with its points.
    """
    ranked = rank_tldrs(pool)
    best = ranked[0][0]
    tried: list[tuple[float, Candidate, list[Candidate]]] = []
    for worth, tldr in ranked[: TRIED if pool.news == 1 and len(task.texts) == 1 else 1]:
        if worth < NEAR * best:
            break
        chosen = choose_points(pool, tldr, task)
        # Of words that say nothing ("y y y") the best sentence is worth nothing, and all are as good.
        near = worth / best if best else 1.0
        tried.append((_together([tldr, *chosen], pool, task) * near**STEADY, tldr, chosen))
    _, tldr, chosen = max(tried, key=lambda each: each[0])
    return tldr, chosen


def _together(chosen: Sequence[Candidate], pool: Pool, task: CondenseTask) -> float:
    """What the sentences are worth in as many words as the points may have."""
    said = frozenset[str]()
    total, room = 0.0, task.words
    for each in chosen:
        gain = _gain(each, pool, said)[1] if each.content else 0.0
        total += gain * min(each.words, room) / each.words
        said, room = said | each.content, max(0, room - each.words)
    return total


def choose_tldr(pool: Pool) -> Candidate:
    """The best TL;DR by itself."""
    return rank_tldrs(pool)[0][1]


def rank_tldrs(pool: Pool) -> list[tuple[float, Candidate]]:
    """The sentences of at most thirty words that say the news, who did what, as the title has it; the best first.

    At most as many as are tried: which sentence can stand alone is asked of the best first, for asking takes time.
    """
    fitting = [each for each in pool.candidates if each.words <= TLDR_WORDS]
    fitting = fitting or [clipped(each, TLDR_WORDS) for each in pool.candidates[:3]]
    worths = _worths_as_tldr(pool, fitting)
    ranked = sorted(zip(worths, fitting, strict=True), key=lambda pair: (-pair[0], pair[1].order))
    named = {each.order for each in fitting if each.named}
    clear = (
        (worth, each)
        for worth, each in ranked
        if not each.torn and (each.named or each.order not in named) and not is_unresolved(each.text, _is_first(each))
    )
    return list(islice(clear, TRIED)) or [pair for pair in ranked if not pair[1].dangling] or ranked


def _worths_as_tldr(pool: Pool, fitting: Sequence[Candidate]) -> list[float]:
    """What each of the sentences is worth as the TL;DR."""
    last = max(each.order % MOST_SENTENCES for each in fitting) + 1
    shared = _told_by_others(pool)
    taste = OF_STORY if shared else OF_NEWS if pool.news > NEWS else OF_FACTS

    def worth(each: Candidate) -> float:
        facts = 1.0
        if pool.news < 1:
            earliness = 1.25 - 0.5 * (each.order % MOST_SENTENCES) / last
            cover = sum([pool.weights.get(word, 0.0) for word in each.content])
            facts = each.fact * cover * earliness / math.sqrt(each.words + 6)
        value = _blend(facts, each.news * each.words**FULLNESS, pool.news)
        value *= (taste.floor + each.titled) ** taste.pull * (
            taste.opening if each.opens and each.order <= 1 else LATER_OPENING if each.opens else 1.0
        )
        value *= TALK if each.talks else 1.0
        if shared:
            value *= taste.floor + sum([shared.get(word, 0.0) for word in each.content]) / (len(each.content) + 1)
        return float(value)

    return [worth(each) for each in fitting]


def _told_by_others(pool: Pool) -> dict[str, float]:
    """For each content word the share of the other reports that use it, too; empty where there is one report."""
    others = len({each.article.id for each in pool.candidates}) - 1
    if not others:
        return {}
    users: dict[str, set[str]] = {}
    for each in pool.candidates:
        for word in each.content:
            users.setdefault(word, set()).add(each.article.id)
    return {word: (len(found) - 1) / others for word, found in users.items()}


def _is_first(each: Candidate) -> bool:
    return each.order % MOST_SENTENCES == 0


def _blend(fact: float, news: float, share: float) -> float:
    """The worth as news where a text is news, as facts where it is not, and between them where it is between."""
    if share in {0.0, 1.0}:
        return news if share else fact
    return float(fact ** (1 - share) * news**share)


@dataclass(frozen=True, slots=True)
class _Draft:
    """Sentences chosen so far: what they are worth together, what is said with them, and the words left."""

    worth: float
    chosen: tuple[Candidate, ...]
    said: frozenset[str]
    taken: frozenset[tuple[str, int]]
    room: int


def choose_points(pool: Pool, tldr: Candidate, task: CondenseTask) -> list[Candidate]:
    """The sentences that are worth most together within the words and points allowed, in reading order."""
    best = _Draft(0.0, (), tldr.content, frozenset({tldr.key}), task.words)
    beam = [best]
    wide = _widest(pool, tldr, task)
    width = BEAM_OF_NEWS if pool.news == 1 else BEAM
    for _ in range(MOST_CHOSEN if task.points else 0):
        grown = {
            frozenset(each.key for each in draft.chosen): draft
            for grower in beam
            for draft in _extensions(grower, wide, pool, task.points)[:width]
        }
        beam = sorted(grown.values(), key=lambda draft: (-draft.worth, [each.order for each in draft.chosen]))[:width]
        if not beam:
            break
        enough = pool.news == 1 and tldr.words + task.words - beam[0].room >= task.words
        best = max(best, beam[0], key=lambda draft: draft.worth)
        if enough:
            break
    return sorted(best.chosen, key=lambda each: each.order)


def _widest(pool: Pool, tldr: Candidate, task: CondenseTask) -> list[Candidate]:
    """The candidates that promise most on their own."""
    fitting = [each for each in pool.candidates if each.words <= task.words and each.content and each.key != tldr.key]
    return sorted(fitting, key=lambda each: (-_gain(each, pool, tldr.content)[0], each.order))[:WIDE]


def _gain(each: Candidate, pool: Pool, said: frozenset[str]) -> tuple[float, float]:
    """What the candidate adds to what is said, a word^½ (news: a word), and in all."""
    fresh = each.content - said
    facts = news = 1.0
    if pool.news < 1:
        weights = pool.weights
        facts = each.fact * sum([weights[word] for word in fresh if word in weights])
    if pool.news > 0:
        news = each.news * each.words * math.sqrt(len(fresh) / len(each.content))
    gain = _blend(facts, news, pool.news)
    return gain / each.words ** (0.5 + 0.5 * pool.news), gain


def _extensions(draft: _Draft, wide: Sequence[Candidate], pool: Pool, points: int) -> list[_Draft]:
    ranked: list[tuple[float, float, Candidate]] = []
    for each in wide:
        if each.words > draft.room or each.key in draft.taken:
            continue
        if len(each.content & draft.said) > REPEATS * len(each.content):
            continue
        if each.dangling and (each.article.id, each.leans) not in draft.taken:
            continue
        if fits([*draft.chosen, each], points):
            ranked.append((*_gain(each, pool, draft.said), each))
    ranked.sort(key=lambda item: (-item[0], item[2].order))
    return [
        replace(
            draft,
            worth=draft.worth + gain,
            chosen=(*draft.chosen, each),
            said=draft.said | each.content,
            taken=draft.taken | {each.key},
            room=draft.room - each.words,
        )
        for _, gain, each in ranked[:BEAM]
    ]
