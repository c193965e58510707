"""Cutting a sentence shorter without making it say anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.condensers.extractive.cuts import shorter_forms, tidy_start
from summarizer.condensers.extractive.features import is_boilerplate, is_dangling
from summarizer.receipts import is_deletion

PIECES = ["However, ", "The crane", ", which", " lifts", " 5 tons", " (old)", " — a relic —", ", signaling", " more",
          ", but", " not", "Despite", " wind,", " Sandwick", " “said", "”", " and the ships of the harbour", ".",
          ", who", ", although", " slow days", "SANDWICK — "]  # fmt: skip
sentences = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


@given(sentences)
def test_every_shorter_form_is_a_deletion_of_at_least_six_words(sentence: str) -> None:
    for form in shorter_forms(sentence):
        assert is_deletion(form, sentence)
        assert len(form.split()) >= 6
        assert len(form.split()) <= len(sentence.split())


@given(sentences | st.text(max_size=60))
def test_a_tidied_start_adds_nothing(sentence: str) -> None:
    assert is_deletion(tidy_start(sentence), sentence)


@pytest.mark.parametrize(
    ("sentence", "tidied"),
    [
        ("SANDWICK, Nov. 20 (Wire) — The crane is back.", "The crane is back."),
        ("Sandwick (Wire) - The crane is back.", "The crane is back."),
        ("However, the crane is back.", "The crane is back."),
        ("But the crane is back.", "The crane is back."),
        ("Still, the crane is back.", "The crane is back."),
        ("Still the crane works.", "Still the crane works."),
        ("Now is the time.", "Now is the time."),
        ("iron holds.", "Iron holds."),
        ("Android 17 is out.", "Android 17 is out."),
        ("", ""),
    ],
)
def test_datelines_and_connectors_go(sentence: str, tidied: str) -> None:
    assert tidy_start(sentence) == tidied


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("The crane (built by hand) lifts five tons of steel.", "The crane lifts five tons of steel."),
        ("The crane – a relic of better days – lifts five tons of steel.", "The crane lifts five tons of steel."),
        ("The gear, which was cast in Leeds long ago, came apart on Friday.", "The gear came apart on Friday."),
        ("The harbour lifted the ban on Friday, signaling a change of mind.", "The harbour lifted the ban on Friday."),
        (
            "Despite the wind and the rain, Sandwick opened its harbour on Friday.",
            "Sandwick opened its harbour on Friday.",
        ),
        ("The crane lifts five tons of steel, although the crew looks tired.", "The crane lifts five tons of steel."),
    ],
)
def test_what_may_go_goes(sentence: str, form: str) -> None:
    assert form in list(shorter_forms(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The operator, which denied the whole claim, lifts steel daily again.",
        "The crane, which lifted 500 tons a day, came apart on Friday.",
        "The harbour lifted the ban on Friday, citing two reports of the police.",
        "The crane lifts five tons of steel, but not in strong wind.",
        "The crane lifts five tons of steel, while the crew would rather rest.",
        "Despite losing 40 workers in May, Sandwick opened its harbour on Friday.",
        "He said “the crane (old as it is) lifts five tons of steel”.",
        "The crane (not the old one) lifts five tons of steel.",
        "The crane (up 40 percent) lifts five tons of steel.",
        "The crane (old) lifts steel.",
        "A short one.",
    ],
)
def test_what_carries_the_claim_stays(sentence: str) -> None:
    assert list(shorter_forms(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("Sign up for our newsletter today.", True), ("Photo by Imke Sand, Harbour Notes.", True), ("Crane facts", True),
     ("CRANE SEVEN IS BACK TODAY.", True), ("It is so.", True), ("The crane of Sandwick is back at work.", False),
     ("“The crane is back,” she said.”", False)],
)  # fmt: skip
def test_what_belongs_to_the_site(sentence: str, expected: bool) -> None:
    assert is_boilerplate(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("It lifts.", True), ("This crane lifts.", True), ("Er hebt.", True), ("Italy lifts.", False), ("Thesis.", False)],
)
def test_what_points_at_something_before(sentence: str, expected: bool) -> None:
    assert is_dangling(sentence) is expected
