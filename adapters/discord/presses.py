"""Double clicks: the same person pressing the same button again while, or just after, it is answered."""

from __future__ import annotations

from collections.abc import Hashable

AFTER = 2.0
"""Seconds after an answer in which another press of the same button is taken for the same one."""


class Presses:
    """Which presses are being answered or just were. Times are seconds of one clock; what is over is forgotten."""

    def __init__(self) -> None:
        self._until: dict[Hashable, float] = {}

    def begin(self, press: Hashable, now: float) -> bool:
        """Whether this press is to be answered; `end` must follow then."""
        self._until = {each: until for each, until in self._until.items() if until > now}
        if press in self._until:
            return False
        self._until[press] = float("inf")
        return True

    def end(self, press: Hashable, now: float) -> None:
        """It was answered."""
        self._until[press] = now + AFTER

    def __len__(self) -> int:
        return len(self._until)
