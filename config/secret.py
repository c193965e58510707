"""A text that must not be shown.

It reads like pydantic's SecretStr, without its cost: that import alone takes longer than a whole short command.
"""

from __future__ import annotations

import re

MASK = "**********"


class SecretStr:
    """Holds a secret; printing, formatting or logging it shows a mask. Two are equal if what they hold is."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def get_secret_value(self) -> str:
        """The secret itself; for the one call that needs it."""
        return self._value

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return f"SecretStr({MASK!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretStr) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


_PRIVATE_PARTS = re.compile(r"(?<=://)[^/?#]*@|\?.*")


def show(value: object) -> str:
    """The value's repr without secrets: an address loses its user, password and query values."""
    return repr(without_private_parts(value) if isinstance(value, str) else value)


def without_private_parts(text: str) -> str:
    """An address without its user, password and query values; other text as it is."""
    if "://" not in text:
        return text
    return _PRIVATE_PARTS.sub(lambda part: "…@" if part[0].endswith("@") else "?…", text)
