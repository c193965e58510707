"""robots.txt for article pages (RFC 9309)."""

from __future__ import annotations

import asyncio

import pytest

from summarizer.errors import ConnectionFailed, FetchError, HttpStatusError
from summarizer.fetch.robots import RobotsRules


class Origin:
    """Answers robots.txt with a text or an error, and counts how often it was asked."""

    def __init__(self, answer: bytes | FetchError) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def get(self, url: str) -> bytes:
        self.asked.append(url)
        await asyncio.sleep(0)
        if isinstance(self.answer, FetchError):
            raise self.answer
        return self.answer


def rules(answer: bytes | FetchError) -> tuple[RobotsRules, Origin]:
    origin = Origin(answer)
    return RobotsRules(origin.get, "Nightdesk"), origin


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        (b"", "/x", True),
        (b"User-agent: *\nDisallow: /", "/x", False),
        (b"User-agent: *\nDisallow: /private", "/private/x", False),
        (b"User-agent: *\nDisallow: /private", "/public", True),
        (b"User-agent: Nightdesk\nDisallow: /\nUser-agent: *\nAllow: /", "/x", False),
        (b"User-agent: Other\nDisallow: /", "/x", True),
        (b"User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        (b"\xff\xfe not a robots file \x00", "/x", True),
        (b"<html>not found</html>", "/x", True),
    ],
)
async def test_the_rules_are_kept(text: bytes, path: str, allowed: bool) -> None:
    robots, _ = rules(text)

    assert await robots.allow(f"https://a.example{path}") is allowed


@pytest.mark.parametrize(
    ("error", "allowed"),
    [
        (HttpStatusError("x", status=404), True),
        (HttpStatusError("x", status=403), True),
        (HttpStatusError("x", status=429), False),
        (HttpStatusError("x", status=503), False),
        (ConnectionFailed("x"), False),
    ],
)
async def test_a_missing_file_allows_all_and_an_unreachable_one_nothing(error: FetchError, allowed: bool) -> None:
    robots, _ = rules(error)

    assert await robots.allow("https://a.example/x") is allowed


async def test_an_origin_is_asked_once_however_many_pages_are_read() -> None:
    robots, origin = rules(b"")
    await asyncio.gather(*(robots.allow(f"https://a.example/{number}") for number in range(5)))
    await robots.allow("https://a.example:8443/x")

    assert origin.asked == ["https://a.example/robots.txt", "https://a.example:8443/robots.txt"]


async def test_old_origins_are_forgotten() -> None:
    robots, origin = rules(b"")
    for number in [*range(1_001), 0]:
        await robots.allow(f"https://h{number}.example/")

    assert origin.asked.count("https://h0.example/robots.txt") == 2
