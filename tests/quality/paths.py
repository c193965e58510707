"""Where the evaluation data lies, if it is there at all; nothing of it belongs to the project."""

from __future__ import annotations

import os
from pathlib import Path


def evaluation_data(folder: str) -> Path | None:
    """The folder of that name in the evaluation data; None where there is none."""
    root = os.environ.get("NIGHTDESK_EVAL_DATA") or str(Path(__file__).resolve().parents[3] / "shared" / "data")
    found = Path(root) / folder
    return found if found.is_dir() else None
