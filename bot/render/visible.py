"""Words that are safe to show. Pure."""

from __future__ import annotations

import re

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_WITHOUT_WIDTH = "\u00ad\u034f\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_JOINER = "(?<![^\x00-\u02ff])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff])"
"""Joiners belong to emoji and to scripts such as Persian and Hindi; beside anything Latin they only hide."""
_HIDDEN = re.compile(f"[{_CONTROL}{_TURNING}{_WITHOUT_WIDTH}]|{_JOINER}")


def visible(words: str) -> str:
    """The words without what nobody sees: a title must not move the cursor, turn the line, rename the window, or
    hide letters between letters."""
    return _HIDDEN.sub("", words)
