"""A story that today's digest leaves out, for `why` to explain."""

from __future__ import annotations

from dataclasses import replace

from bot.ports import Asker
from bot.services import Services
from summarizer.rank import order_reports


async def quiet_address(services: Services, asker: Asker) -> str | None:
    """The address of the story that comes next below the line; None: every story is in."""
    channel = await services.channels.get(asker.place)
    request = replace(await services.request(channel), floor=True)
    stories = await services.stories.in_window(request.since, request.until)
    if not stories:
        return None
    _, choice = await services.composer.explain(stories[0], request)
    chosen = {each.story.id for each in choice.stories}
    left = next((each.story for each in choice.ranked if each.story.id not in chosen), None)
    return order_reports(left)[0].url if left else None
