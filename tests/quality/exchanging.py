"""Sentences in which one person of an article is put for another one, by programme. Pure.

Unlike the guard's own reading of persons this one is plain: a name is two or three words with capitals that say, are
or have something, and of which the last also stands alone, and an office is a word of a short list right before a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_WORD = r"[A-Z][a-zà-ÿ]+(?:-[A-Z][a-z]+)?"
_NAME = re.compile(rf"(?<![\w-]){_WORD}(?: {_WORD}){{1,2}}(?![\w-])")
_NO_NAME = frozenset(
    """The This That These Those But And When While After Before In On At For From With Its His Her Their Mr
    Mrs Dr Prime Chief President Minister Senator Governor Justice Judge Mayor United New North South East West
    High Supreme House White State National International World General Central University School Street City
    County Party Court League Cup Bank Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March April May June July August September October November December""".split()
)
_ACTS = re.compile(r"(?:,? (?:said|says|told|who|has|had|was|is|added|will)\b|, (?:an?|the|\d\d)\b)")
_OFFICES = """president|minister|manager|coach|spokesman|spokeswoman|director|chairman|chairwoman|senator|governor|mayor
    |judge|lawyer|attorney|professor|actor|actress|singer|captain|founder|editor|analyst|researcher|commissioner|secretary
    |quarterback|striker|officer|author|filmmaker""".replace("\n", "").replace(" ", "")  # fmt: skip
_OFFICE = re.compile(rf"\b({_OFFICES}) ({_WORD} {_WORD})(?![\w-])")


def persons(text: str) -> list[tuple[str, str]]:
    """Forename and surname of each person of a text: somebody who says or is something there, by the surname too."""
    found: dict[tuple[str, str], None] = {}
    for match in _NAME.finditer(text):
        *others, surname = match[0].split()
        plain = re.search(rf"(?<!\w){others[0].lower()}(?!\w)", text)
        alone = re.search(rf"(?<!{others[-1]} )(?<!the )(?<!The )\b{surname}(?:['’]s)? [a-z]", text)
        if alone and not plain and not _NO_NAME & {*others, surname} and _ACTS.match(text, match.end()):
            found[(others[0], surname)] = None
    return list(found)


def _forenames(sentence: str, text: str) -> Iterator[str]:
    """The forename of another person before the surname of one."""
    known = persons(text)
    for forename, surname in known:
        other = next((name for name in known if forename != name[0] and surname != name[1]), None)
        if other and f"{forename} {surname}" in sentence and f"{other[0]} {surname}" not in text:
            yield sentence.replace(f"{forename} {surname}", f"{other[0]} {surname}", 1)


def _persons(sentence: str, text: str) -> Iterator[str]:
    """Another person for the one with whom the sentence begins, and nobody else in it is one."""
    known = persons(text)
    named = [name for name in known if name[1] in sentence]
    if len(named) == 1:
        one = named[0]
        begins = re.match(rf"(?:{one[0]} )?(?:{_WORD} )?{one[1]}(?!['’])", sentence)
        other = next((name for name in known if name[0] not in one and name[1] not in one), None)
        if begins and other:
            yield f"{' '.join(other)}{sentence[begins.end() :]}"


def _offices(sentence: str, text: str) -> Iterator[str]:
    """Another person of the article behind an office, of whom it never says that."""
    known = persons(text)
    for found in _OFFICE.finditer(sentence):
        for name in known:
            if not {*name} & {*found[2].split()} and not re.search(rf"{found[1]}[^.]{{0,80}}{name[1]}", text):
                yield f"{sentence[: found.start(2)]}{' '.join(name)}{sentence[found.end(2) :]}"
                break


EXCHANGES: dict[str, Callable[[str, str], Iterator[str]]] = {
    "forename of another": _forenames,
    "person for another": _persons,
    "office of another": _offices,
}
