"""A source's text, read once, so that many sentences can be held against it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarizer.guard.figures import Figure, figures_of
from summarizer.guard.german import is_german
from summarizer.guard.names import Name, names_of
from summarizer.text.sentences import split_sentences
from summarizer.text.tokens import content_words

_QUOTED = re.compile(
    r"“([^”]{0,2000})”|\"([^\"]{0,2000})\"|«([^»]{0,2000})»|»([^«]{0,2000})«"
    r"|„([^“”\"]{0,2000})[“”\"]|‘([^’]{12,2000})’(?!\w)"
)
"""Bounded: a text of opening marks that never close would be read to its end at each of them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a source with what is in it; `paragraph` is the number of its line."""

    start: int
    end: int
    paragraph: int
    text: str
    stems: frozenset[str]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A text as sentences, and every name and quotation of it; `language` decides how its words are stemmed."""

    text: str
    passages: tuple[Passage, ...]
    quotations: tuple[tuple[int, int], ...]
    language: str | None = None
    inside: frozenset[str] = frozenset()
    """The names, folded, that stand anywhere but at the beginning of a sentence: no common words."""

    def around(self, at: int, reach: int = 1) -> tuple[Passage, ...]:
        """The passage at that place in the order, with its neighbours."""
        return self.passages[max(0, at - reach) : at + reach + 1]


def quotations_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the text between each pair of quotation marks begins and ends."""
    for found in _QUOTED.finditer(text):
        group = found.lastindex or 0
        yield found.start(group), found.end(group)


@lru_cache(maxsize=64)
def read_source(text: str) -> Source:
    """The text, taken apart."""
    passages = []
    language = "de" if is_german(text) else None
    for span in split_sentences(text):
        sentence = text[span.start : span.end]
        passages.append(
            Passage(
                span.start, span.end, span.paragraph, sentence, frozenset(content_words(sentence, language)),
                figures_of(sentence), tuple(names_of(sentence)),
            )
        )  # fmt: skip
    inside = frozenset(name.folded for passage in passages for name in passage.names if not name.opening)
    return Source(text, tuple(passages), tuple(quotations_of(text)), language, inside)
