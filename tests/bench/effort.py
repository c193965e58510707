"""How much is measured: a whole run, or a quick one that only shows that the measures work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """Sizes of one run. `rounds` is how often contestants take turns; each is judged by its best turn."""

    rounds: int
    feeds: int
    entries: int
    pages: int
    texts: int
    stored: int
    live: int
    placed: int
    digests: int
    starts: int
    commands: int
    sources: int


WHOLE = Effort(
    rounds=3,
    feeds=24,
    entries=24,
    pages=30,
    texts=78,
    stored=10_000,
    live=25_000,
    placed=200,
    digests=60,
    starts=7,
    commands=15,
    sources=25,
)
QUICK = Effort(
    rounds=1,
    feeds=6,
    entries=2,
    pages=2,
    texts=2,
    stored=200,
    live=40,
    placed=5,
    digests=2,
    starts=1,
    commands=2,
    sources=2,
)
