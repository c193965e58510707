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
