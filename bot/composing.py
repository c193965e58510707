"""Digests that many channels share: who wishes the same and has seen the same is told the same.

Ranking a night's stories takes the better part of a second; ten thousand channels with the default settings need it
once. A digest is shared for as long as nothing new was read.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Coroutine, Hashable, Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any, Generic, TypeVar

from summarizer.digest import Composer
from summarizer.model import Digest, DigestRequest
from summarizer.summaries import PATIENCE

K = TypeVar("K")
V = TypeVar("V")
KEPT = 256
COMPOSED_AT_ONCE = 4
REMEMBERED = timedelta(days=14)
"""A story lives ten days at most: older marks decide nothing."""


class Recent(Generic[K, V]):
    """The values that were made lately, by key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()

    def find(self, key: K) -> V | None:
        """The value, if it is there."""
        return self._values.get(key)

    def keep(self, key: K, value: V) -> None:
        """Keep a value, and let the oldest go."""
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > self._most:
            self._values.popitem(last=False)


class Shared(Generic[V]):
    """What is being made, or was lately, by key: made once, whoever asks for it meanwhile. What failed is made anew."""

    def __init__(self, most: int) -> None:
        self._made: Recent[Hashable, asyncio.Task[V]] = Recent(most)

    async def get(self, key: Hashable, make: Callable[[], Coroutine[Any, Any, V]]) -> V:
        """The value of that key. Whoever stops waiting takes it from nobody else."""
        made = self._made.find(key)
        if made is None or (made.done() and (made.cancelled() or made.exception() is not None)):
            made = asyncio.create_task(make(), name="shared")
        self._made.keep(key, made)
        return await asyncio.shield(made)


class SharedDigests:
    """Composes digests, each kind once a reading, a few at once."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._shared: Shared[Digest] = Shared(KEPT)
        self._places = asyncio.Semaphore(COMPOSED_AT_ONCE)

    async def compose(
        self, request: DigestRequest, read: str | None, seen: Hashable, patience: float | None = PATIENCE
    ) -> Digest:
        """The digest that the request asks for: of the reading `read` (None: there was none, so nothing is shared) for
        readers who have seen `seen`. `patience` is that of `Composer.compose`, if it must be composed."""
        if read is None:
            return await self._composed(request, patience)
        return await self._shared.get((read, seen, kind_of(request)), lambda: self._composed(request, patience))

    async def _composed(self, request: DigestRequest, patience: float | None) -> Digest:
        async with self._places:
            return await self._composer.compose(request, patience)


_WHO = "readers"


def kind_of(request: DigestRequest) -> Hashable:
    """What makes two requests the same: all but who reads."""
    return tuple(_hashable(getattr(request, each.name)) for each in fields(request) if each.name != _WHO)


def _hashable(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return frozenset((name, _hashable(each)) for name, each in value.items())
    if isinstance(value, Collection) and not isinstance(value, str | bytes | frozenset):
        return tuple(_hashable(each) for each in value)
    found: Hashable = value
    return found
