"""The house style that a machine can see."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, WRITTEN_BY_HAND, files, name_of, parse

LONGEST_FILE = 450
PUT_OFF = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" * 3 + r"\b")))
VAGUE = re.compile(r"(?:^|_)(?:utils?|managers?|helpers?|misc|common)(?:_|$)")
GLOSSARY = ROOT / "docs" / "glossary.md"


def test_a_file_fits_in_the_head() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in files("tools", "tests", *PACKAGES)}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_nothing_is_put_off_in_a_comment() -> None:
    written = files(*WRITTEN_BY_HAND, endings=(".py", ".md", ".toml"))

    assert [name_of(path) for path in written if PUT_OFF.search(path.read_text("utf-8"))] == []


def test_names_say_something() -> None:
    said = {
        f"{name_of(path)}: {name}"
        for path in files(*PACKAGES, "tests", "tools")
        for name in (path.stem, path.parent.name, *defined_in(path))
        if VAGUE.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
    }

    assert said == set()


def defined_in(path: Path) -> list[str]:
    """The names of the file's functions and classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node.name for node in ast.walk(parse(path)) if isinstance(node, kinds)]


def test_every_folder_of_the_tests_is_a_package() -> None:
    """A lone tests/unit/bot/__init__.py would shadow the real `bot`."""
    folders = {parent for path in files("tests") for parent in path.parents if parent.is_relative_to(ROOT / "tests")}

    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_every_folder_of_the_packages_is_a_package() -> None:
    folders = {path.parent for path in files(*PACKAGES)}

    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def words_of_the_glossary() -> set[str]:
    """The terms it explains: each stands in bold before a dash."""
    heads = (line.partition(" — ")[0] for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("**"))
    return {word for head in heads for word in re.findall(r"\*\*(.+?)\*\*", head)}


@pytest.mark.parametrize("module", ["summarizer/model.py", "summarizer/ports.py", "bot/ports.py"])
def test_the_glossary_explains_every_value_and_port(module: str) -> None:
    classes = {node.name for node in parse(ROOT / module).body if isinstance(node, ast.ClassDef)}
    spelt = {re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize() for name in classes}

    assert spelt - words_of_the_glossary() == set()
