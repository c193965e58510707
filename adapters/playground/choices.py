"""Completions for the playground: what the grammar offers, and what is looked up in the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from adapters.playground.completing import MOST, Choice, wanted_at
from bot import completions
from bot.ports import Asker
from bot.services import Services

LookUp = Callable[[Services, Asker, str], Awaitable[Sequence[tuple[str, str]]]]
LOOK_UPS: Mapping[str, LookUp] = {
    "topics": completions.topics,
    "zones": completions.zones,
    "sources": completions.sources,
    "stories": completions.stories,
}


async def choices_for(services: Services, asker: Asker, line: str) -> tuple[int, tuple[Choice, ...]]:
    """Where the completion of a line begins, and what it may be, best first."""
    wanted = wanted_at(line)
    if wanted is None:
        return len(line), ()
    found = list(wanted.choices)
    if wanted.lookup and len(found) < MOST:
        looked_up = await LOOK_UPS[wanted.lookup](services, asker, wanted.so_far)
        offered = [Choice(value, "" if shown == value else shown) for shown, value in looked_up]
        found += offered[: MOST - len(found)]
    typed = wanted.so_far.strip().lower()
    fresh = {each.insert.lower(): each for each in found if each.insert.lower() != typed}
    return wanted.start, tuple(fresh.values())
