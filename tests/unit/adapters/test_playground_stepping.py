"""Letting the demonstration's time go by."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from adapters.playground.stepping import Stepper
from tests.builders import MORNING

NEXT = MORNING + timedelta(days=1)


class Day:
    """A stage with one more morning, and a briefing a day that arrives when its minute comes."""

    def __init__(self, *briefings: datetime, arrives: bool = True) -> None:
        self.now = MORNING
        self.moves: list[datetime] = []
        self.next_morning: datetime | None = NEXT
        self.an_address = "http://127.0.0.1/a"
        self.stepper = Stepper(self, self.next_briefing, arrives=0.01)
        self._briefings = briefings
        self._arrives = arrives

    async def next_briefing(self) -> datetime | None:
        """The first one that has not come yet."""
        return next((at for at in self._briefings if at > self.now), None)

    def move_to(self, at: datetime) -> None:
        """Let it be that time; a briefing that is due arrives."""
        self.now = at
        self.moves.append(at)
        if at in self._briefings and self._arrives:
            self.stepper.arrived()

    async def turn(self) -> None:
        """Let the next morning come."""
        self.move_to(NEXT)
        self.next_morning = None


async def test_a_briefings_minute_comes_and_the_briefing_with_it() -> None:
    day = Day(MORNING + timedelta(minutes=1))

    assert (await day.stepper.to_briefing(), day.now) == ("", MORNING + timedelta(minutes=1))


async def test_without_a_briefing_the_time_stands() -> None:
    day = Day()

    assert (await day.stepper.to_briefing(), day.moves) == ("no-briefing", [])


async def test_a_briefing_that_says_nothing_is_told_of() -> None:
    assert await Day(MORNING + timedelta(minutes=1), arrives=False).stepper.to_briefing() == "silent"


async def test_on_the_way_to_the_morning_every_briefing_comes() -> None:
    noon, evening = MORNING + timedelta(hours=4), MORNING + timedelta(hours=10)
    day = Day(noon, evening)
    code = await day.stepper.to_morning()

    assert (code, day.moves) == ("morning", [noon, evening, NEXT])


@pytest.mark.parametrize("early", [timedelta(), timedelta(minutes=1)])
async def test_a_briefing_of_the_morning_itself_waits_for_its_news(early: timedelta) -> None:
    day = Day(NEXT - early)
    await day.stepper.to_morning()

    assert day.moves == [NEXT]


async def test_after_the_last_morning_there_is_none() -> None:
    day = Day()
    await day.stepper.to_morning()

    assert await day.stepper.to_morning() == "no-morning"
