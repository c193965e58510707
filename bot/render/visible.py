"""Words that are safe to show on a terminal. Pure."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def visible(words: str) -> str:
    """The words without control characters: a title must not move the cursor or rename the window."""
    return _CONTROL.sub("", words)
