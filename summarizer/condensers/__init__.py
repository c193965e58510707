"""Condensers: one module or package here is one kind, found by its name. See docs/adding-a-condenser.md."""

from __future__ import annotations

import importlib
import pkgutil
from typing import cast

from summarizer.errors import CondenseError
from summarizer.ports import Condenser


def condenser_kinds() -> tuple[str, ...]:
    """The names of all condensers."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def create_condenser(kind: str = "extractive", **settings: object) -> Condenser:
    """The condenser of that kind. Raises CondenseError for an unknown one."""
    if kind not in condenser_kinds():
        raise CondenseError(f'"{kind}" is no condenser; there are {", ".join(condenser_kinds())}')
    return cast(Condenser, importlib.import_module(f"{__name__}.{kind}").create_condenser(**settings))
