"""Addresses that mean the same page."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.canonical import canonical_url, identity_key

queries = st.lists(
    st.sampled_from(["utm_source=x", "ref=1", "id=2", "v=x", "a=b c", "&", "a", "%zz=1", "q=%2B+x", "b;c=1", "source",
                     "=x", "é=é", "p=%e9", "amp"]), max_size=5,
).map(lambda parts: "?" + "&".join(parts) if parts else "")  # fmt: skip
addresses = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["http://", "https://", "HTTP://", " https://"]),
    st.sampled_from(["a.example", "A.Example", "www.a.example:80", "[::1]:8080", "u:p@a.example", "a.example:443",
                     "münchen.example", "m.example", "www.co", "a.example."]),
    st.sampled_from(["", "/"]), st.text("/ab.%é amphtml-index", max_size=12), queries,
    st.sampled_from(["", "#x", "#!x", "#/x ", " "]),
).filter(lambda url: "/" in urlsplit(url.strip()).path or not urlsplit(url.strip()).path)  # fmt: skip


@given(st.one_of(addresses, st.text(max_size=40), st.text(max_size=40).map("http://{}".format)))
def test_canonical_twice_is_canonical_once(url: str) -> None:
    once = canonical_url(url)

    assert canonical_url(once) == once


def readable(url: str) -> bool:
    try:
        return urlsplit(url.strip()).port is not None or True
    except ValueError:
        return False


@given(addresses.filter(readable))
def test_the_host_is_never_lost(url: str) -> None:
    assert urlsplit(canonical_url(url)).hostname == urlsplit(url.strip()).hostname


@given(addresses.filter(readable))
def test_the_canonical_address_has_the_same_key(url: str) -> None:
    assert identity_key(canonical_url(url)) == identity_key(url)


@given(st.one_of(st.text(max_size=40), st.text(max_size=40).map("http://{}".format)))
def test_any_words_have_a_key(url: str) -> None:
    assert isinstance(identity_key(url), str)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?id=7&fbclid=zzz&b=2", "https://a.example/x?id=7&b=2"),
        ("https://a.example/x?_hsenc=1&guccounter=1&guce_referrer=y", "https://a.example/x"),
        ("https://www.youtube.com/watch?v=abc&feature=share", "https://www.youtube.com/watch?v=abc"),
        ("https://a.example/x?ref=123", "https://a.example/x?ref=123"),
        ("https://a.example/x?ref=newsletter", "https://a.example/x"),
        ("https://a.example/x?id=1&ref=123", "https://a.example/x?id=1"),
        ("https://a.example/x?q=%e9+b%2Bc&utm_id=1", "https://a.example/x?q=%e9+b%2Bc"),
        ("https://a.example/x?UTM_Source=y", "https://a.example/x"),
        ("https://a.example/x#comments", "https://a.example/x"),
        ("https://a.example/#!/deep", "https://a.example/#!/deep"),
        ("https://a.example/#/route", "https://a.example/#/route"),
        ("HTTP://A.Example:80", "http://a.example/"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("http://[2a00::1]:80/x", "http://[2a00::1]/x"),
        ("https://u:p@a.example/x", "https://a.example/x"),
        ("  https://a.example/x \n", "https://a.example/x"),
        ("https://a.example/x?", "https://a.example/x"),
        ("https://a.example/x?print", "https://a.example/x?print"),
        ("mailto:desk@a.example", "mailto:desk@a.example"),
        ("http://a.example:port/", "http://a.example:port/"),
        ("http://[::1", "http://[::1"),
        ("not an address", "not an address"),
    ],
)
def test_an_address_loses_what_tracks_and_nothing_else(url: str, clean: str) -> None:
    assert canonical_url(url) == clean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/x", "https://a.example/x/"),
        ("https://www.a.example/x", "https://a.example/x"),
        ("https://m.a.example/x", "https://amp.a.example/x"),
        ("https://a.example/x/amp/", "https://a.example/x"),
        ("https://a.example/x.amp.html", "https://a.example/x"),
        ("https://a.example/x?amp=1", "https://a.example/x"),
        ("https://a.example/x?b=2&a=1", "https://a.example/x?a=1&b=2"),
        ("https://a.example/d/index.html", "https://a.example/d"),
        ("https://a.example", "https://a.example/?utm_source=x"),
    ],
)
def test_spellings_of_one_page_have_one_key(one: str, other: str) -> None:
    assert identity_key(one) == identity_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example/X", "https://a.example/x"),
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example:8443/x", "https://a.example/x"),
        ("https://www.co/", "https://co/"),
        ("https://a.example/#/one", "https://a.example/#/two"),
    ],
)
def test_other_pages_have_other_keys(one: str, other: str) -> None:
    assert identity_key(one) != identity_key(other)
