"""A home for a process whose user has none: in a container the user may be a number that no list knows."""

from __future__ import annotations

import os
from pathlib import Path


def have_a_home(folder: Path) -> None:
    """Let this folder be the home where the system knows of none; some libraries ask for one as they are imported."""
    try:
        Path.home()
    except RuntimeError:
        os.environ["HOME"] = str(folder)


def data_folder() -> Path:
    """Where this user's programs keep their data. Raises ValueError with a sentence if the user has no home."""
    from platformdirs import user_data_path

    try:
        folder = user_data_path("nightdesk", appauthor=False)
    except RuntimeError:
        folder = Path("~")
    # Some versions give back "~/…" as it stands, which would be a folder of that name wherever the command is run.
    if not folder.is_absolute():
        raise ValueError(
            "NIGHTDESK_HOME is not set and this user has no home: set it to a folder in which data may live"
        )
    return folder
