"""Titles that one outlet made after one pattern."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.group.templates import same_pattern

FILLED_ANEW = [
    ("Quayle hints and answer for March 17 (#1002)", "Quayle hints and answer for March 18 (#1003)"),
    ("How to watch Harbour FC vs Quay United online", "How to watch Pier Rovers vs Dock City online"),
    ("The best Harbour+ bundles in May", "The best Quay Max bundles in May"),
    ("Crane prices fall 3 percent after storm", "Crane prices fall 5 percent after storm"),
    ("Tides on Monday: what to expect", "Tides on Tuesday: what to expect"),
    ("TIDES ON MONDAY: WHAT TO EXPECT", "TIDES ON TUESDAY: WHAT TO EXPECT"),
]
NOT_FILLED_ANEW = [
    ("Harbour ends crane sales after three months", "Harbour ends crane sales after three months"),
    ("Harbour says cranes are safe again", "Harbour confirms cranes are safe again"),
    ("Harbour ends crane sales", "Harbour ends crane sales in Korea after three months"),
    ("Quay launches the Crane 2", "Gulls circle over the Pier"),
    ("Quay opens", "Pier opens"),
    ("HARBOUR ENDS CRANE SALES", "HARBOUR ENDS CRANE SALES IN KOREA"),
    ("Harbour Ends Its Crane Sales Early", "Harbour Stops Its Crane Sales Early"),
    ("", ""),
]
titles = st.lists(st.sampled_from("Quay Pier opens the crane for 3 5 Monday in May".split()), max_size=7).map(" ".join)


@pytest.mark.parametrize(("one", "other"), FILLED_ANEW)
def test_another_name_day_or_number_fills_the_pattern_anew(one: str, other: str) -> None:
    assert same_pattern(one, other)


@pytest.mark.parametrize(("one", "other"), NOT_FILLED_ANEW)
def test_the_same_or_an_edited_title_is_no_other_filling(one: str, other: str) -> None:
    assert not same_pattern(one, other)


@given(titles, titles)
def test_it_makes_no_difference_which_title_comes_first(one: str, other: str) -> None:
    assert same_pattern(one, other) == same_pattern(other, one)


@given(st.text(max_size=60))
def test_no_title_is_another_filling_of_itself(title: str) -> None:
    assert not same_pattern(title, f" {title} ")
