"""Which kind of piece a title is: `python -m tests.quality.kinds`.

Titles of the evaluation data, labelled by hand by the title alone (labels/kinds.txt holds keys, not titles; what a
title leaves open was left out). "Other" is news and whatever else is read for itself. The data holds hardly any
podcast, opinion or sponsored piece: these are measured, as live blogs are, on titles of our own
(labels/written_kinds.txt). They are two sets, each written
before the rules had seen it. At first sight the rules found 44 to 69 percent of the first, and of the finds 53 to 100
percent were right; after mending they found 67 to 75 percent of the second, and all finds were right.
The peer looks for one word a kind. `-v` prints what went wrong in the half that was used for tuning and in our
own titles, `-vv` in the other half too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from summarizer.kinds import classify
from summarizer.model import Kind
from tests.quality.labels import FOLDER, Title, key_of, labels, titles
from tests.quality.table import Row, plain, skipped
from tests.quality.topics import say, score

BAR = 0.9
MEASURED = ("deal", "puzzle", "how-to-watch", "review", "release", "live-blog")
WRITTEN = ("podcast", "live-blog", "opinion", "sponsored")
"""Kinds measured on titles of our own."""
_MEASURE, _BARS, _WRITTEN_BAR = "kinds of pieces", f"precision and recall ≥ {BAR}", f"precision ≥ {BAR}"
_KEYWORDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "deal": r"\b(?:deals?|sale|off)\b",
        "puzzle": r"\b(?:hints?|answers?)\b",
        "how-to-watch": r"\bhow to watch\b",
        "review": r"\breview\b",
        "release": r"\breleased?\b",
        "live-blog": r"\blive\b",
        "podcast": r"\bpodcast\b",
        "opinion": r"\bopinion\b",
        "sponsored": r"\bsponsored\b",
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
    return kind.value if kind in {*map(Kind, MEASURED), Kind.OPINION} else "other"


def written() -> list[tuple[str, str, Title]]:
    """Titles of our own: the set, "1" or "2", the kind, and the title."""
    lines = (FOLDER / "written_kinds.txt").read_text("utf-8").splitlines()
    parts = [line.split(" ", 2) for line in lines if line]
    return [(number, kind, Title(text, key_of(text))) for number, kind, text in parts]


def ours_written(title: Title) -> str:
    kind = classify(title.text).value
    return kind if kind in WRITTEN else "other"


def by_keyword(title: Title) -> str:
    return next((kind for kind, word in _KEYWORDS.items() if word.search(title.text)), "other")


def score_of(kind: str, some: Sequence[tuple[str, Title]], sort: Sorter) -> tuple[float, float]:
    return score([(true == kind, sort(title) == kind) for true, title in some])


def rows() -> Iterator[Row]:
    """Precision and recall a kind, both halves (or our two sets) apart, beside one word a kind."""
    yield from rows_of_data()
    found = written()
    for kind in WRITTEN:
        first, second = (
            score_of(kind, [(true, title) for number, true, title in found if number == which], ours_written)
            for which in "12"
        )
        cases_of_both = [(true, title) for _, true, title in found]
        count = sum(true == kind for true, _ in cases_of_both)
        yield Row(
            f"kind {kind}, titles of our own ({count} of {len(found)})", _WRITTEN_BAR,
            f"second set {say(second)}; first {say(first)}",
            f"one word {say(score_of(kind, cases_of_both, by_keyword))}",
            min(first[0], second[0]) >= BAR,
        )  # fmt: skip


def rows_of_data() -> Iterator[Row]:
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
    for number, true, title in written():
        if "-v" in arguments and ours_written(title) != true:
            print(f"  {true} taken for {ours_written(title)}, set {number}: {title.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
