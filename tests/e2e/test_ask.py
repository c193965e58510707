"""`nightdesk ask`: out of what was stored, without the network."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.e2e.harness import Nightdesk, only_line
from tests.fakes.web import Web

TEXT = (
    "Zorblatt Industries bought Quaxon for 12 million dollars. The valve maker from Leeds had been for sale since May, "
    "when its founder retired. Its 340 employees were told on a Friday afternoon that nothing would change for them, "
    "and that the two works would go on under their own names for at least three years."
)


@pytest.fixture
def informed(nightdesk: Nightdesk, web: Web) -> Nightdesk:
    """The command in an installation that has read one article."""
    item = {
        "id": "1",
        "title": "Quaxon sold",
        "url": web.serve("/quaxon", f"<html><body><article><p>{TEXT}</p></article></body></html>"),
        "content_text": TEXT,
        "date_published": datetime.now(UTC).isoformat(),
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Wire", "items": [item]}
    address = web.serve("/feed.json", json.dumps(feed), Content_Type="application/feed+json")
    file = nightdesk.home / "start.opml"
    file.write_text(f'<opml version="2.0"><body><outline text="The Wire" xmlUrl="{address}"/></body></opml>')
    nightdesk.environment["NIGHTDESK_SOURCES"] = str(file)
    assert nightdesk("digest").code == 0
    return nightdesk


def test_passages_have_the_stable_form(informed: Nightdesk) -> None:
    """The passage, its receipt, its source and when it was published."""
    ran = informed("ask", "who bought Quaxon?", "--json")

    assert (ran.code, ran.json["question"]) == (0, "who bought Quaxon?")
    (passage,) = ran.json["passages"]
    assert set(passage) == {"text", "receipt", "source", "published"}
    assert passage["text"] == passage["receipt"]["quote"] == TEXT.split(". ")[0] + "."
    assert (passage["receipt"]["start"], passage["receipt"]["end"]) == (0, len(passage["text"]))
    assert passage["receipt"]["url"].endswith("/quaxon") and passage["source"] == "The Wire"
    assert datetime.fromisoformat(passage["published"]).tzinfo is not None


def test_people_read_the_passage_and_its_address(informed: Nightdesk) -> None:
    """The words of the question need no quotes."""
    ran = informed("ask", "who", "bought", "quaxon")

    assert ran.code == 0
    assert "Zorblatt Industries bought Quaxon" in ran.out and "/quaxon>" in ran.out


def test_nothing_found_is_an_answer(informed: Nightdesk) -> None:
    """Exit code 0, and an empty list in JSON."""
    assert informed("ask", "who bought Figma?").out == "Not in what I read.\n"
    ran = informed("ask", "who bought Figma?", "--json")
    assert (ran.code, ran.json, ran.err) == (0, {"question": "who bought Figma?", "passages": []}, "")


def test_an_empty_store_says_how_to_fill_it(nightdesk: Nightdesk) -> None:
    """On stderr, so that stdout is the answer alone."""
    ran = nightdesk("ask", "who bought Figma?")

    assert (ran.code, ran.out) == (0, "Not in what I read.\n")
    assert "`nightdesk digest` reads the sources" in only_line(ran.err)


@pytest.mark.parametrize("words", [[], [""], ["  "]])
def test_an_empty_question_is_wrong_usage(nightdesk: Nightdesk, words: list[str]) -> None:
    """Exit code 2 and one line."""
    ran = nightdesk("ask", *words)

    assert (ran.code, ran.out) == (2, "")
    assert "question" in only_line(ran.err).lower()
