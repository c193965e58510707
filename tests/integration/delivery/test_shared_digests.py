"""Channels that wish the same and have seen the same are told the same, composed once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.composing import SharedDigests
from bot.store.drafts import DraftStore
from summarizer.model import Digest, DigestRequest
from tests.builders import a_digest
from tests.integration.delivery.mornings import EIGHT, Mornings


class Counted:
    """A composer that counts."""

    def __init__(self) -> None:
        self.requests: list[DigestRequest] = []

    async def compose(self, request: DigestRequest) -> Digest:
        """Some digest."""
        self.requests.append(request)
        return a_digest()


def _request(reader: str, **changes: Any) -> DigestRequest:
    return DigestRequest(since=EIGHT - timedelta(days=1), until=EIGHT, readers=(reader,), **changes)


async def _composed(mornings: Mornings, *requests: DigestRequest) -> int:
    composer = Counted()
    shared = SharedDigests(composer, DraftStore(mornings.desk.database))  # type: ignore[arg-type]
    await mornings.article()
    for request in requests:
        await shared.compose(request)
    return len(composer.requests)


async def test_the_same_wishes_are_composed_once(evening: Mornings) -> None:
    """Whoever has them."""
    assert await _composed(evening, _request("c1"), _request("c2"), _request("c3")) == 1


async def test_other_wishes_are_composed_by_themselves(evening: Mornings) -> None:
    """Topics, lengths and votes all count."""
    others = (
        _request("c1", muted=("crypto",)),
        _request("c1", limit=3),
        _request("c1", feedback={"rust": 0.5}),
        _request("c1", sources=frozenset({"The Example"})),
    )

    assert await _composed(evening, _request("c1"), *others, *others) == 5


async def test_who_has_seen_something_else_is_told_something_else(evening: Mornings) -> None:
    """Seen-marks are part of what a digest is made of."""
    await evening.desk.seen.mark(["c2"], [("s1", 1)], EIGHT - timedelta(hours=1))

    assert await _composed(evening, _request("c1"), _request("c2"), _request("c1")) == 2


async def test_a_new_reading_is_composed_anew(evening: Mornings) -> None:
    """Nothing is shared across readings, and nothing before the first."""
    composer = Counted()
    shared = SharedDigests(composer, DraftStore(evening.desk.database))  # type: ignore[arg-type]
    for _ in range(2):
        await shared.compose(_request("c1"))
    assert len(composer.requests) == 2

    for minute in (1, 2):
        await evening.later(minutes=minute)
        await evening.article(minute)
        for reader in ("c1", "c2"):
            await shared.compose(_request(reader))

    assert len(composer.requests) == 4
