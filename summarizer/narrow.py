"""A story as some sources tell it: a channel that does not read a source is told nothing out of it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import blake2b

from summarizer.model import Report, Story


@dataclass(frozen=True, slots=True)
class PartialStory(Story):
    """A story without the reports of other sources; its summary is its own."""

    @property
    def part(self) -> str:
        """Names the reports it is made of: the same for the same ones; 12 hex digits."""
        ids = "\x1f".join(sorted(article.id for article in self.articles))
        return blake2b(ids.encode(), digest_size=6).hexdigest()


def narrow(story: Story, sources: Collection[str] | None) -> Story:
    """The story as these sources tell it; the same one where they tell all of it, or nothing at all."""
    if sources is None:
        return story
    kept = tuple(report for report in story.reports if report.article.source in sources)
    if not kept or len(kept) == len(story.reports):
        return story
    return PartialStory(story.id, story.version, _with_originals(kept))


def _with_originals(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Of copies whose original is not among them, the first one takes its place."""
    present = {report.article.id for report in reports}
    heirs: dict[str, str] = {}
    made: list[Report] = []
    for report in reports:
        copied = report.copy_of
        if copied is None or copied in present:
            made.append(report)
        elif copied in heirs:
            made.append(replace(report, copy_of=heirs[copied]))
        else:
            heirs[copied] = report.article.id
            made.append(replace(report, copy_of=None))
    return tuple(made)
