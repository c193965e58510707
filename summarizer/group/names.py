"""Which words are names: learnt from how they are written where capitals tell, for titles in which they do not.

Some outlets write each title in capitals, or each word of it with one; some use none. Whether "APPLE" is a name stands
in the leads and in the titles of others. After Mikheev (2002), "Periods, capitalized words, etc.". Pure but for counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from summarizer.group.terms import LEAD_WORDS, READ, case_tells, headline_of, stop_words_of, term_of, words_of
from summarizer.model import Article
from summarizer.text.tokens import WORD

TRUST = 0.5
"""What is made of a name that only others' writing tells: half of what the title's own capital would."""
DOUBT = 2
"""How many times a word is imagined to be written small: a single capital does not make a name."""
_OPENS_AFTER = frozenset(".!?:;\"'“”‘„«»([–—-\n")
"""Marks after which a word may have its capital for its place alone."""


class Names:
    """How often each term was written with a capital where it need not be, and how often without."""

    def __init__(self) -> None:
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()

    def learn(self, article: Article) -> None:
        """Look at one more article."""
        stop = stop_words_of(article)
        for word in _telling_words(article):
            term = term_of(word, stop)
            if term is not None:
                (self._capital if word[0].isupper() else self._small)[term] += 1

    def share(self, term: str) -> float:
        """How far a term is to be taken for a name, from 0, as for one that was never met, to TRUST."""
        capital = self._capital[term]
        return TRUST * capital / (capital + self._small[term] + DOUBT)


def _telling_words(article: Article) -> Iterator[str]:
    """The words whose case says something: not those that open a title or a sentence."""
    title = list(words_of(headline_of(article.title)))
    if case_tells(title):
        yield from title[1:]
    text = article.text[:READ]
    for match in islice(WORD.finditer(text), LEAD_WORDS):
        before = text[: match.start()].rstrip(" ")[-1:]
        if before and before not in _OPENS_AFTER:
            yield match[0]
