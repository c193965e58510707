"""Starting the command: seconds of a fresh process, beside importing the two libraries that any such bot imports."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bot.edition.library import load
from tests.bench.effort import Effort
from tests.bench.report import Line, at_most

PEER = "import httpx, sqlalchemy"


async def measure(effort: Effort) -> list[Line]:
    """Medians of several starts that take turns, after one that compiles what has to be compiled."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "article.txt"
        file.write_text(next(each.text for each in load().articles if each.text), encoding="utf-8")
        nightdesk = [sys.executable, "-m", "bot"]
        took = starts(
            {
                "peer": [sys.executable, "-c", PEER],
                "help": [*nightdesk, "--help"],
                "condense": [*nightdesk, "condense", str(file)],
                "python": [sys.executable, "-c", "pass"],
            },
            effort.starts,
        )
    return [
        at_most(Line("nightdesk --help", took["help"], "s", took["peer"], PEER), 1.5, 0.3),
        at_most(Line("nightdesk condense of one text", took["condense"], "s", took["peer"], PEER), 3),
        Line("nightdesk --help", took["help"], "s", took["python"], "python -c pass"),
    ]


def starts(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """The median seconds of each command."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
            times[name].append(time.perf_counter() - begun)
    return {name: median(each[1:]) for name, each in times.items()}
