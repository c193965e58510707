"""A message before it belongs to a platform: blocks of lines of spans, and the actions that may be offered.

The core speaks only in documents. Each adapter renders them to its own payload by a pure function, keeps its limits
and escapes its mark-up; a renderer never posts. Text in here is plain: no platform's mark-up means anything yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from bot.language import current, speaking
from summarizer.model import StoryState

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Room(Text):
    """A channel of the reader's own platform, shown as it shows its channels; `text` is what everybody else reads."""

    channel: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A run of text that leads somewhere. `url` is absolute http(s)."""

    text: str
    url: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, shown in the reader's own way: relative ("3 h ago") or as date and time."""

    at: datetime
    relative: bool = True
    fallback: str = ""


Span = Text | Link | Moment
Line = tuple[Span, ...]


class Emphasis(StrEnum):
    """How much an action stands out. Rare ones go into an overflow menu where a platform has one."""

    PRIMARY = "primary"
    NORMAL = "normal"
    RARE = "rare"


@dataclass(frozen=True, slots=True)
class Action:
    """Something a reader can do with one press: the command `verb` on `target` (a story id, a topic, a digest id)."""

    label: str
    verb: str
    target: str = ""
    emphasis: Emphasis = Emphasis.NORMAL


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a message."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of ordinary text."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Small:
    """Lines of lesser weight: context, accounts, hints."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage from a source."""

    text: str
    source: Link | None = None


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose spacing matters."""

    text: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A rule between parts."""


@dataclass(frozen=True, slots=True)
class StoryBlock:
    """One story: numbered title, its sentences, one small line of sources, and what can be done with it."""

    number: int
    story_id: str
    title: str
    url: str
    state: StoryState
    sentences: tuple[Line, ...]
    meta: tuple[Line, ...]
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of actions."""

    actions: tuple[Action, ...]


Block = Heading | Paragraph | Small | Quote | Preformatted | Divider | StoryBlock | Buttons


@dataclass(frozen=True, slots=True)
class Document:
    """A whole message. `summary` is what notifications, screen readers and plain clients get; `language` is the one
    that it was composed in, which a renderer's own words are said in too."""

    summary: str
    blocks: tuple[Block, ...]
    language: str = field(default_factory=current)


def in_its_language(render: Callable[Concatenate[Document, P], R]) -> Callable[Concatenate[Document, P], R]:
    """A renderer that says its own words in the language of the document it gets."""

    @wraps(render)
    def rendered(document: Document, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with speaking(document.language):
            return render(document, *args, **kwargs)

    return rendered


def text(words: str, *, bold: bool = False, italic: bool = False, code: bool = False) -> Line:
    """A line of one run of text."""
    return (Text(words, bold=bold, italic=italic, code=code),)


def paragraph(*lines: str | Line) -> Paragraph:
    """A paragraph of the given lines; a plain string is a line of its own."""
    return Paragraph(tuple(text(line) if isinstance(line, str) else line for line in lines))


def small(*lines: str | Line) -> Small:
    """Like `paragraph`, of lesser weight."""
    return Small(tuple(text(line) if isinstance(line, str) else line for line in lines))


def note(words: str) -> Document:
    """A document of one sentence: the answer to a command that changes something, or a refusal."""
    return Document(words, (paragraph(words),))


def is_web_address(url: str) -> bool:
    """Whether a renderer may make a link of it: absolute http(s), and printable, so that it can hide no other code."""
    return url.lower().startswith(("http://", "https://")) and url.isprintable()


def plain_line(line: Line) -> str:
    """The line as plain text; a link is its text, a moment its fallback."""
    return "".join(span.fallback if isinstance(span, Moment) else span.text for span in line)
