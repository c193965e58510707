"""robots.txt for article pages (RFC 9309)."""

from __future__ import annotations

import asyncio

import pytest

from summarizer.errors import (
    AddressRefused,
    ConnectionFailed,
    FetchError,
    HttpStatusError,
    RobotsRefused,
    TooManyRedirects,
    UnsupportedBody,
)
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


async def refusal(robots: RobotsRules, url: str) -> FetchError | None:
    """Why the address may not be read; None: it may."""
    try:
        await robots.check(url)
    except FetchError as error:
        return error
    return None


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

    assert (await refusal(robots, f"https://a.example{path}") is None) is allowed


@pytest.mark.parametrize(
    "error",
    [HttpStatusError("x", status=404), HttpStatusError("x", status=403), TooManyRedirects("x"), UnsupportedBody("x")],
)
async def test_a_missing_file_allows_all(error: FetchError) -> None:
    robots, _ = rules(error)

    assert await refusal(robots, "https://a.example/x") is None


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_server_that_fails_to_tell_its_rules_allows_nothing(status: int) -> None:
    robots, _ = rules(HttpStatusError(f"HTTP {status}", status=status))

    assert f"robots.txt cannot be read (HTTP {status})" in str(await refusal(robots, "https://a.example/x"))


@pytest.mark.parametrize("error", [ConnectionFailed("no connection"), AddressRefused("not public")])
async def test_an_origin_that_cannot_be_reached_is_not_said_to_have_asked_for_it(error: FetchError) -> None:
    """The page has the reason of its origin, not a rule that nobody read."""
    robots, _ = rules(error)
    found = await refusal(robots, "https://a.example/x")

    assert type(found) is type(error)
    assert not isinstance(found, RobotsRefused)


async def test_an_origin_that_comes_back_is_asked_again_within_the_hour() -> None:
    robots, origin = rules(ConnectionFailed("x"))
    await refusal(robots, "https://a.example/x")
    origin.answer = b""
    age(robots, 3_600)

    assert await refusal(robots, "https://a.example/x") is None


def age(robots: RobotsRules, seconds: float) -> None:
    """Let so many seconds go by for what is remembered."""
    for origin, (until, held) in robots._rules.items():
        robots._rules[origin] = (until - seconds, held)


async def test_an_origin_is_asked_once_however_many_pages_are_read() -> None:
    robots, origin = rules(b"")
    await asyncio.gather(*(refusal(robots, f"https://a.example/{number}") for number in range(5)))
    await refusal(robots, "https://a.example:8443/x")

    assert origin.asked == ["https://a.example/robots.txt", "https://a.example:8443/robots.txt"]


async def test_old_origins_are_forgotten() -> None:
    robots, origin = rules(b"")
    for number in [*range(1_001), 0]:
        await refusal(robots, f"https://h{number}.example/")

    assert origin.asked.count("https://h0.example/robots.txt") == 2
