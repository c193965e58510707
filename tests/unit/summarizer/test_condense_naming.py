"""Whom a sentence speaks of, put by name where that takes nothing but deletions and nobody else can be meant."""

from __future__ import annotations

import pytest

from summarizer.condensers.extractive import condense_texts
from summarizer.condensers.extractive.carry import name_subject
from summarizer.model import CondenseTask
from summarizer.receipts import verify
from tests.builders import an_article

TITLE = frozenset({"quay", "tool", "sand", "crane"})


@pytest.mark.parametrize(
    ("before", "sentence", "named"),
    [
        (
            "Quay Tools wants to be taken seriously in cranes.",
            "The company showed a crane with nine gears.",
            "Quay Tools showed a crane with nine gears.",
        ),
        (
            "Quay Tools wants to be taken seriously in cranes.",
            "At an event in Hull on Monday morning the company showed a crane with nine gears.",
            "Quay Tools showed a crane with nine gears.",
        ),
        (
            "The gear maker Quay Tools has had a long year.",
            "It said on Friday that 62 jobs would go.",
            "The gear maker Quay Tools said on Friday that 62 jobs would go.",
        ),
        (
            "Harbour master Imke Sand has had a long week.",
            "She called for help on Friday.",
            "Harbour master Imke Sand called for help on Friday.",
        ),
    ],
)
def test_the_subject_of_the_sentence_before_takes_the_place_of_the_word_for_it(
    before: str, sentence: str, named: str
) -> None:
    assert name_subject(before, sentence, TITLE) == named


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Quay Tools sued Hull Gears on Friday.", "The company has denied the claim."),
        ("Quay Tools showed a new crane on Friday.", "It costs 2 million euros."),
        ("Quay Tools bought a rival.", "It was the largest purchase in its history."),
        ("Air Quay lifted the ban on Friday.", "He regretted the ban."),
        ("In the harbour of Quay the crane stopped.", "The company called for help."),
        ("Gull Post is read by everybody.", "The company cut 62 jobs."),
        ("Quay Tools sells gears.", "Insurers refuse to pay."),
        ("Quay Tools hired a security firm after the theft.", "The firm said it had found the leak."),
        ("Quay Tools met the regulator on Friday.", "The regulator said it would decide soon."),
        ("Shares of Quay Tools fell on Friday.", "The company said it would buy some of them."),
        ("Engineer Ada Quay met her lawyer on Friday.", "She said the case was over."),
        ("", "The company called for help."),
    ],
)
def test_where_somebody_else_may_be_meant_nobody_is_named(before: str, sentence: str) -> None:
    assert name_subject(before, sentence, TITLE) is None


def test_a_tldr_names_its_subject_and_its_passage_holds_the_name() -> None:
    text = (
        "HULL — Quay Tools wants to be taken seriously in cranes. At an event in Hull on Monday morning the company "
        "showed crane nine, which lifts 40 tons and costs 2 million euros. Five towns have signed up. Gulls were there."
    )
    summary = condense_texts(CondenseTask("Quay Tools shows crane nine for 2 million euros", (an_article(text=text),)))

    assert summary.tldr.text.startswith("Quay Tools showed crane nine")
    assert summary.tldr.receipt.quote.startswith("HULL — Quay Tools wants")
    assert verify(summary.tldr, text)
