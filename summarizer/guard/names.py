"""Names: words with a capital that stand where a common word would have none, and words with digits in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.text.tokens import fold, stop_words

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*(?:\.\d+)*(?:\+\+|#)?")
_OPENS = re.compile(r"(?:^|[.!?:;…]['\"”’)]*\s+|(?<!,)[\"“„«‘(\[]|[–—-]\s)\s*$")
"""Behind a quotation that ends in a comma goes on the sentence that it stands in."""
_MEASURE = re.compile(r"(?!\d+[GKD]$)[\d.,]+[A-Za-z]{1,4}")
"""A number with its unit, which the figures see to; "5G" and "4K" are names."""
_POSSESSIVE = re.compile(r"['’](?:s|ll|m|ve|re|d)?$")
"""What hangs on a name, or on an "I" or "he" that is none."""


@dataclass(frozen=True, slots=True)
class Name:
    """A word that looks like (a part of) a name. `opening`: it begins a sentence, where every word has a capital."""

    text: str
    start: int
    end: int
    opening: bool

    @property
    def folded(self) -> str:
        """Without case, accents and full stops, for comparing."""
        return fold(self.text.replace(".", "")) if not any(map(str.isdigit, self.text)) else self.text.lower()


def names_of(text: str) -> Iterator[Name]:
    """The names of a text, word by word, in order."""
    for found in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", found[0])
        if not word or not _looks_like_one(word):
            continue
        opening = bool(_OPENS.search(text, max(0, found.start() - 6), found.start()) or not found.start())
        yield Name(word, found.start(), found.start() + len(word), opening)


def _looks_like_one(word: str) -> bool:
    if any(map(str.isdigit, word)):
        return any(map(str.isalpha, word)) and not _MEASURE.fullmatch(word)
    if not any(map(str.isupper, word)):
        return False
    return len(word) > 1 and word.lower() not in _NO_NAMES


_NO_NAMES = stop_words(None) | {"mr", "mrs", "ms", "dr", "prof", "uhr", "rs"}
