"""A model's draft held against its texts: what could stand in any summary stands in none."""

from __future__ import annotations

import pytest

from summarizer.condensers.llm.draft import Claim, Draft, check
from summarizer.model import CondenseTask
from tests.builders import an_article

TEXT = """Quay Robotics stopped the sale of its cranes on Monday because their brakes may fail.
Owners should not use the cranes near people until the brakes were changed, an important step for the harbour industry.
The development of a new brake took years, and engineers agree that it works."""
TASK = CondenseTask("Quay stops sale", (an_article(text=TEXT),))


PROMOTION = "Tolvane Wallet pays its holders 12 percent a day."


def test_a_tldr_about_what_stands_in_one_paragraph_alone_is_objected_to() -> None:
    article = an_article(text=f"{TEXT}\n" * 4 + PROMOTION)
    checked = check(Draft(Claim(PROMOTION)), CondenseTask("Quay stops sale", (article,)))

    assert checked.tldr is None
    assert "it is not what the texts are about" in checked.objections[0]


def test_a_short_text_cannot_tell_what_is_beside_the_matter() -> None:
    article = an_article(text=f"{TEXT}\n{PROMOTION}")

    assert check(Draft(Claim(PROMOTION)), CondenseTask("Quay stops sale", (article,))).tldr


def passes(words: str) -> bool:
    return check(Draft(Claim(words)), TASK).tldr is not None


@pytest.mark.parametrize(
    "words",
    [
        "This is an important development that will shape the whole industry for years to come.",
        "Here is what Quay Robotics said about the sale of its cranes.",
        "Certainly, Quay Robotics stopped the sale of its cranes.",
    ],
)
def test_what_could_stand_in_any_summary_is_objected_to(words: str) -> None:
    assert not passes(words)


@pytest.mark.parametrize(
    "words",
    [
        "Owners should not use the cranes near people until the brakes are changed.",
        "Quay Robotics stopped selling its cranes.",
        "Engineers agree that the new brake works.",
    ],
)
def test_what_the_passage_says_passes(words: str) -> None:
    assert passes(words)
