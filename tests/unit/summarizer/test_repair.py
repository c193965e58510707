"""Making XML of what claims to be XML, and saying what was lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from summarizer.sources.feed.repair import repair_xml


def rss(inside: str) -> str:
    return f"<rss><channel>{inside}</channel></rss>"


def repaired(inside: str) -> str:
    return repair_xml(rss(inside), 100).text


@pytest.mark.parametrize(
    ("words", "xml"),
    [
        ("a & b", "a &amp; b"),
        ("a &amp; b &lt; c", "a &amp; b &lt; c"),
        ("AT&T;", "AT&amp;T;"),
        ("&nosuchname;", "&amp;nosuchname;"),
        ("&eacute;&hellip;", "é…"),
        ("&#233;&#xE9;", "&#233;&#xE9;"),
        ("&#8;&#x1F;&#55300;&#xD804;&#65534;&#1114112;", ""),
        ("&#9;&#10;&#13;&#x1F600;", "&#9;&#10;&#13;&#x1F600;"),
        ("&#;&#x;&#12345678901;", "&amp;#;&amp;#x;&amp;#12345678901;"),
        ("<![CDATA[a & &eacute; ]]>&", "<![CDATA[a & &eacute; ]]>&amp;"),
        ("a\x00\x0b\ufffeb", "ab"),
    ],
)
def test_text_becomes_text_that_xml_takes(words: str, xml: str) -> None:
    assert repaired(words) == rss(xml)


@given(st.text(st.sampled_from("&#x19aT;\x00\x1f\ufffe é\ud8001<") | st.characters(), max_size=40))
def test_repaired_text_without_tags_parses(words: str) -> None:
    etree.fromstring(repaired(words.replace("<", "")).encode())


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE rss>",
        '<!doctype rss PUBLIC "a" "b">',
        '<!DOCTYPE rss [<!ENTITY a "b"> <!ELEMENT x (y)>]>',
        '\ufeff \n<?xml version="1.0"?>\n<!DOCTYPE rss [\n<!ENTITY % p SYSTEM "x"> %p;\n] >',
        "noise before",
    ],
)
def test_prolog_and_doctype_go(head: str) -> None:
    assert repair_xml(head + rss("x"), 100).text.strip() == rss("x")


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("<rss><channel><item>1</item><item>2", "<rss><channel><item>1</item></channel></rss>"),
        ("<feed><entry>1</entry><entry>2</ent", "<feed><entry>1</entry></feed>"),
        ("<a:feed><a:entry>1</a:entry><a:en", "<a:feed><a:entry>1</a:entry></a:feed>"),
        ("<rdf:RDF><item>1</item><it", "<rdf:RDF><item>1</item></rdf:RDF>"),
        ("<rss><item>1</item><item", "<rss><item>1</item></rss>"),
        ("<rss><channel><title>T</title><lin", "<rss><channel><title>T</title></channel></rss>"),
        ("<rss><channel><item><b><![CDATA[x", "<rss><channel><item><b><![CDATA[x]]></channel></rss>"),
    ],
)
def test_a_document_that_was_cut_off_ends_after_its_last_whole_item(cut: str, whole: str) -> None:
    result = repair_xml(cut, 100)

    assert (result.text, result.problems) == (whole, ("the document was cut off; its whole entries were read",))


def test_more_items_than_the_limit_are_left_out_and_counted() -> None:
    result = repair_xml(rss("<item>1</item>" * 1_200), 1_000)

    assert result.text.count("<item>") == 1_000
    assert result.problems == ("only the first 1,000 of 1,200 entries were read",)


def test_what_has_no_feeds_root_is_not_cut() -> None:
    assert repair_xml("<opml><body/></opml>", 1).text == "<opml><body/></opml>"
