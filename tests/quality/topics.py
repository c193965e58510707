"""Which of the titles that hold an ambiguous word are about the topic of that name: `python -m tests.quality.topics`.

Up to 48 titles of the evaluation data for each word, labelled by hand by the title alone (labels/topics.txt holds
keys, not titles; what a title leaves open was left out). The half that was held out at first has been looked at
since. A topic is found if one of a title's topics is it or a part of it. The peer is what anybody writes first: the
word, whole, with its capital letter. Further titles are our own, about half of them traps; each set of them was
written, and measured once, before the rules were mended by it (labels/topics_written*.txt). `-v` prints what went
wrong in the half that was used for tuning and in our own titles, `-vv` in the other half too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from summarizer.topics import TopicIndex
from tests.quality.labels import FOLDER, Title, key_of, labels, titles
from tests.quality.table import Row, plain, skipped

BAR = 0.9
_MEASURE, _BARS = "topics of ambiguous words", f"precision and recall ≥ {BAR}"
_WRITTEN = {
    "topics_written": "first set",
    "topics_others": "other topics",
    "topics_others_2": "other topics again",
    "topics_written_2": "second set",
    "topics_written_3": "third set",
    "topics_written_4": "fourth set",
    "topics_written_5": "fifth set",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A title, the topic whose name it holds, and whether it is about that topic."""

    topic: str
    title: Title
    true: bool


Finder = Callable[[str, str], bool]
"""Whether a topic is found in a title."""


def cases(name: str = "topics") -> tuple[list[Case], int]:
    """The labelled titles of a file that are in the data, and how many there should be."""
    known, lines = titles(), labels(name)
    return [Case(topic, known[key], said == "yes") for topic, said, key in lines if key in known], len(lines)


def written(name: str) -> list[Case]:
    """The cases of a file that holds our own titles: topic, yes or no, title."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    parted = [line.split(" ", 2) for line in lines if line]
    return [Case(topic, Title(title, key_of(title)), said == "yes") for topic, said, title in parted]


def ours() -> Finder:
    index = TopicIndex.load()
    return lambda topic, title: index.covers(topic, index.topics_of(title))


def capital_word(topic: str, title: str) -> bool:
    name = TopicIndex.load().topic(topic).title
    return bool(re.search(rf"(?<![\w+#]){re.escape(name)}(?![\w+#])", title))


def score(found: Sequence[tuple[bool, bool]]) -> tuple[float, float]:
    """Precision and recall of (true, found) pairs; 1 where there was nothing to get wrong."""
    hit = sum(true and told for true, told in found)
    told, true = sum(told for _, told in found), sum(true for true, _ in found)
    return hit / told if told else 1.0, hit / true if true else 1.0


def score_of(some: Sequence[Case], finder: Finder) -> tuple[float, float]:
    return score([(case.true, finder(case.topic, case.title.text)) for case in some])


def say(pair: tuple[float, float]) -> str:
    return "P {:.3f} R {:.3f}".format(*pair)


def rows() -> Iterator[Row]:
    """Both halves apart, then our own titles, beside the whole word with its capital."""
    found, wanted = cases()
    finder = ours()
    if found:
        so_many = f"{len(found)} of {wanted} found"
        for name, some in (
            ("titles used for tuning", [case for case in found if not case.title.held]),
            ("titles once held out", [case for case in found if case.title.held]),
        ):
            yield _row(f"{name} ({len(some)}; {so_many})", some, finder)
        more, all_of_it = cases("topics_read")
        counted = f"{len(more)}; {len(more)} of {all_of_it} found"
        yield _row(f"all other titles with such a word, labelled from what was found ({counted})", more, finder)
    else:
        yield skipped(_MEASURE, _BARS, "titles")
    for name, which in _WRITTEN.items():
        some = written(name)
        yield _row(f"titles of our own, known by now, {which} ({len(some)})", some, finder)


def _row(name: str, some: Sequence[Case], finder: Finder) -> Row:
    pair = score_of(some, finder)
    peer = f"word with its capital {say(score_of(some, capital_word))}"
    return Row(f"{_MEASURE}, {name}", _BARS, say(pair), peer, min(pair) >= BAR)


def main(arguments: Sequence[str]) -> None:
    print(plain(rows()))
    found, finder = cases()[0], ours()
    own = [case for name in _WRITTEN for case in written(name)]
    print(f"{'word':8} titles about   tuning           held out         word with its capital")
    for topic in dict.fromkeys(case.topic for case in found):
        some = [case for case in found if case.topic == topic]
        halves = [say(score_of([case for case in some if case.title.held == held], finder)) for held in (False, True)]
        about = sum(case.true for case in some)
        print(f"{topic:8} {len(some):6} {about:5}   {'  '.join(halves)}  {say(score_of(some, capital_word))}")
    if "-v" in arguments or "-vv" in arguments:
        told = [case for case in found if not case.title.held or "-vv" in arguments]
        for case in [*told, *own]:
            if finder(case.topic, case.title.text) != case.true:
                print(f"  {'missed' if case.true else 'wrong'} {case.topic}: {case.title.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
