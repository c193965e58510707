"""The file of topics -> Topic values. Pure; docs/topics.md describes the file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

_LISTS = ("parents", "aliases", "typed", "signals", "unsure", "context", "against", "not")
_FIELDS: Mapping[str, type] = MappingProxyType(
    dict.fromkeys(("title", "alone", *_LISTS), str) | dict.fromkeys(("case", "silent", "maker"), bool)
)
_ALONE = frozenset(("", "always", "capital", "name"))


class _Unknown:
    """What no value of a TOML file is."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic.

    `name` is what people type, `title` what is shown. `aliases` are other names for it, which count in a text and
    may be typed; `typed` may only be typed ("law"); `signals` show that a text is about it without being its name.
    `unsure` are names that, like the name itself, count only with one of `context` in title or text and, with `case`,
    written like the title; `alone` lets them count without context: "always", with their "capital", or where the
    capital makes a "name" of them, but never in the company of one of `against`. `exclude` are phrases that look like
    the name and mean something else. A `silent` topic's name says nothing in a text ("policy"); that of a `maker` also
    counts at the beginning of a product's that belongs to another topic ("Amazon Echo"). `parents` are wider topics by
    name, `ancestors` all of them upwards.
    """

    name: str
    title: str
    parents: tuple[str, ...] = ()
    ancestors: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    context: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    alone: str = ""
    case: bool = False
    silent: bool = False
    maker: bool = False


def read_topics(document: str) -> tuple[Topic, ...]:
    """The topics of a TOML document. Raises ValueError (or its TOMLDecodeError) for a file that says it wrongly."""
    said = tomllib.loads(document)
    groups = {name: _listed(words) for name, words in said.items() if isinstance(words, str)}
    tables = {name: row for name, row in said.items() if isinstance(row, dict)}
    parents = {name: _listed(str(row.get("parents", ""))) for name, row in tables.items()}
    return tuple(_topic(name, row, groups, parents) for name, row in tables.items())


def _topic(
    name: str,
    row: Mapping[str, object],
    groups: Mapping[str, tuple[str, ...]],
    parents: Mapping[str, tuple[str, ...]],
) -> Topic:
    wrong = sorted(key for key, value in row.items() if not isinstance(value, _FIELDS.get(key, _Unknown)))
    if wrong:
        raise ValueError(f'topic "{name}" has a field "{wrong[0]}" that does not exist or is not written so')
    lists = {key: _listed(str(value)) if (value := row.get(key)) else () for key in _LISTS}
    alone = str(row.get("alone", ""))
    if alone not in _ALONE:
        raise ValueError(f'topic "{name}" counts alone "{alone}"; write one of {", ".join(sorted(_ALONE - {""}))}')
    return Topic(
        name=name,
        title=str(row.get("title", name.capitalize())),
        parents=lists["parents"],
        ancestors=_climb(name, parents),
        aliases=lists["aliases"],
        typed=lists["typed"],
        signals=lists["signals"],
        unsure=lists["unsure"],
        exclude=lists["not"],
        context=_grouped(lists["context"], groups),
        against=_grouped(lists["against"], groups),
        alone=alone,
        case=bool(row.get("case", False)),
        silent=bool(row.get("silent", False)),
        maker=bool(row.get("maker", False)),
    )


def _grouped(words: tuple[str, ...], groups: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The words, each group among them as its words."""
    return frozenset(chain.from_iterable(groups.get(word, (word,)) for word in words))


def _climb(name: str, parents: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """All topics above the named one."""
    above: set[str] = set()
    waiting = list(parents[name])
    while waiting:
        parent = waiting.pop()
        if parent not in parents:
            raise ValueError(f'topic "{name}" is under "{parent}", which is no topic')
        if parent not in above:
            above.add(parent)
            waiting.extend(parents[parent])
    return frozenset(above - {name})


def _listed(words: str) -> tuple[str, ...]:
    """A list as the file writes it: one string, parted by commas."""
    return tuple([word for part in words.split(",") if (word := part.strip())])
