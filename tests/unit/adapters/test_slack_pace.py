"""When messages may go, and what is a repetition: pure but for the clock, which is handed in."""

from __future__ import annotations

import asyncio

import pytest

from adapters.slack.pace import Pace
from adapters.slack.recent import Recent
from bot.ports import Place, ReplyRefused


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def place(channel: str, workspace: str = "T1") -> Place:
    return Place("slack", workspace, channel)


def test_a_held_channel_waits_until_its_time_is_over() -> None:
    """The wait shrinks with the clock and ends."""
    clock = Clock()
    pace = Pace(clock=clock)
    pace.hold(place("C1"), 30)
    clock.now += 20
    assert pace.wait(place("C1")) == 10
    clock.now += 11
    assert pace.wait(place("C1")) == 0


def test_a_held_channel_holds_nobody_else() -> None:
    """One or two refused channels leave the others alone."""
    pace = Pace(clock=Clock())
    pace.hold(place("C1"), 30)
    pace.hold(place("C2"), 30)
    assert pace.wait(place("C3")) == 0


def test_several_held_channels_slow_their_workspace() -> None:
    """Three refused at once: the workspace waits for the first of them, another workspace does not."""
    pace = Pace(clock=Clock())
    for channel, seconds in (("C1", 30), ("C2", 10), ("C3", 20)):
        pace.hold(place(channel), seconds)
    assert (pace.wait(place("C4")), pace.wait(place("C4", "T2"))) == (10, 0)


async def test_a_turn_in_a_held_channel_is_refused() -> None:
    """Nothing is sent while Slack holds the channel back; the refusal says for how long."""
    pace = Pace(0, clock=Clock())
    pace.hold(place("C1"), 30)
    with pytest.raises(ReplyRefused) as refused:
        async with pace.turn(place("C1")):
            pass
    assert refused.value.retry_after == 30


async def test_turns_in_one_channel_follow_each_other() -> None:
    """Two posts into one channel never overlap and keep their order."""
    pace, seen = Pace(0), []

    async def post(name: str) -> None:
        async with pace.turn(place("C1")):
            seen.append(f"{name} begins")
            await asyncio.sleep(0)
            seen.append(f"{name} ends")

    await asyncio.gather(post("a"), post("b"))
    assert seen == ["a begins", "a ends", "b begins", "b ends"]


def test_a_key_repeats_within_its_seconds_only() -> None:
    """The same key is a repetition for a while, then new again."""
    clock = Clock()
    recent = Recent(10, clock=clock)
    told = [recent.is_repeat("k"), recent.is_repeat("k")]
    clock.now += 11
    assert [*told, recent.is_repeat("k")] == [False, True, False]


def test_an_empty_key_never_repeats() -> None:
    """What has no key is always new."""
    recent = Recent(10)
    assert [recent.is_repeat(""), recent.is_repeat("")] == [False, False]


def test_the_memory_is_bounded() -> None:
    """Beyond its size the oldest key is forgotten."""
    recent = Recent(10, most=2, clock=Clock())
    for key in ("a", "b", "c", "d"):
        recent.is_repeat(key)
    assert not recent.is_repeat("a")
