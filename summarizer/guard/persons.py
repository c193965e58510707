"""The persons of a text: names of a forename and a surname, and every place that speaks of one of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from summarizer.guard.aliases import ABBREVIATIONS, ALIASES, DAYS, ROLES
from summarizer.guard.names import Name, names_of
from summarizer.guard.source import Source, quotations_of, read_source
from summarizer.guard.vocabulary import OPENER_STEMS
from summarizer.text.tokens import stem, stop_words

_JOINT = re.compile(
    r" (?:[A-Z]\.?,? ?)*|-|, (?=Jr)| (?:de|da|del|van|von|der|den|bin|al|el|la|le|ten|ter)(?: der)? |[ -]al-"
)
"""Between the words of one person's name."""
_LEAST, _LONGEST = 2, 3
"""Words of a name."""
_SHORT = 5
_CLOSE = 8
"""Characters before a name in which its article stands."""
_NO_PERSON = frozenset(
    """university college school hospital company corporation institute group bank club party league court police
    street road city county park hall house centre center museum church news times post journal press herald tribune
    week day cup games award awards prize festival act bill law union association society foundation ministry department
    agency office committee council commission board team united national international new north south east west
    northern southern eastern western central great royal grand red black white green blue first second world inc ltd
    plc llc corp co gmbh ag systems technologies software labs studios records pictures entertainment media network
    airlines airport airways bridge river lake island islands mount bay beach valley hills state states province
    district region republic kingdom empire army navy force guard congress senate parliament house cabinet
    windows google microsoft apple facebook amazon android linux internet web cloud project edition series model
    pradesh nadu goa republicans democrats conservatives labour liberals christmas easter man woman
    photo image video""".split()
)
"""Words of which no person's name is made."""
_THE = re.compile(r"\b(?:the|a|an|this|its|our|your|their)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Names that stand together as one, with the persons of the source that they may mean (by their numbers)."""

    words: tuple[str, ...]
    start: int
    end: int
    who: frozenset[int]


class People:
    """The persons of a source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.names = tuple(_persons(source))

    def mentions(self, text: str, names: Sequence[Name] | None = None) -> tuple[Run, ...]:
        """Every place of a text that names one of the persons, in order; those in quotations are left out."""
        quoted = [range(start, end) for start, end in quotations_of(text)]
        return tuple(
            run
            for words, start, end in runs_of(text, tuple(names_of(text)) if names is None else names)
            if not _is_short(text[start:end])
            and not any(start in span for span in quoted)
            and (run := Run(words, start, end, self._meant(words))).who
        )

    @cached_property
    def places(self) -> tuple[tuple[Run, ...], ...]:
        """The mentions of every passage."""
        return tuple(self.mentions(each.text, each.names) for each in self._source.passages)

    def is_single(self, run: Run) -> bool:
        """Whether the source has only one word for whom the run names, so that it may be a firm or a place."""
        return all(len(self.names[each]) == 1 for each in run.who)

    def _meant(self, words: tuple[str, ...]) -> frozenset[int]:
        said = frozenset(words)
        whole = frozenset(
            at for at, name in enumerate(self.names) if said <= {*name} or (name[-1] in said and {*name} <= said)
        )
        if whole or len(words) < 2:
            return whole
        # "President Yoon Suk Yeol": the office before the name is no part of it.
        return frozenset(at for at, name in enumerate(self.names) if {*name} <= said or {*words[-2:]} <= {*name})


def runs_of(text: str, names: Sequence[Name]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The names that stand together, folded, with where they begin and end."""
    group: list[Name] = []
    for name in names:
        if group and not _JOINT.fullmatch(text, group[-1].end, name.start):
            yield _run(group)
            group = []
        group.append(name)
    if group:
        yield _run(group)


def _is_short(name: str) -> bool:
    """Whether it is no name of somebody but that of a body or an office in capitals ("CBI", "MLA")."""
    return name.isupper() and len(name) <= _SHORT


def _run(group: Sequence[Name]) -> tuple[tuple[str, ...], int, int]:
    return tuple(name.folded for name in group), group[0].start, group[-1].end


def _is_office(word: str) -> bool:
    short = ABBREVIATIONS.get(word, word)
    return word in ROLES or word in ALIASES or word in DAYS or (short != word and short not in DAYS)


def _persons(source: Source) -> Iterator[tuple[str, ...]]:
    """The words of every name of two or three that may be somebody's: no office, no place, and no article before it."""
    found: dict[tuple[str, ...], None] = {}
    for passage in source.passages:
        for words, start, _ in runs_of(passage.text, passage.names):
            name = _bare(words)
            if (
                _LEAST <= len(name) <= _LONGEST
                and all(map(_may_be, name))
                and not _THE.search(passage.text, max(0, start - _CLOSE), start)
            ):
                found[name] = None
    persons = [name for name in found if stem(name[0]) not in OPENER_STEMS]
    yield from persons
    yield from _single(source, frozenset(word for name in persons for word in name))


def _single(source: Source, known: frozenset[str]) -> Iterator[tuple[str]]:
    """Names of one word that are somebody's: with a verb behind them somewhere, and no article before."""
    found: dict[str, None] = {}
    for passage in source.passages:
        for words, start, end in runs_of(passage.text, passage.names):
            one = len(words) == 1 and words[0] not in known and words[0] in source.inside and _may_be(words[0])
            one = one and not _is_short(passage.text[start:end])
            if one and not _THE.search(passage.text, max(0, start - _CLOSE), start) and _ACTS.match(passage.text, end):
                found[words[0]] = None
    yield from ((name,) for name in found)


_ACTS = re.compile(r" (?:has|had|is|was|will|would|says|said|did|[a-z]{2,}ed|told|went|came|wrote|took|made|got)\b")


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words behind the office, if one stands before them ("South African President", "Coach")."""
    office = max((at for at, word in enumerate(words[:-2]) if _is_office(word)), default=-1)
    words = words[office + 1 :]
    return words[1:] if len(words) > 2 and stem(words[0]) in OPENER_STEMS else words


def _may_be(word: str) -> bool:
    return word.replace("-", "").isalpha() and word not in _NO_PERSON and not _is_office(word) and word not in _STOP


_STOP = stop_words("en")


def people_of(source: Source) -> People:
    """The persons of a source, read once."""
    return _people_of(source.text)


@lru_cache(maxsize=64)
def _people_of(text: str) -> People:
    """By the text alone: to hash a whole source at each look takes longer than the look."""
    return People(read_source(text))
