"""The reader of Hacker News against its API on loopback."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from summarizer.errors import HttpStatusError, SourceError
from summarizer.model import Entry, Source, Validators
from summarizer.sources import Tools, create_reader
from summarizer.sources.hackernews import ITEMS, read_item
from tests.fakes.web import Web

STORY: dict[str, object] = {"id": 1, "type": "story", "title": "Crane &amp; quay", "url": "https://harbour.example/c",
                            "by": "imke", "time": 1_795_165_200, "score": 312, "descendants": 97}  # fmt: skip


async def read(site: Web, tools: Tools, name: str = "front") -> tuple[Entry, ...]:
    source = Source("Hacker News", f"{site.base_url}/v0/{name}", "hackernews")
    return (await create_reader("hackernews", tools).read(source, Validators())).entries


def serve_items(site: Web, items: Mapping[int, object]) -> None:
    site.serve("/v0/topstories.json", json.dumps(list(items)))
    for number, item in items.items():
        site.serve(f"/v0/item/{number}.json", json.dumps(item))


async def test_a_story_is_an_entry_with_its_points_and_comments(site: Web, tools: Tools) -> None:
    serve_items(site, {1: STORY})

    (entry,) = await read(site, tools)

    assert (entry.title, entry.url, entry.author) == ("Crane & quay", "https://harbour.example/c", "imke")
    assert entry.guid == "https://news.ycombinator.com/item?id=1"
    assert entry.published == datetime.fromtimestamp(1_795_165_200, UTC)
    assert entry.signals == {"points": 312, "comments": 97}


async def test_the_order_of_the_list_is_kept_and_what_fails_costs_its_own_place(site: Web, tools: Tools) -> None:
    serve_items(site, {n: {**STORY, "id": n, "title": f"T{n}"} for n in (3, 1, 2)} | {9: None, 8: {"type": "job"}})
    site.serve("/v0/item/1.json", status=404)
    site.serve("/v0/topstories.json", "[3, 1, 9, 2, 8, null, 77]")

    assert [entry.title for entry in await read(site, tools)] == ["T3", "T2"]


async def test_an_item_that_is_no_json_costs_its_own_place(site: Web, tools: Tools) -> None:
    serve_items(site, {1: STORY, 2: STORY})
    site.serve("/v0/item/2.json", "<html>busy</html>")

    assert len(await read(site, tools)) == 1


async def test_at_most_sixty_items_are_asked_for(site: Web, tools: Tools) -> None:
    site.serve("/v0/topstories.json", json.dumps(list(range(500))))

    await read(site, tools)

    assert len(site.asked) == 1 + ITEMS


@pytest.mark.parametrize(("name", "path"), [("best", "beststories"), ("ask", "askstories"), ("show", "showstories")])
async def test_every_list_has_its_address(site: Web, tools: Tools, name: str, path: str) -> None:
    site.serve(f"/v0/{path}.json", "[]")

    assert await read(site, tools, name) == ()


async def test_an_unknown_list_is_said_with_those_there_are(site: Web, tools: Tools) -> None:
    with pytest.raises(SourceError, match='no list "hot"; there are front, best'):
        await read(site, tools, "hot")


@pytest.mark.parametrize("body", ["<html>", "{}", "null"])
async def test_an_answer_that_is_no_list_is_an_error(site: Web, tools: Tools, body: str) -> None:
    site.serve("/v0/topstories.json", body)

    with pytest.raises(SourceError, match="Hacker News did not answer with"):
        await read(site, tools)


async def test_a_list_that_fails_is_no_empty_list(site: Web, tools: Tools) -> None:
    site.serve("/v0/topstories.json", status=503)

    with pytest.raises(HttpStatusError):
        await read(site, tools)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "job"},
        {"type": "comment"},
        {"dead": True},
        {"deleted": True},
        {"title": ""},
        {"title": None},
        {"type": 1},
    ],
)
def test_what_is_no_story_is_no_entry(changes: dict[str, object]) -> None:
    assert read_item({**STORY, **changes}) is None


def test_a_question_links_to_its_own_discussion() -> None:
    entry = read_item({**STORY, "url": None, "text": "Which <i>crane</i>?<p>Asking &amp; waiting<script>x</script>"})

    assert entry is not None
    assert (entry.url, entry.summary) == (entry.guid, "Which crane? Asking & waiting")
    assert "script" not in entry.content


@pytest.mark.parametrize(
    "changes",
    [{"time": "soon"}, {"time": 10**20}, {"time": -1}, {"score": "many"}, {"descendants": None}, {"url": 7}, {"by": 7},
     {"text": 7}, {"title": 7}, {"url": "javascript:x()"}, {"time": [1]}, {"score": {}}],
)  # fmt: skip
def test_an_odd_field_costs_itself_and_not_the_list(changes: dict[str, object]) -> None:
    entry = read_item({**STORY, **changes})

    assert entry is not None
    assert entry.url in {"https://harbour.example/c", entry.guid}
