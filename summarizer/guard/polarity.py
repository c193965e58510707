"""Whether a sentence says yes where its source says no, or no where it says yes. Pure, and rather silent than wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.guard.source import Passage
from summarizer.text.tokens import stem, stop_words

_NOT = re.compile(
    r"(?:not|never|no|none|nobody|neither|nor|without|cannot|nothing|\w+n['’]t|nicht|kein\w*|nie|ohne)", re.IGNORECASE
)
_NAYS = frozenset(
    """ban banned bar barred block blocked cancel cancelled deny denied decline declined despite drop dropped except
    fail failed forbid forbade forbidden forbids forget forgets forgot hardly barely instead left lack lacked lacks long
    longer only prevent prevented refuse refused refuses reject rejected rejects remain remained rule ruled spared
    stop stopped
    unable unaffected unchanged unlikely yet verweigerte ablehnte unmöglich untersagt""".split()
)
"""Words that may carry a no without saying "not"."""
_ALIKE = {"affect": "change", "touch": "change"}
"""What says the same behind a no: what is not affected does not change."""
_WEAK = frozenset("longer long yet only remain remained".split())
_PART = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:.!?–—]")
_REACH = 3
_BEFORE, _AFTER = 3, 6


@dataclass(frozen=True, slots=True)
class _No:
    """A negation: the stems of the content words close behind it in its clause, and close before it."""

    behind: tuple[str, ...]
    before: frozenset[str]
    near: frozenset[str]
    """Those behind it, beyond its clause too."""


def turns_round(sentence: str, passages: Sequence[Passage], main: Passage) -> bool:
    """Whether a no of the sentence is none of the passages', or one of theirs was left out."""
    said = tuple(_nos(sentence))
    true = tuple(no for each in passages for no in _nos(each.text))
    borne = frozenset(word for no in true for word in (*no.near, *no.before)).union(*map(_near_nays, passages))
    if any(no.behind and not borne & {*no.behind} for no in said):
        return True
    return any(_is_left_out(no, sentence, said) for no in _nos(main.text))


def _is_left_out(no: _No, sentence: str, said: Sequence[_No]) -> bool:
    """Whether the sentence says what the source denies: the denied word and what stood before it, and no "no" at it."""
    words = {stem(part) for part in _PART.findall(sentence)}
    if not no.behind or no.behind[0] not in words:
        return False
    if not (no.before & words if no.before else {*no.behind[1:]} & words):
        return False
    if any(no.behind[0] in (*other.behind, *other.before) for other in said):
        return False
    return not words & {stem(nay) for nay in _NAYS - _WEAK}


def _nos(text: str) -> Iterator[_No]:
    parts = _PART.findall(text)
    for at, part in enumerate(parts):
        if _NOT.fullmatch(part):
            before = [each for each in reversed(parts[:at]) if each[0].isalnum()]
            behind = [each for each in parts[at + 1 :] if each[0].isalnum()]
            yield _No(
                behind=tuple(_content(parts[at + 1 :], _REACH)),
                before=frozenset(_content(before, _REACH)),
                near=frozenset(_content(behind, _AFTER)),
            )


def _content(parts: Sequence[str], most: int) -> Iterator[str]:
    """The stems of the first content words of the clause."""
    for part in parts:
        if not part[0].isalnum() or not most:
            return
        if part.lower() not in stop_words("en") and part.lower() not in _WEAK:
            most -= 1
            yield _ALIKE.get(stem(part), stem(part))


def _near_nays(passage: Passage) -> frozenset[str]:
    parts = _PART.findall(passage.text)
    near = [
        part
        for at, word in enumerate(parts)
        if word.lower() in _NAYS
        for part in parts[max(0, at - _BEFORE) : at + _AFTER + 1]
    ]
    return frozenset(stem(part) for part in near if part[0].isalnum() and part.lower() not in stop_words("en"))
