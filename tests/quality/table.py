"""What a measure has to say, as rows of one table: the figure, its bar, and what peers reach in the same run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = ("measure", "bar", "ours", "peers", "holds")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `holds` says whether it meets its bar; None where there is none, or nothing was measured."""

    measure: str
    bar: str
    ours: str
    peers: str = ""
    holds: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is written in the table."""
        return self.measure, self.bar, self.ours, self.peers, {True: "yes", False: "**no**", None: ""}[self.holds]


def skipped(measure: str, bar: str, missing: str) -> Row:
    """The row of a measure that could not be taken."""
    return Row(measure, bar, f"skipped: no {missing}")


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table of a document."""
    lines = [f"| {' | '.join(HEAD)} |", f"|{'---|' * len(HEAD)}"]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row.cells)} |" for row in rows]
    return "\n".join(lines) + "\n"


def plain(rows: Iterable[Row]) -> str:
    """The rows for a terminal."""
    cells = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    )
