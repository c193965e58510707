"""The feeds that a page's head names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sources.discover import linked_feeds

BASE = "https://harbour.example/notes/"


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', "https://harbour.example/feed"),
        ("<LINK REL='Alternate' TYPE='application/atom+xml' HREF='feed'>", "https://harbour.example/notes/feed"),
        ("<link rel=alternate type=application/feed+json href=//cdn.example/f>", "https://cdn.example/f"),
        ('<link href="/f?a=1&amp;b=2" rel="home alternate" type="text/rss+xml; charset=utf-8" />',
         "https://harbour.example/f?a=1&b=2"),
        ('<a rel="alternate" type="application/rss+xml" href="/feed">RSS</a>', "https://harbour.example/feed"),
        ('<link rel="alternate" type="text/html" hreflang="de" href="/de">', None),
        ('<link rel="stylesheet" type="application/rss+xml" href="/x.css">', None),
        ('<link rel="alternate" type="application/rss+xml">', None),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x()">', None),
        ('<link rel="alternate" type="application/rss+xml" href="http://[">', None),
    ],
)  # fmt: skip
def test_what_a_tag_names(tag: str, found: str | None) -> None:
    assert linked_feeds(f"<html><head>{tag}</head>", BASE) == ((found,) if found else ())


def test_a_base_tag_moves_them() -> None:
    page = '<base href="/other/"><link rel="alternate" type="application/rss+xml" href="feed">'

    assert linked_feeds(page, BASE) == ("https://harbour.example/other/feed",)


def test_each_feed_is_named_once_in_its_order() -> None:
    tags = [f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in "baab"]

    assert linked_feeds("".join(tags), BASE) == ("https://harbour.example/b", "https://harbour.example/a")


@given(st.text(st.sampled_from("<link arel=typhf\"'>ns/+x:[]@") | st.characters(), max_size=120))
def test_any_page_names_feeds_or_none(page: str) -> None:
    tag = '<link rel="alternate" type="application/rss+xml" href="'

    assert all(url.startswith(("http://", "https://")) for url in linked_feeds(page, None))
    assert all(
        url.lower().startswith(("http://", "https://")) for url in linked_feeds(f'<base href="{page}">{tag}x">', BASE)
    )
