"""Sentences turned round by programme, in the article's own words: who did it to whom, if, before, all. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_NO_NAME = "He|She|It|We|They|You|The|This|That|But|And|When|In|On"
_WORD = r"[A-ZÄÖÜ][\w’'-]*[a-zäöüßA-Z]"
_NAME = rf"(?:(?!(?:{_NO_NAME})\b){_WORD}(?: (?:of |de |von )?{_WORD})*)"
_DOES = (
    "sued|sues|accused|accuses|bought|buys|acquired|acquires|beat|beats|defeated|defeats|paid|pays|hired|hires|fined"
    "|fines|criticised|criticises|criticized|attacked|attacks|killed|arrested|warned|warns|told|tells|asked|asks|urged"
    "|urges|succeeded|succeeds|replaced|replaces|overtook|owns|owned|invited|invites|thanked|praised|praises|blamed"
    "|blames|supports|supported|followed|dismissed|fired|banned|blocked|backed|helped|rejected"
)
_BEFORE = "(?: has| have| had)?"
_WHO = re.compile(
    rf"(?P<one>{_NAME})(?P<verb>{_BEFORE} (?:{_DOES})(?: the| its| rival| former)* )(?P<other>{_NAME})(?![\w’'])"
)
_BY = re.compile(
    rf"(?P<one>{_NAME})(?P<verb> (?:is|was|were|been|are|being) (?:{_DOES}) by )(?P<other>{_NAME})(?![\w’'])"
)
_DENIES = re.compile(
    r"^(?P<who>[^,;]{3,60}?) (?:has |have |had )?(?:denied|denies|rejected|rejects|refused|refuses|declined|declines"
    r"|failed|fails)(?: (?:the |any )?(?:claims|reports|suggestions|allegations))?(?P<what> to \w+| that [\w ]+?)"
    r"(?P<rest>\b.*)$"
)
_IF_FIRST = re.compile(r"^(?:If|Unless|Wenn|Falls) [^,]{8,120}, (?:then )?(?P<rest>.{25,})$")
_IF_LAST = re.compile(r"^(?P<rest>.{25,}?),? (?:if|unless|falls) .{8,}[.!]$")
_ORDER = re.compile(r"\b(?:before|after|vor|nach)\b")
_OTHER_ORDER = {"before": "after", "after": "before", "vor": "nach", "nach": "vor"}
_EXCEPT = re.compile(
    r"\b(?P<all>[Aa]ll|[Ee]very\w*|[Ee]ach|[Aa]lle)\b(?P<what>[^.;]*?),? "
    r"(?:except|apart from|other than|but for|excluding|bis auf|with the exception of)(?: for)? [^,.;]*"
)
_PART = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)"
    r" (?:of|out of|der|von) (?:the |its |their |his |her )?(?P<whole>\d[\d,.]* [a-zäöü])"
)


def _swapped(sentence: str) -> Iterator[str]:
    for pattern in (_WHO, _BY):
        for found in pattern.finditer(sentence):
            one, other = found["one"], found["other"]
            if not {*one.lower().split()} & {*other.lower().split()} and not one.endswith(("'s", "’s")):
                yield f"{sentence[: found.start()]}{other}{found['verb']}{one}{sentence[found.end() :]}"


def _done(sentence: str) -> Iterator[str]:
    if found := _DENIES.match(sentence):
        what = found["what"]
        said = f" did{what.removeprefix(' to')}" if what.startswith(" to") else f" said{what}"
        yield f"{found['who']}{said}{found['rest']}"


def _certain(sentence: str) -> Iterator[str]:
    if found := _IF_FIRST.match(sentence) or _IF_LAST.match(sentence):
        rest = found["rest"].rstrip(",. ")
        yield f"{rest[0].upper()}{rest[1:]}."


def _reordered(sentence: str) -> Iterator[str]:
    for found in _ORDER.finditer(sentence):
        yield sentence[: found.start()] + _OTHER_ORDER[found[0]] + sentence[found.end() :]


def _all(sentence: str) -> Iterator[str]:
    for found in _EXCEPT.finditer(sentence):
        yield f"{sentence[: found.start()]}{found['all']}{found['what']}{sentence[found.end() :]}"


def _wholes(sentence: str) -> Iterator[str]:
    for found in _PART.finditer(sentence):
        whole = found["whole"] if found.start() else found["whole"][0].upper() + found["whole"][1:]
        yield sentence[: found.start()] + whole + sentence[found.end() :]


TURNINGS: dict[str, Callable[[str], Iterator[str]]] = {
    "who and whom": _swapped,
    "denied as done": _done,
    "if left out": _certain,
    "before and after": _reordered,
    "exception left out": _all,
    "part as whole": _wholes,
}
