"""The command as people use it: run in this process for most facts, as a process of its own where that matters."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.bootstrap import settings
from bot.cli import run

ROOT = Path(__file__).parents[2]
_OURS = ("NIGHTDESK_", "SLACK_", "DISCORD_", "PYTHON", "NO_COLOR", "FORCE_COLOR")
PATIENCE = 60.0
"""Seconds that a process may take before the test gives up; none comes near it."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON objects on stdout, one a line."""
        return [json.loads(line) for line in self.out.split("\n") if line]


@dataclass
class Nightdesk:
    """The command with a home, and an environment that holds nothing else of ours."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def whole_environment(self, **more: str) -> dict[str, str]:
        """The variables that a process gets. Compiled files are shared, so that a start costs no compiling."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        python = {
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "nightdesk-tests-compiled")),
        }
        return {**kept, **python, "NIGHTDESK_HOME": str(self.home), **self.environment, **more}

    def __call__(self, *words: str, stdin: bytes | str = b"", **variables: str) -> Ran:
        """Run it here; variables are added to its environment."""
        out, err = io.StringIO(), io.StringIO()
        everything = self.whole_environment(**variables)
        with _environment(everything), _standard_input(stdin), redirect_stdout(out), redirect_stderr(err):
            code = run(list(words))
        return Ran(code, out.getvalue(), err.getvalue())

    def process(self, *words: str, stdin: bytes | str = b"", patience: float = PATIENCE, **variables: str) -> Ran:
        """Run it as a process of its own, for `patience` seconds at most."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            self.command(*words),
            input=given,
            capture_output=True,
            env=self.whole_environment(**variables),
            cwd=self.home,
            timeout=patience,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *words: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start it as a process of its own, with pipes to all three streams."""
        return subprocess.Popen(
            self.command(*words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.whole_environment(**variables),
            cwd=self.home,
        )

    def command(self, *words: str) -> list[str]:
        """What is started. It is found from any folder, as the installed command is."""
        return [sys.executable, "-m", "bot", *words]


@contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    """This environment and no other, and the settings read anew."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(wanted)
    settings.cache_clear()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        settings.cache_clear()


@contextmanager
def _standard_input(content: bytes | str) -> Iterator[None]:
    given = content.encode() if isinstance(content, str) else content
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


def only_line(words: str) -> str:
    """The one line of stderr. Fails if there are more or none, or if it is no plain sentence."""
    lines = words.splitlines()
    assert len(lines) == 1, words
    assert "Traceback" not in lines[0]
    return lines[0]
