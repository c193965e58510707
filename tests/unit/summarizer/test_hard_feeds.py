"""The evaluation data's difficult feeds against their own index; skipped where that data is not at hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import BodyTooLarge, NotAFeed
from summarizer.fetch.body import Inflater
from summarizer.model import Entry, Feed
from summarizer.sources.feed import parse_feed
from summarizer.sources.feed.clean import plain_text
from tests.quality.paths import evaluation_data

FOLDER = evaluation_data("feeds")
INDEX = FOLDER / "hard" / "index.json" if FOLDER else None
CASES: list[dict[str, Any]] = json.loads(INDEX.read_text("utf-8"))["cases"] if INDEX and INDEX.is_file() else []
LIMIT = 5_000_000

pytestmark = pytest.mark.skipif(not CASES, reason="the evaluation data is not here (NIGHTDESK_EVAL_DATA)")


def read_body(case: dict[str, Any], path: Path) -> bytes:
    if "gzip" not in (case.get("http_headers") or {}).get("Content-Encoding", ""):
        return path.read_bytes()
    return Inflater("gzip", LIMIT).feed(path.read_bytes())


def read_feed(case: dict[str, Any]) -> Feed:
    """The feed; an empty one where the file is refused as none."""
    assert INDEX is not None
    try:
        return parse_feed(read_body(case, INDEX.parent / case["file"]), base_url=case.get("base_url"))
    except (NotAFeed, BodyTooLarge):
        return Feed()


def first_is_right(entry: Entry, first: dict[str, Any]) -> list[str]:
    """The names of the fields that are not what they must be."""
    content = plain_text(entry.content)
    published = int(entry.published.timestamp()) if entry.published else None
    checks = {
        "title": lambda value: entry.title == value,
        "title_squeezed": lambda value: re.sub(r"\s", "", entry.title) == value,
        "link": lambda value: entry.url == value,
        "id": lambda value: entry.guid == value,
        "summary": lambda value: entry.summary == value,
        "published": lambda value: published == value,
        "text": lambda value: content == value,
        "body_contains": lambda value: value in entry.content,
        "body_not_contains": lambda value: not any(words in entry.content for words in value),
    }
    return [name for name, value in first.items() if name in checks and not checks[name](value)]


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_a_hard_feed_gives_what_its_index_says(case: dict[str, Any]) -> None:
    expect = case["expect"]

    feed = read_feed(case)

    found = len(feed.entries)
    assert found == expect.get("entries", expect.get("entries_after_dedup", found))
    assert found >= expect.get("min_entries", 0)
    assert "first" not in expect or first_is_right(feed.entries[0], expect["first"]) == []
    assert expect.get("any_link") in {None, *(entry.url for entry in feed.entries)}
    titles = {feed.title, *(entry.title for entry in feed.entries)}
    assert expect.get("any_title", expect.get("feed", {}).get("title", feed.title)) in titles
    assert expect.get("must_not_contain", "\0") not in repr(feed)


def test_a_bomb_is_never_inflated_beyond_the_limit() -> None:
    case = next(case for case in CASES if case["file"] == "evil_gzip_bomb.xml.gz")

    with pytest.raises(BodyTooLarge):
        assert INDEX and read_body(case, INDEX.parent / case["file"])


def test_zero_dates_are_none() -> None:
    feed = read_feed({"file": "date_epoch_and_year1.xml"})

    assert {entry.published for entry in feed.entries} == {None}
