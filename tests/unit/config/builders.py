"""Loads settings from what a test wrote, and from nothing else."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from config.settings import Settings, SettingsError, load_settings

FERNET_KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


def load(folder: Path, toml: str = "", **variables: str) -> Settings:
    """The settings of an installation in `folder`, with these variables and this nightdesk.toml."""
    if toml:
        (folder / "nightdesk.toml").write_text(toml, encoding="utf-8")
    return load_settings({"NIGHTDESK_HOME": str(folder), **variables}, folder, on_terminal=False)


def problems(folder: Path, toml: str = "", **variables: str) -> tuple[str, ...]:
    """What is wrong with them."""
    with pytest.raises(SettingsError) as caught:
        load(folder, toml, **variables)
    return caught.value.problems
