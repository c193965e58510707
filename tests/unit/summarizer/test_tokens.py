"""Words, folded and lightly stemmed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.tokens import content_words, fold, stem, stop_words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++, C# and node.js", ["C++", "C#", "and", "node.js"]),
        ("OpenAI's R&D (2.5-fold)", ["OpenAI's", "R&D", "2.5-fold"]),
        ("Zoë’s Überblick", ["Zoë’s", "Überblick"]),
        ("snake_case 10,000", ["snake", "case", "10", "000"]),
        ("!? …", []),
    ],
)
def test_words_as_people_write_them(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [("layoffs", "layoff"), ("companies", "company"), ("classes", "class"), ("boxes", "box"), ("stopped", "stop"),
     ("launches", "launched"), ("Zoë’s", "zoe"), ("OpenAI's", "openai"), ("falling", "fall"), ("hacked", "hacks")],
)  # fmt: skip
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert stem(one) in {stem(other), other}


@pytest.mark.parametrize("word", ["status", "analysis", "bus", "C++", "2026", "R&D", "red", "ring"])
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    assert stem(word) == word.lower()


@given(st.text(max_size=20))
def test_a_stem_is_never_longer_than_the_word(word: str) -> None:
    assert len(stem(word)) <= len(fold(word))


def test_stop_words_of_an_unknown_language_are_none_and_of_no_language_all() -> None:
    assert stop_words("xx") == frozenset()
    assert {"the", "und", "dans"} <= stop_words(None)
    assert "und" not in stop_words("en")


def test_content_words_carry_meaning_in_their_order() -> None:
    assert content_words("The 2 layoffs at Intel's plant are not over in 2026, a layoff", "en") == [
        "2", "layoff", "intel", "plant", "2026", "layoff",
    ]  # fmt: skip
