"""`python -m tests.quality.training.facts`: how well the settings for long texts do on cards they were not chosen on.

Leave one out: for each fact card the settings that do best on all other cards are chosen from a small grid and scored
on it. The mean is what to expect of another text; the best of the grid on all cards is printed beside it, and what
the settings of the product give.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

from summarizer.condensers.extractive import choose, points, worth
from tests.quality.condensing import ours
from tests.quality.paths import evaluation_data

GRID: Mapping[tuple[ModuleType, str], tuple[float, ...]] = {
    (worth, "NUMBER"): (1.4, 1.8, 2.4),
    (worth, "TITLE"): (1.8, 2.0, 2.2),
    (points, "MOST_APART"): (3, 4, 5),
    (choose, "BEAM"): (2, 3),
}


@contextmanager
def settings(values: tuple[float, ...]) -> Iterator[None]:
    """The grid's settings at these values for as long as it lasts."""
    before = [getattr(module, name) for module, name in GRID]
    try:
        for (module, name), value in zip(GRID, values, strict=True):
            setattr(module, name, value)
        yield
    finally:
        for (module, name), value in zip(GRID, before, strict=True):
            setattr(module, name, value)


def card_rows(folder: Path, cards: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Share and must of each card with the settings as they are."""
    run = ours(90)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for card in cards:
            tldr, *told = run(card["title"], card["text"])
            file.write(json.dumps({"id": card["id"], "tldr": tldr, "points": told}) + "\n")
        file.flush()
        command = [sys.executable, str(folder / "score.py"), "--split", "dev", "--json", file.name]
        rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {row["id"]: (row["share"], row["must"]) for row in rows}


def mean(values: list[float]) -> float:
    return 100 * sum(values) / len(values)


def main() -> None:
    folder = evaluation_data("cards")
    if folder is None:
        print("skipped: no fact cards")
        return
    read = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    cards = [card for card in read if "text" in card]
    now = card_rows(folder, cards)
    tried = {}
    for values in product(*GRID.values()):
        with settings(values):
            tried[values] = card_rows(folder, cards)
    left_out = []
    for card in now:
        best = max(tried, key=lambda values: sum(tried[values][other][0] for other in now if other != card))
        left_out.append(tried[best][card])
    top = max(tried.values(), key=lambda rows: sum(share for share, _ in rows.values()))
    for name, rows in (
        ("as it is", list(now.values())),
        ("leave one out", left_out),
        ("best of grid", list(top.values())),
    ):
        print(f"{name:14} share {mean([row[0] for row in rows]):.1f}  must {mean([row[1] for row in rows]):.1f}")
    middle = sorted(mean([share for share, _ in rows.values()]) for rows in tried.values())
    print(f"{len(tried)} settings: share {middle[0]:.1f} to {middle[-1]:.1f}, median {middle[len(middle) // 2]:.1f}")


if __name__ == "__main__":
    main()
