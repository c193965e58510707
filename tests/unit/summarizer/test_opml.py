"""OPML in and out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import SourceError
from summarizer.model import Source
from summarizer.sources.opml import read_opml, write_opml

LIST = """<?xml version="1.0"?>
<!DOCTYPE opml [<!ENTITY x "y">]>
<opml version="1.0"><head><title>T</title></head><body>
<outline text="News" title="Tech">
  <outline text="A &amp; B" type="rss" xmlUrl="https://a.example/feed?x=1&y=2" htmlUrl="https://www.a.example/"/>
  <!-- a comment -->
  <outline text="Security"><outline TEXT="C" XMLURL="https://c.example/feed" category="/infosec, Rust/"/></outline>
</outline>
<outline text="Blog" xmlUrl="https://d.example/feed"/><outline text="blog" xmlUrl="https://e.example/feed"/>
<outline text="Blog" xmlUrl="https://e.example/feed2"/><outline text="Blog" xmlUrl="https://e.example/feed3"/>
<outline text="Twice" xmlUrl="https://d.example/feed"/><outline text="No feed"/>
<outline text="Odd" xmlUrl="ftp://f.example/"/><outline xmlUrl="https://g.example/feed"/>
</body></opml>"""


def test_a_subscription_list_gives_its_feeds_once_with_folders_as_topics() -> None:
    found = {source.address: source for source in read_opml(LIST.encode())}

    assert found["https://a.example/feed?x=1&y=2"] == Source(
        name="A & B",
        address="https://a.example/feed?x=1&y=2",
        site="https://www.a.example/",
        publisher="a.example",
        topics=("tech",),
    )
    assert found["https://c.example/feed"].topics == ("tech", "security", "infosec", "rust")
    assert "ftp://f.example/" not in found
    assert len(found) == 7


def test_names_are_unique_and_told_apart_by_host() -> None:
    names = [source.name for source in read_opml(LIST.encode())]

    assert names[2:] == ["Blog", "blog (e.example)", "Blog (e.example 3)", "Blog (e.example 4)", "g.example"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "no OPML"),
        (b"<html><body>x</body></html>", "no OPML"),
        (b"\x00\x01", "no OPML"),
        (b"{}", "no OPML"),
        (b"<opml><body/></opml>", "lists no feed"),
        (b"<opml><body><outline text='x'/></body></opml>", "lists no feed"),
    ],
)
def test_what_is_no_list_is_said(body: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_opml(body)


pieces = st.lists(
    st.sampled_from(["<outline xmlUrl='http://x/'>", "</outline>", "&#55300;", "&", "<", ">", "é", "'", "<!--",
                     "<![CDATA[", "<outline text='a' xmlUrl='http://['/>", "\x00", "xmlUrl='https://a.example:x'"]),
    max_size=10,
)  # fmt: skip


@settings(max_examples=80)
@given(st.binary(max_size=120) | pieces.map(lambda parts: ("<opml>" + "".join(parts)).encode("cp1252", "replace")))
def test_any_bytes_are_sources_or_a_source_error(body: bytes) -> None:
    try:
        assert read_opml(body)
    except SourceError as error:
        assert str(error)


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(
    lambda text: " ".join(text.replace("<", "‹").replace("&", "+").replace(",", "").split()) or "x"
)


@settings(max_examples=60)
@given(words, words)
def test_what_is_written_is_read_again(name: str, topic: str) -> None:
    source = Source(
        name, "https://a.example/f?a=1&b=2", site="https://a.example", publisher="a.example", topics=(topic,)
    )

    (found,) = read_opml(write_opml([source], title=name))

    assert (found.name, found.address, found.site) == (name, source.address, source.site)
    assert found.topics in {(topic.lower(),), (topic.strip().strip("/").lower(),), ()}


def test_a_source_without_a_feeds_address_is_not_exported() -> None:
    body = write_opml([Source("HN", "front", "hackernews"), Source("A", "https://a.example/f")])

    assert [source.name for source in read_opml(body)] == ["A"]


def test_control_characters_never_reach_the_export() -> None:
    assert b"\x07" not in write_opml([Source("A\x07", "https://a.example/f")], title="T\x07 & <x>")


def test_feeds_on_a_host_that_outlets_share_have_publishers_of_their_own() -> None:
    """Two outlets behind one address service are two witnesses."""
    listed = b"""<opml><body><outline text="One" xmlUrl="http://127.0.0.1:9/f/one"/>
        <outline text="Two" xmlUrl="http://127.0.0.1:9/f/two"/></body></opml>"""

    assert [source.publisher for source in read_opml(listed)] == ["One", "Two"]
