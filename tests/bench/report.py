"""One measured line: what, ours, a peer's, their ratio, the goal, and whether it was met. As values, text and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

HEAD = ("what", "ours", "peer", "ratio", "goal", "met")
WIDTHS = (46, 14, 36, 7, 22, 3)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of ours beside a peer's in the same unit; `met` is None where no goal was set."""

    what: str
    ours: float
    unit: str
    peer: float | None = None
    peer_name: str = ""
    goal: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float | None:
        """Ours divided by the peer's."""
        return self.ours / self.peer if self.peer else None

    def to_json(self) -> dict[str, Any]:
        """The line as JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Line:
        """The line that `to_json` wrote."""
        return cls(**value)


def at_least(line: Line, factor: float) -> Line:
    """The line with the goal of being at least so many times the peer's."""
    return replace(line, goal=f"≥ {factor:g} × peer", met=(line.ratio or 0.0) >= factor)


def at_most(line: Line, factor: float, extra: float = 0.0) -> Line:
    """The line with the goal of being at most so many times the peer's, and `extra` more in the line's unit."""
    words = f"≤ {factor:g} × peer" + (f" + {extra:g} {line.unit}" if extra else "")
    return replace(line, goal=words, met=line.ours <= factor * (line.peer or 0.0) + extra)


def above(line: Line, least: float) -> Line:
    """The line with the goal of being at least this much."""
    return replace(line, goal=f"≥ {least:g} {line.unit}", met=line.ours >= least)


def below(line: Line, most: float) -> Line:
    """The line with the goal of being less than this."""
    return replace(line, goal=f"< {most:g} {line.unit}", met=line.ours < most)


def cells(line: Line) -> tuple[str, ...]:
    """The line's cells, in the order of HEAD."""
    peer = "" if line.peer is None else f"{say(line.peer)} {line.unit}"
    return (
        line.what,
        f"{say(line.ours)} {line.unit}",
        f"{peer} {line.peer_name}".strip(),
        "" if line.ratio is None else f"{line.ratio:.2f}",
        line.goal,
        {None: "", True: "yes", False: "NO"}[line.met],
    )


def say(value: float) -> str:
    """A figure with three digits that count."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def as_text(row: Sequence[str]) -> str:
    """A row in columns, for a terminal."""
    return "  ".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True)).rstrip()


def as_markdown(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(cells(line) for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
