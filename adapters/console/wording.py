"""The terminal's words: the grammar itself."""

from __future__ import annotations

from bot.wording import Wording


def _bare(words: str) -> str:
    return words or "digest"


WORDING = Wording(phrase=_bare, is_bare=True)
