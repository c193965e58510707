"""What can go wrong with the database, in words that say what to do.

StoreError
├── DiskFull          no room left to write
├── DatabaseLocked    somebody else held the database for longer than we wait
└── DatabaseBroken    not a database, damaged, or not reachable
"""

from __future__ import annotations

from summarizer.errors import SummarizerError


class StoreError(SummarizerError):
    """The database could not do what was asked; nothing was half-written."""


class DiskFull(StoreError):
    """No room left to write."""


class DatabaseLocked(StoreError):
    """Somebody else held the database for longer than we wait."""


class DatabaseBroken(StoreError):
    """Not a database, damaged, or not reachable."""


def explain(error: Exception) -> StoreError:
    """The named error for what a driver raised."""
    words = " ".join(str(getattr(error, "orig", error)).split())
    low = words.lower()
    if "disk is full" in low or "no space left" in low:
        return DiskFull("the disk is full, so nothing was stored; free some space and run it again")
    if "locked" in low or "busy" in low:
        return DatabaseLocked("another program holds the database; nothing was stored, try again in a moment")
    if "pool limit" in low:
        return DatabaseLocked("too much is waiting for the database; nothing was stored, try again in a moment")
    if "readonly" in low or "read-only" in low:
        return DatabaseBroken("the database cannot be written; check the rights of its folder")
    if "unable to open" in low:
        return DatabaseBroken("the database file cannot be opened; check the rights of its folder")
    if "not a database" in low or "malformed" in low:
        return DatabaseBroken(f"the database is damaged ({words[:200]}); restore a backup: `nightdesk restore FILE`")
    return DatabaseBroken(
        f"the database does not answer as it should ({words[:200]}); check its address and that its server runs"
    )
