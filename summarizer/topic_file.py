"""The file of topics -> Topic values. Pure; docs/topics.md describes the file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

_LISTS = ("parents", "aliases", "typed", "signals", "hints", "unsure", "not")
_COMPANY = (
    "context",
    "before",
    "after",
    "not_before",
    "not_after",
    "weak_before",
    "weak_after",
    "against",
    "weak_against",
)
"""Lists of single words, in which a group may stand for its words."""
_FIELDS: Mapping[str, type] = MappingProxyType(
    dict.fromkeys(("title", "alone", *_LISTS, *_COMPANY), str)
    | dict.fromkeys(("case", "silent", "maker", "person"), bool)
)
_ALONE = frozenset(("", "small", "capital", "name"))


TELLING_LETTERS = 4
"""Shorter words of a name say little ("of", "top")."""
_TRADE = ("@business", "@code")
"""Groups whose words show that a text is about companies or programs."""
_OTHER_SENSES = ("@everyday", "@music", "@sport", "@show", "@motor")
"""Groups whose words speak against hints."""


class _Unknown:
    """What no value of a TOML file is."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic.

    `name` is what people type, `title` what is shown. `aliases` are other names for it, which count in a text and may
    be typed; `typed` may only be typed ("law"); `signals` show that a text is about it without being its name,
    `hints` do so with a capital letter or in the company of one of `hint_context`, but for other company
    ("Blizzard"). `unsure` are names that, like the name itself, count only with one of `context` in title or text
    and, with `case`, written like the title; `alone` lets them count without context: with their "capital", where the
    capital makes a "name" of them, or where they are "small", written without one; but never in the company of one of
    `against`, nor, where their capital says nothing, of one of `weak_against`. The neighbours of a name tell most: it
    is meant `before` some words ("Go modules") and `after` some ("in Rust"), and means something else if it stands
    `not_before` or `not_after` others ("Apple harvest", "grade C"), some of which say so only where the capital says
    nothing: `weak_before` and `weak_after` ("Go on", "can Go"). `exclude` are phrases that look like the name and
    mean something else. A `silent` topic's name says nothing in a text ("policy"); a `person` may have its name, and
    then another name follows ("Julia Roberts"); that of a `maker` also counts at the beginning of a product's that
    belongs to another topic ("Amazon Echo"). `parents` are wider topics by name, `ancestors` all of them upwards.
    """

    name: str
    title: str
    parents: tuple[str, ...] = ()
    ancestors: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    hint_context: frozenset[str] = frozenset()
    hint_against: frozenset[str] = frozenset()
    unsure: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    context: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    weak_before: frozenset[str] = frozenset()
    weak_after: frozenset[str] = frozenset()
    weak_against: frozenset[str] = frozenset()
    alone: str = ""
    case: bool = False
    silent: bool = False
    maker: bool = False
    person: bool = False


def read_topics(document: str) -> tuple[Topic, ...]:
    """The topics of a TOML document. Raises ValueError (or its TOMLDecodeError) for a file that says it wrongly."""
    said = tomllib.loads(document)
    groups: dict[str, tuple[str, ...]] = {}
    for name, words in said.items():
        if isinstance(words, str):
            groups[name] = tuple(_grouped(_listed(words), groups))
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
    company = {key: _grouped(_listed(str(row.get(key, ""))), groups) for key in _COMPANY}
    if alone not in _ALONE:
        raise ValueError(f'topic "{name}" counts alone "{alone}"; write one of {", ".join(sorted(_ALONE - {""}))}')
    hint_context = _words_of(lists, company["context"], groups) if lists["hints"] else frozenset()
    return Topic(
        name=name,
        title=str(row.get("title", name.capitalize())),
        parents=lists["parents"],
        ancestors=_climb(name, parents),
        aliases=lists["aliases"],
        typed=lists["typed"],
        signals=lists["signals"],
        hints=lists["hints"],
        hint_context=hint_context,
        # Thousands of words, so only for the few topics that ask for them.
        hint_against=_grouped(_OTHER_SENSES, groups) - hint_context if lists["hints"] else frozenset(),
        unsure=lists["unsure"],
        exclude=lists["not"],
        context=company["context"],
        # A group is made for many topics: what speaks for one of them does not speak against it.
        against=company["against"] - company["context"],
        before=company["before"],
        after=company["after"],
        not_before=company["not_before"] - company["before"],
        not_after=company["not_after"] - company["after"],
        weak_before=company["weak_before"] - company["before"],
        weak_after=company["weak_after"] - company["after"],
        weak_against=company["weak_against"] - company["context"],
        alone=alone,
        case=bool(row.get("case", False)),
        silent=bool(row.get("silent", False)),
        maker=bool(row.get("maker", False)),
        person=bool(row.get("person", False)),
    )


def _words_of(
    lists: Mapping[str, tuple[str, ...]], context: frozenset[str], groups: Mapping[str, tuple[str, ...]]
) -> frozenset[str]:
    """What keeps a topic's hints company: the words of its other names, its context, and those of the trade."""
    names = chain.from_iterable(lists[key] for key in ("parents", "aliases", "typed", "signals"))
    own = {word for name in names for word in name.split() if len(word) >= TELLING_LETTERS and word.isalnum()}
    return frozenset(own.union(context, *(groups.get(name, ()) for name in _TRADE)).difference(lists["hints"]))


def _grouped(words: tuple[str, ...], groups: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The words, each group among them as its words; a group may hold groups that the file names before it."""
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
