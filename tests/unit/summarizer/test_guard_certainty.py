"""The guard of what is told as a fact: plans, wishes, possibilities, claims and conditions of the source stay such."""

from __future__ import annotations

import pytest

from summarizer.guard import passes

TEXT = """The town may close two of its five libraries next year. The mayor plans to sell the old harbour hall.
Residents urged the council to cancel the project, and the union threatened to call a strike in March.
A clerk allegedly copied the list of voters. Police are investigating whether she sold it to a party.
The bridge will open in May. The tram stops at the museum if you press the button twice.
The council rejected the budget on Friday, and the treasurer resigned."""


@pytest.mark.parametrize(
    "sentence",
    [
        "The town closed two of its five libraries.",
        "The town is rid of two libraries that it closed.",
        "The mayor sold the old harbour hall.",
        "The mayor sells the old harbour hall.",
        "The council cancelled the project of the residents.",
        "The union called a strike in March.",
        "A clerk copied the list of voters.",
        "The clerk sold the list to a party.",
        "The bridge opened in May.",
        "The tram stops at the museum.",
    ],
)
def test_what_is_open_is_not_told_as_a_fact(sentence: str) -> None:
    """Nothing of this has come to pass in the text."""
    assert not passes(sentence, TEXT)


@pytest.mark.parametrize(
    "sentence",
    [
        "The town could close two of its five libraries.",
        "The mayor wants to sell the old harbour hall.",
        "Residents asked the council to cancel the project.",
        "The union is threatening to call a strike in March.",
        "A clerk is accused of having copied the list of voters.",
        "The bridge opens in May.",
        "The tram stops at the museum for those who press the button twice.",
        "The council rejected the budget on Friday.",
    ],
)
def test_what_is_open_may_be_told_as_open(sentence: str) -> None:
    """In any other words that leave it open; what is fixed for a day may be told in the present."""
    assert passes(sentence, TEXT)


def test_what_is_a_fact_elsewhere_may_be_told_as_one() -> None:
    """A plan that was carried out a sentence later is none any more."""
    text = "The firm said last year that it could close its plant in Lund. It closed the plant in Lund on Monday."
    assert passes("The firm closed its plant in Lund.", text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Orvex may close its plant in Leipzig next year.", "Orvex closed its plant in Leipzig."),
        ("Orvex reportedly grounded the planes in Leipzig.", "Orvex grounded the planes in Leipzig."),
        ("Orvex refused to sell the records of its customers.", "Orvex sold the records of its customers."),
        ("Orvex declined to pay the ransom in Leipzig.", "Orvex paid the ransom in Leipzig."),
    ],
)
def test_a_word_that_looks_like_a_plan_opens_nothing_and_an_irregular_verb_is_refused_too(
    text: str, sentence: str
) -> None:
    assert not passes(sentence, text)
