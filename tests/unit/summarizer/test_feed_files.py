"""Our own difficult feeds, file by file, against what must come out of them (tests/data/feeds/index.json)."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import NotAFeed
from summarizer.model import Entry
from summarizer.sources.feed import parse_feed

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
CASES: list[dict[str, Any]] = json.loads((FEEDS / "index.json").read_text("utf-8"))["cases"]


def expected(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in {"published", "updated"} and value else value


def check_entry(entry: Entry, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name == "content_has":
            assert [words for words in value if words not in entry.content] == []
        elif name == "content_lacks":
            assert [words for words in value if words in entry.content] == []
        elif name == "title_length":
            assert len(entry.title) == value
        elif name == "author_has":
            assert value in (entry.author or "")
        else:
            assert (name, getattr(entry, name)) == (name, expected(name, value))


def read(case: dict[str, Any]) -> Any:
    body = (FEEDS / case["file"]).read_bytes()
    return parse_feed(body, content_type=case.get("content_type"), base_url=case.get("base_url"))


def ids(cases: list[dict[str, Any]]) -> list[str]:
    return [case["file"] for case in cases]


REFUSED = [case for case in CASES if "error" in case["expect"]]
READ = [case for case in CASES if "error" not in case["expect"]]


@pytest.mark.parametrize("case", READ, ids=ids(READ))
def test_a_difficult_feed_gives_what_it_must(case: dict[str, Any]) -> None:
    expect = case["expect"]

    feed = read(case)

    for name, value in expect.get("feed", {}).items():
        assert (name, getattr(feed, name)) == (name, value), case["why"]
    if "entries" in expect:
        assert len(feed.entries) == len(expect["entries"]), case["why"]
        for entry, fields in zip(feed.entries, expect["entries"], strict=True):
            check_entry(entry, fields)
    if "last" in expect:
        check_entry(feed.entries[-1], expect["last"])
    assert set(expect.get("titles_have", ())) <= {entry.title for entry in feed.entries}
    said = " ".join(feed.problems)
    assert [words for words in expect.get("problems", ()) if words not in said] == []


@pytest.mark.parametrize("case", REFUSED, ids=ids(REFUSED))
def test_what_is_no_feed_is_refused_in_words(case: dict[str, Any]) -> None:
    with pytest.raises(NotAFeed) as caught:
        read(case)

    assert str(caught.value).startswith(case["expect"]["error"])
    assert list(caught.value.discovered) == case["expect"].get("discovered", [])


def test_every_file_has_its_expectation() -> None:
    """A feed without an expectation would look tested and not be."""
    assert {path.name for path in FEEDS.iterdir()} - {"index.json"} == set(ids(CASES))
