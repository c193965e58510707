"""A text as a row of words with their places, and how a word of a question is met by one of a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.ask.families import PHRASES
from summarizer.text.tokens import fold, stem

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_\d][^\W_]*(?:['’][^\W_]+)*(?:\+\+|#)?")
_PHRASE_STARTS = frozenset(first for first, *_ in PHRASES)
_LONGEST_PHRASE = max(len(phrase) for phrase in PHRASES)
_MOST_ADDED = 4
"""How much longer one of two forms may be: "employ" meets "employees", "found" does not meet "foundation"."""
_SHORTEST_STEM = 5


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `key` is its folded form, `text[start:end]` what is written."""

    key: str
    start: int
    end: int
    is_capital: bool


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]`, phrases that are one word joined; offsets are those of the whole text."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        shown = match[0]
        found.append(Word(key_of(shown), match.start(), match.end(), not shown[0].islower()))
    return _join(found)


@lru_cache(maxsize=65_536)
def key_of(shown: str) -> str:
    """A word's folded form; a number loses the commas of its thousands."""
    if shown[0].isdigit():
        return re.sub(r",(?=\d{3})", "", shown)
    return fold(shown)


def _join(words: list[Word]) -> list[Word]:
    if all(word.key not in _PHRASE_STARTS for word in words):
        return words
    joined: list[Word] = []
    index = 0
    while index < len(words):
        length, name = _phrase_at(words, index)
        first, last = words[index], words[index + length - 1]
        joined.append(Word(name or first.key, first.start, last.end, first.is_capital))
        index += length
    return joined


def _phrase_at(words: Sequence[Word], index: int) -> tuple[int, str]:
    if words[index].key in _PHRASE_STARTS:
        for length in range(min(_LONGEST_PHRASE, len(words) - index), 1, -1):
            name = PHRASES.get(tuple(word.key for word in words[index : index + length]))
            if name:
                return length, name
    return 1, ""


@lru_cache(maxsize=65_536)
def meet(one: str, other: str) -> bool:
    """Whether two folded words without a family are forms of one word."""
    first, second = sorted((stem(one), stem(other)), key=len)
    if first == second:
        return True
    is_form = len(first) >= _SHORTEST_STEM and first.isalpha() and len(second) - len(first) <= _MOST_ADDED
    return is_form and second.startswith(first)
