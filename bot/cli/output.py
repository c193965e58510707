"""What every command shares: the two consoles, JSON out, input in, and failures as one line.

stdout carries the answer, stderr everything else. Exit codes: 0 done, 1 the work failed, 2 wrong usage.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypeVar

from bot.render.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")
MAX_INPUT = 50_000_000
LONGEST_SHOWN = 300
_LINE_ENDS = {letter: f"\\u{letter:04x}" for letter in (0x85, 0x2028, 0x2029)}


class CommandFailed(Exception):
    """The work failed: the message is one line that says what failed and what to do next; exit code 1."""


class WrongUsage(Exception):
    """The command was called wrongly: one line on how to put it right; exit code 2."""


class Stopped(KeyboardInterrupt):
    """A signal asked the command to stop; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def say(line: str) -> None:
    """One line for people, on stderr."""
    sys.stderr.write(visible(line.rstrip("\n")) + "\n")


def write(words: str) -> None:
    """The answer, on stdout."""
    sendable = words.encode("utf-8", "replace").decode()
    sys.stdout.write(sendable if sendable.endswith("\n") else sendable + "\n")


def write_json(value: Any) -> None:
    """One JSON document on stdout, readable and in UTF-8."""
    write(_as_json(value, indent=2))


def write_json_line(value: Any) -> None:
    """One JSON object on one line, flushed at once."""
    sys.stdout.write(_as_json(value) + "\n")
    sys.stdout.flush()


def _as_json(value: Any, *, indent: int | None = None) -> str:
    # Some readers take these letters for the end of a line; escaped they mean the same.
    words = json.dumps(value, ensure_ascii=False, indent=indent).translate(_LINE_ENDS)
    try:
        words.encode()
    except UnicodeEncodeError:
        # Half a surrogate pair, which JSON may carry and UTF-8 may not, goes out as it came in: escaped.
        return json.dumps(value, indent=indent)
    return words


def open_console(stream: IO[str] | None = None) -> Console:
    """A rich console on stdout (or `stream`): no colour when NO_COLOR is set, nothing cut off a terminal."""
    from rich.console import Console

    class PipeConsole(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    target = stream or sys.stdout
    return PipeConsole(
        file=target,
        # Whatever the environment would force: in a pipe nothing is wrapped, and links are printed as addresses.
        force_terminal=target.isatty(),
        highlight=False,
        markup=False,
        emoji=False,
        no_color="NO_COLOR" in os.environ or None,
    )


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run one command's coroutine to its end. Raises Stopped on Ctrl-C and SIGTERM, when what was open is closed."""
    import asyncio

    with stoppable():
        return asyncio.run(work)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let both signals raise Stopped wherever the command is, also in the middle of a read from standard input.

    asyncio's own handler of Ctrl-C only marks a task as cancelled, which a read that waits never notices.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: object) -> NoReturn:
    raise Stopped(number)


def read_bytes(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises CommandFailed with the reason."""
    with _opened(name) as file:
        body = file.read(MAX_INPUT + 1)
    if len(body) > MAX_INPUT:
        raise CommandFailed(f"{name} is larger than {MAX_INPUT // 1_000_000} MB. Give a smaller file.")
    return body


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """A file's bytes, or standard input's for "-". Raises CommandFailed with the reason."""
    if name == "-":
        yield sys.stdin.buffer
        return
    if not name.strip():
        raise WrongUsage("the name is empty; give a file, an address, or - for standard input")
    shown = name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"
    if "://" in name:
        raise CommandFailed(f"{shown} is no address that is read: only http and https are.")
    try:
        with Path(name).open("rb") as file:
            yield file
    except IsADirectoryError:
        raise CommandFailed(f"{shown} is a folder. Give the name of a file in it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandFailed(f"{shown} cannot be read: {reason}. Check the name and its rights.") from None


def is_address(name: str) -> bool:
    """Whether the argument is a web address rather than a file's name."""
    return name.lower().startswith(("http://", "https://"))


def json_lines(name: str = "-") -> Iterator[tuple[Any, str | None]]:
    """The objects of a file or of standard input, a line each, with an error in words for a line that is none."""
    with _opened(name) as lines:
        yield from _objects(lines)


def _objects(lines: Iterable[bytes]) -> Iterator[tuple[Any, str | None]]:
    for raw in lines:
        line = raw.strip()
        if not line:
            continue
        try:
            value = json.loads(line, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            yield None, f"not valid JSON: {error}"
            continue
        if not isinstance(value, dict):
            yield None, "a line must be one JSON object"
            continue
        yield value, None


def _refuse_constant(words: str) -> NoReturn:
    # Python reads and writes NaN and Infinity, which no other reader of JSON knows.
    raise ValueError(f"{words} is no JSON value")


def string_field(record: dict[str, Any], name: str, *, required: bool = False) -> str | None:
    """A field of a JSON line that must be a string if it is there. Raises ValueError in plain words."""
    value = record.get(name)
    if value is None:
        if required:
            raise ValueError(f'"{name}" is missing')
        return None
    if not isinstance(value, str):
        raise ValueError(f'"{name}" must be a string')
    return value
