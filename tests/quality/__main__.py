"""`python -m tests.quality [NAME …]`: every measure of this folder, or those named, beside its peers, in one table.

A measure is a module with `rows()`; run alone (`python -m tests.quality.grouping`) it prints its details. Each gets a
process of its own, so that none warms another up. A run of all of them writes the table into docs/quality.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.quality.table import Row, markdown, plain

MEASURES = (
    "extraction",
    "splitting",
    "summaries",
    "grouping",
    "digesting",
    "guarding",
    "modelled",
    "topics",
    "kinds",
    "asking",
)
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "quality.md"
_BEGIN, _END = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"


def take(name: str) -> list[Row] | None:
    """The rows of a measure, taken in a process of its own; None if it failed (it says why on standard error)."""
    run = subprocess.run(
        [sys.executable, "-m", __spec__.name, "--rows", name], stdout=subprocess.PIPE, text=True, check=False
    )
    return [Row(**row) for row in json.loads(run.stdout)] if run.returncode == 0 else None


def written(document: str, rows: list[Row]) -> str:
    """The document with these rows in the place of its table. Raises ValueError if it has no place for them."""
    before, began, rest = document.partition(_BEGIN)
    _, ended, after = rest.partition(_END)
    if not began or not ended:
        raise ValueError(f"{DOCUMENT.name} has no place for the figures; put back its two comments")
    return f"{before}{began}{markdown(rows)}{ended}{after}"


def main(arguments: list[str]) -> int:
    """Take them and return 1 if one of them failed, 2 if one of the names is none."""
    if arguments[:1] == ["--rows"]:
        print(json.dumps([asdict(row) for row in import_module(f"tests.quality.{arguments[1]}").rows()]))
        return 0
    if strange := set(arguments) - set(MEASURES):
        print(f"No measure is called {', '.join(sorted(strange))}; there are {', '.join(MEASURES)}.", file=sys.stderr)
        return 2
    taken: dict[str, list[Row] | None] = {}
    for name in arguments or MEASURES:
        print(f"taking {name} …", file=sys.stderr, flush=True)
        taken[name] = take(name)
    rows = [row for some in taken.values() for row in some or ()]
    print(plain(rows))
    failed = [name for name, some in taken.items() if some is None]
    if failed:
        print(f"Not taken: {', '.join(failed)}; the document is left as it was.", file=sys.stderr)
    elif not arguments:
        DOCUMENT.write_text(written(DOCUMENT.read_text("utf-8"), rows), "utf-8")
        print(f"written to docs/{DOCUMENT.name}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
