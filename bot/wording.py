"""Sentences of ours in the words of a platform: `briefing pause` is typed differently in Slack and in Discord.

A sentence names commands in the one grammar between backticks; here each becomes what the reader would have to type.
What is particular to a platform it says itself, in its module `wording`.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from bot.document import Document, Line, Paragraph, Text
from bot.language import mark

_COMMAND = re.compile(r"`([^`]+)`")


def _in_one_line(words: str) -> str:
    return f"/digest {words}".strip()


@dataclass(frozen=True, slots=True)
class Wording:
    """What a platform calls things; what it does not say is as in this one.

    `phrase` makes what is typed of a command of the grammar ("" is the digest itself). `is_bare`: the grammar itself is
    typed, and code has no look of its own, so the backticks stay. `in_one_line`: whatever the grammar knows can be
    typed, not only what is offered. `takes` says who may change a channel. `takes_files`: a file can be handed over.
    """

    phrase: Callable[[str], str] = _in_one_line
    is_bare: bool = False
    in_one_line: bool = True
    takes: str = mark("someone who manages it, or the owner of its briefing")
    takes_files: bool = False


@lru_cache(maxsize=64)
def wording_of(platform: str) -> Wording:
    """The words of a platform: the constant WORDING of its package's module `wording`, if it has one."""
    package = importlib.util.find_spec(f"adapters.{platform}") if platform.isidentifier() else None
    if package is None or importlib.util.find_spec(f"adapters.{platform}.wording") is None:
        return Wording()
    return cast(Wording, importlib.import_module(f"adapters.{platform}.wording").WORDING)


def phrase(platform: str, command: str) -> str:
    """What is typed on a platform for a command of the grammar; "" is the digest itself."""
    return wording_of(platform).phrase(re.sub(r"^/?digest\b", "", command).strip())


def word(sentence: str, platform: str) -> Line:
    """The sentence as a line, its commands in the platform's words."""
    if wording_of(platform).is_bare:
        return (Text(sentence),)
    spans: list[Text] = []
    for position, part in enumerate(_COMMAND.split(sentence)):
        if part:
            spans.append(Text(phrase(platform, part), code=True) if position % 2 else Text(part))
    return tuple(spans)


def quote(sentence: str) -> Document:
    """A document of a sentence in which what stands between backticks is typed as it is, on every platform."""
    parts = enumerate(_COMMAND.split(sentence))
    return Document(sentence, (Paragraph((tuple(Text(part, code=bool(at % 2)) for at, part in parts if part),)),))


def say(sentence: str, platform: str) -> Document:
    """A document of the one sentence, its commands in the platform's words."""
    line = word(sentence, platform)
    return Document("".join(span.text for span in line if isinstance(span, Text)), (Paragraph((line,)),))
