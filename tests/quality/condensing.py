"""`python -m tests.quality.condensing`: fact cards and Inshorts, ours beside the article's lead and LexRank.

Cards: share of weighted facts in TL;DR (30 words) and three points (90 words), by the cards' own scorer.
Inshorts: ROUGE-1, ROUGE-2 and ROUGE-Lsum against summaries by people, each cut to 60 words. The
difference to the lead is that of the means, with the middle 95 percent of 2,000 paired bootstrap samples (Efron 1979).
The first half of the texts was used to choose settings, the second was not looked at.
Speed: texts a second of processor time, each system over the same texts in this run.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from summarizer.condensers.extractive import condense_texts
from summarizer.model import CondenseTask
from summarizer.text.sentences import split_sentences
from tests.bench.condensing import LexRank
from tests.builders import an_article
from tests.quality.paths import evaluation_data
from tests.quality.rouge import first_words, rouge

Summarize = Callable[[str, str], list[str]]


def ours(words: int) -> Summarize:
    def run(title: str, text: str) -> list[str]:
        task = CondenseTask(title, (an_article("x", title=title, text=text),), points=3, words=words, language="en")
        return [sentence.text for sentence in condense_texts(task).sentences]

    return run


def lead(title: str, text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)[:4]]


def lexrank() -> Summarize:
    peer = LexRank()
    return lambda _title, text: [str(sentence) for sentence in peer.condense(text)]


def card_scores(folder: Path, summarize: Summarize, *options: str) -> str:
    """The scorer's own words for one system."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for path in sorted(folder.glob("*.json")):
            card = json.loads(path.read_text("utf-8"))
            if "text" in card:
                tldr, *points = summarize(card["title"], card["text"])
                file.write(json.dumps({"id": card["id"], "tldr": tldr, "points": points}) + "\n")
        file.flush()
        command = [sys.executable, str(folder / "score.py"), *options, file.name]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


Scores = list[tuple[float, float, float]]


def inshorts_scores(rows: Sequence[dict[str, Any]], summarize: Summarize) -> tuple[Scores, float]:
    """ROUGE-1/2/Lsum of every text, each summary cut to sixty words, and how many texts a processor second took."""
    began = time.process_time()
    made = [first_words(summarize(row["title"], row["text"]), 60) for row in rows]
    took = time.process_time() - began
    return [rouge(row["summary"], told) for row, told in zip(rows, made, strict=True)], len(rows) / took


def mean(scores: Scores) -> str:
    one, two, three = (100 * sum(score[at] for score in scores) / len(scores) for at in range(3))
    return f"R1 {one:.1f}  R2 {two:.1f}  RLsum {three:.1f}"


def mean_gain(scores: Scores, other: Scores, at: int) -> float:
    """The difference of the means in points."""
    return 100 * sum(one[at] - two[at] for one, two in zip(scores, other, strict=True)) / len(scores)


def against(scores: Scores, other: Scores, at: int) -> str:
    """The difference of the means in points, with its 95 percent interval."""
    apart = [100 * (one[at] - two[at]) for one, two in zip(scores, other, strict=True)]
    chance = random.Random(7)
    means = sorted(sum(chance.choices(apart, k=len(apart))) / len(apart) for _ in range(2000))
    return f"{mean_gain(scores, other, at):+.2f} ({means[50]:+.2f} to {means[1949]:+.2f})"


def main() -> None:
    cards, summaries = evaluation_data("cards"), evaluation_data("summ")
    if cards is None or summaries is None:
        print("skipped: no fact cards or summaries")
        return
    for name, system in (("nightdesk", ours(90)), ("lead", lead), ("lexrank", lexrank())):
        for split in ("dev", "seed"):
            total = card_scores(cards, system, "--split", split).strip().splitlines()[-1]
            print(f"fact cards, {split}, {name}: {total}")
    rows = [json.loads(line) for line in (summaries / "inshorts_dev.jsonl").read_text("utf-8").splitlines()]
    half = len(rows) // 2
    for part, some in (("all", rows), ("second half", rows[half:])):
        first, _ = inshorts_scores(some, lead)
        print(f"inshorts dev, {part} ({len(some)}), lead: {mean(first)}")
        for name, system in (("nightdesk", ours(60)), ("lexrank", lexrank())):
            scores, speed = inshorts_scores(some, system)
            print(f"inshorts dev, {part} ({len(some)}), {name}: {mean(scores)}  {speed:.0f} texts a CPU second")
            print(f"    against the lead: R1 {against(scores, first, 0)}  R2 {against(scores, first, 1)}")


if __name__ == "__main__":
    main()
