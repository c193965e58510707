"""The version of this installation."""

from __future__ import annotations


def version() -> str:
    """The installed package's version; "0" in a tree that was never installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("nightdesk")
    except PackageNotFoundError:
        return "0"
