"""What people type for a source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import SourceError
from summarizer.sources.shortcuts import feed_source, host_of, name_after, resolve, say_address

CHANNEL = "UC" + "a1-_" * 5 + "bb"


@pytest.mark.parametrize(
    ("words", "kind", "address"),
    [
        ("https://a.example/feed.xml", "feed", "https://a.example/feed.xml"),
        (" HTTP://A.example/x ", "feed", "HTTP://A.example/x"),
        ("a.example", "feed", "https://a.example"),
        ("blog.a.example/feed?x=1", "feed", "https://blog.a.example/feed?x=1"),
        ("feed://a.example/x", "feed", "https://a.example/x"),
        ("feed:https://a.example/x", "feed", "https://a.example/x"),
        ("gh:rust-lang/rust", "feed", "https://github.com/rust-lang/rust/releases.atom"),
        ("GitHub: a/b.c", "feed", "https://github.com/a/b.c/releases.atom"),
        (f"yt:{CHANNEL}", "feed", f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"),
        ("hn:front", "hackernews", "front"),
        ("HN:best", "hackernews", "best"),
        ("arxiv:cs.AI", "feed", "https://rss.arxiv.org/rss/cs.AI"),
        ("arxiv:hep-th", "feed", "https://rss.arxiv.org/rss/hep-th"),
    ],
)
def test_words_name_a_source(words: str, kind: str, address: str) -> None:
    source = resolve(words)

    assert (source.kind, source.address) == (kind, address)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "names no source"),
        ("hello", "names no source"),
        ("http://", "names no source"),
        ("http://[::1", "names no source"),
        ("http://a.example:x/", "names no source"),
        ("ftp://a.example/x", "names no source"),
        ("feed:", "names no source"),
        ("javascript:alert(1)", "names no source"),
        ("/etc/passwd", "names no source"),
        ("file:///etc/passwd", "names no source"),
        ("gh:rust", "gh:owner/repo"),
        ("gh:../..", "gh:owner/repo"),
        ("gh:a/..", "gh:owner/repo"),
        ("gh:a/b/c", "gh:owner/repo"),
        ("yt:@handle", "by its id"),
        ("hn:hot", "`hn:front`"),
        ("arxiv:cs.AI/x", "arxiv:cs.AI"),
    ],
)
def test_what_names_none_is_answered_with_what_would(words: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        resolve(words)


@given(st.text(max_size=40) | st.text(max_size=30).map("http://{}".format) | st.text(max_size=20).map("gh:{}".format))
def test_any_words_are_a_source_or_a_source_error(words: str) -> None:
    try:
        assert resolve(words).name
    except SourceError as error:
        assert str(error)


def test_an_aggregator_is_half_a_witness() -> None:
    assert (resolve("hn:front").weight, resolve("arxiv:cs.AI").weight, resolve("a.example").weight) == (0.5, 0.5, 1.0)


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.A.example/x", "a.example"), ("https://feeds.a.example/", "a.example"), ("http://rss.co/", "rss.co"),
     ("https://feed.news.a.example/", "news.a.example"), ("not an address", "not an address")],
)  # fmt: skip
def test_a_site_is_called_by_its_host(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_feed_takes_the_name_it_is_given() -> None:
    assert (feed_source("https://a.example/f", "The A").name, feed_source("https://a.example/f").name) == (
        "The A",
        "a.example",
    )


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://feeds.a.example/all", "a.example"),
        ("https://feeds.feedburner.com/quay/", "feedburner.com/quay"),
        ("http://127.0.0.1:8000/f/quay.xml", "127.0.0.1/f/quay.xml"),
        ("http://[::1]:8000/quay", "::1/quay"),
    ],
)
def test_the_publisher_is_the_host_unless_outlets_share_it(url: str, publisher: str) -> None:
    assert feed_source(url).publisher == publisher


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("hn:front", "hn:front"), ("https://ada:pw@a.example/f?key=1", "https://a.example/f?key=…")],
)
def test_an_address_is_shown_as_it_may_be_typed_and_without_secrets(typed: str, shown: str) -> None:
    source = resolve(typed) if typed.startswith("hn") else feed_source(typed)
    assert say_address(source) == shown


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The Pier", "The Pier"),
        ("  The\nPier ", "The Pier"),
        ("The Pier - All Posts", "The Pier"),
        ("News | The Pier", "The Pier"),
        ("Pier News: Front Page", "Pier News"),
        ("Pier: news for people at sea", "Pier: news for people at sea"),
        ("RSS feed", ""),
        ("Latest news", ""),
        ("Blog", ""),
        ("2026", ""),
        ("", ""),
        ("a title " * 10, ""),
    ],
)
def test_a_source_is_named_by_what_of_a_title_names_somebody(title: str, name: str) -> None:
    """What only says that it is a feed is no name; a slogan is too long for one."""
    assert name_after(title) == name
