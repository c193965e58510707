"""Readers of sources: one module or package here is one kind, found by its name.

A kind's module has `create_reader(tools) -> SourceReader`. See docs/adding-a-source.md.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from summarizer.errors import UnknownSourceKind
from summarizer.ports import Isolation, SourceReader

if TYPE_CHECKING:
    from summarizer.fetch import Fetcher

_NO_KINDS = {"discover", "opml", "shortcuts"}


@dataclass(frozen=True, slots=True)
class Tools:
    """What a reader may need."""

    fetcher: Fetcher
    isolation: Isolation


def reader_kinds() -> tuple[str, ...]:
    """The names of all kinds of source."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _NO_KINDS))


def create_reader(kind: str, tools: Tools) -> SourceReader:
    """The reader of that kind. Raises UnknownSourceKind."""
    if kind not in reader_kinds():
        raise UnknownSourceKind(f'"{kind}" is no kind of source; there are {", ".join(reader_kinds())}')
    module = importlib.import_module(f"{__name__}.{kind}")
    return cast(SourceReader, module.create_reader(tools))
