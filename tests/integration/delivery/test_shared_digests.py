"""Channels that wish the same and have seen the same are told the same, composed once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.composing import SharedDigests
from bot.store.drafts import DraftStore
from summarizer.errors import CondenseError
from summarizer.model import Digest, DigestRequest
from tests.builders import a_digest
from tests.integration.delivery.mornings import EIGHT, Mornings

NOTHING: Mapping[str, str] = {}


class Counted:
    """A composer that counts, and fails as often as it is told."""

    def __init__(self) -> None:
        self.requests: list[DigestRequest] = []
        self.failures = 0

    async def compose(self, request: DigestRequest, patience: float | None = None) -> Digest:
        """Some digest."""
        self.requests.append(request)
        await asyncio.sleep(0)
        if self.failures:
            self.failures -= 1
            raise CondenseError("the condenser is down")
        return a_digest()


def _request(reader: str, **changes: Any) -> DigestRequest:
    return DigestRequest(since=EIGHT - timedelta(days=1), until=EIGHT, readers=(reader,), **changes)


async def _composed(*requests: DigestRequest, seen: Mapping[str, str] = NOTHING) -> int:
    composer = Counted()
    shared = SharedDigests(composer)  # type: ignore[arg-type]
    for request in requests:
        await shared.compose(request, "a reading", seen.get(request.readers[0], ""))
    return len(composer.requests)


async def test_the_same_wishes_are_composed_once() -> None:
    """Whoever has them."""
    assert await _composed(_request("c1"), _request("c2"), _request("c3")) == 1


async def test_other_wishes_are_composed_by_themselves() -> None:
    """Topics, lengths and votes all count."""
    others = (
        _request("c1", muted=("crypto",)),
        _request("c1", limit=3),
        _request("c1", feedback={"rust": 0.5}),
        _request("c1", sources=frozenset({"The Example"})),
    )

    assert await _composed(_request("c1"), *others, *others) == 5


async def test_who_has_seen_something_else_is_told_something_else() -> None:
    """Seen-marks are part of what a digest is made of."""
    requests = (_request("c1"), _request("c2"), _request("c1"))

    assert await _composed(*requests, seen={"c2": "s1:1"}) == 2


async def test_a_new_reading_is_composed_anew() -> None:
    """Nothing is shared across readings, and nothing before the first."""
    composer = Counted()
    shared = SharedDigests(composer)  # type: ignore[arg-type]
    for read, number in ((None, 2), ("first", 3), ("second", 4)):
        for reader in ("c1", "c2"):
            await shared.compose(_request(reader), read, "")

        assert len(composer.requests) == number


async def test_a_digest_that_failed_is_composed_anew() -> None:
    """Whoever waited for it is told, and the next one does not inherit the error."""
    composer = Counted()
    composer.failures = 1
    shared = SharedDigests(composer)  # type: ignore[arg-type]
    with pytest.raises(CondenseError):
        await shared.compose(_request("c1"), "a reading", "")

    assert await shared.compose(_request("c2"), "a reading", "") == a_digest()


async def test_who_stops_waiting_takes_a_digest_from_nobody() -> None:
    """It is composed for all who asked meanwhile."""
    composer = Counted()
    shared = SharedDigests(composer)  # type: ignore[arg-type]
    first, second = (asyncio.create_task(shared.compose(_request(each), "a reading", "")) for each in ("c1", "c2"))
    await asyncio.sleep(0)
    first.cancel()

    assert (await second, len(composer.requests)) == (a_digest(), 1)


async def test_what_two_channels_have_seen_is_told_apart(mornings: Mornings) -> None:
    """By every story and version since a time, in words that are the same for the same marks."""
    seen, drafts = mornings.desk.seen, DraftStore(mornings.desk.database)
    await seen.mark(["c1", "c2"], [("s1", 1), ("s2", 1)], EIGHT)
    await seen.mark(["c3"], [("s1", 2), ("s2", 1)], EIGHT)
    await seen.mark(["c4"], [("s1", 1), ("s2", 1)], EIGHT - timedelta(days=2))

    found = await drafts.seen_since(["c1", "c2", "c3", "c4", "c5"], EIGHT - timedelta(days=1))

    assert found == {"c1": "s1:1,s2:1", "c2": "s1:1,s2:1", "c3": "s1:2,s2:1"}
