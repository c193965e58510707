"""The demonstration: both mornings, and all of it in one process without a network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import psutil
import pytest

from bot.edition.library import load
from summarizer.kinds import belongs_in_digest
from tests.e2e.harness import Nightdesk, Ran

pytestmark = pytest.mark.timeout(240)
SLOWEST = 170.0
"""Seconds that the whole of it may take: it starts two further processes."""
TITLE = re.compile(r"^(\d+)\. (.+?)(?:  (NEW|UPDATED))?$", re.MULTILINE)


def test_the_first_morning_is_a_digest_without_junk(nightdesk: Nightdesk) -> None:
    """Ten new stories, each with its address; the outlet that is down is named, and no advertisement is a story."""
    ran = nightdesk("demo", "--digest-only")
    stories = TITLE.findall(ran.out)
    junk = {article.title for article in load().articles if not belongs_in_digest(article.kind)}

    assert (ran.code, [int(number) for number, _, _ in stories]) == (0, list(range(1, 11)))
    assert {label for _, _, label in stories} == {"NEW"}
    assert junk and not junk & {title for _, title, _ in stories}
    assert ran.out.count("\n   http://127.0.0.1:") == 10
    assert "Could not be read: Meridian Financial Review" in ran.out
    assert "sentences verified" in ran.out


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """The whole demonstration of the second morning, in a process of its own, and where it saved its pages."""
    home = tmp_path_factory.mktemp("demo")
    nobody = "http://127.0.0.1:1"
    variables = {"TMPDIR": str(home), "HTTP_PROXY": nobody, "HTTPS_PROXY": nobody, "NO_PROXY": "127.0.0.1"}
    return Nightdesk(home).process("demo", "--morning", "2", patience=SLOWEST, **variables), home / "nightdesk-demo"


def test_the_second_morning_tells_what_is_new_and_what_was_updated(shown: tuple[Ran, Path]) -> None:
    """Both labels appear, since the reader saw the first one."""
    ran, _ = shown
    digest = ran.out.split("Slack, #tech-news")[0]

    assert (ran.code, {label for _, _, label in TITLE.findall(digest)} >= {"NEW", "UPDATED"}) == (0, True)
    assert "Tuesday 24 November" in digest and "\x1b" not in ran.out


def test_both_platforms_show_the_digest_and_the_briefing_arrives(shown: tuple[Ran, Path]) -> None:
    """Typed, announced, due, posted, killed, settled; and it ends by itself with the way to the playground."""
    ran, _ = shown
    places = [ran.out.find(words) for words in (
        "ada types /digest", "Discord: /digest", "/digest briefing weekdays 08:05 UTC", "everybody sees:",
        "It is 08:05 UTC: the briefing arrives in #tech-news", "kill -9", "it runs again", "The ledger",
        "nightdesk play --demo",
    )]  # fmt: skip

    assert -1 not in places and places == sorted(places)
    assert "Traceback" not in ran.err


def test_a_bot_killed_in_mid_delivery_says_nothing_twice(shown: tuple[Ran, Path]) -> None:
    """Slack had the message, so it is not sent again; Discord had not, so it is. The ledger says both."""
    out = shown[0].out
    ledger = [line.split() for line in out.partition("The ledger")[2].splitlines() if "2026-11-24T08:05" in line]

    assert "The briefing in #tech-news on Slack: once; #general on Discord: once." in out
    assert [(line[2], line[3]) for line in ledger] == [("sent", "discord"), ("sent", "slack")]
    assert ["duplicate averted" in " ".join(line) for line in ledger] == [False, True]
    assert ["2 attempts" in " ".join(line) for line in ledger] == [True, False]


def test_no_process_and_no_store_is_left_behind(shown: tuple[Ran, Path]) -> None:
    """Nothing but the pages."""
    running = [each.cmdline() for each in psutil.process_iter() if each.status() != psutil.STATUS_ZOMBIE]

    assert not [words for words in running if "adapters.loopback.child" in words]
    assert [each.name for each in shown[1].parent.iterdir() if each.name.startswith("nightdesk-")] == [shown[1].name]


@pytest.mark.parametrize("name", ["slack", "discord", "briefing"])
def test_what_each_would_show_is_saved_as_a_page(shown: tuple[Ran, Path], name: str) -> None:
    """With the payload beside it; nothing in the page runs."""
    page = (shown[1] / f"{name}.html").read_text(encoding="utf-8")

    assert page.startswith("<!doctype html>") and "<script" not in page
    assert json.loads((shown[1] / f"{name}.json").read_text(encoding="utf-8"))
