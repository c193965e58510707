"""What importing costs, what is imported where, and who owns which name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import PACKAGES, ROOT, files, imported_tops, name_of, parse

HEAVY = ("aiohttp", "apscheduler", "discord", "httpcore", "httpx", "lxml", "slack_bolt", "slack_sdk", "sqlalchemy")
LIST_LOADED = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after that code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{LIST_LOADED}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("module", ["bot", "bot.ports", "bot.cli.commands", "adapters", "summarizer.model", "config"])
def test_importing_loads_no_sdk_no_scheduler_no_client_and_no_database(module: str) -> None:
    assert loaded_by(f"import {module}").isdisjoint(HEAVY)


def test_help_loads_none_of_them_either() -> None:
    asking = """
from bot.__main__ import main
try:
    main(["--help"])
except SystemExit as end:
    assert not end.code, end.code
"""

    assert loaded_by(asking).isdisjoint(HEAVY)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_top_level_package_is_a_docstring(package: str) -> None:
    """Nothing happens on import, and a stranger's package of that name has nothing to be mixed with."""
    (only,) = parse(ROOT / package / "__init__.py").body

    assert isinstance(only, ast.Expr)
    assert isinstance(only.value, ast.Constant)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_ships_our_names(package: str) -> None:
    owners = {
        distribution.name
        for distribution in distributions()
        for file in distribution.files or ()
        if file.parts[0] == package
    }

    assert owners <= {"nightdesk"}


def declared_distributions() -> set[str]:
    """What pyproject.toml asks for to run, all extras but the one for development included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    lists = [project["dependencies"], *(extras[name] for name in extras if name != "dev")]
    return {canonicalize_name(Requirement(words).name) for each in lists for words in each}


def strangers(path: Path) -> set[str]:
    """The top-level names of others' packages that a file imports."""
    return {top for top in imported_tops(path) if top not in sys.stdlib_module_names and top not in PACKAGES}


def test_what_the_packages_import_is_declared() -> None:
    """A package that only comes along with another may leave with it."""
    declared = declared_distributions()
    ships = packages_distributions()
    undeclared = {
        f"{name_of(path)} imports {top}"
        for path in files(*PACKAGES)
        for top in strangers(path)
        if not {canonicalize_name(name) for name in ships.get(top, [top])} & declared
    }

    assert undeclared == set()


def test_only_config_reads_the_environment() -> None:
    """One name is read elsewhere: NO_COLOR, which belongs to the terminal and not to us."""
    readings = {
        f"{name_of(path)}: {line.strip()}"
        for path in files("bot", "adapters", "summarizer")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"os\.(environ|getenv)|from os import", line) and "NO_COLOR" not in line
    }

    assert readings == set()
