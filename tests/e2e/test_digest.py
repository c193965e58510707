"""`digest` on the bundled edition, served on loopback: the stable JSON, the other forms, what fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.edition.server import EditionSite
from tests.e2e.conftest import LOOPBACK, MORNING
from tests.e2e.harness import Nightdesk, Ran, only_line
from tests.fakes.web import Web

PINNED = ("--now", MORNING)


@pytest.fixture(scope="module")
def whole(edition: EditionSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    """One digest of the whole edition as JSON, made once."""
    home = tmp_path_factory.mktemp("whole")
    (home / "all.opml").write_text(edition.opml())
    nightdesk = Nightdesk(home, {"NIGHTDESK_ALLOW_NETWORKS": LOOPBACK})
    yield nightdesk("digest", "--opml", str(home / "all.opml"), *PINNED, "--json")


@pytest.fixture(scope="module")
def digest(whole: Ran) -> Any:
    """What stands in it."""
    return whole.json["digest"]


def test_the_digest_has_the_stable_form(digest: Any) -> None:
    """Every field that outside programs rely on, with its type."""
    assert digest.keys() >= {"window", "tldr", "read", "failures", "stories"}
    assert digest["window"] == {"since": "2026-11-22T08:00:00Z", "until": MORNING}
    assert digest["read"].keys() >= {"sources", "entries", "articles", "repeats", "muted", "below"}
    assert all(isinstance(count, int) for count in digest["read"].values())
    assert len(digest["stories"]) == 10
    for story in digest["stories"]:
        assert story.keys() >= {
            "id", "title", "url", "state", "summary", "sources", "why", "score", "topics",
            "first_published", "last_published",
        }  # fmt: skip
        assert story["state"] in {"new", "updated", "ongoing"}
        assert story["sources"][0].keys() >= {"name", "url", "title", "published"}
        assert isinstance(story["score"]["total"], float) and story["why"]
        assert story["first_published"] <= story["last_published"] <= MORNING


def test_a_source_that_cannot_be_read_is_a_row(whole: Ran, digest: Any) -> None:
    """The others' stories come all the same, and stderr stays silent."""
    assert (whole.code, whole.err) == (0, "")
    assert [row.keys() for row in digest["failures"]] == [{"source", "reason"}]
    assert digest["failures"][0]["source"] == "Meridian Financial Review"


def test_every_sentence_is_its_receipt_or_less(digest: Any) -> None:
    """The quote is as long as its offsets say, and it leads to one of the story's reports."""
    for story in digest["stories"]:
        addresses = {source["url"] for source in story["sources"]}
        for sentence in story["summary"]:
            receipt = sentence["receipt"]
            assert receipt.keys() >= {"url", "quote", "start", "end"}
            assert receipt["end"] - receipt["start"] == len(receipt["quote"])
            assert receipt["url"] in addresses


def test_titles_are_of_reports_and_the_tldr_is_of_titles(digest: Any) -> None:
    """Nothing is composed."""
    for story in digest["stories"]:
        assert story["title"] in {source["title"] for source in story["sources"]}
    assert digest["tldr"].startswith(digest["stories"][0]["title"].rstrip("."))


def test_a_story_stands_in_one_place(digest: Any) -> None:
    """No address and no id comes twice."""
    addresses = [source["url"] for story in digest["stories"] for source in story["sources"]]

    assert len(addresses) == len(set(addresses))
    assert len({story["id"] for story in digest["stories"]}) == len(digest["stories"])


def chosen(nightdesk: Nightdesk, sources: Path, *words: str) -> Ran:
    return nightdesk("digest", "--opml", str(sources), *PINNED, *words)


def test_people_read_it_with_each_address_printed(nightdesk: Nightdesk, three_sources: Path) -> None:
    """In a pipe there is no colour, no width and no hidden link; what failed is named below."""
    ran = chosen(nightdesk, three_sources, "--limit", "2")

    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    assert ran.out.count("\n   http://127.0.0.1:") == 2
    assert "Could not be read: Meridian Financial Review" in ran.out


