"""Keeping quotes whole: the sentences of one quote, with who said it, count as one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.condensers.extractive.lexicon import open_quotes
from summarizer.text.sentences import Span

LONGEST = 4
"""A quote of at most so many sentences is kept whole."""
_CHARACTERS = 360
_OPENING = '"“„«'


def whole_quotes(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The sentences, those of one quote joined to one where that is not too long."""
    at = 0
    while at < len(spans):
        span, last = spans[at], at
        if any(mark in text[span.start : span.end] for mark in _OPENING):
            last = _last_of_quote(text, spans, at)
        yield Span(span.start, spans[last].end, span.paragraph)
        at = last + 1


def _last_of_quote(text: str, spans: Sequence[Span], at: int) -> int:
    """The number of the sentence that closes the quote which this one opens; its own where it is whole or too long."""
    start = spans[at].start
    for last in range(at, min(at + LONGEST, len(spans))):
        if spans[last].paragraph != spans[at].paragraph or spans[last].end - start > _CHARACTERS:
            break
        if open_quotes(text[start : spans[last].end]) <= 0:
            return last
    return at
