"""Where the names of topics stand in a text: the table of their spellings. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from summarizer.text.phrases import forms_of, phrase_of
from summarizer.topic_file import Topic
from summarizer.topic_senses import Read, as_hint, is_meant

SHORT = 4
"""The s at the end of a word of so many letters belongs to it ("gps", "saas", "rtos")."""


class Spelling(NamedTuple):
    """A phrase of `length` tokens, of which `tail` follow the second, and the topic that it names or is kept from.

    `name_at` is how many tokens after the first the topic's own name stands ("in Go"), where the capital has to be.
    """

    length: int
    tail: tuple[str, ...]
    topic: Topic
    sure: bool = True
    name_at: int = 0
    denies: bool = False


Table = Mapping[str, Mapping[str, Sequence[Spelling]]]
"""Spellings by their first token and then their second ("" for those that have none), longest first."""


def table_of(topics: Iterable[Topic]) -> Table:
    """The table of all spellings. A phrase names one topic: what the file says comes before plurals."""
    rows: dict[tuple[str, ...], Spelling] = {}
    plurals: list[tuple[str, Spelling]] = []
    denials: list[tuple[tuple[str, ...], Spelling]] = []
    for topic in topics:
        sure, unsure = _names_in_texts(topic)
        # Short spellings of a topic are alike but for the words, so that one value stands for all of them.
        names, denied = _short(topic, denies=False), _short(topic, denies=True)
        for phrase in map(spelled_out, sure):
            rows[phrase] = _spelled(phrase, names)
            if len(phrase) == 1:
                plurals += [(form, names[1]) for form in forms_of(phrase[0]) if _is_form(form, phrase[0])]
        name = spelled_out(topic.name)[0]
        for phrase in map(spelled_out, unsure):
            name_at = phrase.index(name) if name in phrase else 0
            rows[phrase] = Spelling(len(phrase), phrase[2:], topic, sure=False, name_at=name_at)
        if topic.hints:
            hinted = as_hint(topic)
            for phrase in map(spelled_out, topic.hints):
                rows[phrase] = Spelling(len(phrase), phrase[2:], hinted, sure=False)
        denials += [(phrase, _spelled(phrase, denied)) for phrase in map(spelled_out, topic.exclude)]
    for form, spelling in plurals:
        rows.setdefault((form,), spelling)
    return _by_two_tokens(chain(denials, rows.items()))


def _is_form(form: str, word: str) -> bool:
    """Whether it is the other number of a word: GPS and NAS have none."""
    return len(form) > len(word) or len(word) > SHORT


def _short(topic: Topic, *, denies: bool) -> tuple[Spelling, ...]:
    """The topic's spellings of one and of two tokens, at index 1 and 2, behind a pattern for longer ones."""
    return tuple([Spelling(length, (), topic, denies=denies) for length in (0, 1, 2)])


def _spelled(phrase: tuple[str, ...], short: tuple[Spelling, ...]) -> Spelling:
    length = len(phrase)
    return short[length] if length < 3 else short[0]._replace(length=length, tail=phrase[2:])


def _by_two_tokens(rows: Iterable[tuple[tuple[str, ...], Spelling]]) -> Table:
    table: dict[str, dict[str, list[Spelling]]] = {}
    for phrase, spelling in rows:
        seconds = table.setdefault(phrase[0], {})
        seconds.setdefault(phrase[1] if len(phrase) > 1 else "", []).append(spelling)
    for seconds in table.values():
        for spellings in seconds.values():
            if len(spellings) > 1:
                spellings.sort(key=_length, reverse=True)
    return table


_length = attrgetter("length")


def _names_in_texts(topic: Topic) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The spellings that count alone, and those that need company."""
    sure = (*topic.aliases, *topic.signals)
    if topic.silent:
        return sure, topic.unsure
    if topic.context or topic.case or topic.alone:
        return sure, (topic.name, *topic.unsure)
    return (topic.name, *sure), topic.unsure


def candidates(begun: Mapping[str, Sequence[Spelling]], following: str) -> Iterator[Spelling]:
    """The spellings that may stand before the following token, the longest first, its second word in either number."""
    if len(begun) > 1 or "" not in begun:
        for second in (following, *forms_of(following)):
            yield from begun.get(second, ())
    yield from begun.get("", ())


def stands(spelling: Spelling, position: int, read: Read) -> bool:
    """Whether the phrase goes on as it should and, if it is unsure, means the topic."""
    tail = spelling.tail
    if tail and not _goes_on(tail, read.tokens[position + 2 : position + spelling.length]):
        return False
    return spelling.sure or is_meant(spelling.topic, position + spelling.name_at, read, led=spelling.name_at > 0)


def _goes_on(tail: tuple[str, ...], tokens: Sequence[str]) -> bool:
    """Whether the tokens are the tail of a phrase, its last word in either number."""
    *middle, last = tokens or ("",)
    return tuple(middle) == tail[:-1] and (last == tail[-1] or tail[-1] in forms_of(last))


def spelled_out(words: str) -> tuple[str, ...]:
    """A spelling of the file as tokens; the plain ones need no tokenizer."""
    if not words.isascii():
        return phrase_of(words)
    if words.isalnum():
        return (words,)
    plain = words.replace("-", " ")
    return tuple(plain.split(" ")) if plain.replace(" ", "").isalnum() else phrase_of(words)
