"""Where sources give different numbers for one thing."""

from __future__ import annotations

import pytest

from summarizer.condensers.extractive.counts import counts_of
from summarizer.condensers.extractive.disagree import disagreements
from summarizer.model import Article
from tests.builders import an_article, hours_ago


def a_report(publisher: str, text: str, hour: int = 0, **changes: object) -> Article:
    published = hours_ago(9 - hour)
    return an_article(publisher, source=publisher, publisher=publisher, text=text, published=published, **changes)


def notes(one: str, other: str, later: int = 1) -> tuple[str, ...]:
    return disagreements([a_report("Harbour Notes", one), a_report("Quay Post", other, later)])


FIRST = "The storm damaged 120 ships in the harbour on Friday and sank the ferry."


def test_different_numbers_are_said_with_what_is_counted_and_who_said_it_first() -> None:
    assert notes(FIRST, "Friday's storm in the harbour damaged 180 ships, police said.") == (
        "Sources differ on the number of ships: Harbour Notes said 120 first, Quay Post says 180.",
    )


def test_the_earlier_report_is_named_first_whatever_the_order() -> None:
    later, earlier = a_report("B", FIRST, 3), a_report("A", FIRST.replace("120", "180"), 1)

    assert disagreements([later, earlier])[0].endswith("A said 180 first, B says 120.")


def test_of_two_reports_of_one_minute_none_was_first() -> None:
    assert notes(FIRST, FIRST.replace("120", "180"), 0)[0].endswith("Harbour Notes says 120, Quay Post says 180.")


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (
            "The works in Sandwick has 240 employees and built cranes since 1931.",
            "All 260 employees of the Sandwick works, where cranes were built since 1931, lose their jobs.",
            "the number of employees of the Sandwick works: Harbour Notes said 240 first, Quay Post says 260.",
        ),
        (
            "A failure at Quay Cloud knocked out at least 2,300 companies on Sunday.",
            "The failure at Quay Cloud on Sunday knocked out 2,900 companies.",
            "the number of companies (Quay Cloud): Harbour Notes said at least 2,300 first, Quay Post says 2,900.",
        ),
        (
            "Intruders copied data of 4.1 million customers from the help desk of the app.",
            "Data of 4.6 million Quay customers was copied from the help desk by intruders.",
            "the number of Quay customers: Harbour Notes said 4.1 million first, Quay Post says 4.6 million.",
        ),
        (
            "The operator of the harbour lost 2 million euros with the crane on Friday.",
            "On Friday the operator of the harbour lost 3 million euros with its crane.",
            "the sum: Harbour Notes said 2 million euros first, Quay Post says 3 million euros.",
        ),
    ],
)
def test_the_words_say_what_is_counted_and_of_what(one: str, other: str, what: str) -> None:
    assert notes(one, other) == (f"Sources differ on {what}",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nearly 8,000", "8,000"),
        ("nearly 8,000", "7,700"),
        ("8,000", "7,950"),
        ("8,000", "8,312"),
        ("at least 2,300", "2,500"),
        ("more than 400", "430"),
        ("up to 500", "450"),
        ("about 300", "320"),
        ("120", "122"),
        ("2,000 thousand", "2 million"),
        ("4,100,000", "4.1 million"),
    ],
)
def test_rounding_and_units_are_understood(one: str, other: str) -> None:
    told = "The storm damaged {} ships in the harbour on Friday and sank the ferry."

    assert notes(told.format(one), told.format(other)) == ()
    assert notes(told.format(other), told.format(one)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("nearly 8,000", "9,000"), ("at least 2,300", "2,100"), ("up to 500", "560"), ("240", "260"), ("400", "300")],
)
def test_a_number_beyond_what_was_said_differs(one: str, other: str) -> None:
    told = "The storm damaged {} ships in the harbour on Friday and sank the ferry."

    assert notes(told.format(one), told.format(other)) != ()


@pytest.mark.parametrize(
    "other",
    [
        "On Friday the storm in the harbour damaged 180 houses, police said.",
        "On Friday the storm in the harbour damaged 900 ships, police said.",
        "A museum far away shows 180 ships made of paper and glue by a child.",
        "On Friday the storm in the harbour damaged 25 percent ships, police said.",
        "On Friday the storm in the harbour lasted 180 minutes, police said.",
        "On Friday the storm in the harbour damaged 19 ships, police said.",
        "On Friday the storm in the harbour damaged 2019 ships, police said.",
        "On Friday the storm in the harbour damaged 180 ships, not the 120 ships first named.",
        "The storm in the harbour damaged ships.",
        "",
    ],
)
def test_it_is_rather_silent_than_wrong(other: str) -> None:
    assert notes(FIRST, other) == ()


def test_41_percent_agrees_with_41_point_3() -> None:
    told = "The harbour holds {} percent of the market for old cranes on the coast."

    assert notes(told.format("41"), told.format("41.3")) == ()


def test_one_outlet_does_not_disagree_with_itself() -> None:
    reports = [a_report("A", FIRST), an_article("b", source="A", publisher="A", text=FIRST.replace("120", "180"))]

    assert disagreements(reports) == ()


def test_a_text_in_another_language_counts_nothing() -> None:
    assert list(counts_of(a_report("A", "Der Hafen hat 240 Mitarbeiter in 12 Häfens.", language="de"))) == []


def test_a_count_keeps_its_number_as_written_and_what_it_counts() -> None:
    (count,) = counts_of(a_report("A", "Quay Tools sold nearly 1.3 million copies in its first month."))

    assert (count.said, count.value, count.named) == ("nearly 1.3 million", 1.3e6, "copies")


def test_a_number_of_no_sensible_length_counts_nothing() -> None:
    assert list(counts_of(a_report("A", f"The storm sank 1{'0' * 400} ships in the harbour."))) == []
