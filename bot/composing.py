"""Digests that many channels share: who wishes the same and has seen the same is told the same.

Ranking a night's stories takes the better part of a second; ten thousand channels with the default settings need it
once. A digest is shared for as long as nothing new was read.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any, Generic, TypeVar

from bot.store.drafts import DraftStore
from summarizer.digest import Composer
from summarizer.model import Digest, DigestRequest

K = TypeVar("K")
V = TypeVar("V")
KEPT = 256
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

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value, made if it is not there."""
        if key not in self._values:
            self._values[key] = make()
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        self._values.move_to_end(key)
        return self._values[key]


class SharedDigests:
    """Composes digests, each kind once a reading."""

    def __init__(self, composer: Composer, drafts: DraftStore) -> None:
        self._composer = composer
        self._drafts = drafts
        self._kept: OrderedDict[Hashable, asyncio.Task[Digest]] = OrderedDict()

    async def compose(self, request: DigestRequest) -> Digest:
        """The digest that the request asks for."""
        read = await self._drafts.newest_reading()
        if read is None:
            return await self._composer.compose(request)
        seen = await self._drafts.seen_since(request.readers, request.until - REMEMBERED)
        key = (read, seen, *(_hashable(getattr(request, each.name)) for each in fields(request) if each.name != _WHO))
        made = self._kept.get(key)
        if made is None or (made.done() and (made.cancelled() or made.exception() is not None)):
            made = asyncio.create_task(self._composer.compose(request), name="digest")
            self._kept[key] = made
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return await asyncio.shield(made)


_WHO = "readers"


def _hashable(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return frozenset((name, _hashable(each)) for name, each in value.items())
    if isinstance(value, Collection) and not isinstance(value, str | bytes | frozenset):
        return tuple(_hashable(each) for each in value)
    found: Hashable = value
    return found
