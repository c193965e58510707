"""Making XML of what claims to be XML. Pure; every repair that loses something is named.

Nothing here understands feeds beyond their outermost tags: control characters go, bare ampersands are escaped, HTML's
named entities become characters, a DOCTYPE goes (so that no entity is ever resolved), and a document that was cut off
ends after its last whole item.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,9}));", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z][a-zA-Z0-9]{1,31});")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_HEAD = 100_000
"""Where a DOCTYPE may stand: before the root, behind whatever comments somebody put there."""
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT_TAG = re.compile(r"<((?:\w+:)?(?:rss|feed|RDF))[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Repaired:
    """Text that an XML parser takes, and plain sentences on what was lost."""

    text: str
    problems: tuple[str, ...] = ()


def repair_xml(text: str, limit: int) -> Repaired:
    """The text as XML, with at most `limit` items."""
    problems: list[str] = []
    start = text.find("<")
    clean = _PROLOG.sub("", text[max(start, 0) :].lstrip("\ufeff \t\r\n"))
    if "<!doctype" in clean[:_HEAD].lower():
        clean = _DOCTYPE.sub("", clean, count=1)
    if _CONTROL.search(clean):
        clean = _CONTROL.sub("", clean)
        problems.append("control characters were left out")
    if "&#" in clean:
        clean = _REFERENCE.sub(_allowed_reference, clean)
    clean = _whole_items(clean, limit, problems)
    return Repaired("".join(_part(part) for part in _CDATA.split(clean)), tuple(problems))


def _allowed_reference(found: re.Match[str]) -> str:
    """The reference, or nothing where its character is one that XML forbids."""
    number = int(found[1], 16) if found[1] else int(found[2])
    forbidden = number > 0x10FFFF or (number != 13 and _CONTROL.match(chr(number)))
    return "" if forbidden else found[0]


def _part(part: str) -> str:
    if part.startswith("<![CDATA[") or "&" not in part:
        return part
    return _AMPERSAND.sub("&amp;", _NAMED.sub(_character, part))


def _character(found: re.Match[str]) -> str:
    """An HTML entity that XML does not know, as its character; what nobody knows as the words it was."""
    character = html.unescape(found[0])
    return character if character != found[0] else "&amp;" + found[0][1:]


def _whole_items(text: str, limit: int, problems: list[str]) -> str:
    """The document cut after its last whole item if it was cut off, or after `limit` items if it has more."""
    root = _ROOT_TAG.search(text[:5000])
    if not root:
        return text
    ends = [found.end() for found in _ITEM_END.finditer(text)]
    if len(ends) > limit:
        problems.append(f"only the first {limit:,} of {len(ends):,} entries were read")
        return text[: ends[limit - 1]] + _closing(root[1], text)
    if f"</{root[1].lower()}" in text[-2000:].lower():
        return text
    problems.append("the document was cut off; its whole entries were read")
    return (text[: ends[-1]] if ends else _without_open_cdata(text)) + _closing(root[1], text)


def _without_open_cdata(text: str) -> str:
    opened = text.rfind("<![CDATA[")
    if opened > text.rfind("]]>"):
        return text + "]]>"
    return text[: text.rfind("<")] if text.rfind("<") > text.rfind(">") else text


def _closing(root: str, text: str) -> str:
    channel = "</channel>" if root.lower() == "rss" and re.search(r"<channel[\s>]", text[:5000]) else ""
    return f"{channel}</{root}>"
