"""What every command shares: the two consoles, JSON out, input in, and failures as one line.

stdout carries the answer, stderr everything else. Exit codes: 0 done, 1 the work failed, 2 wrong usage.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")
MAX_INPUT = 50_000_000


class CommandFailed(Exception):
    """The work failed: the message is one line that says what failed and what to do next; exit code 1."""


class WrongUsage(Exception):
    """The command was called wrongly: one line on how to put it right; exit code 2."""


def say(line: str) -> None:
    """One line for people, on stderr."""
    sys.stderr.write(line.rstrip("\n") + "\n")


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
    words = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        words.encode()
    except UnicodeEncodeError:
        # Half a surrogate pair, which JSON may carry and UTF-8 may not, goes out as it came in: escaped.
        return json.dumps(value, indent=indent)
    return words


def open_console(stream: IO[str] | None = None) -> Console:
    """A rich console on stdout (or `stream`): no colour when NO_COLOR is set, nothing cut off a terminal."""
    from rich.console import Console

    return Console(
        file=stream or sys.stdout, highlight=False, markup=False, emoji=False, no_color="NO_COLOR" in os.environ or None
    )


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run one command's coroutine to its end."""
    import asyncio

    return asyncio.run(work)


def read_bytes(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises CommandFailed with the reason."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_INPUT + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_INPUT + 1)
    except IsADirectoryError:
        raise CommandFailed(f"{name} is a folder. Give the name of a file in it.") from None
    except OSError as error:
        raise CommandFailed(
            f"{name} cannot be read: {error.strerror or error}. Check the name and its rights."
        ) from None


def is_address(name: str) -> bool:
    """Whether the argument is a web address rather than a file's name."""
    return name.lower().startswith(("http://", "https://"))


def json_lines() -> Iterator[tuple[Any, str | None]]:
    """The objects of standard input, a line each, with an error in words for a line that is none."""
    for raw in sys.stdin.buffer:
        line = raw.strip()
        if not line:
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield None, f"not valid JSON: {error}"
            continue
        if not isinstance(value, dict):
            yield None, "a line must be one JSON object"
            continue
        yield value, None


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
