"""`python -m tests.quality.training.ranker`: trains the sentence ranker and writes ranker.json beside it.

The target of a sentence is how much of a person's summary it carries a word: shared words and shared pairs of words,
each as its part of ROUGE's F1 for sixty words. Rows: every sentence of the training articles that is no boilerplate,
whole and in its shorter forms. `--hold N` leaves out the last N articles and says how the ranker does on them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import summarizer.condensers.extractive as extractive
from summarizer.condensers.extractive.cuts import shorter_forms
from summarizer.condensers.extractive.lexicon import is_boilerplate
from summarizer.condensers.extractive.reading import Traits, places, read_line, set_scene, traits_of
from summarizer.condensers.extractive.tidy import tidy_start
from summarizer.text.sentences import split_sentences
from tests.quality.paths import evaluation_data
from tests.quality.training.trees import Plan, grow

SUMMARY_WORDS = 60


def read_rows(title: str, text: str, summary: str) -> Iterator[tuple[Traits, float]]:
    """The traits and the target of each sentence and of each of its shorter forms."""
    texts = [tidy_start(" ".join(text[span.start : span.end].split())) for span in split_sentences(text)]
    lines = [read_line(each, "en") for each in texts]
    scene = set_scene(title, lines, "en")
    for line, place in zip(lines, places(lines), strict=True):
        if is_boilerplate(line.text, line.low):
            continue
        yield traits_of(line, place, scene), target(line.text, summary)
        for form in shorter_forms(line.text):
            yield traits_of(read_line(form, "en"), place, scene), target(form, summary)


def target(sentence: str, summary: str) -> float:
    """The sentence's share of the summary, a word: about 0 to 1."""
    made, wanted = _tokens(sentence), _tokens(summary)
    shared = _shared(made, wanted, 1) + _shared(made, wanted, 2)
    return 60 * shared / (len(wanted) + SUMMARY_WORDS) / max(8, len(made))


def _tokens(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _shared(one: list[str], two: list[str], size: int) -> int:
    first = Counter(zip(*(one[at:] for at in range(size)), strict=False))
    second = Counter(zip(*(two[at:] for at in range(size)), strict=False))
    return sum((first & second).values())


def train(articles: list[dict[str, Any]], plan: Plan) -> dict[str, Any]:
    """What ranker.json holds."""
    rows = [row for each in articles for row in read_rows(each["title"], each["text"], each["summary"])]
    base, trees = grow([traits for traits, _ in rows], [wanted for _, wanted in rows], plan)
    return {"traits": list(Traits._fields), "base": round(base, 5), "trees": trees}


def main() -> None:
    folder = evaluation_data("summ")
    if folder is None:
        print("skipped: no summaries to train on")
        return
    articles = [json.loads(line) for line in (folder / "inshorts_train.jsonl").read_text("utf-8").splitlines()]
    made = train(articles, Plan())
    place = Path(extractive.__file__).with_name("ranker.json")
    place.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(articles)} articles, {len(made['trees'])} trees: {place.name}, {place.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
