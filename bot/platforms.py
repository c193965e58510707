"""Platforms by name: each is a folder under adapters, and nothing here knows one of them.

A platform's package has `render.render_messages(document)`, and `wiring.create_platform(given, services)` if it can
be configured; what it is made of is its own business. See docs/adding-a-platform.md.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any, cast

from bot.document import Document
from bot.ports import ChatPlatform
from bot.services import Services

Renderer = Callable[[Document], list[dict[str, Any]]]


def find_renderer(platform: str) -> Renderer:
    """The pure function that turns a document into the platform's payloads."""
    return cast(Renderer, importlib.import_module(f"adapters.{platform}.render").render_messages)


def load_platform(platform: str) -> Any:
    """The platform's module with its ChatPlatform class."""
    return importlib.import_module(f"adapters.{platform}.platform")


def configurable_platforms() -> tuple[str, ...]:
    """The names of the platforms that settings can switch on."""
    adapters = importlib.import_module("adapters")
    names = sorted(module.name for module in pkgutil.iter_modules(adapters.__path__) if module.ispkg)
    return tuple(name for name in names if importlib.util.find_spec(f"adapters.{name}.wiring"))


def create_platform(platform: str, given: Mapping[str, str], services: Services) -> ChatPlatform:
    """The platform with its settings. Raises PlatformUnusable where they cannot work."""
    return cast(ChatPlatform, importlib.import_module(f"adapters.{platform}.wiring").create_platform(given, services))
