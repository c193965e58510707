"""The trained ranker: how much of a person's summary a sentence would carry a word, by gradient-boosted trees.

ranker.json is written by `python -m tests.quality.training.ranker`; this module only follows its trees (Friedman 2001).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from summarizer.condensers.extractive.reading import Traits

LEAST = 0.02
"""No sentence is worth less than this: values are multiplied."""


@dataclass(frozen=True)
class Ranker:
    """A sum of small trees. A node is (trait, threshold, left, right), a leaf a number; left is "at most"."""

    base: float
    trees: tuple[Any, ...]

    def value(self, traits: Traits) -> float:
        """The sentence's worth a word, about 0.02 (nothing) to 0.8 (all of it would be in the summary)."""
        total = self._sum(traits)
        return total if total > LEAST else LEAST

    @cached_property
    def _sum(self) -> Callable[[Traits], float]:
        """All trees as one expression of conditions, which Python walks twice as fast as it walks tuples."""
        words = " + ".join([repr(float(self.base)), *map(_condition, self.trees)])
        made: Callable[[Traits], float] = eval(f"lambda traits: {words}", {})  # noqa: S307 - numbers alone
        return made


def _condition(node: Any) -> str:
    """A tree as a Python expression; only numbers get into it."""
    if not isinstance(node, tuple):
        return repr(float(node))
    trait, threshold, low, high = node
    return f"({_condition(low)} if traits[{int(trait)}] <= {float(threshold)!r} else {_condition(high)})"


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
