"""`feed`, `stories`, `schedule` and `check-url`."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from tests.e2e.harness import Nightdesk, only_line

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The &lt;b&gt;Wire&lt;/b&gt;</title>
<link>https://wire.example/</link><language>en</language>
<item><title>Kestrel &amp;amp; Acme</title><link>/deal</link><guid isPermaLink="false">deal-1</guid>
<pubDate>Mon, 23 Nov 2026 08:00:00 +0100</pubDate>
<description>&lt;p&gt;A &lt;script&gt;alert(1)&lt;/script&gt;deal.&lt;/p&gt;</description></item>
<item><guid isPermaLink="false">note-2</guid><description>Words without a title are still an entry.</description></item>
</channel></rss>"""


def test_feed_lists_entries_in_the_stable_form(nightdesk: Nightdesk) -> None:
    """Plain titles, sanitised content, UTC times, absolute addresses; nothing stands in for what is missing."""
    made = nightdesk("feed", "-", "--json", "--base-url", "https://wire.example/feed", stdin=FEED).json

    assert made.keys() == {"feed", "entries", "problems"}
    assert made["feed"] == {"title": "The Wire", "link": "https://wire.example/", "language": "en"}
    fields = {"id", "url", "title", "author", "published", "updated", "summary", "content"}
    assert all(entry.keys() == fields for entry in made["entries"])
    deal, words = made["entries"]
    assert (deal["id"], deal["url"], deal["title"]) == ("deal-1", "https://wire.example/deal", "Kestrel & Acme")
    assert deal["published"] == "2026-11-23T07:00:00Z"
    assert "<script" not in deal["content"] and deal["summary"] == "A deal."
    assert (words["url"], words["published"]) == (None, None)
    assert words["title"].startswith("Words without a title")


def test_feed_for_people_names_each_entry_with_its_address(nightdesk: Nightdesk) -> None:
    """In a pipe nothing is cut to a width."""
    address = f"https://wire.example/{'long/' * 60}deal"
    ran = nightdesk("feed", "-", stdin=FEED.replace("/deal", address))

    assert ran.code == 0
    assert "2026-11-23 07:00  Kestrel & Acme" in ran.out
    assert address in ran.out.split()


def test_a_page_that_is_no_feed_names_the_feeds_it_links_to(nightdesk: Nightdesk) -> None:
    """Exit 1, with absolute addresses."""
    links = "".join(
        f'<link rel="alternate" type="application/{kind}+xml" href="/{kind}.xml">' for kind in ("rss", "atom")
    )
    page = f"<html><head><title>The Wire</title>{links}</head><body><p>Welcome.</p></body></html>"
    ran = nightdesk("feed", "-", "--json", "--base-url", "https://wire.example/", stdin=page)

    assert (ran.code, ran.out) == (1, "")
    line = only_line(ran.err)
    assert "https://wire.example/rss.xml" in line and "https://wire.example/atom.xml" in line


def test_stories_keep_the_order_and_fail_line_by_line(nightdesk: Nightdesk) -> None:
    """Two reports of one event have one story; a bad line has an error in its place."""
    at = "2026-11-23T08:00:00Z"
    rows = [
        {"id": 1, "title": "Brightwell to buy Kestrel Analytics for $3.4 billion", "published": at},
        {"id": 2, "title": "Rust 2.0 drops the borrow checker's oldest rule", "published": at},
        {"id": 3, "title": "No date"},
        {"id": 4, "title": "Kestrel Analytics to be bought by Brightwell for $3.4 billion", "published": at},
        {"title": "No id", "published": at},
        {"id": 5, "title": "A wrong date", "published": "yesterday"},
    ]
    ran = nightdesk("stories", "--jsonl", stdin="".join(json.dumps(row) + "\n" for row in rows))

    assert (ran.code, [line["id"] for line in ran.lines]) == (0, [1, 2, 3, 4, None, 5])
    one, two, three, four, five, six = ran.lines
    assert one["story"] == four["story"] != two["story"]
    assert (three["error"], five["error"]) == ('"published" is missing', '"id" is missing')
    assert "ISO 8601" in six["error"]


