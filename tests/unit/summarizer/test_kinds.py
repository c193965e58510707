"""What sort of piece an article is, by its title and address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.kinds import belongs_in_digest, classify
from summarizer.model import Kind

TITLES = [
    (Kind.PUZZLE, "Wordle today: hints and answer for November 20 (#1980)"),
    (Kind.PUZZLE, "Today’s NYT Strands hints, answers and spangram"),
    (Kind.HOW_TO_WATCH, "How to watch Harbour FC vs Quay United online for free"),
    (Kind.DEAL, "Best Black Friday laptop deals under $500"),
    (Kind.DEAL, "Save $200 on this robot vacuum at Amazon"),
    (Kind.DEAL, "This dock is 40% off right now"),
    (Kind.DEAL, "This sturdy inkjet is half price this week"),
    (Kind.DEAL, "Harbour Day deals: free coffee from three chains"),
    (Kind.DEAL, "You save nearly 70% on two months of Quay TV"),
    (Kind.DEAL, "A quiet mini PC deal for small desks"),
    (Kind.DEAL, "The earbuds are good, and this Best Buy deal makes them better"),
    (Kind.SPONSORED, "[Sponsored] How Quay Cloud moves boxes"),
    (Kind.PODCAST, "Podcast: what the crane taught us"),
    (Kind.LIVE_BLOG, "Harbour strike: live updates"),
    (Kind.ROUNDUP, "This week in cranes"),
    (Kind.GUIDE, "How to set up a tide gauge at home"),
    (Kind.GUIDE, "10 best tide apps you can buy"),
    (Kind.REVIEW, "Quaybook 14 review: light and loud"),
    (Kind.RELEASE, "v2.4.1"),
    (Kind.RELEASE, "cranectl 2.4.1 released"),
    (Kind.RELEASE, "Quay DB 4.2 Released, with Tides and Containers"),
    (Kind.RELEASE, "Cranelang 0.14.0 is out"),
    (Kind.RELEASE, "Announcing Cranelang 1.10"),
    (Kind.RELEASE, "Moor 1.8 and 1.9 beta"),
    (Kind.RELEASE, "Quay OS 23 released"),
    (Kind.REVIEW, "Review of A New Kind of Crane"),
    (Kind.REVIEW, "Hands-on: the Quaybook 15"),
    (Kind.OPINION, "Opinion: let the crane rest"),
    (Kind.NEWS, "A hands-on guide to mooring"),
    (Kind.NEWS, "A font for code review"),
    (Kind.NEWS, "The harbour law is under review"),
    (Kind.NEWS, "Show HN: make a rectangle a puzzle game"),
    (Kind.NEWS, "Quay has released true color photos of the tide"),
    (Kind.NEWS, "Keep a Changelog"),
    (Kind.NEWS, "1.1 billion crane rides in one database"),
    (Kind.NEWS, "Crane maker raises $120 million at a $2 billion valuation"),
    (Kind.NEWS, "Quay Cloud cuts 10 percent of its staff"),
    (Kind.NEWS, "Court blocks the sale of the harbour"),
    (Kind.NEWS, "A flaw in cranectl lets attackers lift anything"),
    (Kind.NEWS, "Crane maker agrees to deal with regulators"),
    (Kind.NEWS, "Connections between quays were lost for two hours"),
    (Kind.NEWS, "Amazon opens 1-hour delivery in Quaytown ahead of its spring sale"),
    (Kind.NEWS, "Quay Wallet is the best place for passes, regulators find"),
    (Kind.NEWS, "I built a tide gauge from a crane"),
    (Kind.NEWS, "Quay Cloud signs $27 billion deal with Pier"),
    (Kind.SPONSORED, "A smarter way to lease cranes - Partner Content"),
    (Kind.SPONSORED, "From our partners: cranes for everyone"),
    (Kind.PODCAST, "Ep. 58 – Cranes in public"),
    (Kind.PODCAST, "The tides of tomorrow | Deep Quay Podcast"),
    (Kind.LIVE_BLOG, "Crane trial live: closing arguments begin"),
    (Kind.LIVE_BLOG, "Rolling updates: gates close at Quayton"),
    (Kind.OPINION, "Why I am leaving the harbour | Opinion"),
    (Kind.OPINION, "Kommentar: Der Kran muss weg"),
    (Kind.NEWS, "Ad blockers lose their best trick"),
    (Kind.NEWS, "Podcast app Overtide adds transcripts"),
    (Kind.NEWS, "Letter warned of cracks in the harbour wall"),
    (Kind.NEWS, "Column-store maker raises $30 million"),
    (Kind.NEWS, "Opinion polls move to chatbots"),
    (Kind.NEWS, "Daily Harbour owner considers a bid"),
    (Kind.NEWS, "No crane and no land to live: the report"),
    (Kind.NEWS, ""),
]


@pytest.mark.parametrize(("kind", "title"), TITLES)
def test_a_title_tells_the_kind(kind: Kind, title: str) -> None:
    assert classify(title) == kind


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (Kind.DEAL, "https://a.example/deals/quaybook"),
        (Kind.PODCAST, "https://a.example/podcast/9"),
        (Kind.SPONSORED, "https://a.example/sponsored/x"),
        (Kind.OPINION, "https://a.example/2026/11/23/opinion/crane.html"),
        (Kind.LIVE_BLOG, "https://a.example/world/live/2026/nov/23/crane-trial"),
        (Kind.NEWS, "https://a.example/news/live-cranes"),
        (Kind.PUZZLE, "https://a.example/puzzles/x"),
        (Kind.HOW_TO_WATCH, "https://a.example/how-to-watch-x"),
        (Kind.NEWS, "https://a.example/news/dealership-x"),
        (Kind.NEWS, "https://a.example/news/quay-signs-deal-with-pier"),
        (Kind.NEWS, "https://a.example/how-to-watch-quay-keynote"),
        (Kind.DEAL, "https://a.example/article/quay-vpn-lifetime-subscription"),
        (Kind.DEAL, "https://a.example/story/quay-phone-deal-326"),
    ],
)
def test_where_the_title_says_nothing_the_address_does(kind: Kind, url: str) -> None:
    assert classify("Something happened", url) == kind


def test_what_a_digest_shows_without_being_asked() -> None:
    assert {kind for kind in Kind if belongs_in_digest(kind)} == {
        Kind.NEWS, Kind.REVIEW, Kind.RELEASE, Kind.OPINION, Kind.LIVE_BLOG,
    }  # fmt: skip


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_title_has_a_kind(title: str, url: str) -> None:
    assert classify(title, url) in Kind
