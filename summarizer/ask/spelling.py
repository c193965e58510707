"""A word that nobody wrote -> the word of the stored titles that it is a slip of, if there is just one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.text.tokens import fold, stem

SHORTEST = 5
"""Letters of a word at least that may be mistyped; of shorter ones too many are near to each other."""


def near_word(typed: str, titles: Iterable[str]) -> str:
    """The one word of the titles that is a slip away: a letter too many, too few, another, or two swapped.

    Empty where there is none, or more than one. The first letter is nearly never mistyped (Pollock and Zamora, 1984).
    """
    if len(typed) < SHORTEST or not typed.isalpha():
        return ""
    like_it = re.compile(rf"\b{typed[0]}[^\W\d_]{{{len(typed) - 2},{len(typed)}}}(?!\w)", re.IGNORECASE)
    words = {fold(word) for word in like_it.findall("\n".join(titles))}
    near = {word for word in words if word.isalpha() and is_slip(typed, word)}
    return min(near, key=lambda word: (len(word), word)) if len({stem(word) for word in near}) == 1 else ""


def halves(typed: str) -> tuple[str, str]:
    """What of a word nearly any slip leaves alone, one or the other: its halves without the letters between them."""
    half = len(typed) // 2
    return typed[: max(2, half - 1)], typed[half + 1 :]


def is_slip(one: str, other: str) -> bool:
    """Whether one edit makes one word of the other (Damerau, 1964)."""
    short, long = sorted((one, other), key=len)
    if one == other or len(long) - len(short) > 1 or len(short) < SHORTEST - 1:
        return False
    start = next((at for at, (left, right) in enumerate(zip(short, long, strict=False)) if left != right), len(short))
    if len(long) > len(short):
        return short[start:] == long[start + 1 :]
    is_swap = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return is_swap or short[start + 1 :] == long[start + 1 :]
