"""Which terms of a question the words of a text are. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from unicodedata import combining, normalize

from summarizer.ask import lexicon
from summarizer.ask.families import PHRASES
from summarizer.ask.question import Asks, Question
from summarizer.ask.words import Word, words_of

NO_TERM: frozenset[str] = frozenset()
"""Nothing of what was asked."""
_BEGINNING = 4
"""Letters of a word in which all of its forms begin alike."""


def told_by(question: Question, titles: Sequence[str]) -> frozenset[str]:
    """The terms that a third of these titles say, so that their story is known by them."""
    meeting = Meeting(question)
    said = Counter(
        key
        for words in map(words_of, titles)
        for key in NO_TERM.union(*(meeting.terms_at(words, index) for index in range(len(words))))
    )
    return frozenset(key for key, count in said.items() if count * 3 >= len(titles) and not key[0].isdigit())


def beginning_of(word: str) -> str:
    """Letters in which all forms of a word begin alike ("city", "cities"); of a number, which may have commas, one."""
    return word[0] if word[0].isdigit() else word[: min(_BEGINNING, max(2, len(word) - 1))]


class Meeting:
    """Which terms of a question the words of texts are; the same words come again and again."""

    def __init__(self, question: Question) -> None:
        self._terms = question.terms
        self._units = lexicon.COINS if question.asks in {Asks.MONEY, Asks.MUCH} else frozenset[str]()
        self._known: dict[tuple[str, bool], frozenset[str]] = {}
        forms = {form for term in question.terms for form in (*term.forms, *(() if term.forms else (term.key,)))}
        phrases = {" ".join(words) for words, name in PHRASES.items() if name in forms}
        self._beginnings = frozenset(beginning_of(each.split()[0]) for each in forms | phrases)

    def may_stand_in(self, sentence: str) -> bool:
        """Whether any of the terms may be in a sentence, by the beginnings of their words: most sentences have none."""
        plain = sentence.lower()
        if not plain.isascii():
            plain = "".join(mark for mark in normalize("NFKD", plain) if not combining(mark))
        return any(beginning in plain for beginning in self._beginnings)

    def terms_at(self, words: Sequence[Word], index: int) -> frozenset[str]:
        """The keys of the terms that a word is."""
        found = self._met_by(words[index])
        if found and self._is_unit(words, index):
            return NO_TERM
        return found or self._version_at(words, index)

    def _met_by(self, word: Word) -> frozenset[str]:
        known = (word.key, word.is_capital)
        if known not in self._known:
            self._known[known] = frozenset(term.key for term in self._terms if term.meets(word))
        return self._known[known]

    def _version_at(self, words: Sequence[Word], index: int) -> frozenset[str]:
        """The number that a version right after a name begins with: "3" of "Marl 3.0"."""
        key = words[index].key
        if not index or not key[0].isdigit() or "." not in key or not self._met_by(words[index - 1]):
            return NO_TERM
        return frozenset(term.key for term in self._terms if term.key.isdigit() and key.startswith(f"{term.key}."))

    def _is_unit(self, words: Sequence[Word], index: int) -> bool:
        """Whether a coin only says what an amount is counted in: "60 bitcoin" is no word about bitcoin."""
        if words[index].key not in self._units or not index:
            return False
        before = words[index - 1].key
        return before[0].isdigit() or before in lexicon.SCALES
