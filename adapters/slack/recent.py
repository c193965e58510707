"""What happened a moment ago, so that a redelivery or a double click is not answered twice."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable


class Recent:
    """Remembers keys for some seconds, at most `most` of them."""

    def __init__(self, seconds: float, most: int = 5000, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._seen: OrderedDict[str, float] = OrderedDict()

    def is_repeat(self, key: str) -> bool:
        """Whether the key was given here a moment ago; it is remembered from now on. An empty key never repeats."""
        now = self._clock()
        while self._seen and (len(self._seen) > self._most or next(iter(self._seen.values())) < now - self._seconds):
            self._seen.popitem(last=False)
        if not key:
            return False
        repeated = key in self._seen
        if not repeated:
            self._seen[key] = now
        return repeated
