"""The labelled sets as feeds might have brought them: titles in another case, no texts, an outlet's notice in every
text. Stories must be found nearly as well. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zlib import crc32

Written = Mapping[str, Any]
"""An article of a labelled set."""
Form = Callable[[Written], dict[str, Any]]

_NOTICES = (
    "Subscribe to our newsletter.", "Every morning our editors pick the reports that matter.",
    "Sign in to go on reading.", "Support independent journalism with a small contribution.",
    "You can cancel at any time in your account settings.", "Comments are moderated before they appear.",
    "Our reporters are on the ground around the world.", "Advertisement continues below.",
)  # fmt: skip


def outlet_of(row: Written) -> str:
    return str(row.get("site") or row.get("source") or "")


def _number_of(row: Written) -> int:
    """A number that is the same for all articles of an outlet."""
    return crc32(outlet_of(row).encode())


def _titled(change: Callable[[str], str], *, some: bool = False) -> Form:
    """Every title changed; with `some`, those of about every second outlet."""
    return lambda row: {**row, "title": row["title"] if some and _number_of(row) % 2 else change(str(row["title"]))}


def _each_word(title: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in title.split(" "))


def _text_of(row: Written) -> str:
    text = row.get("summary") or row.get("text") or ""
    return " ".join(text) if isinstance(text, list) else str(text)


def _with_text(text: Callable[[Written], str]) -> Form:
    return lambda row: {**row, "summary": "", "text": text(row)}


def _notice_of(row: Written) -> str:
    """Four sentences that this outlet puts under everything."""
    first = _number_of(row) % len(_NOTICES)
    return " ".join((*_NOTICES[first:], *_NOTICES[:first])[:4])


FORMS: Mapping[str, Form] = {
    "all titles in capitals": _titled(str.upper),
    "half of the outlets' titles in capitals": _titled(str.upper, some=True),
    "a capital for each word of a title": _titled(_each_word),
    "all titles in small letters": _titled(str.lower),
    "no texts": _with_text(lambda _: ""),
    "an outlet's notice for every text": _with_text(_notice_of),
    "an outlet's notice before every text": _with_text(lambda row: f"{_notice_of(row)} {_text_of(row)}"),
}
