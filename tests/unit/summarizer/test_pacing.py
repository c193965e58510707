"""Not being a nuisance to a host."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.fetch.pacing import LONGEST_WAIT, Pace, read_retry_after

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        (None, None), ("", None), ("soon", None), ("-5", None), ("1.5", None),
        ("0", 0.0), (" 120 ", 120.0), ("99999999", LONGEST_WAIT),
        ("Fri, 20 Nov 2026 09:02:00 GMT", 120.0), ("Fri, 20 Nov 2026 09:02:00", 120.0),
        ("Fri, 20 Nov 2026 08:00:00 GMT", 0.0), ("Fri, 20 Nov 2099 08:00:00 GMT", LONGEST_WAIT),
        ("Fri, 99 Nov 2026 08:00:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_as_number_or_date(words: str | None, seconds: float | None) -> None:
    assert read_retry_after(words, NOW) == seconds


@given(st.text(max_size=30) | st.text("0123456789²٣", max_size=400))
def test_any_header_asks_for_at_most_a_day_or_nothing(words: str) -> None:
    seconds = read_retry_after(words, NOW)

    assert seconds is None or 0 <= seconds <= LONGEST_WAIT


async def test_a_host_that_asked_to_be_left_alone_is_closed_and_no_other() -> None:
    pace = Pace()
    pace.close("a.example", 60)

    assert 59 < pace.closed_for("a.example") <= 60
    assert pace.closed_for("b.example") == 0


async def test_nobody_is_closed_for_more_than_a_day() -> None:
    pace = Pace()
    pace.close("a.example", 1e9)

    assert pace.closed_for("a.example") <= LONGEST_WAIT


async def test_starts_at_one_host_are_a_pause_apart_and_at_two_are_not() -> None:
    pace, loop = Pace(pause=0.02, together=5), asyncio.get_running_loop()
    starts: dict[str, list[float]] = {"a": [], "b": []}

    async def visit(host: str) -> None:
        async with pace.turn(host):
            starts[host].append(loop.time())

    await asyncio.gather(*(visit(host) for host in "abab"))

    assert starts["a"][1] - starts["a"][0] >= 0.019
    assert abs(starts["b"][0] - starts["a"][0]) < 0.019


async def test_only_so_many_requests_to_a_host_run_together() -> None:
    pace = Pace(pause=0, together=2)
    running, most = 0, 0

    async def visit() -> None:
        nonlocal running, most
        async with pace.turn("a.example"):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(visit() for _ in range(6)))

    assert most == 2


async def test_old_hosts_are_forgotten() -> None:
    pace = Pace()
    pace.close("first.example", 60)
    for number in range(2_000):
        pace.close(f"h{number}.example", 1)

    assert pace.closed_for("first.example") == 0
