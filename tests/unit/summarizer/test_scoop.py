"""Who reported a story first, where that says something."""

from __future__ import annotations

import pytest

from summarizer.model import Article, Report, Story
from summarizer.scoop import first_report
from tests.builders import an_article, hours_ago


def by(publisher: str, hours: float, **changes: object) -> Article:
    return an_article(
        publisher + str(hours), source=publisher, publisher=publisher, published=hours_ago(hours), **changes
    )


def a_story(*articles: Article, copies: tuple[str, ...] = ()) -> Story:
    return Story("s", 1, tuple(Report(each, 1, "x" if each.publisher in copies else None) for each in articles))


def test_who_was_first_is_named_with_how_long_before_the_next() -> None:
    story = a_story(by("Quay Post", 2), by("Harbour Notes", 5.5), by("Gull", 1))

    assert first_report(story) == "Harbour Notes was first, 3 h before Quay Post."


def test_a_headline_without_text_counts_too() -> None:
    story = a_story(by("Quay Post", 2), by("Harbour Notes", 5, text=""), by("Gull", 1))

    assert first_report(story) == "Harbour Notes was first, 3 h before Quay Post."


@pytest.mark.parametrize(
    "story",
    [
        a_story(by("Quay Post", 2), by("Harbour Notes", 5)),
        a_story(by("Quay Post", 2), by("Harbour Notes", 2.5), by("Gull", 1)),
        a_story(by("Quay Post", 2), by("Harbour Notes", 60), by("Gull", 1)),
        a_story(by("Quay Post", 5), by("Quay Post", 2), by("Gull", 1)),
        a_story(by("Quay Post", 2), by("Harbour Notes", 5, weight=0.5), by("Gull", 1)),
        a_story(by("Quay Post", 2), by("Harbour Notes", 5), by("Gull", 1), copies=("Gull",)),
    ],
)
def test_nobody_is_named_where_it_says_little(story: Story) -> None:
    assert first_report(story) is None
