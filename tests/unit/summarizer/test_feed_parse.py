"""One feed's bytes -> Feed: whatever the bytes, a feed or NotAFeed, and never without bounds."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import NotAFeed, UnknownSourceKind
from summarizer.model import Feed, Validators
from summarizer.sources import create_reader, reader_kinds
from summarizer.sources.feed import parse_feed
from summarizer.sources.feed.engines import read_xml
from summarizer.sources.feed.parse import LARGEST, LONGEST_CONTENT, LONGEST_TITLE
from summarizer.sources.feed.reader import TAKEN_IN, reading_of
from tests.builders import an_entry, hours_ago

PIECES = [
    "<rss>", "<rss version='2.0'>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>",
    "</link>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<![CDATA[", "]]>", "&amp;", "&",
    "&#0;", "&#55555;", "&#x110000;", "<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE x [", "<!ENTITY a 'b'>",
    "]>", "http://x/", "http://[", "http://x:y/", "<guid isPermaLink='false'>http://x/", "</guid>", "<pubDate>",
    "</pubDate>", "Mon, 1 Jan 2026", "30 Nov -0001", "é", "\x00", "<a href='", "'>", "</rss>", "</feed>", "<rdf:RDF>",
    "<content:encoded>", "<html>", '{"items":[', "]}", "{", "xml:base='http://[x'", "\n", "<!--", "-->", "<?", "?>",
    "<title type='xhtml'><div>", "<updated>", "</updated>", "99999999999", "<media:title>", "</media:title>",
]  # fmt: skip
documents = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
bodies = st.one_of(
    st.binary(max_size=200),
    documents.map(lambda text: text.encode("utf-8", "replace")),
    documents.map(lambda text: ("<rss><channel>" + text).encode("cp1252", "replace")),
    documents.map(lambda text: ("<feed>" + text).encode("utf-16")),
)


@settings(max_examples=250)
@given(bodies)
def test_any_bytes_are_a_feed_or_none(body: bytes) -> None:
    """Nothing but NotAFeed is ever raised, and what comes out keeps the promises of an entry."""
    try:
        feed = parse_feed(body, base_url="https://base.example/feed")
    except NotAFeed as error:
        assert str(error)
        return

    for entry in feed.entries:
        assert entry.url is None or entry.url.lower().startswith(("http://", "https://"))
        assert len(entry.title) <= LONGEST_TITLE
        assert "\n" not in entry.title + entry.summary
        assert "<script" not in entry.content
        assert entry.published is None or entry.published.utcoffset() == timedelta()


def rss(items: str) -> bytes:
    return (
        f"<rss version='2.0'><channel><title>T</title><link>https://t.example/</link>{items}</channel></rss>".encode()
    )


def test_an_unclosed_tag_in_one_item_does_not_swallow_the_next() -> None:
    item = "<item><title>{0}</title><link>https://t.example/{0}</link><description>Words<br></description></item>"

    feed = parse_feed(rss("".join(item.format(name) for name in ("one", "two", "three"))))

    assert [entry.title for entry in feed.entries] == ["one", "two", "three"]


def test_more_entries_than_the_limit_are_left_out_and_said() -> None:
    feed = parse_feed(rss("<item><title>x</title><link>/1</link></item>" * 30), limit=20)

    assert feed.problems == ("only the first 20 of 30 entries were read",)


def test_a_json_feed_keeps_to_the_limit() -> None:
    items = [{"id": str(number), "title": f"t{number}"} for number in range(30)]

    assert len(parse_feed(json.dumps({"title": "T", "items": items}).encode(), limit=20).entries) == 20


def test_a_body_that_is_too_large_is_not_even_decoded() -> None:
    with pytest.raises(NotAFeed, match="too large"):
        parse_feed(b" " * (LARGEST + 1))


def test_long_fields_are_cut() -> None:
    words = "word " * 120_000
    feed = parse_feed(rss(f"<item><title>{words[:9000]}</title><description>{words}</description></item>"))

    assert len(feed.entries[0].title) == LONGEST_TITLE
    assert len(feed.entries[0].summary) == LONGEST_CONTENT


def test_an_entry_without_guid_and_address_is_named_by_title_and_date() -> None:
    feed = parse_feed(rss("<item><title>Tide</title><pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate></item>"))

    assert feed.entries[0].guid.startswith("Tide|")


def test_what_no_library_reads_is_an_empty_feed_that_says_so() -> None:
    feed = parse_feed(b"<rss><<<<")

    assert feed.entries == ()
    assert "no entry could be read" in feed.problems


@pytest.mark.parametrize("crash", ["</gml:pos>", "<psc:chapter start='x'/>"])
def test_where_one_library_dies_the_other_reads(crash: str) -> None:
    """The careful library dies of a stray tag, on a document that the fast one should leave to it."""
    entries = read_xml(f"<rss><channel><item><title>A <b>x</b></title></item>{crash}</channel></rss>", None).entries

    assert len(entries) == 1


def test_where_both_libraries_die_nothing_is_read() -> None:
    assert read_xml("<rdf:RDF></geo:lat></gml:pos></rdf:RDF>", None).entries == ()


@pytest.mark.parametrize(
    "value",
    [[], {}, {"items": {}}, {"items": []}, {"version": 1, "items": []}, {"version": "x", "items": []}, "x", 1, None],
)
def test_json_that_is_no_feed_is_refused(value: object) -> None:
    with pytest.raises(NotAFeed):
        parse_feed(json.dumps(value).encode())


def test_json_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(NotAFeed):
        parse_feed(b'{"items":' + b"[" * 200_000)


@pytest.mark.parametrize(
    ("item", "author"),
    [({"authors": [{"name": " A "}, {"url": "x"}, "y", {"name": "B"}]}, "A, B"), ({"author": {"name": "A"}}, "A"),
     ({"author": "A"}, None), ({"authors": []}, None), ({"authors": "A"}, None), ({"authors": {"name": "A"}}, None),
     ({"authors": 7}, None)],
)  # fmt: skip
def test_json_authors_in_every_shape(item: dict[str, object], author: str | None) -> None:
    body = json.dumps({"title": "T", "items": [{"id": "1", "title": "t", **item}]}).encode()

    assert parse_feed(body).entries[0].author == author


def feed_of(*ages: float | None) -> Feed:
    return Feed(
        entries=tuple(
            an_entry(f"e{number}", published=None if age is None else hours_ago(age)) for number, age in enumerate(ages)
        )
    )


def test_a_reading_takes_in_the_newest_entries() -> None:
    reading = reading_of(feed_of(*range(300, 0, -1)))

    assert len(reading.entries) == TAKEN_IN
    assert max(entry.published for entry in reading.entries if entry.published) == hours_ago(1)
    assert reading.entries[0].published == hours_ago(TAKEN_IN)


def test_entries_without_dates_keep_their_place() -> None:
    undated = reading_of(feed_of(*[None] * 250)).entries

    assert [entry.guid for entry in undated] == [f"e{number}" for number in range(TAKEN_IN)]


def test_a_small_reading_is_whole() -> None:
    feed = feed_of(1, None, 3)

    assert reading_of(feed, Validators(etag="x"), "https://moved.example/").entries == feed.entries


def test_readers_are_found_by_name() -> None:
    assert reader_kinds() == ("feed", "file", "hackernews")


def test_an_unknown_kind_is_said_with_those_there_are() -> None:
    with pytest.raises(UnknownSourceKind, match="there are feed, file, hackernews"):
        create_reader("gopher", None)  # type: ignore[arg-type]


UNDATED = '<rss version="2.0"><channel><title>T</title><link>http://t.example/</link>{}</channel></rss>'


@pytest.mark.parametrize("guid", ["2026-11-05", "20261105", "1763900000", "5 November 2026", "no-7"])
def test_a_guid_is_not_taken_for_a_date(guid: str) -> None:
    """Whatever it looks like: an item without a date has none, and its neighbours keep theirs."""
    items = (
        f'<item><guid isPermaLink="false">{guid}</guid><title>One</title><link>http://t.example/1</link></item>'
        '<item><guid isPermaLink="false">b</guid><title>Two</title><link>http://t.example/2</link>'
        "<pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate></item>"
    )

    one, two = parse_feed(UNDATED.format(items).encode()).entries

    assert (one.guid, one.published, one.updated) == (guid, None, None)
    assert two.published == hours_ago(1)


def test_an_item_that_was_only_updated_has_that_date() -> None:
    items = (
        '<item><guid isPermaLink="false">2026-01-01</guid><title>One</title><link>http://t.example/1</link>'
        '<atom:updated xmlns:atom="http://www.w3.org/2005/Atom">2026-11-23T07:00:00Z</atom:updated></item>'
    )

    (one,) = parse_feed(UNDATED.format(items).encode()).entries

    assert one.published == hours_ago(1)


def test_an_item_without_guid_and_date_is_known_by_its_title() -> None:
    """By nothing that we put there ourselves."""
    (one,) = parse_feed(
        UNDATED.format("<item><title>One</title><description>Words</description></item>").encode()
    ).entries

    assert (one.guid, one.published) == ("One|", None)
