"""Which words are names: learnt from how they are written where capitals tell, for titles in which they do not.

Some outlets write each title in capitals, or each word of it with one; some use none. Whether "APPLE" is a name stands
in the leads and in the titles of others. After Mikheev (2002), "Periods, capitalized words, etc.". Pure but for counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.group.terms import case_tells, headline_of, stop_words_of, term_of, words_of
from summarizer.model import Article

TRUST = 0.5
"""What is made of a name that only others' writing tells: half of what the title's own capital would."""
DOUBT = 2
"""How many times a word is imagined to be written small: a single capital does not make a name."""
LOOKED_AT = 500
"""Characters of a text that are read: names stand at its beginning."""
_AMID_SENTENCE = re.compile(r"(?<=[\w,] )[^\W_]+")


class Names:
    """How often each term was written with a capital where it need not be, and how often without."""

    def __init__(self) -> None:
        self._capital: dict[str, int] = {}
        self._small: dict[str, int] = {}

    def learn(self, article: Article) -> None:
        """Look at one more article."""
        stop, capital, small = stop_words_of(article), self._capital, self._small
        for word in _telling_words(article):
            if term := term_of(word, stop):
                counts = capital if word[0].isupper() else small
                counts[term] = counts.get(term, 0) + 1

    def share(self, term: str) -> float:
        """How far a term is to be taken for a name, from 0, as for one that was never met, to TRUST."""
        capital = self._capital.get(term, 0)
        return TRUST * capital / (capital + self._small.get(term, 0) + DOUBT)


def _telling_words(article: Article) -> Iterator[str]:
    """The words whose case says something: not those that open a title or a sentence."""
    title = list(words_of(headline_of(article.title)))
    if case_tells(title):
        yield from title[1:]
    yield from _AMID_SENTENCE.findall(article.text[:LOOKED_AT])
