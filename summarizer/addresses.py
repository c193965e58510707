"""Addresses as people may see them: without user info and query values. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_QUERY_VALUE = re.compile(r"=[^&]*")


def say_url(url: str, limit: int = 200) -> str:
    """The address without user, password and the values of its query; cut to `limit` characters."""
    words = "".join(letter if letter.isprintable() else "\ufffd" for letter in url)
    try:
        parts = urlsplit(words)
    except ValueError:
        return words.split("?")[0].rsplit("@", 1)[-1][:limit]
    place = parts.netloc.rsplit("@", 1)[-1]
    query = _QUERY_VALUE.sub("=…", parts.query) if "=" in parts.query else ("…" if parts.query else "")
    said = urlunsplit((parts.scheme, place, parts.path, query, ""))
    return said if len(said) <= limit else said[: limit - 1] + "…"
