"""Cutting a sentence shorter without making it say anything else. Pure.

Only deletions: what stays is in the order of the source. A cut never takes away who, how many, whether or when: a
piece that holds a number, a negation, a hedge or a name of its own that the rest lacks is not cut where that would
change the claim; attributions stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CONNECTOR = re.compile(
    r"^(?:However|But|And|Meanwhile|Moreover|Furthermore|In addition|Additionally|Still|Yet|So|Also|Indeed|In fact"
    r"|Of course|Instead|Nevertheless|Nonetheless|For instance|For example|Overall|Notably|Interestingly|Ultimately"
    r"|To be sure|After all|In other words|As a result|That said|Even so|Now|Then|Thus|Therefore|Crucially|Importantly"
    r"|Unsurprisingly|Perhaps|Doch|Aber|Zudem|Außerdem|Allerdings|Dabei|Unterdessen)\b,?\s+(?=[\w\"“'])"
)
_NEEDS_COMMA = re.compile(r"^(?:Still|Yet|So|Now|Then|Also|Instead|Perhaps|Indeed|Thus|Overall)\b(?!,)")
_DATELINE = re.compile(
    r"^(?:[A-ZÄÖÜ][A-ZÄÖÜ.'’ -]{2,30}(?:,\s+[A-Z][\w.]+(?:\s+[A-Z][\w.]+)?)?(?:,\s+\w{3,9}\.?\s+\d{1,2})?\s*(?:\([^)]{2,40}\)\s*)?[—–-]+"
    r"|[A-Z][\w.' -]{2,25},?\s*\([^)]{2,40}\)\s*[—–-]+|\([A-Z][\w ]{2,30}\)\s*[—–-]+)\s+"
)
_PARENTHESIS = re.compile(r"\s*\((?![^)]*\d[^)]*(?:%|percent|million|billion))[^()]{1,120}\)(?!\w)")
_ASIDE = re.compile(r"\s+[–—]\s+[^–—]{3,160}?\s+[–—]\s+")
_RELATIVE = re.compile(r",\s+(?:which|who|whose|where|der|die|das)\s+[^,]{8,200}?(?:,(?=\s)|(?=[.!?]?$))")
_PARTICIPLE = re.compile(
    r",\s+(?:signal|suggest|highlight|underscor|mark|reflect|rais|indicat|demonstrat|illustrat|emphasi[sz]|caus|creat|leav"
    r"|prompt|spark|fuel|bring|giv|provid|allow|help|mak|ensur|offer|includ|position|further|add|reinforc|show|pav|turn"
    r"|lead|forc|put|cit|not|draw|spann|rang)[a-z]*ing\b[^;:]{6,220}?(?=[.!?]?$)"
)
_OPENING = re.compile(
    r"^(?:Amid|Amidst|Despite|Beyond|Against|Across|Following|Regardless of|Given|In light of|In an? \w+|Once|Known for|Long)\b"
    r"[^,;:\"“]{6,140},\s+(?=[A-Z\"“][\w’']+)"
)
_TAIL = re.compile(r"(?:,|\s+[–—-])\s+(?:but|while|although|though|even as|even though)\s+[^;:]{12,220}?(?=[.!?]?$)")
_FORBIDDEN = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|unless|except|if|only|fails?|failed|denie[sd]|cannot|\w+n['’]t|nicht|kein\w*)\b"
    r"|\b(?:reported|reportedly|alleged|allegedly|according|claim\w*|said|says|told|may|might|could|would|plans?|planned)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|half|double|triple|million|billion)\b", re.I
)
_QUOTES = '"“”«»„'


def tidy_start(sentence: str) -> str:
    """The sentence without dateline and leading connector."""
    text = _DATELINE.sub("", sentence)
    if _CONNECTOR.match(text) and not _NEEDS_COMMA.match(text):
        text = _CONNECTOR.sub("", text, count=1)
    return _capital(text)


def shorter_forms(sentence: str) -> Iterator[str]:
    """Truthful shorter forms of a sentence, mildest first; none is a fragment."""
    seen = {sentence}
    form = sentence
    for pattern in (_PARENTHESIS, _ASIDE, _RELATIVE, _PARTICIPLE, _OPENING, _TAIL):
        cut = _apply(form, pattern)
        if cut not in seen:
            seen.add(cut)
            yield cut
            form = cut


def _apply(sentence: str, pattern: re.Pattern[str]) -> str:
    found = pattern.search(sentence)
    if not found or _changes_claim(found[0], pattern) or not _balanced(sentence, found):
        return sentence
    joint = " " if pattern is _ASIDE else ""
    cut = sentence[: found.start()] + joint + sentence[found.end() :].lstrip(", " if found.start() == 0 else "")
    cut = _capital(re.sub(r"\s+([,.;:!?])", r"\1", " ".join(cut.split())))
    if cut and cut[-1] not in ".!?…\"”»'’)":
        cut += "."
    return cut if len(cut.split()) >= 6 else sentence


def _changes_claim(piece: str, pattern: re.Pattern[str]) -> bool:
    if pattern is _PARENTHESIS:
        return bool(_FORBIDDEN.search(piece))
    return bool(_FORBIDDEN.search(piece) or _NUMBER.search(piece))


def _balanced(sentence: str, found: re.Match[str]) -> bool:
    """Whether the cut keeps quotes whole: none begins or ends inside the piece alone, nor is it cut from within one."""
    piece, before = found[0], sentence[: found.start()]
    if any(mark in piece for mark in _QUOTES):
        return False
    straight = before.count('"') % 2 == 1
    curly = before.count("“") > before.count("”") or before.count("«") > before.count("»")
    return not (straight or curly)


def _capital(text: str) -> str:
    first = text[:1].upper()
    # Not where the capital is another letter: ß, µ.
    return first + text[1:] if first.lower() == text[:1] else text
