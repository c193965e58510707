"""Are the two locks in step with pyproject.toml? Reads files only; no network.

Run as `python tools/check_locks.py [FOLDER]`: one line a problem on stderr and exit 1, or one line and exit 0.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RUN, DEV = "requirements.lock", "requirements-dev.lock"
EXTRAS = {RUN: ("postgres",), DEV: ("postgres", "llm", "dev")}
OURSELVES = "nightdesk"

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)")
_HASH = re.compile(r"^\s+--hash=sha256:[0-9a-f]{64}(?: \\)?$")
_VIA_US = re.compile(rf"\b{OURSELVES} \(pyproject\.toml\)")
_ADDRESS = re.compile(r"://|(?<!\S)(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b| @ ")


@dataclass
class Pin:
    """One locked package: its version, how many hashes it has, and whether pyproject.toml asks for it by name."""

    version: str
    hashes: int = 0
    direct: bool = False


def read_lock(text: str) -> dict[str, Pin]:
    """The lock's packages by their canonical names."""
    pins: dict[str, Pin] = {}
    current = Pin("")
    for line in text.splitlines():
        if found := _PIN.match(line):
            current = pins.setdefault(canonicalize_name(found["name"]), Pin(found["version"]))
        elif _HASH.match(line):
            current.hashes += 1
        elif line.lstrip().startswith("#") and _VIA_US.search(line):
            current.direct = True
    return pins


def wanted_by(project: dict[str, Any], extras: tuple[str, ...]) -> dict[str, Requirement]:
    """What the project itself asks for, with those extras, by canonical name."""
    lists = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    requirements = (Requirement(words) for each in lists for words in each)
    return {canonicalize_name(each.name): each for each in requirements if each.name != OURSELVES}


def problems_of(name: str, text: str, wanted: dict[str, Requirement]) -> list[str]:
    """Plain sentences on what is wrong with one lock."""
    pins = read_lock(text)
    found = [f"{name}:{at} holds an address or an index option" for at in _lines_with_addresses(text)]
    found += [f"{name} pins {package} without a hash" for package, pin in pins.items() if not pin.hashes]
    for package, requirement in wanted.items():
        pin = pins.get(package)
        if pin is None:
            found.append(f"{name} lacks {requirement}, which pyproject.toml asks for")
        elif not requirement.specifier.contains(pin.version, prereleases=True):
            found.append(f"{name} pins {package} {pin.version}, but pyproject.toml asks for {requirement}")
    gone = (package for package, pin in pins.items() if pin.direct and package not in wanted)
    return found + [f"{name} pins {package} for pyproject.toml, which no longer asks for it" for package in gone]


def differences(run: dict[str, Pin], dev: dict[str, Pin]) -> list[str]:
    """What the product runs on must be what it is tested on."""
    return [
        f"{DEV} does not pin {package} {pin.version} as {RUN} does"
        for package, pin in run.items()
        if package not in dev or dev[package].version != pin.version
    ]


def _lines_with_addresses(text: str) -> list[int]:
    lines = enumerate(text.splitlines(), 1)
    return [at for at, line in lines if _ADDRESS.search(line.split("#")[0]) or "://" in line]


def check(root: Path) -> list[str]:
    """All that is wrong with the locks of the project in that folder."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    texts = {name: (root / name).read_text("utf-8") for name in EXTRAS}
    found = [
        problem
        for name, extras in EXTRAS.items()
        for problem in problems_of(name, texts[name], wanted_by(project, extras))
    ]
    return found + differences(read_lock(texts[RUN]), read_lock(texts[DEV]))


def main(root: Path) -> int:
    """Print what is wrong and return the exit code."""
    try:
        found = check(root)
    except OSError as error:
        found = [f"{error.filename} cannot be read: {error.strerror}"]
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        print("Run `make lock` and commit both locks.", file=sys.stderr)
        return 1
    print(f"{RUN} and {DEV} are in step with pyproject.toml.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1]))
