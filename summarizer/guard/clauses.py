"""The clauses of a sentence that say things of their own, which may stand in different places of a source. Pure."""

from __future__ import annotations

import re

from summarizer.guard.source import quotations_of
from summarizer.text.tokens import content_words

_BETWEEN = re.compile(
    r"(?<=[.!?])\s+(?=[A-ZÄÖÜ\"“„'])|;\s+|:\s+|\s[–—]\s"
    r"|,\s+(?=(?:and|but|yet|while|whereas|although|though|which|who|und|aber|doch|während|obwohl|dennoch|jedoch)\b)"
)
_LEAST = 3
"""Content words a clause must have to be held against the source alone."""


def clauses_of(sentence: str) -> list[str]:
    """The sentence's clauses, none cut in a quotation; one that says too little stays with the one before it."""
    quoted = [range(start, end) for start, end in quotations_of(sentence)]
    clauses: list[str] = []
    begin = 0
    for cut in (*_BETWEEN.finditer(sentence), None):
        if cut and any(cut.start() in span for span in quoted):
            continue
        clause = sentence[begin : cut.end() if cut else len(sentence)]
        if clauses and (len(content_words(clause)) < _LEAST or len(content_words(clauses[-1])) < _LEAST):
            clauses[-1] += clause
        else:
            clauses.append(clause)
        begin = cut.end() if cut else begin
    return clauses
