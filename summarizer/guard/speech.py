"""Quotations: their words must be the source's, said by whom the source says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.guard.aliases import DAYS
from summarizer.guard.names import Name, names_of
from summarizer.guard.naming import is_plain_opener
from summarizer.guard.source import Passage, Source, quotations_of

_SAYS = re.compile(
    r"\b(?:said|says|say|saying|told|tells|added|adds|warned|warns|argued|argues|called|calls|wrote|writes|claimed|claims"
    r"|insisted|insists|explained|explains|confirmed|confirms|stated|states|announced|denied|denies|according to"
    r"|sagte|sagt|erklärte|erklärt|teilte|betonte|warnte|schrieb|forderte|laut)\b",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 70, 60
"""So many characters before a verb of saying, or after it, may name who says it."""
_BACK = 4
"""So many sentences back stands the name that "she" or "the company" means."""
_GLYPHS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "\u00a0": " "})
_MARKS = frozenset('"“”„«»')
_EDGES = " .,;:!?…'\"-–—"


def strange_quotations(sentence: str, source: Source) -> Iterator[str]:
    """The quotations of the sentence that nobody says in the source, or somebody else."""
    if _is_unbalanced(sentence):
        yield "a quotation mark without its other half"
    for start, end in quotations_of(sentence):
        words = sentence[start:end].strip(_EDGES)
        if not words or _is_title(words):
            continue
        where = _find(words, source)
        if where is None:
            yield f'"{words}"'
        elif strangers := _other_speakers(sentence, (start, end), source, where):
            yield f'"{words}" as said by {strangers}'


def strange_speaker(sentence: str, names: Sequence[Name], source: Source, at: int) -> str:
    """Who is said to say what stands at passage `at`, if the source has somebody else say it; else nothing."""
    if any(True for _ in quotations_of(sentence)):
        return ""
    passage = source.passages[at]
    if not _SAYS.search(passage.text):
        return ""
    return _stranger(_speakers(sentence, names), _speakers(passage.text, passage.names), source, at)


def _is_unbalanced(sentence: str) -> bool:
    rest = list(sentence)
    for start, end in quotations_of(sentence):
        rest[start - 1 : end + 1] = " " * (end - start + 2)
    return any(mark in _MARKS for mark in rest)


def _is_title(words: str) -> bool:
    """Titles of works have a capital at every word that is not short; one word cannot be told from speech."""
    parts = words.split()
    return len([part for part in parts if part[0].isupper()]) > 1 and not any(
        part[0].islower() and len(part) > 3 for part in parts
    )


def _plain(words: str) -> str:
    return " ".join(words.translate(_GLYPHS).split()).lower()


def _find(words: str, source: Source) -> int | None:
    """Where the source quotes these words; parts on both sides of an ellipsis may stand apart."""
    parts = [part.strip(_EDGES) for part in re.split(r"\.\.\.|…|\[[^\]]*\]", words)]
    where: int | None = None
    for part in (_plain(part) for part in parts if part):
        pattern = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
        found = [start for start, end in source.quotations if pattern.search(_plain(source.text[start:end]))]
        if not found:
            found = _across(pattern, source)
        if not found:
            return None
        where = found[0] if where is None else where
    return where


def _across(pattern: re.Pattern[str], source: Source) -> list[int]:
    """Quotations of the same paragraph may be one, cut by "she said"."""
    found = []
    for one, other in zip(source.quotations, source.quotations[1:], strict=False):
        if "\n" not in source.text[one[0] : other[1]]:
            both = f"{source.text[slice(*one)].rstrip(',')} {source.text[slice(*other)]}"
            found += [one[0]] if pattern.search(_plain(both)) else []
    return found


def _other_speakers(sentence: str, quoted: tuple[int, int], source: Source, where: int) -> str:
    at = next((index for index, each in enumerate(source.passages) if each.start <= where < each.end), None)
    if at is None:
        return ""
    outside = sentence[: quoted[0]] + "_" * (quoted[1] - quoted[0]) + sentence[quoted[1] :]
    passage = source.passages[at]
    return _stranger(
        _speakers(outside, list(names_of(outside))), _speakers(_outside(passage, source), passage.names), source, at
    )


def _outside(passage: Passage, source: Source) -> str:
    """The passage with its quotations blanked, so that nobody who is only spoken of counts as the speaker."""
    text = passage.text
    for start, end in source.quotations:
        first, last = max(start, passage.start) - passage.start, min(end, passage.end) - passage.start
        if first < last:
            text = text[:first] + "_" * (last - first) + text[last:]
    return text


def _speakers(text: str, names: Sequence[Name]) -> set[str]:
    """The names near a verb of saying."""
    found: set[str] = set()
    for verb in _SAYS.finditer(text):
        near = range(verb.start() - _BEFORE, verb.end() + _AFTER)
        found |= {name.folded for name in names if name.start in near and _is_person(name, text)}
    return found


def _is_person(name: Name, text: str) -> bool:
    """Whether the name still stands there (a quotation may be blanked out) and is no common word with a capital."""
    if text[name.start : name.end] != name.text or name.folded in DAYS:
        return False
    return not (name.opening and is_plain_opener(name))


def _stranger(said_by: set[str], true: set[str], source: Source, at: int) -> str:
    """A name of whom the sentence has say it, unless the source's speakers (or those named just before) share one."""
    if not said_by:
        return ""
    for place in range(at, max(-1, at - _BACK), -1):
        if true:
            break
        passage = source.passages[place]
        true = {name.folded for name in passage.names if _is_person(name, passage.text)}
    return "" if not true or said_by & true else sorted(said_by)[0].title()
