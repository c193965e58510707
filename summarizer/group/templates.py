"""Titles that are one pattern filled in anew ("Wordle hints for 3 May", "Wordle hints for 4 May"). Pure."""

from __future__ import annotations

import re

from summarizer.text.tokens import WORD, fold

_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)


def mask_of(title: str) -> str:
    """The title with every number and day name taken out: equal for two fillings of one pattern."""
    return " ".join("#" if _varies(word) else fold(word) for word in WORD.findall(title))


def _varies(word: str) -> bool:
    return bool(re.search(r"\d", word)) or fold(word) in _DAYS
