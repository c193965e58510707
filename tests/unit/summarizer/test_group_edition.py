"""The bundled edition's events come out as stories: whole texts, two mornings, wordings that change."""

from __future__ import annotations

from tests.quality.grouping import edition_rows, measure


def test_the_editions_events_are_its_stories() -> None:
    """Its labels are the truth; what is missing are reports in another language, which share few words."""
    found = measure(edition_rows())

    assert found["pair_p"] == 1.0
    assert found["pair_f1"] > 0.9
