"""robots.txt for article pages (RFC 9309), read with the same guard and kept for a day."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from summarizer.errors import FetchError, HttpStatusError

if TYPE_CHECKING:
    from protego import Protego

Get = Callable[[str], Awaitable[bytes]]
KEPT = 86_400.0
_ORIGINS_REMEMBERED = 1_000


@dataclass(slots=True)
class RobotsRules:
    """The rules of the origins visited. None (4xx) allows all, an unreachable one nothing (RFC 9309 §2.3.1)."""

    get: Get
    agent: str
    _rules: OrderedDict[str, tuple[float, Protego | None]] = field(default_factory=OrderedDict)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    """One lock an origin, as long as somebody holds it or waits for it."""

    async def allow(self, url: str) -> bool:
        """Whether the rules of the address's origin let us read it."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        lock = self._locks.setdefault(origin, asyncio.Lock())
        async with lock:
            rules = await self._of(origin)
        return rules is not None and bool(rules.can_fetch(url, self.agent))

    async def _of(self, origin: str) -> Protego | None:
        now = asyncio.get_running_loop().time()
        held = self._rules.get(origin)
        if held is None or held[0] < now:
            held = self._rules[origin] = (now + KEPT, await self._read(origin))
            while len(self._rules) > _ORIGINS_REMEMBERED:
                self._rules.popitem(last=False)
        return held[1]

    async def _read(self, origin: str) -> Protego | None:
        from protego import Protego

        try:
            body = await self.get(f"{origin}/robots.txt")
        except HttpStatusError as error:
            return Protego.parse("") if 400 <= error.status < 500 and error.status != 429 else None
        except FetchError:
            return None
        return Protego.parse(body.decode("utf-8", "replace"))
