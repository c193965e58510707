"""ROUGE-1, ROUGE-2 and ROUGE-Lsum of a summary (Lin 2004), by lower-cased words, without stemming.

ROUGE-Lsum takes for each sentence of the reference the union of its longest common subsequences with the summary's
sentences; no word counts more often than it stands in either (as in ROUGE 1.5.5).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from summarizer.text.sentences import split_sentences


def rouge(reference: str, made: Sequence[str]) -> tuple[float, float, float]:
    """F1 of shared words, of shared pairs of words, and of common subsequences by sentences."""
    one, two = _tokens(reference), _tokens(" ".join(made))
    told = [_tokens(sentence) for sentence in made]
    return (_overlap(one, two, 1), _overlap(one, two, 2), _f1(_union(_sentences(reference), told), len(one), len(two)))


def first_words(sentences: Sequence[str], most: int) -> list[str]:
    """The sentences up to so many words."""
    kept: list[str] = []
    for sentence in sentences:
        words = sentence.split()[:most]
        most -= len(words)
        if words:
            kept.append(" ".join(words))
    return kept


def _tokens(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _sentences(text: str) -> list[list[str]]:
    return [_tokens(text[span.start : span.end]) for span in split_sentences(text)]


def _overlap(one: list[str], two: list[str], size: int) -> float:
    first = Counter(zip(*(one[at:] for at in range(size)), strict=False))
    second = Counter(zip(*(two[at:] for at in range(size)), strict=False))
    return _f1(sum((first & second).values()), sum(first.values()), sum(second.values()))


def _f1(shared: int, wanted: int, got: int) -> float:
    return 2 * shared / (wanted + got) if shared else 0.0


def _union(wanted: list[list[str]], told: list[list[str]]) -> int:
    left = Counter(word for sentence in told for word in sentence)
    hits = 0
    for sentence in wanted:
        for at in sorted({place for other in told for place in _subsequence(sentence, other)}):
            if left[sentence[at]] > 0:
                left[sentence[at]] -= 1
                hits += 1
    return hits


def _subsequence(one: list[str], two: list[str]) -> list[int]:
    """The places in the first of a longest common subsequence."""
    table = [[0] * (len(two) + 1)]
    for word in one:
        above, row = table[-1], [0]
        for at, other in enumerate(two, 1):
            row.append(above[at - 1] + 1 if word == other else max(above[at], row[-1]))
        table.append(row)
    places: list[int] = []
    here, there = len(one), len(two)
    while here and there:
        if one[here - 1] == two[there - 1]:
            here, there = here - 1, there - 1
            places.append(here)
        elif table[here][there - 1] > table[here - 1][there]:
            there -= 1
        else:
            here -= 1
    return places
