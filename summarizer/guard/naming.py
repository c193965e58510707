"""Whether the names of a sentence stand in a source. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from summarizer.guard.aliases import ABBREVIATIONS, ALIASES, OPENERS, ROLES
from summarizer.guard.names import Name, names_of
from summarizer.guard.source import Source
from summarizer.guard.units import LEANS, VAGUE, WORDS
from summarizer.text.tokens import WORD, fold, stem

_ENDINGS = ("ly", "ing", "ed", "tion", "sion", "ment", "ness", "ity")
_RUN = re.compile(r"\b[A-ZÄÖÜ][\w'’-]*(?:\s+(?:of|for|and|the|de|der|für)?\s*[A-ZÄÖÜ][\w'’-]*)+")


def strange_names(names: Sequence[Name], source: Source) -> Iterator[str]:
    """The names that the source does not have, and pairs of names that it gives to different people."""
    for name in names:
        if not _is_there(name, source) and not _is_plural(name, names, source):
            yield name.text
    for one, other in pairwise(names):
        if other.start - one.end == 1 and _are_strangers(one, other, source):
            yield f"{one.text} {other.text}"


def _is_there(name: Name, source: Source) -> bool:
    words = _words_of(source.text)
    folded = ABBREVIATIONS.get(name.folded, name.folded)
    if folded in words.capital:
        return True
    if any(each in words.phrases for each in ALIASES.get(folded, ())):
        return True
    if name.text.isupper() and len(name.text) > 1 and name.text.replace(".", "") in words.initials:
        return True
    if name.folded in ROLES and name.folded in words.lower:
        return True
    return name.opening and (is_plain_opener(name) or _is_known(name, words))


def _is_plural(name: Name, names: Sequence[Name], source: Source) -> bool:
    """Whether the source has it in the other number; as a part of a longer name it would be another name."""
    alone = not any(abs(other.start - name.end) == 1 or abs(name.start - other.end) == 1 for other in names)
    other = name.folded.removesuffix("s") if name.folded.endswith("s") else f"{name.folded}s"
    return alone and other in _words_of(source.text).capital


def is_plain_opener(name: Name) -> bool:
    """Whether a word that opens a sentence is likelier a common word than a name."""
    low = name.folded
    if not name.text[1:].islower():
        return False
    return low in OPENERS or low in WORDS or low in LEANS or low in VAGUE or low.endswith(_ENDINGS)


def _is_known(name: Name, words: _Words) -> bool:
    """Whether the source has the word in lower case, or one of its family."""
    return name.text[1:].islower() and (name.folded in words.lower or stem(name.folded) in words.stems)


class _Words:
    """The words of a text by their kinds."""

    def __init__(self, text: str) -> None:
        names = list(names_of(text))
        every = WORD.findall(text)
        self.capital = frozenset(ABBREVIATIONS.get(name.folded, name.folded) for name in names)
        self.lower = frozenset(part for word in every if word[0].islower() for part in (fold(word), *word.split("-")))
        self.stems = frozenset(stem(word) for word in self.lower)
        self.initials = frozenset(_initials(text))
        folded = [fold(word) for word in every]
        self.phrases = frozenset(
            " ".join(folded[at : at + length]) for length in (1, 2, 3, 4) for at in range(len(folded))
        )
        self.followers: dict[str, set[str]] = {}
        self.leaders: dict[str, set[str]] = {}
        self._pair(text, names)

    def _pair(self, text: str, names: Sequence[Name]) -> None:
        starts = {name.start: name.folded for name in names}
        for name in names:
            after = starts.get(name.end + 1, "") if text[name.end : name.end + 1] == " " else ""
            self.followers.setdefault(name.folded, set()).add(after)
            if after:
                self.leaders.setdefault(after, set()).add(name.folded)


def _initials(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        words = [word for word in re.split(r"[\s-]+", run) if word]
        capitals = "".join(word[0] for word in words if word[0].isupper())
        yield from (capitals[at : at + length] for length in (2, 3, 4, 5) for at in range(len(capitals) - length + 1))


@lru_cache(maxsize=64)
def _words_of(text: str) -> _Words:
    return _Words(text)


def _are_strangers(one: Name, other: Name, source: Source) -> bool:
    """Whether the source uses the first only as a forename of others, and the second only with other forenames."""
    words = _words_of(source.text)
    followers, leaders = words.followers.get(one.folded, set()), words.leaders.get(other.folded, set())
    if not followers or not leaders or other.folded in followers:
        return False
    return "" not in followers and one.folded not in leaders
