"""The trained ranker: how much of a person's summary a sentence would carry a word, by gradient-boosted trees.

ranker.json is written by `python -m tests.quality.training.ranker`; this module only walks its trees (Friedman 2001).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from summarizer.condensers.extractive.reading import Traits

LEAST = 0.02
"""No sentence is worth less than this: values are multiplied."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """A sum of small trees. A node is (trait, threshold, left, right), a leaf a number; left is "at most"."""

    base: float
    trees: tuple[Any, ...]

    def value(self, traits: Traits) -> float:
        """The sentence's worth a word, about 0.02 (nothing) to 0.8 (all of it would be in the summary)."""
        total = self.base
        for node in self.trees:
            while node.__class__ is tuple:
                trait, threshold, low, high = node
                node = low if traits[trait] <= threshold else high
            total += node
        return total if total > LEAST else LEAST


@lru_cache(maxsize=1)
def load_ranker() -> Ranker:
    """The ranker as it was trained. Raises ValueError where it was trained on other traits than these."""
    held = json.loads(files(__package__).joinpath("ranker.json").read_text("utf-8"))
    if tuple(held["traits"]) != Traits._fields:
        raise ValueError("ranker.json was trained on other traits: run python -m tests.quality.training.ranker")
    return Ranker(held["base"], tuple(_node(tree) for tree in held["trees"]))


def _node(held: Any) -> Any:
    if isinstance(held, list):
        trait, threshold, left, right = held
        return trait, threshold, _node(left), _node(right)
    return held
