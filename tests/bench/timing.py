"""Taking turns and counting: best of several rounds, percentiles, processor time."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

Work = Callable[[], object]


def best_of(contestants: Mapping[str, Work], rounds: int, *, cpu: bool = False) -> dict[str, float]:
    """The seconds of each contestant's best round, after one to warm up.

    They take turns, so that what slows the machine slows all of them.
    """
    clock = time.process_time if cpu else time.perf_counter
    for work in contestants.values():
        work()
    best = dict.fromkeys(contestants, math.inf)
    for _ in range(rounds):
        for name, work in contestants.items():
            begun = clock()
            work()
            best[name] = min(best[name], clock() - begun)
    return best


async def best_of_awaited(work: Callable[[], Awaitable[object]], rounds: int) -> float:
    """The seconds of the best round of something awaited, after one to warm up."""
    best = math.inf
    await work()
    for _ in range(rounds):
        begun = time.perf_counter()
        await work()
        best = min(best, time.perf_counter() - begun)
    return best


def seconds_to(work: Work) -> float:
    """The processor time of one call that only computes: other programs on the machine do not count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


async def milliseconds(work: Callable[[], Awaitable[object]]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    await work()
    return (time.perf_counter() - begun) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