def test_a_schedule_is_said_and_its_next_times_are_later_than_after(nightdesk: Nightdesk) -> None:
    """Local times with their offsets, across a clock change too."""
    made = nightdesk(
        "schedule", "weekdays 8am Europe/Berlin", "--after", "2026-11-23T07:00:00Z", "--count", "2", "--json"
    ).json

    assert made["schedule"] == {
        "days": ["mon", "tue", "wed", "thu", "fri"], "time": "08:00", "times": ["08:00"], "timezone": "Europe/Berlin"
    }  # fmt: skip
    assert made["next"] == ["2026-11-24T08:00:00+01:00", "2026-11-25T08:00:00+01:00"]


def test_a_schedule_is_said_with_its_names_as_they_are_written(nightdesk: Nightdesk) -> None:
    """Only the first letter of the line is made a capital."""
    said = nightdesk("schedule", "mon,fri 18:00 America/New_York").out.splitlines()[0]

    assert said == "Mondays and Fridays at 18:00, America/New_York"


def test_three_times_are_shown_unless_more_are_asked_for(nightdesk: Nightdesk) -> None:
    """Several times a day are one schedule, whose first is `time`."""
    made = nightdesk("schedule", "daily 8am and 17:30 UTC", "--json").json

    assert len(made["next"]) == 3
    assert (made["schedule"]["time"], made["schedule"]["times"]) == ("08:00", ["08:00", "17:30"])
    moments = [datetime.fromisoformat(each) for each in made["next"]]
    assert moments == sorted(moments) and moments[2] - moments[0] == timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("8am europe/berlin", "Europe/Berlin"), ("8am BERLIN", "Europe/Berlin"), ("8am cet", "CET"), ("8am", "UTC"),
        ("8am new york", "America/New_York"), ("8am utc", "UTC"),
    ],
)  # fmt: skip
def test_a_zone_is_known_in_any_case_and_by_its_city(nightdesk: Nightdesk, words: str, zone: str) -> None:
    """IANA's own abbreviations are taken."""
    assert nightdesk("schedule", words, "--json").json["schedule"]["timezone"] == zone


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ("8am IST", ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
        ("8am cst", ["America/Chicago", "Asia/Shanghai"]),
        ("8am BST", ["Europe/London", "Asia/Dhaka"]),
    ],
)
def test_an_ambiguous_zone_is_refused_with_what_it_may_mean(
    nightdesk: Nightdesk, words: str, candidates: list[str]
) -> None:
    """Nobody is woken at the wrong hour."""
    ran = nightdesk("schedule", words, "--json")

    assert (ran.code, ran.out) == (1, "")
    assert all(candidate in only_line(ran.err) for candidate in candidates)


@pytest.mark.parametrize("zone", ["EST", "mst"])
def test_a_zone_that_ignores_clock_changes_is_taken_with_a_warning(nightdesk: Nightdesk, zone: str) -> None:
    """The warning does not touch the JSON."""
    ran = nightdesk("schedule", f"8am {zone}", "--json")

    assert (ran.code, ran.json["schedule"]["timezone"]) == (0, zone.upper())
    assert "all year" in only_line(ran.err)


def test_addresses_are_judged_one_by_one(nightdesk: Nightdesk) -> None:
    """Exit 0 only if the fetcher would go to all of them; nothing is connected to."""
    good, bad = "http://127.0.0.1:1/feed", "http://10.0.0.1/feed"
    ran = nightdesk("check-url", good, bad, "--json")

    assert (ran.code, [row.keys() for row in ran.json]) == (1, [{"url", "allowed", "reason"}] * 2)
    assert [(row["url"], row["allowed"]) for row in ran.json] == [(good, True), (bad, False)]
    assert ran.json[1]["reason"] and "1 of 2" in only_line(ran.err)
    assert nightdesk("check-url", good).code == 0
