"""Document <-> JSON, for what is frozen before it is sent. Pure.

A value is written as its class's name and its fields; only the classes of a document can be read back.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot import document as shapes
from bot.document import Document
from bot.language import ENGLISH
from summarizer.model import StoryState

_CLASSES = {
    each.__name__: each
    for each in (
        shapes.Document, shapes.Text, shapes.Room, shapes.Link, shapes.Moment, shapes.Action, shapes.Heading,
        shapes.Paragraph, shapes.Small, shapes.Quote, shapes.Preformatted, shapes.Divider, shapes.StoryBlock,
        shapes.Buttons,
    )
}  # fmt: skip
_ENUMS: dict[str, type[StrEnum]] = {"emphasis": shapes.Emphasis, "state": StoryState}


def document_to_json(document: Document) -> dict[str, Any]:
    """The document as JSON."""
    written: dict[str, Any] = _write(document)
    return written


def document_from_json(value: dict[str, Any]) -> Document:
    """The document that `document_to_json` wrote."""
    read: Document = _read({"language": ENGLISH} | value)
    return read


def _write(value: Any) -> Any:
    if is_dataclass(value):
        return {"is": type(value).__name__} | {each.name: _write(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_write(each) for each in value]
    return {"at": value.isoformat()} if isinstance(value, datetime) else value


def _read(value: Any, name: str = "") -> Any:
    if isinstance(value, list):
        return tuple(_read(each) for each in value)
    if isinstance(value, dict) and "is" in value:
        given = {key: _read(each, key) for key, each in value.items() if key != "is"}
        return _CLASSES[value["is"]](**given)
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"])
    return _ENUMS[name](value) if name in _ENUMS else value
