"""Sealing: what is sealed can be read with the operator's keys alone, and only as what it was sealed for.

Fernet (AES-128-CBC with HMAC-SHA256): https://github.com/fernet/spec. Of several keys the first seals and all open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_BETWEEN = "\0"


class SealBroken(SummarizerError):
    """What is sealed cannot be opened: another key, another purpose, too old, or no seal at all."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The words, and whether the key now in use sealed them."""

    words: str
    by_first_key: bool


class Seal:
    """Seals with the first of the keys. Raises ValueError for no key, or for one that is none."""

    def __init__(self, keys: Sequence[str]) -> None:
        from cryptography.fernet import Fernet

        if not keys:
            raise ValueError("a seal needs a key")
        self._keys = [Fernet(key) for key in keys]

    def close(self, purpose: str, words: str, now: datetime) -> str:
        """The words, sealed for that purpose (no zero bytes in it)."""
        return self._keys[0].encrypt_at_time(f"{purpose}{_BETWEEN}{words}".encode(), int(now.timestamp())).decode()

    def open(self, purpose: str, sealed: str, now: datetime, within: timedelta | None = None) -> Opened:
        """What was sealed for that purpose, at most `within` ago. Raises SealBroken."""
        for number, key in enumerate(self._keys):
            plain = _decrypt(key, sealed, now, within)
            if plain is None:
                continue
            meant, _, words = plain.partition(_BETWEEN)
            if meant != purpose:
                raise SealBroken("that was sealed for something else")
            return Opened(words, number == 0)
        raise SealBroken("that was sealed with another key, or too long ago")


def _decrypt(key: Fernet, sealed: str, now: datetime, within: timedelta | None) -> str | None:
    from cryptography.fernet import InvalidToken

    try:
        if within is None:
            return key.decrypt(sealed.encode()).decode()
        return key.decrypt_at_time(sealed.encode(), int(within.total_seconds()), int(now.timestamp())).decode()
    except InvalidToken:
        return None
