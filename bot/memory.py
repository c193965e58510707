"""What a bot that runs for months does about the garbage collector, once, when everything is loaded."""

from __future__ import annotations

import gc


def settle_memory() -> None:
    """Let the garbage collector leave alone what is loaded by now.

    Modules, tables and models stay for as long as the process lives. Without this every full collection walks over
    them all, which takes longer than composing a digest (measured: 118 ms instead of 57 ms for one answer in forty).
    """
    gc.collect()
    gc.freeze()
