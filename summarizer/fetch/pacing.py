"""Not being a nuisance: few requests to one host at a time, a pause between them, and Retry-After obeyed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 86_400.0
"""Seconds of Retry-After that are believed at most."""
_HOSTS_REMEMBERED = 2_000


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    next_start: float = 0.0
    closed_until: float = 0.0


@dataclass(slots=True)
class Pace:
    """Paces requests per host; `pause` seconds between starts, `together` at once."""

    pause: float = 0.5
    together: int = 2
    _hosts: OrderedDict[str, _Host] = field(default_factory=OrderedDict)

    def closed_for(self, host: str) -> float:
        """For how many seconds the host asked to be left alone; 0: not at all."""
        found = self._hosts.get(host)
        return max(0.0, found.closed_until - asyncio.get_running_loop().time()) if found else 0.0

    def close(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long."""
        self._host(host).closed_until = asyncio.get_running_loop().time() + min(seconds, LONGEST_WAIT)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn, and hold a place while the request runs."""
        entry = self._host(host)
        async with entry.places:
            loop = asyncio.get_running_loop()
            start = max(loop.time(), entry.next_start)
            entry.next_start = start + self.pause
            if start > loop.time():
                await asyncio.sleep(start - loop.time())
            yield

    def _host(self, host: str) -> _Host:
        entry = self._hosts.get(host)
        if entry is None:
            entry = self._hosts[host] = _Host(asyncio.Semaphore(self.together))
            while len(self._hosts) > _HOSTS_REMEMBERED:
                self._hosts.popitem(last=False)
        self._hosts.move_to_end(host)
        return entry


def read_retry_after(words: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as number or date, at most a day; None if it asks for nothing."""
    if not words:
        return None
    if words.strip().isdecimal():
        return min(float(words.strip()), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError):
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_WAIT)
