"""The command `nightdesk`, the same as `python -m bot`."""

from __future__ import annotations

import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO

_STOPPED_BY_SIGNAL = 128
"""Exit codes above this one say which signal ended the command."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 the work failed, 2 wrong usage. No traceback without --debug."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    _prepare_streams()
    try:
        from bot.cli import is_server, run

        code = run(words, debug=debug)
        if code > _STOPPED_BY_SIGNAL and is_server(words):
            _leave(0, at_once=True)
    except BrokenPipeError:
        # A reader that went away (`nightdesk digest | head`) is no failure of ours, and nobody needs to hear of it.
        code = 0
    except KeyboardInterrupt:
        code = _STOPPED_BY_SIGNAL + signal.SIGINT
    _leave(code, at_once=code > _STOPPED_BY_SIGNAL)


def _prepare_streams() -> None:
    """Stand in for streams that are closed, and let no letter fail: what is piped is UTF-8 everywhere."""
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


def _leave(code: int, *, at_once: bool) -> NoReturn:
    _end_servers()
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    if at_once:
        # A thread may still wait for standard input, and the interpreter's orderly end would wait for it.
        os._exit(code)
    sys.exit(code)


def _end_servers() -> None:
    """End the two processes that multiprocessing keeps, which else notice only later that we are gone.

    It has no public way to do so; where a version lacks this one they end by themselves, a moment after us.
    """
    for module, name in (
        ("multiprocessing.forkserver", "_forkserver"),
        ("multiprocessing.resource_tracker", "_resource_tracker"),
    ):
        stop = getattr(getattr(sys.modules.get(module), name, None), "_stop", None)
        if callable(stop):
            stop()


def _flush(stream: TextIO) -> None:
    """Write what is left; where that fails it was said before, and the interpreter must not say it again."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    main()
