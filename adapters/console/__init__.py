"""The console: the dull default platform. Lines typed at a terminal are commands, documents are printed."""

from __future__ import annotations

from adapters.console.platform import ConsolePlatform

__all__ = ["ConsolePlatform"]
