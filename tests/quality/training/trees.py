"""Gradient-boosted regression trees in plain Python: squared error, binned traits, best split first (Friedman 2001)."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Rows = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to grow: so many trees with so many leaves, each a small step, on a share of the rows."""

    trees: int = 45
    leaves: int = 10
    step: float = 0.13
    share: float = 0.6
    least: int = 60
    bins: int = 24
    seed: int = 7


@dataclass(slots=True)
class _Leaf:
    rows: list[int]
    total: float
    split: tuple[float, int, int] | None = None
    """Gain, trait and bin of its best split."""
    children: list[_Leaf] = field(default_factory=list)
    value: float = 0.0


def grow(rows: Rows, targets: Sequence[float], plan: Plan) -> tuple[float, list[Any]]:
    """The base and the trees, as nested lists [trait, threshold, left, right] with numbers as leaves."""
    edges = [_edges(column, plan.bins) for column in zip(*rows, strict=True)]
    binned = [[bisect_left(edge, value) for edge, value in zip(edges, row, strict=True)] for row in rows]
    base = sum(targets) / len(targets)
    left = [target - base for target in targets]
    chance = random.Random(plan.seed)
    trees: list[Any] = []
    for _ in range(plan.trees):
        sample = chance.sample(range(len(rows)), int(plan.share * len(rows)))
        root = _grow_tree(binned, left, sample, edges, plan)
        trees.append(_written(root, edges))
        for at, row in enumerate(binned):
            left[at] -= _leaf_value(root, row)
    return base, trees


def _edges(column: Sequence[float], bins: int) -> list[float]:
    values = sorted(column)
    return sorted({values[len(values) * at // bins] for at in range(1, bins)} - {values[-1]})


def _grow_tree(
    binned: list[list[int]], left: list[float], sample: list[int], edges: list[list[float]], plan: Plan
) -> _Leaf:
    root = _Leaf(sample, sum(left[at] for at in sample))
    leaves = [root]
    root.split = _best_split(root, binned, left, edges, plan)
    while len(leaves) < plan.leaves:
        leaf = max(leaves, key=lambda each: each.split[0] if each.split else 0.0)
        if not leaf.split or leaf.split[0] <= 0:
            break
        _, trait, place = leaf.split
        low = [at for at in leaf.rows if binned[at][trait] <= place]
        high = [at for at in leaf.rows if binned[at][trait] > place]
        leaf.children = [_Leaf(rows, sum(left[at] for at in rows)) for rows in (low, high)]
        leaves.remove(leaf)
        for child in leaf.children:
            child.split = _best_split(child, binned, left, edges, plan)
            leaves.append(child)
    for leaf in leaves:
        leaf.value = plan.step * leaf.total / max(1, len(leaf.rows))
    return root


def _best_split(
    leaf: _Leaf, binned: list[list[int]], left: list[float], edges: list[list[float]], plan: Plan
) -> tuple[float, int, int] | None:
    size = len(leaf.rows)
    best: tuple[float, int, int] | None = None
    whole = leaf.total * leaf.total / max(1, size)
    for trait, edge in enumerate(edges):
        sums, counts = [0.0] * (len(edge) + 1), [0] * (len(edge) + 1)
        for at in leaf.rows:
            place = binned[at][trait]
            sums[place] += left[at]
            counts[place] += 1
        low, many = 0.0, 0
        for place in range(len(edge)):
            low, many = low + sums[place], many + counts[place]
            if many < plan.least or size - many < plan.least:
                continue
            gain = low * low / many + (leaf.total - low) ** 2 / (size - many) - whole
            if best is None or gain > best[0]:
                best = (gain, trait, place)
    return best


def _leaf_value(node: _Leaf, row: list[int]) -> float:
    while node.children:
        assert node.split
        node = node.children[0 if row[node.split[1]] <= node.split[2] else 1]
    return node.value


def _written(node: _Leaf, edges: list[list[float]]) -> Any:
    if not node.children or not node.split:
        return round(node.value, 5)
    _, trait, place = node.split
    return [trait, round(edges[trait][place], 5), *(_written(child, edges) for child in node.children)]
