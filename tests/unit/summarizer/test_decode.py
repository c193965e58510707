"""Bytes -> text: what a feed says of its charset is a hint, what its bytes are decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sources.feed.decode import declared_charset, decode_bytes


def prolog(charset: str) -> bytes:
    return f'<?xml version="1.0" encoding="{charset}"?>'.encode()


@given(st.binary(max_size=200))
def test_any_bytes_become_text(body: bytes) -> None:
    assert isinstance(decode_bytes(body)[0], str)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=80))
def test_what_is_utf8_is_read_as_it_was_written(text: str) -> None:
    assert decode_bytes(prolog("iso-8859-1") + text.encode())[0].endswith(text)


@given(st.text(st.characters(exclude_characters="\0"), max_size=60), st.sampled_from(["utf-16", "utf-32", "utf-8-sig"]))
def test_a_byte_order_mark_decides(text: str, charset: str) -> None:
    body = text.encode(charset, "replace")

    assert decode_bytes(body, "text/xml; charset=koi8-r")[0] == body.decode(charset)


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (prolog("KOI8-R"), None, "koi8-r"),
        (prolog("KOI8-R"), "text/xml; charset=utf-8", "koi8-r"),
        (b"<rss>", "text/xml; charset='Windows-1251'", "windows-1251"),
        (b"<rss>", "text/xml", None),
        (b"<html><meta charset=gbk>", None, "gbk"),
        (b'<html><meta http-equiv="Content-Type" content="text/html; charset=big5">', None, "big5"),
        (b"<?xml version='1.0' encoding = 'euc-kr' ?>", None, "euc-kr"),
    ],
)
def test_prolog_then_header_then_meta_name_the_charset(
    body: bytes, content_type: str | None, charset: str | None
) -> None:
    assert declared_charset(body, content_type) == charset


@pytest.mark.parametrize("charset", ["utf-16", "ucs-2", "utf-7", "idna", "undefined", "base64", "punycode", "mbcs"])
def test_a_charset_that_cannot_be_is_not_believed(charset: str) -> None:
    """Named in one-byte letters, it is neither of two-byte letters nor none of a text at all."""
    assert decode_bytes(prolog(charset) + "caf\xe9!".encode("latin-1"))[0].endswith("café!")


def test_bytes_that_do_not_fit_the_declared_charset_are_guessed() -> None:
    assert decode_bytes(prolog("ascii-7x") + b"5 \x80")[0].endswith("5 €")


def test_a_byte_that_windows_does_not_know_is_marked() -> None:
    assert decode_bytes("é".encode() * 9 + b"\x81")[0] == "é" * 9 + "\ufffd"
