"""What may stand next while somebody types: topics, zones, schedules, sources, and stories of the last digest.

Each is (what is shown, what it stands for), best first. A platform that completes asks for them.
"""

from __future__ import annotations

from bot.language import speaking
from bot.ports import Asker
from bot.services import Services
from bot.usual_schedules import usual_schedules
from bot.zones import suggest_zones
from summarizer.rank import order_reports

MOST = 25
Choices = list[tuple[str, str]]


async def topics(services: Services, asker: Asker, so_far: str) -> Choices:
    """Topics whose name begins with, or else holds, what was typed; those followed here first."""
    channel = await services.channels.get(asker.place)
    names = [*channel.followed, *(name for name in services.topics.names() if name not in channel.followed)]
    return [(name, name) for name in _fitting(names, so_far)]


async def zones(services: Services, asker: Asker, so_far: str) -> Choices:
    """Time zones by name or city."""
    return [(name, name) for name in suggest_zones(so_far, MOST)]


async def schedules(services: Services, asker: Asker, so_far: str) -> Choices:
    """Schedules to begin with, in the asker's language."""
    with speaking(asker.language):
        return [(each, each) for each in usual_schedules(so_far)]


async def sources(services: Services, asker: Asker, so_far: str) -> Choices:
    """The sources of this channel."""
    listed = await services.sources_of(await services.channels.get(asker.place))
    return [(name, name) for name in _fitting([source.name for source in listed], so_far)]


async def stories(services: Services, asker: Asker, so_far: str) -> Choices:
    """The stories of the asker's last digest here, by number and title."""
    offered: Choices = []
    for number, story_id in enumerate(await services.marks.last_digest(asker), 1):
        story = await services.stories.by_id(story_id)
        if story is None:
            continue
        title = order_reports(story)[0].title
        if so_far.lower() in f"{number} {title}".lower():
            offered.append((f"{number}. {title}"[:100], str(number)))
    return offered[:MOST]


def _fitting(names: list[str], so_far: str) -> list[str]:
    typed = so_far.strip().lower()
    first = [name for name in names if name.lower().startswith(typed)]
    return (first + [name for name in names if typed in name.lower() and name not in first])[:MOST]
