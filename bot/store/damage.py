"""A damaged SQLite database: told from a sound one, and put aside so that a backup can take its place."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path

from summarizer.store.errors import DatabaseBroken

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by what is added to its name."""


def is_damaged(file: Path) -> bool:
    """Whether SQLite cannot make sense of the file; not whether somebody holds it, or whether there is one at all."""
    if not file.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(file)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True


def put_aside(file: Path, now: datetime) -> Path:
    """Give the database, and what belongs to it, another name in its folder; the new one. Raises DatabaseBroken."""
    wanted = file.with_name(f"{file.name}.damaged-{now:%Y%m%d-%H%M%S}")
    aside, number = wanted, 1
    while aside.exists():
        number += 1
        aside = wanted.with_name(f"{wanted.name}-{number}")
    try:
        # The database last: whoever is interrupted here finds it damaged again, and nothing beside a new one.
        for ending in (*_BESIDE, ""):
            part = file.with_name(file.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
    except OSError as error:
        raise DatabaseBroken(f"the damaged database {file} cannot be put aside: {error.strerror}; check the rights of"
                             " its folder") from error  # fmt: skip
    return aside
