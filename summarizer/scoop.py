"""Who reported a story first, where that says something. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from summarizer.model import Story

PUBLISHERS = 3
"""Of fewer outlets nobody is named: of two, one is always first."""
LEAST, MOST = timedelta(hours=3), timedelta(hours=36)
"""How long before the next outlet counts as first; what is farther away may be another event."""
WITNESS = 1.0
"""What points elsewhere (an article's weight is less) reports nothing itself."""


def first_report(story: Story) -> str | None:
    """One plain sentence that names who was first and by how much, or None. Syndicated copies count once."""
    earliest: dict[str, tuple[datetime, str]] = {}
    for article in story.originals:
        if article.weight >= WITNESS:
            found = earliest.get(article.publisher)
            if found is None or article.published < found[0]:
                earliest[article.publisher] = (article.published, article.source)
    if len(earliest) < PUBLISHERS:
        return None
    (began, first), (followed, second), *_ = sorted(earliest.values())
    ahead = followed - began
    if not LEAST <= ahead <= MOST:
        return None
    return f"{first} was first, {ahead // timedelta(hours=1)} h before {second}."
