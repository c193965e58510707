"""The line that leads from the demonstration to the playground."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.playing import how_to_open


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone as `make demo` leaves it: the command is in its .venv."""
    scripts = tmp_path / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "nightdesk").write_text("#!/bin/sh\n")
    (scripts / "nightdesk").chmod(0o755)
    return tmp_path


def test_a_command_that_the_shell_finds_is_named_alone(clone: Path) -> None:
    scripts = clone / ".venv" / "bin"
    assert "`nightdesk play --demo`" in how_to_open(scripts / "python", clone, str(scripts))


def test_a_command_in_the_clone_is_named_by_its_way_there(clone: Path) -> None:
    assert "`.venv/bin/nightdesk play --demo`" in how_to_open(clone / ".venv" / "bin" / "python", clone, "")


def test_from_elsewhere_its_whole_path_is_given(clone: Path) -> None:
    python = clone / ".venv" / "bin" / "python"
    assert f"`{python.with_name('nightdesk')} play" in how_to_open(python, clone / "docs", "")


def test_without_a_command_its_name_stands(tmp_path: Path) -> None:
    assert "`nightdesk play --demo`" in how_to_open(tmp_path / "python", tmp_path, "")
