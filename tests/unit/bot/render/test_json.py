"""Digests as the JSON that other programs read."""

from __future__ import annotations

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.render.as_json import digest_json, iso
from summarizer.model import Failure, Score, StoryState
from tests.builders import MORNING, a_digest, a_digest_story, a_sentence, an_article


def test_times_are_iso_in_utc() -> None:
    """Whatever zone they were given in, without fractions."""
    assert iso(MORNING.astimezone(ZoneInfo("Asia/Tokyo")) + timedelta(microseconds=5)) == "2026-11-23T08:00:00Z"


def test_a_digest_has_the_promised_fields() -> None:
    """Every name of the documented format is there, with its value."""
    report = an_article("a1", source="Ars", title="Theirs")
    story = a_digest_story(
        "s1",
        title="Töltle “quoted” <b>",
        state=StoryState.UPDATED,
        summary=(a_sentence("It happened.", start=3, end=15),),
        reports=(report,),
        score=Score(total=1.234567, parts={"sources": 1.0, "velocity": 0.234567}, why="1 source"),
        topics=("rust", "c++"),
        notes=("They disagree.",),
    )
    digest = a_digest(story, failures=(Failure("BBC", "too slow"),))

    assert digest_json(digest) == {
        "digest": {
            "window": {"since": "2026-11-22T08:00:00Z", "until": "2026-11-23T08:00:00Z"},
            "tldr": digest.tldr,
            "read": {"sources": 3, "entries": 12, "articles": 10, "repeats": 4, "muted": 1, "below": 2},
            "failures": [{"source": "BBC", "reason": "too slow"}],
            "stories": [
                {
                    "id": "s1",
                    "title": "Töltle “quoted” <b>",
                    "url": story.url,
                    "state": "updated",
                    "summary": [
                        {
                            "text": "It happened.",
                            "receipt": {
                                "url": "https://news.example/a1",
                                "quote": "It happened.",
                                "start": 3,
                                "end": 15,
                            },
                        }
                    ],
                    "sources": [
                        {"name": "Ars", "url": report.url, "title": "Theirs", "published": "2026-11-23T07:00:00Z"}
                    ],
                    "why": "1 source",
                    "score": {"total": 1.2346, "sources": 1.0, "velocity": 0.2346},
                    "topics": ["rust", "c++"],
                    "first_published": "2026-11-23T07:00:00Z",
                    "last_published": "2026-11-23T07:00:00Z",
                    "notes": ["They disagree."],
                }
            ],
        }
    }


def test_a_digest_survives_json() -> None:
    """Nothing in it is of a kind that JSON does not know."""
    made = digest_json(a_digest(a_digest_story()))

    assert json.loads(json.dumps(made)) == made
