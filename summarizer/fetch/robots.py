"""robots.txt for article pages (RFC 9309), read with the same guard and kept for a day."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from summarizer.errors import FetchError, HttpStatusError, RobotsRefused, TooManyRedirects, UnsupportedBody

if TYPE_CHECKING:
    from protego import Protego

Get = Callable[[str], Awaitable[bytes]]
KEPT = 86_400.0
"""Seconds for which an origin's rules are kept."""
KEPT_FAILURE = 600.0
"""Seconds for which an origin is taken to be unreachable."""
_ORIGINS_REMEMBERED = 1_000


@dataclass(slots=True)
class RobotsRules:
    """The rules of the origins visited. None (4xx) allows all, an unreachable one nothing (RFC 9309 §2.3.1)."""

    get: Get
    agent: str
    _rules: OrderedDict[str, tuple[float, Protego | FetchError]] = field(default_factory=OrderedDict)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    """One lock an origin, as long as somebody holds it or waits for it."""

    async def check(self, url: str) -> None:
        """Whether the rules of the address's origin let us read it.

        Raises RobotsRefused where they do not or where the origin answers no rules but an error, and the FetchError
        met where the origin cannot be reached: it is why the page cannot be read either.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        lock = self._locks.setdefault(origin, asyncio.Lock())
        async with lock:
            rules = await self._of(origin)
        if isinstance(rules, HttpStatusError):
            raise RobotsRefused(f"its robots.txt cannot be read ({rules}), so the page is not either")
        if isinstance(rules, FetchError):
            raise rules.with_traceback(None)
        if not rules.can_fetch(url, self.agent):
            raise RobotsRefused("its robots.txt asks not to read this page")

    async def _of(self, origin: str) -> Protego | FetchError:
        now = asyncio.get_running_loop().time()
        held = self._rules.get(origin)
        if held is None or held[0] < now:
            rules = await self._read(origin)
            kept = KEPT_FAILURE if isinstance(rules, FetchError) else KEPT
            held = self._rules[origin] = (now + kept, rules)
            while len(self._rules) > _ORIGINS_REMEMBERED:
                self._rules.popitem(last=False)
        return held[1]

    async def _read(self, origin: str) -> Protego | FetchError:
        from protego import Protego

        try:
            body = await self.get(f"{origin}/robots.txt")
        except HttpStatusError as error:
            return Protego.parse("") if 400 <= error.status < 500 and error.status != 429 else error
        except (TooManyRedirects, UnsupportedBody):
            return Protego.parse("")
        except FetchError as error:
            return error
        return Protego.parse(body.decode("utf-8", "replace"))
