"""Which kind of piece a title is: `python -m tests.quality.kinds`.

Titles of the evaluation data, labelled by hand by the title alone (labels/kinds.txt holds keys, not titles; what a
title leaves open was left out). "Other" is news and whatever else is read for itself. The data holds hardly any podcast
or live blog, so that these two are not measured. The peer looks for one word a kind. `-v` prints what went wrong in the
half that was used for tuning, `-vv` in the other one too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from summarizer.kinds import classify
from summarizer.model import Kind
from tests.quality.labels import Title, labels, titles
from tests.quality.table import Row, plain, skipped
from tests.quality.topics import say, score

BAR = 0.9
MEASURED = ("deal", "puzzle", "how-to-watch", "review", "release")
_MEASURE, _BARS = "kinds of pieces", f"precision and recall ≥ {BAR}"
_KEYWORDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "deal": r"\b(?:deals?|sale|off)\b",
        "puzzle": r"\b(?:hints?|answers?)\b",
        "how-to-watch": r"\bhow to watch\b",
        "review": r"\breview\b",
        "release": r"\breleased?\b",
    }.items()
}

Sorter = Callable[[Title], str]
"""The kind of a title."""


def cases() -> tuple[list[tuple[str, Title]], int]:
    """The labelled titles that are in the data, each with its kind, and how many there should be."""
    known, lines = titles(), labels("kinds")
    return [(kind, known[key]) for kind, key in lines if key in known], len(lines)


def ours(title: Title) -> str:
    kind = classify(title.text, title.url)
    return kind.value if kind in {*map(Kind, MEASURED), Kind.LIVE_BLOG} else "other"


def by_keyword(title: Title) -> str:
    return next((kind for kind, word in _KEYWORDS.items() if word.search(title.text)), "other")


def score_of(kind: str, some: Sequence[tuple[str, Title]], sort: Sorter) -> tuple[float, float]:
    return score([(true == kind, sort(title) == kind) for true, title in some])


def rows() -> Iterator[Row]:
    """Precision and recall a kind, both halves apart, beside one word a kind."""
    found, wanted = cases()
    if not found:
        yield skipped(_MEASURE, _BARS, "titles")
        return
    for kind in MEASURED:
        tuned, held = (score_of(kind, [case for case in found if case[1].held == held], ours) for held in (False, True))
        number = sum(true == kind for true, _ in found)
        yield Row(
            f"kind {kind} ({number} of {len(found)} titles; {len(found)} of {wanted} found)", _BARS,
            f"held out {say(held)}; tuned on {say(tuned)}", f"one word {say(score_of(kind, found, by_keyword))}",
            min(held) >= BAR,
        )  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    print(plain(rows()))
    for true, title in cases()[0]:
        seen = "-vv" in arguments or ("-v" in arguments and not title.held)
        if seen and ours(title) != true:
            print(f"  {true} taken for {ours(title)}: {title.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
