"""Where the demonstration saves its pages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.cli.demonstrating import PAGES, pages_folder


def test_the_pages_are_in_the_same_folder_every_time(tmp_path: Path) -> None:
    """Nobody collects folders by looking twice, and nobody else may write there."""
    assert pages_folder(tmp_path) == pages_folder(tmp_path) == tmp_path / PAGES
    assert not (tmp_path / PAGES).stat().st_mode & 0o022


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders have no owners here")
def test_a_second_user_of_the_machine_has_a_folder_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The temporary folder is everybody's: the first one's stays the first one's."""
    first = pages_folder(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: first.stat().st_uid + 1)

    second = pages_folder(tmp_path)

    assert second != first and second.parent == tmp_path and second.is_dir()


def test_a_link_that_lies_in_the_way_is_not_followed(tmp_path: Path) -> None:
    """Somebody may have laid it there to have our pages written elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / PAGES).symlink_to(elsewhere)

    folder = pages_folder(tmp_path)

    assert folder.name.startswith(f"{PAGES}-") and folder.resolve() != elsewhere


def test_a_file_that_lies_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / PAGES).write_text("mine")

    assert pages_folder(tmp_path).is_dir() and (tmp_path / PAGES).read_text() == "mine"
