"""The day that most years do not have."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.builders import a_source, an_article, hours_ago
from tests.integration.answers.desk import Desk, read


async def test_why_answers_when_its_day_began_on_the_29th_of_february(desk: Desk) -> None:
    """A story from before that day is older than a day, as on any other date."""
    desk.clock.move_to(datetime(2028, 3, 1, 8, tzinfo=UTC))
    await desk.know(a_source())
    await desk.publish("s1", an_article("a1", published=hours_ago(30, desk.clock.now())))

    assert "older than a day" in read((await desk.ask("why https://news.example/a1")).document)
