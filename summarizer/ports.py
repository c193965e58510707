"""What the pipeline needs from outside, as protocols. Implementations are found by name, wired in bot.bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar, runtime_checkable

from summarizer.model import CondenseTask, Reading, Source, Summary, Validators

T = TypeVar("T")


class Clock(Protocol):
    """Tells the time. Everything that depends on *now* is given one."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        ...


class Isolation(Protocol):
    """Runs a pure, picklable function where it can be killed: a time-out and a memory limit hold."""

    async def run(self, function: Callable[..., T], /, *args: object, timeout: float | None = None) -> T:
        """The function's result. Raises IsolationError when it was killed; its own exceptions pass through."""
        ...


class SourceReader(Protocol):
    """Reads one kind of source."""

    async def read(self, source: Source, validators: Validators) -> Reading:
        """What the source announces now. Raises FetchError, SourceError or IsolationError."""
        ...


class Condenser(Protocol):
    """Makes summaries."""

    name: str

    async def condense(self, task: CondenseTask) -> Summary:
        """The summary of the task's texts. Raises CondenseError; never invents."""
        ...


@runtime_checkable
class ModelCondenser(Condenser, Protocol):
    """A condenser whose summaries cost time and money, and may be provisional. It also takes tasks with `earlier`."""

    make: str
    """Names what its summaries depend on beside the task, such as the model: its name, or with "-" and 8 hex digits."""
