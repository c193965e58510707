"""`python -m tests.quality [NAME …]`: every measure of this folder, or those named, one after the other.

A measure is a module that prints its figures when run. Each gets a process of its own, so that none warms another up.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import tests.quality

NO_MEASURES = {"__main__", "paths"}


def measures() -> list[str]:
    """The names of all measures."""
    found = (module.name for module in pkgutil.iter_modules(tests.quality.__path__))
    return sorted(name for name in found if name not in NO_MEASURES)


def main(wanted: list[str]) -> int:
    """Run them and return 1 if one of them failed, 2 if one of the names is none."""
    if strange := set(wanted) - set(measures()):
        print(f"No measure is called {', '.join(sorted(strange))}; there are {', '.join(measures())}.", file=sys.stderr)
        return 2
    failed = 0
    for name in wanted or measures():
        print(f"== {name}", flush=True)
        failed |= bool(subprocess.run([sys.executable, "-m", f"tests.quality.{name}"], check=False).returncode)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
