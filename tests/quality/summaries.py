"""The figures of tests/quality/condensing.py as rows: `python -m tests.quality.summaries`.

Fact cards (share of weighted facts in TL;DR and points) and Inshorts (ROUGE against summaries by people, 60 words),
beside the article's lead and LexRank.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from summarizer.condensers.extractive.reading import SHORT_NEWS
from tests.quality.condensing import (
    Summarize,
    against,
    card_scores,
    inshorts_scores,
    lead,
    lexrank,
    mean,
    mean_gain,
    ours,
)
from tests.quality.paths import evaluation_data
from tests.quality.table import Row, plain, skipped

_FIGURE = re.compile(r"(\w+)\s+([\d.]+)")
_CARDS, _SHORT = "fact cards, dev", "Inshorts dev, 60 words"


def card_figures(folder: Path, system: Summarize) -> Mapping[str, float]:
    """The last line of the scorer for one system: its figures by name."""
    total = card_scores(folder, system, "--split", "dev").strip().splitlines()[-1]
    return {name: float(value) for name, value in _FIGURE.findall(total)}


def card_rows(folder: Path) -> Iterator[Row]:
    mine = card_figures(folder, ours(90))
    peers = {"lead": card_figures(folder, lead), "LexRank": card_figures(folder, lexrank())}

    def row(what: str, bar: str, name: str, unit: str, *, holds: bool) -> Row:
        beside = " · ".join(f"{peer} {found[name]:g}{unit}" for peer, found in peers.items())
        return Row(f"{_CARDS}: {what}", bar, f"{mine[name]:g}{unit}", beside, holds)

    yield row("share of the weighted facts", "≥ 38 %", "share", " %", holds=mine["share"] >= 38)
    yield row("share of what a summary must say", "≥ 60 %", "must", " %", holds=mine["must"] >= 60)
    yield row("filler sentences", "≤ 2", "filler", "", holds=mine["filler"] <= 2)
    for name in ("forbidden", "unfaithful", "ragged"):
        yield row(f"{name} sentences", "0", name, "", holds=mine[name] == 0)


def short_rows(folder: Path) -> Iterator[Row]:
    texts = [json.loads(line) for line in (folder / "inshorts_dev.jsonl").read_text("utf-8").splitlines()]
    first, _ = inshorts_scores(texts, lead)
    mine, _ = inshorts_scores(texts, ours(60))
    ranked, _ = inshorts_scores(texts, lexrank())
    beside = f"lead {mean(first)} · LexRank {mean(ranked)}"
    yield Row(f"{_SHORT}: ROUGE", "", mean(mine), beside)
    apart = against(mine, first, 0)
    gain, low = (float(found) for found in re.findall(r"[+-][\d.]+", apart)[:2])
    yield Row(f"{_SHORT}: R1 above the lead", "≥ +0.8, interval above 0", apart, "", gain >= 0.8 and low > 0)
    long = [at for at, text in enumerate(texts) if len(text["text"].split()) >= SHORT_NEWS]
    some, others = [mine[at] for at in long], [first[at] for at in long]
    gained = mean_gain(some, others, 0) >= -0.2 and mean_gain(some, others, 1) >= 0
    beside = f"lead {mean(others)} · LexRank {mean([ranked[at] for at in long])}"
    yield Row(
        f"the same, the {len(long)} of {SHORT_NEWS} words and more",
        "R1 ≥ lead - 0.2, R2 ≥ lead",
        mean(some),
        beside,
        gained,
    )


def rows() -> Iterator[Row]:
    """Cards and Inshorts, each if it is there."""
    cards, summaries = evaluation_data("cards"), evaluation_data("summ")
    yield from card_rows(cards) if cards else [skipped(_CARDS, "≥ 38 %", "fact cards")]
    yield from short_rows(summaries) if summaries else [skipped(_SHORT, "≥ +0.8", "summaries")]


if __name__ == "__main__":
    print(plain(rows()))
