"""The project as files: where it lies, its Python files, and what each of them imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "adapters", "summarizer", "config")
WRITTEN_BY_HAND = (*PACKAGES, "tests", "tools", "docs")


def files(*tops: str, endings: tuple[str, ...] = (".py",)) -> list[Path]:
    """All files below those top-level folders with such endings, sorted."""
    found = (path for top in tops for path in (ROOT / top).rglob("*") if path.suffix in endings)
    return sorted(path for path in found if "__pycache__" not in path.parts and path.is_file())


def name_of(path: Path) -> str:
    """The path as people say it, from the project's folder."""
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text("utf-8"), str(path))


def imported_tops(path: Path) -> Iterator[str]:
    """The top-level names of what a file imports, anywhere in it; none of its own relative imports."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
