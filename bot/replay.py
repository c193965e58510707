"""The last briefings anew: what other settings would have made of the same mornings.

Both the settings that hold and the ones that are wished for are replayed over what was read by then, one morning after
the other, each knowing what it told before. What differs between the two, held against what was really sent, is what
the settings would have changed: that stories were merged or texts forgotten meanwhile is laid to neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.document import StoryBlock
from bot.schedule import Schedule, newest_slot
from bot.services import DAY, Services
from bot.store.channels import Channel
from bot.store.marks import Shown
from summarizer.model import Digest

MORNINGS = 3
LOOK_BACK = timedelta(days=10)
"""So far back a story may have been told that does not come again."""


@dataclass(frozen=True, slots=True)
class Morning:
    """One of the last briefings: how many stories it had and would have had, and the titles that come and go.

    `was_sent` is False for one that only might have been: the channel had no briefing then.
    """

    at: datetime
    told: int
    would_tell: int
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    was_sent: bool = True


async def replay(services: Services, held: Channel, wished: Channel, schedule: Schedule | None) -> tuple[Morning, ...]:
    """The channel's last mornings, oldest first, as they were and as `wished` would have them."""
    now = services.clock.now()
    posted = await services.marks.posted_briefings(held.place, now - LOOK_BACK)
    sent = {each.at: await _titles(services, each) for each in posted[-MORNINGS:]}
    times = list(sent) or _slots(schedule, now)
    known = {story: version for each in posted[:-MORNINGS] for story, version in each.stories}
    first = posted[-MORNINGS - 1].at if len(posted) > MORNINGS else None
    was = await _compose(services, held, times, first, known)
    would = await _compose(services, wished, times, first, known)
    return tuple(_compare(at, sent.get(at), before, after) for at, before, after in zip(times, was, would, strict=True))


async def _titles(services: Services, shown: Shown) -> Mapping[str, str]:
    """The titles that a briefing had, by the ids that its stories have today."""
    titles = {block.story_id: block.title for block in shown.document.blocks if isinstance(block, StoryBlock)}
    heirs = await services.stories.heirs(list(titles))
    return {heirs.get(story, story): title for story, title in titles.items()}


def _slots(schedule: Schedule | None, now: datetime) -> list[datetime]:
    """The last times at which a briefing would have come, oldest first; without a schedule this time of day."""
    times: list[datetime] = []
    until = now
    while len(times) < MORNINGS:
        slot = newest_slot(schedule, until) if schedule else None
        at = slot.at if slot else until
        times.append(at)
        until = at - (timedelta(seconds=1) if slot else DAY)
    return times[::-1]


async def _compose(
    services: Services,
    channel: Channel,
    times: Sequence[datetime],
    first: datetime | None,
    known: Mapping[str, int],
) -> list[Digest]:
    """A channel's briefings at these times, each without what those before it told."""
    request, told, before, composed = await services.request(channel), dict(known), first, []
    for at in times:
        window = max(DAY, at - before) if before else DAY
        wanted = replace(request, since=at - window, until=at, known=dict(told), unseen_only=True, floor=True)
        digest = await services.composer.compose(wanted)
        told.update((story.id, story.version) for story in digest.stories)
        composed.append(digest)
        before = at
    return composed


def _compare(at: datetime, sent: Mapping[str, str] | None, was: Digest, would: Digest) -> Morning:
    before = {story.id: story.title for story in was.stories}
    after = {story.id: story.title for story in would.stories}
    told = before if sent is None else sent
    added = tuple(title for story, title in after.items() if story not in before and story not in told)
    dropped = tuple(title for story, title in told.items() if story in before and story not in after)
    return Morning(at, len(told), len(told) + len(added) - len(dropped), added, dropped, sent is not None)
