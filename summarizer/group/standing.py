"""Standing text: sentences that an outlet puts under whatever it writes ("Subscribe to our newsletter"). Pure but for
what it remembers.

A sentence under two headlines of one outlet that share no word says nothing of either, nor does one under three that
share few, or under three of several outlets that share none (a notice on cookies). It counts neither as a lead nor as a
copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.group.terms import headline_of, stop_words_of, term_of, words_of
from summarizer.model import Article

LOOKED_AT = 1_200
"""Characters of a text whose sentences are remembered: they hold a lead, and the notices before it."""
OF_SEVERAL = 3
"""Headlines of several outlets with nothing in common under which a sentence is standing text; of one outlet two do."""
ALIKE = 0.3
UNLIKE_OF_ONE_OUTLET = 3
"""So many headlines of one outlet do, too, that share less than ALIKE of their words: some write on one thing only."""
KEPT = 6
"""Headlines that are remembered of a sentence."""
_SENTENCE_END = re.compile(r"[.!?…|•·] |\n")

_Under = tuple[str, frozenset[str]]
"""The publisher and the words of a headline."""


class Standing:
    """Which sentences are standing text, and which outlets' articles have to be counted anew since one became so."""

    def __init__(self) -> None:
        self._under: dict[int, tuple[_Under, ...]] = {}
        self._standing: set[int] = set()
        self._stale: set[str] = set()

    def learn(self, article: Article) -> None:
        """Look at one more article's sentences."""
        here = article.publisher, _words_of_headline(article)
        if not here[1]:
            return
        for sentence in _sentences(article.text[:LOOKED_AT]):
            key = hash(sentence)
            if key not in self._standing:
                self._note(key, here)

    def without(self, text: str) -> str:
        """A text without its standing text."""
        if not self._standing:
            return text
        sentences = list(_sentences(text))
        kept = [sentence for sentence in sentences if hash(sentence) not in self._standing]
        return text if len(kept) == len(sentences) else "\n".join(kept)

    def stale(self) -> set[str]:
        """The publishers whose sentences became standing text since this was asked last."""
        stale, self._stale = self._stale, set()
        return stale

    def _note(self, key: int, here: _Under) -> None:
        under = self._under.get(key, ())
        if any(_shared(here[1], headline) >= ALIKE for _, headline in under):
            return
        under = (*under, here)
        if _is_standing(under):
            self._standing.add(key)
            self._stale.update(publisher for publisher, _ in under)
            self._under.pop(key, None)
        elif len(under) <= KEPT:
            self._under[key] = under


def _is_standing(under: tuple[_Under, ...]) -> bool:
    """Whether a sentence under these headlines, each unlike the others, says nothing of them; the last one is new."""
    publisher, newest = under[-1]
    strange = [where for where, headline in under[:-1] if newest.isdisjoint(headline)]
    return (
        publisher in strange
        or len(strange) >= OF_SEVERAL - 1
        or sum(where == publisher for where, _ in under) >= UNLIKE_OF_ONE_OUTLET
    )


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of two headlines' words that both have (Jaccard)."""
    return len(one & other) / len(one | other)


def _words_of_headline(article: Article) -> frozenset[str]:
    stop = stop_words_of(article)
    return frozenset(term for word in words_of(headline_of(article.title)) if (term := term_of(word, stop)))


def _sentences(text: str) -> Iterator[str]:
    return (stripped for sentence in _SENTENCE_END.split(text) if (stripped := sentence.strip()))
