"""Tidying how a sentence begins: without a list's mark, a dateline, a leading "However,". Pure, and only deletions."""

from __future__ import annotations

import re

_CONNECTOR = re.compile(
    r"^(?:However(?! (?:much|many|hard|long|often|well|small|large)\b)|But(?! for\b)|And|Or|Meanwhile|Moreover|Furthermore|In addition|Additionally|Still|Yet|So|Also|Indeed|In fact"
    r"|Of course|Instead|Nevertheless|Nonetheless|For instance|For example|Overall|Notably|Interestingly|Ultimately"
    r"|To be sure|After all|In other words|As a result(?! of\b)|That said|Even so|Now|Then|Thus|Therefore|Hence|Crucially|Importantly"
    r"|Unsurprisingly|As mentioned above|As you can see|To recap|In short|In summary|Again|First|Second|Finally|Lastly"
    r"|In particular|Unfortunately|Fortunately|Sadly|Luckily|Personally|Basically|Essentially|Similarly|Likewise"
    r"|Doch|Aber|Zudem|Außerdem|Allerdings|Unterdessen|Und|Mais|Cependant|Pero|Sin embargo)\b,?\s+(?=[\w\"“'‘$€£])"
)
_MIDDLE_CONNECTOR = re.compile(
    r",\s(?:however|meanwhile|moreover|furthermore|nevertheless|nonetheless|therefore|though|of course|in turn|in fact|indeed"
    r"|for (?:example|instance)|then again|to be sure)(?:,(?=\s)|(?=[.!?]$))"
)
_QUOTE_MARK = re.compile(r"[\"“”„«»]")
_MARKER = re.compile(r"^(?:[-–—•*▪◦·‣►▸➤✓✔👉]+\s+)+(?=\S)|^\*+(?=\w)")
_MARKS = frozenset("-–—•*▪◦·‣►▸➤✓✔👉")
_NEEDS_COMMA = re.compile(
    r"^(?:Still|Yet|So|Now|Then|Also|Instead|Indeed|Thus|Overall|Again|First|Second|Finally|Or|After all|In short"
    r"|In particular|Personally|Hence)\b(?!,)"
)
_AGENCY = r"\((?:PTI|AP|AFP|ANI|IANS|UNI|KNN|TNS|dpa|Reuters|Bloomberg|Xinhua|Wire|CNN|UPI|EFE|ANSA|Kyodo|Yonhap)[^()]{0,20}\)"
_DATELINE = re.compile(
    r"^(?:[A-ZÄÖÜ][A-ZÄÖÜ.'’/ -]{2,30}(?:,\s+[A-Z][\w.]+(?:\s+[A-Z][\w.]+)?)?(?:,\s+\w{3,9}\.?\s+\d{1,2})?\s*(?:\([^)]{2,40}\)\s*)?[—–-]+"
    r"|[A-Z][\w.' -]{2,25},?\s*\([^)]{2,40}\)\s*[—–-]+|\([A-Z][\w ]{2,30}\)\s*[—–-]+"
    rf"|[^.?!“\"]{{0,90}}?\b\w{{2,9}}\.?\s+\d{{1,2}}\s*{_AGENCY}\s*[—–:-]*"
    rf"|(?:[\w.]+\s){{0,3}}{_AGENCY}\s*[—–:-]*"
    r"|[A-ZÄÖÜ][\w.]+(?:\s[A-Z][\w.]+)?,\s+\w{3,9}\.?\s+\d{1,2}\s*[—–]+"
    r"|A post shared by [^.]{2,70}? on \w{3,9} \d{1,2}, \d{4} at \d{1,2}:\d\d[ap]m P[DS]T"
    r"|\d{1,2}[.:]\d\d\s?[ap]m (?:GMT|BST|C?E?S?T|E[DS]T|P[DS]?T|UTC)(?:\s\d\d:\d\d)?(?=\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)[A-Z])"
    r"|(?:UPDATE|Update|Updated|BREAKING|Breaking|EXCLUSIVE|Exclusive)\b[^:.]{0,20}:)\s*(?=[\w\"“'‘$€£])"
)
_DATELINE_SIGN = re.compile(r"[(—–:]|-\s")
_OWN_CAPITAL = re.compile(r"[a-z][a-z0-9]*[A-Z]")


def tidy_start(sentence: str) -> str:
    """The sentence without a list's mark, dateline, leading connector and "however" between commas."""
    sentence = _MARKER.sub("", sentence.replace("**", ""), count=1) if sentence[:1] in _MARKS else sentence
    text = _DATELINE.sub("", sentence, count=1) if _DATELINE_SIGN.search(sentence[:110]) else sentence
    if _CONNECTOR.match(text) and not _NEEDS_COMMA.match(text):
        text = _CONNECTOR.sub("", text, count=1)
    if ", " in text and not _QUOTE_MARK.search(text):
        text = _MIDDLE_CONNECTOR.sub("", text)
    return capital(text)


def capital(text: str) -> str:
    """The sentence with a capital at its start."""
    first = text[:1].upper()
    # Not where the capital is another letter (ß, µ), nor where the first word has its own: iPhone, macOS.
    return first + text[1:] if first.lower() == text[:1] and not _OWN_CAPITAL.match(text) else text
