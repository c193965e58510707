"""Words that are safe to show. Pure."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(words: str) -> str:
    """The words without control characters: a title must not move the cursor, rename the window or turn the line."""
    return _CONTROL.sub("", words)
