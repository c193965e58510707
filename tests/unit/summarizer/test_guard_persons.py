"""The guard of what is said of somebody: names of two persons, doers and offices put for one another."""

from __future__ import annotations

import pytest

from summarizer.guard import passes

TEXT = """Coach Ann Vale slipped on a wet floor and broke her arm on Monday. Manager Jo Berg noticed it first.
Vale was taken to the clinic in Oslo, where surgeon Kari Lund operated on her arm for three hours.
"She was very lucky," said Lund. Striker Odd Moen scored twice in the match and Tor Dahl missed a penalty.
The protest was organised by Liv Aas, a retired judge. Aas asked the club for an apology."""


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Berg slipped on a wet floor and broke her arm.",
        "Coach Kari Vale slipped on a wet floor.",
        "Surgeon Jo Lund operated on the arm for three hours.",
    ],
)
def test_the_forename_of_one_does_not_go_with_the_surname_of_another(sentence: str) -> None:
    """Even if both names are the text's own, also alone, nobody in it is called so."""
    assert not passes(sentence, TEXT)


def test_a_comma_in_a_name_does_not_make_its_surname_anybodys() -> None:
    """One misprint between forename and surname lets the surname not join another's forename."""
    text = "The older spam on Werner Koch's key was smaller, and Werner's key still works. Robert J, Hansen's was hit."
    assert not passes("Werner Hansen's key was hit.", f"{text} Robert J. Hansen's key was also flooded.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Odd Moen slipped on a wet floor and broke an arm on Monday.",
        "Berg was taken to the clinic in Oslo.",
        "Dahl scored twice in the match.",
        "Moen missed a penalty.",
        "The protest was organised by Tor Dahl.",
    ],
)
def test_nobody_is_put_for_the_one_who_did_it(sentence: str) -> None:
    """Another person of the same text did not do it."""
    assert not passes(sentence, TEXT)


@pytest.mark.parametrize(
    "sentence",
    [
        "Manager Kari Lund operated on the arm.",
        "Jo Berg, a retired judge, noticed it first.",
        "Surgeon Odd Moen scored twice in the match.",
    ],
)
def test_nobody_has_the_office_of_another(sentence: str) -> None:
    """An office stands with whom the text gives it."""
    assert not passes(sentence, TEXT)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Vale, a coach, broke her arm when she slipped on a wet floor.",
        "Vale was operated on by surgeon Kari Lund for three hours.",
        "Jo Berg noticed it first.",
        "Retired judge Liv Aas organised the protest.",
        "Moen scored twice, and Dahl missed a penalty.",
        "Aas wants the club to apologise.",
    ],
)
def test_who_did_it_may_be_told_in_other_words(sentence: str) -> None:
    """The same person, by the surname alone, passively, or with the office on the other side of the name."""
    assert passes(sentence, TEXT)


def test_a_verb_behind_a_relative_clause_belongs_to_the_one_before_it() -> None:
    """Whoever is only named in the clause between did not do it."""
    text = "Tor Dahl, who quarrelled with his NRK co-star Liv Aas, is back on stage. Aas works on a film of her own."
    assert passes("Tor Dahl is back on stage.", text)
