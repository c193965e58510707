"""Addresses as people may see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.addresses import say_url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("https://user:secret@a.example/x", "https://a.example/x"),
        ("https://a.example/x?key=secret&b=2", "https://a.example/x?key=…&b=…"),
        ("https://a.example/x?secret", "https://a.example/x?…"),
        ("https://a.example/x#secret", "https://a.example/x"),
        ("https://a.example/\x07x", "https://a.example/\ufffdx"),
        ("http://u:secret@[::1/x?secret", "[::1/x"),
    ],
)
def test_user_info_and_query_values_are_not_said(url: str, said: str) -> None:
    assert say_url(url) == said


def test_a_long_address_is_cut() -> None:
    assert say_url("https://a.example/" + "x" * 500, 50) == "https://a.example/" + "x" * 31 + "…"


@given(st.text(max_size=80), st.integers(1, 60))
def test_any_words_can_be_said_on_one_line(words: str, limit: int) -> None:
    said = say_url(words, limit)

    assert len(said) <= limit
    assert said.isprintable()


@given(st.text("abc:/@?=#[.", max_size=12))
def test_a_password_is_never_said(words: str) -> None:
    assert "S3CRET" not in say_url(
        f"https://{words.replace('/', '').replace('?', '').replace('#', '')}:S3CRET@a.example/"
    )
