"""Bytes -> text. What a feed says of its charset is a hint; what its bytes are decides. Pure.

Valid UTF-8 with anything beyond ASCII is UTF-8 whatever the prolog says: other charsets do not look like it by chance.
Where UTF-8 is claimed and mostly true, single bad bytes are Windows-1252 (the commonest real fault: its quotes).
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_PROLOG = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._-]+)""", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._-]+)", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_HIGH = re.compile(rb"[\x80-\xff]")
_SAME = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
         "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "shift_jis": "cp932"}  # fmt: skip


def decode_bytes(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text and the charset that it was read with. Never raises."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _mixed(body[len(mark) :], charset)
    if body[:2] in _UNMARKED:
        return _mixed(body, _UNMARKED[body[:2]])
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = declared_charset(body, content_type)
    # A charset of two-byte letters cannot have been named in one-byte letters.
    if declared and not declared.startswith(("utf", "ucs")) and (text := _strictly(body, declared)) is not None:
        return text, declared
    if _mostly_utf8(body):
        return _mixed(body, "utf-8")
    guessed = _guess(body)
    return (_strictly(body, guessed) or body.decode(guessed, "replace")), guessed


def declared_charset(body: bytes, content_type: str | None) -> str | None:
    """The charset that the XML prolog, the HTTP header or a meta tag names, in lower case."""
    found = _PROLOG.search(body[:1000])
    if found:
        return found[1].decode("ascii").lower()
    header = _HEADER.search(content_type or "")
    if header:
        return header[1].lower()
    meta = _META.search(body[:4000])
    return meta[1].decode("ascii").lower() if meta else None


def _strictly(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(_SAME.get(charset, charset))
    except (UnicodeError, LookupError):
        return None


def _mostly_utf8(body: bytes) -> bool:
    high = len(_HIGH.findall(body))
    valid = sum(len(found) for found in _MULTIBYTE.findall(body))
    return high > 0 and valid >= 0.6 * high


def _mixed(body: bytes, charset: str) -> tuple[str, str]:
    """Decoded, each byte that does not fit read as Windows-1252."""
    if charset != "utf-8":
        return body.decode(charset, "replace"), charset
    parts: list[str] = []
    rest = body
    while rest:
        try:
            parts.append(rest.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(rest[: error.start].decode("utf-8"))
            parts.append(rest[error.start : error.start + 1].decode("cp1252", "replace"))
            rest = rest[error.start + 1 :]
    return "".join(parts), charset


def _guess(body: bytes) -> str:
    from charset_normalizer import from_bytes

    if len(_HIGH.findall(body)) < 40:
        # Too little evidence for statistics: Western European is by far the likeliest.
        return "cp1252"
    best = from_bytes(body[:200_000]).best()
    return best.encoding if best else "cp1252"
