"""Sentences with their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.sentences import split_sentences

texts = st.text(st.characters(codec="utf-8") | st.sampled_from(list('.!?…。 \n"”)«A1b')), max_size=120)


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@given(texts)
def test_every_character_but_white_space_belongs_to_exactly_one_sentence(text: str) -> None:
    position = 0
    for span in split_sentences(text):
        assert text[position : span.start].strip() == ""
        position = span.end
    assert text[position:].strip() == ""


@given(texts)
def test_a_sentence_is_not_empty_has_no_padding_and_keeps_to_its_line(text: str) -> None:
    for sentence in sentences(text):
        assert sentence == sentence.strip() != ""
        assert "\n" not in sentence


@given(texts)
def test_paragraphs_count_the_lines_that_hold_words(text: str) -> None:
    numbers = [span.paragraph for span in split_sentences(text)]

    assert numbers == sorted(numbers)
    assert sorted(set(numbers)) == list(range(sum(bool(line.strip()) for line in text.split("\n"))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rains. It pours.", ["It rains.", "It pours."]),
        ("Dr. Smith went home. He slept.", ["Dr. Smith went home.", "He slept."]),
        ("It cost $3.5 million. Nobody paid.", ["It cost $3.5 million.", "Nobody paid."]),
        ("The U.S. agency spoke. All heard.", ["The U.S. agency spoke.", "All heard."]),
        ("He works at Apple Inc. The firm grew.", ["He works at Apple Inc.", "The firm grew."]),
        ("J. Smith came. Plan B. It worked.", ["J. Smith came.", "Plan B.", "It worked."]),
        ("Wait… what? Yes! No?! Done.", ["Wait… what?", "Yes!", "No?!", "Done."]),
        ("“One.” “Two.” (Three.) Four", ["“One.”", "“Two.”", "(Three.)", "Four"]),
        ("See example.com. Now v2.0 is out.", ["See example.com.", "Now v2.0 is out."]),
        ("Am 3. November kam er. Das war 2026. Gut.", ["Am 3. November kam er.", "Das war 2026.", "Gut."]),
        ("Es kostet z.B. Geld, usw. Der Rest nicht.", ["Es kostet z.B. Geld, usw.", "Der Rest nicht."]),
        ("M. Dupont parle. Il rit.", ["M. Dupont parle.", "Il rit."]),
        ("Heading\nA sentence. And more\n\n  Item", ["Heading", "A sentence.", "And more", "Item"]),
        ("Кран работает. Суда ждут.", ["Кран работает.", "Суда ждут."]),
        ("这是第一句。这是第二句！“第三句。”完", ["这是第一句。", "这是第二句！", "“第三句。”", "完"]),
        ("First.Second without a space.", ["First.Second without a space."]),
        ("lower. case goes on.", ["lower. case goes on."]),
        (". Lonely stop.", [".", "Lonely stop."]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
