"""A story as some sources tell it."""

from __future__ import annotations

from summarizer.model import Report, Story
from summarizer.narrow import PartialStory, narrow
from tests.builders import an_article


def a_story_of(*reports: tuple[str, str | None]) -> Story:
    """A story with one report a source, each named after it; the second part is what it copies."""
    made = [Report(an_article(name, source=name), version=1, copy_of=copied) for name, copied in reports]
    return Story("s1", 3, tuple(made))


def test_a_story_that_all_sources_tell_is_the_same() -> None:
    """Whether all are asked for by name or not at all."""
    story = a_story_of(("A", None), ("B", None))

    assert narrow(story, None) is story
    assert narrow(story, {"A", "B", "C"}) is story


def test_reports_of_other_sources_are_left_out() -> None:
    """Id and version stay, so that marks and buttons mean the same story."""
    narrowed = narrow(a_story_of(("A", None), ("B", None)), {"A"})

    assert isinstance(narrowed, PartialStory)
    assert [article.id for article in narrowed.articles] == ["A"]
    assert (narrowed.id, narrowed.version) == ("s1", 3)


def test_a_story_that_none_of_the_sources_tells_stays_whole() -> None:
    """Who saved it elsewhere may look at it here."""
    story = a_story_of(("A", None))

    assert narrow(story, {"B"}) is story


def test_a_copy_without_its_original_takes_its_place() -> None:
    """And the other copies are copies of it."""
    narrowed = narrow(a_story_of(("A", None), ("B", "A"), ("C", "A")), {"B", "C"})

    assert [(report.article.id, report.copy_of) for report in narrowed.reports] == [("B", None), ("C", "B")]


def test_a_part_is_named_after_its_reports() -> None:
    """The same reports have one name, others another."""
    story = a_story_of(("A", None), ("B", None), ("C", None))
    one, same, other = narrow(story, {"A", "B"}), narrow(story, {"B", "A"}), narrow(story, {"B", "C"})

    assert isinstance(one, PartialStory) and isinstance(same, PartialStory) and isinstance(other, PartialStory)
    assert one.part == same.part != other.part
