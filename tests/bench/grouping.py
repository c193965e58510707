"""Placing an article among 25,000 live ones: milliseconds each, and what a round of reading pays around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from summarizer.group import Grouper
from summarizer.group.copies import Copies
from summarizer.model import Article, Report, Story
from tests.bench.effort import Effort
from tests.bench.report import Line, below
from tests.bench.stock import Newsroom
from tests.bench.timing import percentile, seconds_to
from tests.builders import MORNING

GOAL = 5.0
PEER = "MinHash alone"


async def measure(effort: Effort) -> list[Line]:
    """Take up the live stories, place new articles one by one, then look for stories that are one."""
    stream = Newsroom().stream(effort.live + effort.placed, MORNING, days=10)
    held, new = stream[: effort.live], [article for article, _ in stream[effort.live :]]
    grouper = Grouper()
    taking_up = seconds_to(lambda: grouper.restore(stories_of(held)))
    times = [seconds_to(partial(grouper.place, article)) * 1000 for article in new]
    merging = seconds_to(grouper.merge_pass)
    copies = _copies_alone([article for article, _ in held], new)
    live = f"{effort.live:,} live"
    return [
        *(
            below(Line(f"placing an article, {live}, {name}", percentile(times, at), "ms", copies[at], PEER), GOAL)
            for name, at in (("p50", 0.5), ("p95", 0.95))
        ),
        Line(f"a round's start: taking up {live}", taking_up, "s"),
        Line(f"a round's end: merging after {len(new)} new", merging, "s"),
    ]


def stories_of(held: Sequence[tuple[Article, str]]) -> list[Story]:
    """Articles, each with its story's id, as stories."""
    reports: dict[str, list[Report]] = defaultdict(list)
    for article, story_id in held:
        reports[story_id].append(Report(article, 1))
    return [Story(story_id, 1, tuple(members)) for story_id, members in reports.items()]


def _copies_alone(held: Sequence[Article], new: Sequence[Article]) -> dict[float, float]:
    """What the search for copies alone costs in ms, by share of the articles."""
    copies = Copies()
    for article in held:
        copies.original_of(article.id, article.text)
    times = [seconds_to(partial(copies.original_of, article.id, article.text)) * 1000 for article in new]
    return {share: percentile(times, share) for share in (0.5, 0.95)}
