"""The command `nightdesk`, the same as `python -m bot`."""

from __future__ import annotations

import contextlib
import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 the work failed, 2 wrong usage. No traceback without --debug."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    from bot.cli import run

    code = run(words, debug=debug)
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    sys.exit(code)


if __name__ == "__main__":
    # A reader that went away (`nightdesk digest | head`) is no failure of ours, and nobody needs to hear of it.
    try:
        main()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
