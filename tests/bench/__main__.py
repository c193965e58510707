"""`python -m tests.bench [NAME …]`: speed and memory beside peers, in one run.

Each topic gets a process of its own, so that none warms another up, and a folder of its own, which goes when it is
done. `--markdown` prints the table of docs/bench.md, `--quick` only shows that every measure works.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping

from tests.bench.effort import QUICK, WHOLE
from tests.bench.report import HEAD, Line, as_markdown, as_text, cells
from tests.bench.timing import processors

TOPICS = ("feeds", "pages", "condensing", "digests", "asking", "grouping", "memory", "startup", "chat", "playground")
LONGEST = 150.0
"""Seconds after which a topic is given up."""
BUDGET = 330.0
"""Seconds that all topics may take together; on a quiet machine they take half of that."""


def main(words: list[str]) -> int:
    """Measure and print; 1 if a topic failed, 2 if a name is none. A goal that is missed is a finding, no failure."""
    options = {word for word in words if word.startswith("--")}
    wanted = [word for word in words if not word.startswith("--")]
    if strange := [*sorted(options - {"--markdown", "--quick", "--here"}), *(set(wanted) - set(TOPICS))]:
        say(f"Nothing here is called {', '.join(strange)}; there are {', '.join(TOPICS)}, --quick and --markdown.")
        return 2
    if "--here" in options:
        return _measure_here(wanted[0], quick="--quick" in options)
    return _measure_all(wanted or list(TOPICS), options)


def say(words: str) -> None:
    """One line to stderr."""
    print(words, file=sys.stderr, flush=True)


def _measure_all(wanted: list[str], options: set[str]) -> int:
    begun = time.monotonic()
    lines: list[Line] = []
    failed = 0
    shown = "--markdown" not in options
    if shown:
        print(as_text(HEAD), flush=True)
    with _folder() as compiled:
        for name in wanted:
            left = BUDGET - (time.monotonic() - begun)
            found = run_apart(name, compiled, min(LONGEST, left), quick="--quick" in options)
            failed += found is None
            lines += found or []
            if shown and found:
                print("\n".join(as_text(cells(line)) for line in found), flush=True)
    if not shown:
        print(as_markdown(lines), end="")
    _sum_up(lines, time.monotonic() - begun)
    return 1 if failed else 0


def _sum_up(lines: list[Line], seconds: float) -> None:
    goals = [line.met for line in lines if line.met is not None]
    words = f"{sum(goals)} of {len(goals)} goals met, on {processors()} processors, in {seconds:.0f} s."
    say(f"{words} Other machines have other figures; ratios travel.")


def run_apart(name: str, compiled: str, seconds: float = LONGEST, *, quick: bool = False) -> list[Line] | None:
    """One topic in a process and a folder of its own; None, and a line on stderr, if it failed.

    `compiled` is the folder for compiled modules: imports cost what they cost an installed program.
    """
    command = [sys.executable, "-m", "tests.bench", name, "--here", *(["--quick"] if quick else [])]
    with (
        _folder() as folder,
        subprocess.Popen(
            command, env=environment(folder, compiled), stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as process,
    ):
        try:
            told, _ = process.communicate(timeout=max(1.0, seconds))
        except subprocess.TimeoutExpired:
            say(f"{name}: given up after {seconds:.0f} s; this machine is too busy. Ask for it alone.")
            return None
        finally:
            # The topic is a session of its own: whatever it started ends with it.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
    if process.returncode:
        say(f"{name}: failed, see above")
        return None
    return [Line.from_json(json.loads(row)) for row in told.splitlines() if row.startswith("{")]


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="nightdesk-bench-", ignore_cleanup_errors=True)


def environment(folder: str, compiled: str, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment without our settings, and with everything that is kept going into the folders."""
    kept = {
        name: value
        for name, value in given.items()
        if not name.startswith(("NIGHTDESK_", "SLACK_", "DISCORD_", "PYTHONDONTWRITE"))
    }
    return kept | {"TMPDIR": folder, "NIGHTDESK_HOME": folder, "PYTHONPYCACHEPREFIX": compiled}


def _measure_here(name: str, *, quick: bool) -> int:
    from bot.zones import use_packaged_zones

    use_packaged_zones()
    for line in asyncio.run(importlib.import_module(f"tests.bench.{name}").measure(QUICK if quick else WHOLE)):
        print(json.dumps(line.to_json(), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
