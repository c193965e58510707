"""`nightdesk stories`: a stream of articles to stories."""

from __future__ import annotations

import json

from tests.e2e.harness import Nightdesk

CRANES = (
    "Quay Robotics recalls 4,000 Heron cranes over brake fault",
    "Heron crane recall: Quay Robotics says brakes of 4,000 machines may fail",
)


def test_reports_of_one_event_are_one_story_and_a_pattern_filled_in_anew_is_two(nightdesk: Nightdesk) -> None:
    """Without a source each article is of an outlet of its own; kinds are told by the title."""
    titles = [*CRANES, "Strands hints and answers for Monday (#744)", "Strands hints and answers for Monday (#744)"]
    rows = [{"id": n, "title": title, "published": "2026-11-23T08:00:00Z"} for n, title in enumerate(titles)]

    ran = nightdesk("stories", "--jsonl", stdin="\n".join(map(json.dumps, rows)))

    stories = {row["id"]: row["story"] for row in ran.lines}
    assert (stories[0] == stories[1], stories[2] == stories[3]) == (True, False)
