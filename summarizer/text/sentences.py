"""Sentences of a text, with their offsets. Pure, by rules, for several languages.

A full stop ends a sentence when what follows begins one and what precedes is no abbreviation, initial, number or
address. The full stops of Chinese and Japanese need no space after them. A line end always ends one: the extractor
puts paragraphs, headings and list items on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABBREVIATIONS = set(
    """mr mrs ms dr prof st jr sr vs inc ltd co corp llc dept est approx no nos vol fig figs al etc eg ie
    cf ca gen col sgt capt lt rep sen gov pres rev hon messrs mt ft jan feb mar apr jun jul aug sep sept
    oct nov dec mon tue wed thu fri sat sun ave blvd rd bros ph.d u.s u.k u.n e.u d.c a.m p.m i.e e.g
    z.b u.a d.h bzw usw vgl nr abs art bspw ggf evtl inkl mio mrd tel str ung sog ehem m. mme mlle env
    dott sig ing av pag núm sec eq eqs pp ch chap incl excl fa med rer eds maj cpl adm supt insp atty mass calif penn conn
    wash ariz mich minn ala fla tenn ph""".split()
)
_ENDS_TOO = {
    "inc",
    "ltd",
    "co",
    "corp",
    "llc",
    "etc",
    "u.s",
    "u.k",
    "u.n",
    "e.u",
    "d.c",
    "a.m",
    "p.m",
    "usw",
    "al",
    "jr",
    "sr",
}
"""Abbreviations that also end sentences: a capital that starts a common opening word decides."""
_OPENERS = set(
    """the a an it he she they we i in on at but and this that these those there its his her their our as
    for with while when if however meanwhile according after before since although by from to what who
    how why last next now still some many most one two all both more no not der die das ein eine es er
    sie wir in im am auf aber und dies diese le la les il elle el los en""".split()
)
_END = re.compile(
    r"""((?<![.!?…])[.!?…]+(?=["'”’»)\]]*\s)|[。！？]+)(["'”’»)\]」』）]*+)(\s*+)(?=["'“‘«„(\[]*(?:[^\sa-zà-öø-ÿ]|[a-z][A-Z]))"""
)
_LAST_TOKEN = re.compile(r"([\w.&'’-]+)$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([\w'’-]+)")
_INITIALS = re.compile(r"^[^\W\d_](?:\.[^\W\d_])*$")
_ORDINAL = re.compile(r"^\d{1,2}$")
_MONTHS = set("""januar februar märz april mai juni juli august september oktober november dezember jänner""".split())
_BEFORE_ORDINAL = re.compile(
    r"\b(?:im|am|der|die|das|den|dem|des|zum|zur|vom|beim|ab|bis|seit|und|eine?[nmrs]?|jede[nmrs]?|seine?[nmrs]?|ihre?[nmrs]?)\s\d{1,2}$",
    re.I,
)
"""What shows that a number with a full stop is a German ordinal: "im 2. Quartal", "die 5. Generation"."""


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence: `text[start:end]`, and the number of the paragraph (line) that it stands in."""

    start: int
    end: int
    paragraph: int


def split_sentences(text: str) -> list[Span]:
    """The sentences in order; every character that is no white space belongs to exactly one of them."""
    spans: list[Span] = []
    position = 0
    paragraph = 0
    for line in text.split("\n"):
        if line.strip():
            spans += [Span(position + start, position + end, paragraph) for start, end in _split_line(line)]
            paragraph += 1
        position += len(line) + 1
    return spans


def _split_line(line: str) -> Iterator[tuple[int, int]]:
    start = len(line) - len(line.lstrip())
    for found in _END.finditer(line):
        if found.start() >= start and _is_end(line, found):
            yield start, found.end(2)
            start = found.end(3)
    end = len(line.rstrip())
    if start < end:
        yield start, end


def _is_end(line: str, found: re.Match[str]) -> bool:
    if found[1] != ".":
        return True
    before = _LAST_TOKEN.search(line, max(0, found.start() - 40), found.start())
    if not before:
        return True
    last = before[1].lower().strip("'’-")
    after = _NEXT_WORD.match(line, found.end())
    following = after[1] if after else ""
    if last == "no":
        return not following[:1].isdigit()
    if last in _ABBREVIATIONS:
        return last in _ENDS_TOO and following.lower() in _OPENERS and following[:1].isupper()
    if _ORDINAL.match(last):
        if following.lower() in _MONTHS:
            return False
        ordinal = _BEFORE_ORDINAL.search(line, max(0, found.start() - 14), found.start())
        return not ordinal or following.lower() in _OPENERS
    # Capitals are initials ("J. Smith", "J.K. Smith"), unless a new sentence plainly begins ("Plan B. It worked.").
    if _INITIALS.match(last):
        return following.lower() in _OPENERS and following[:1].isupper()
    return True
