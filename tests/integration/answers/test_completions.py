"""What is offered while somebody types."""

from __future__ import annotations

from bot import completions
from tests.builders import a_source
from tests.integration.answers.desk import OTHER, Desk, ada


async def test_topics_followed_here_come_first(desk: Desk) -> None:
    """Then the others whose name begins with what was typed; 25 at most."""
    await desk.ask("follow security")

    offered = await completions.topics(desk.services, ada(), "")

    assert offered[0] == ("security", "security")
    assert len(offered) == completions.MOST
    assert ("rust", "rust") in await completions.topics(desk.services, ada(), "RUS")


async def test_zones_are_offered_by_city(desk: Desk) -> None:
    """People know where they live, not what their zone is called."""
    assert (await completions.zones(desk.services, ada(), "berl"))[0][0] == "Europe/Berlin"


async def test_only_the_channels_own_sources_are_offered(desk: Desk) -> None:
    """What another channel added is none of them."""
    await desk.know(a_source())
    await desk.services.sources.add(a_source("Inside"), desk.clock.now())
    await desk.services.channels.note_chat_source("Inside")

    assert await completions.sources(desk.services, ada(OTHER), "") == [("The Example", "The Example")]


async def test_stories_are_those_of_the_askers_last_digest(desk: Desk) -> None:
    """By number and title; before the first digest there are none."""
    await desk.know(a_source())
    await desk.news(2)
    assert await completions.stories(desk.services, ada(), "") == []
    await desk.ask("")

    assert await completions.stories(desk.services, ada(), "") == [("1. The Example 1", "1"), ("2. The Example 2", "2")]
    assert await completions.stories(desk.services, ada(), "example 2") == [("2. The Example 2", "2")]
