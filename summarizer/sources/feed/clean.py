"""Feed markup -> plain text and safe HTML. Pure."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

_TAGS = "a|abbr|acronym|address|article|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font"
_TAGS += (
    "|footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|li|mark|nobr|ol|p|picture|pre|q|s|samp|section|small|source|span"
)
_TAGS += "|strike|strong|sub|sup|table|tbody|td|th|thead|time|tr|tt|u|ul|var|video|wbr"
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(
    r"<(?:/?(?:p|div|li|ul|ol|h[1-6]|tr|td|table|blockquote|section|article|pre|dd|dt)|br|hr)\b", re.IGNORECASE
)
_SILENT = re.compile(r"<(script|style|iframe|object|template|noscript)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"[<&]")
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:[/?#][!-~]*)?")
"""What nearly every address is: absolute, of a plain host without a port, in printable ASCII."""
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
"""What moves a terminal's cursor or renames its window; what parts words stays to part them."""
TITLE_WORDS = 12


def plain_title(markup: str) -> str:
    """A title as plain text: known tags go, entities (also doubly escaped ones) become characters.

    What only looks like a tag ("C++ <vector> explained") stays.
    """
    text = markup
    for _ in range(3):
        if not _MARKUP.search(text):
            break
        text = html.unescape(_TAG.sub("", _SILENT.sub("", text)))
        if not _ENTITY.search(text) and not _TAG.search(text):
            break
    return " ".join(_CONTROL.sub("", text).split())


def plain_text(markup: str) -> str:
    """A summary as plain text on one line."""
    if not _MARKUP.search(markup):
        return " ".join(markup.split())
    spaced = _BLOCK.sub(lambda found: " " + found[0], _SILENT.sub(" ", markup))
    text = html.unescape(_TAG.sub("", spaced))
    if _TAG.search(text):
        text = _TAG.sub("", _SILENT.sub(" ", text))
    return " ".join(html.unescape(text).split())


def safe_html(markup: str, base: str | None) -> str:
    """Sanitised HTML with absolute links; nothing in it can run."""
    if not _MARKUP.search(markup):
        return html.escape(markup.strip(), quote=False)
    import nh3

    absolute: Any = ("rewrite_with_base", base) if safe_url(base, None) else "deny"
    try:
        clean = nh3.clean(markup, url_schemes=_SCHEMES, url_relative=absolute, link_rel=None)
    except ValueError:
        # A base that we take and the library does not: relative links are lost, the text is not.
        clean = nh3.clean(markup, url_schemes=_SCHEMES, url_relative="deny", link_rel=None)
    return clean.strip()


def safe_url(words: str | None, base: str | None) -> str | None:
    """The absolute http(s) address that the words name, seen from `base`; None if they name none."""
    if not words or not words.strip():
        return None
    joined = words.strip().replace(" ", "%20")
    if _PLAIN_ADDRESS.fullmatch(joined):
        return joined
    try:
        if not urlsplit(joined).scheme:
            joined = urljoin(base or "", joined)
        parts = urlsplit(joined)
        reachable = parts.port != 0
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or not reachable:
        return None
    return joined if joined.isprintable() else "".join(letter for letter in joined if letter.isprintable())


def first_words(text: str) -> str:
    """A title made of the first words of a text, for an entry that has none."""
    words = text.split()
    return " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")