def test_markdown_html_slack_and_discord_are_whole(nightdesk: Nightdesk, three_sources: Path) -> None:
    """Each is what its reader takes as it is: text, a page, the arguments of one post, a body."""
    markdown = chosen(nightdesk, three_sources, "--limit", "2", "--markdown").out
    page = chosen(nightdesk, three_sources, "--limit", "2", "--html").out
    slack = chosen(nightdesk, three_sources, "--limit", "2", "--slack").json
    discord = chosen(nightdesk, three_sources, "--limit", "2", "--discord").json

    assert markdown.startswith("# ") and "\n## 1. [" in markdown
    assert page.startswith("<!doctype html>") and page.count("<section>") == 2 and "<script" not in page
    assert slack["text"] and slack["blocks"] and slack["unfurl_links"] is False
    assert discord["allowed_mentions"] == {"parse": []} and discord["components"]


def test_style_headlines_has_no_sentences(nightdesk: Nightdesk, three_sources: Path) -> None:
    """What stands below a title there is its address and its sources."""
    ran = chosen(nightdesk, three_sources, "--limit", "1", "--style", "headlines")
    story = ran.out.split("\n1. ")[1].split("\n\n")[0].splitlines()

    assert [
        line.strip().startswith(("http://", "1 source", "2 sources", "Byteline", "Circuit")) for line in story[1:]
    ] == [
        True,
        True,
    ]


def test_a_window_begins_where_it_is_told(nightdesk: Nightdesk, three_sources: Path) -> None:
    """By its length, or by a moment of any zone."""
    for since in ("3h", "2026-11-23T06:00:00+01:00"):
        made = chosen(nightdesk, three_sources, "--since", since, "--json").json["digest"]
        assert made["window"]["since"] == "2026-11-23T05:00:00Z"
        assert all(story["last_published"] >= "2026-11-23T05:00:00Z" for story in made["stories"])


def test_no_story_is_no_failure(nightdesk: Nightdesk, three_sources: Path) -> None:
    """An unknown topic has none; the rest of the document is there."""
    ran = chosen(nightdesk, three_sources, "ornithology", "--json")

    assert (ran.code, ran.json["digest"]["stories"], ran.json["digest"]["tldr"]) == (0, [], "")


def test_it_fails_only_if_no_source_could_be_read(nightdesk: Nightdesk, web: Web) -> None:
    """Then it says which, and why."""
    gone, broken = web.serve("/gone", status=404), web.serve("/broken", status=500)
    ran = nightdesk("digest", "--source", gone, "--source", broken, "--json")

    assert (ran.code, ran.out) == (1, "")
    assert "no source could be read" in only_line(ran.err)


@pytest.mark.parametrize("status", [403, 404, 429])
def test_a_refusal_is_not_asked_again(nightdesk: Nightdesk, web: Web, status: int) -> None:
    """A command that runs once asks once."""
    nightdesk("digest", "--source", web.serve("/feed", status=status))

    assert [request.path for request in web.asked].count("/feed") == 1


def test_given_sources_leave_the_home_alone(nightdesk: Nightdesk, three_sources: Path) -> None:
    """They are read in a throw-away store, so that a home which cannot be written is no matter."""
    before = sorted(nightdesk.home.iterdir())
    ran = nightdesk("digest", "--opml", str(three_sources), *PINNED, "--json", NIGHTDESK_HOME="/proc/nothing")

    assert ran.code == 0
    assert sorted(nightdesk.home.iterdir()) == before


def test_hostile_titles_stay_text(nightdesk: Nightdesk, web: Web) -> None:
    """In every form: no mark-up, no mention, no control character comes through."""
    title = (
        "<!channel> <b>*Bold*</b> [x](https://evil.example) \u202e@everyone \x1b]0;owned\x07 <script>alert(1)</script>"
    )
    item = {"id": "1", "title": title, "url": "https://wire.example/1", "date_published": "2026-11-23T07:00:00Z",
            "content_text": "Acme said on Monday that it bought Kestrel. " * 3}  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [item]}
    address = web.serve("/feed.json", json.dumps(feed), Content_Type="application/feed+json")
    forms = {form: nightdesk("digest", "--source", address, *PINNED, *form.split()).out
             for form in ("", "--html", "--slack")}  # fmt: skip

    assert all("\x1b" not in words and "\x07" not in words for words in forms.values())
    assert "<script>" not in forms["--html"] and "<b>" not in forms["--html"]
    assert "<!channel>" not in forms["--slack"] and "\\u001b" not in forms["--slack"]
