"""Taking a sentence back to its passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.receipts import is_deletion, verify
from tests.builders import a_sentence

word = st.sampled_from(["crane", "Seven", "lifts", "5", "tons", "not", "C++", "é"])
sentence = st.lists(word, max_size=10)


@given(sentence, st.data())
def test_a_sentence_with_words_left_out_is_a_deletion(words: list[str], data: st.DataObject) -> None:
    kept = [each for each in words if data.draw(st.booleans())]

    assert is_deletion(" ".join(kept).upper(), " ".join(words))


@given(sentence, st.integers(0, 10))
def test_a_word_of_its_own_is_none(words: list[str], place: int) -> None:
    assert not is_deletion(" ".join([*words[:place], "invented", *words[place:]]), " ".join(words))


@given(sentence)
def test_a_deletion_is_never_longer(words: list[str]) -> None:
    assert not is_deletion(" ".join([*words, "crane"]), " ".join(words))


@pytest.mark.parametrize(
    ("short", "whole", "expected"),
    [
        ("It lifts tons.", "It lifts 500 tons.", True),
        ("tons lifts", "It lifts 500 tons.", False),
        ("It lifts 50 tons.", "It lifts 500 tons.", False),
        ("It did hold.", "It did not hold.", True),
        ("It lifts lifts.", "It lifts.", False),
        ("", "anything", True),
        ("5", "$5.1 billion", False),
        ("$5.1 billion", "about $5.1 billion", True),
    ],
)
def test_what_is_a_deletion(short: str, whole: str, expected: bool) -> None:
    assert is_deletion(short, whole) is expected


TEXT = "Crane seven lifts 500 tons again."


@pytest.mark.parametrize(
    ("said", "changes", "expected"),
    [
        (TEXT, {}, True),
        ("Crane seven lifts tons.", {"quote": TEXT, "end": len(TEXT)}, True),
        ("Crane seven lifts 600 tons.", {"quote": TEXT, "end": len(TEXT)}, False),
        (TEXT, {"start": 1}, False),
        (TEXT, {"end": len(TEXT) - 1}, False),
        (TEXT, {"quote": TEXT.upper()}, False),
        ("", {"quote": "", "end": 0}, False),
    ],
)
def test_a_receipt_holds_only_word_for_word_at_its_place(said: str, changes: dict[str, object], expected: bool) -> None:
    assert verify(a_sentence(said, **changes), TEXT) is expected
