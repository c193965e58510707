"""Where the names of topics stand in a text: the table of spellings, and when an ambiguous one counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from summarizer.text.phrases import forms_of, phrase_of
from summarizer.text.tokens import stop_words
from summarizer.topic_file import Topic

TITLED = 0.65
"""The share of a title's longer words that have a capital where capitals say nothing."""
TELLING_LETTERS = 4
_BEFORE_LETTERS = stop_words("en") | {"learn", "learning", "using", "writing", "modern", "plain"}
"""What may open a title before a language of one letter; before anything else the letter belongs to it ("Pixel C")."""
_OPENERS = frozenset('.:;!?–—-|"“„«(')
"""After these a sentence or a name of its own begins, and every word has a capital."""


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


class Read(NamedTuple):
    """A title or a text as tokens, as they are written and folded; `heard` are those of both.

    `titled`: nearly every word of it has a capital, which then says nothing.
    """

    written: Sequence[str]
    tokens: Sequence[str]
    heard: set[str]
    titled: bool = False


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
                plurals += [(form, names[1]) for form in forms_of(phrase[0])]
        name = spelled_out(topic.name)[0]
        for phrase in map(spelled_out, unsure):
            name_at = phrase.index(name) if name in phrase else 0
            rows[phrase] = Spelling(len(phrase), phrase[2:], topic, sure=False, name_at=name_at)
        denials += [(phrase, _spelled(phrase, denied)) for phrase in map(spelled_out, topic.exclude)]
    for form, spelling in plurals:
        rows.setdefault((form,), spelling)
    return _by_two_tokens(chain(denials, rows.items()))


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
    """Whether the phrase goes on as it should and, if it is unsure, has the company that it needs."""
    tail, topic = spelling.tail, spelling.topic
    if tail and not _goes_on(tail, read.tokens[position + 2 : position + spelling.length]):
        return False
    if spelling.sure:
        return True
    at = position + spelling.name_at
    if topic.case and not _is_capital(read.written[at], topic.title):
        return False
    if _is_initial(at, read):
        return False
    if not _company(topic.name, topic.context).isdisjoint(read.heard):
        return True
    if not topic.alone:
        return not topic.context
    if not _company(topic.name, topic.against).isdisjoint(read.heard):
        return False
    return topic.alone != "name" or spelling.name_at > 0 or _is_name(at, read)


def _goes_on(tail: tuple[str, ...], tokens: Sequence[str]) -> bool:
    """Whether the tokens are the tail of a phrase, its last word in either number."""
    *middle, last = tokens or ("",)
    return tuple(middle) == tail[:-1] and (last == tail[-1] or tail[-1] in forms_of(last))


@lru_cache(maxsize=1_024)
def _company(name: str, context: frozenset[str]) -> frozenset[str]:
    """The context words in any number, without the name itself: a word is no company for itself."""
    words = {form for word in context for form in (word, *forms_of(word))}
    return frozenset(words - {name, *forms_of(name)})


def _is_capital(word: str, title: str) -> bool:
    """Whether the word is written like a name: in capitals where the title is, else with a capital letter."""
    return word.isupper() if title.isupper() else word[:1].isupper()


def is_titled(written: Sequence[str]) -> bool:
    """Whether a title is written In Capitals Like This: so many of its longer words are, the first aside."""
    longer = [word for word in written[1:] if len(word) >= TELLING_LETTERS and word.isalpha()]
    return sum(word[0].isupper() for word in longer) >= TITLED * len(longer) if longer else False


def _is_initial(at: int, read: Read) -> bool:
    """Whether a lone letter stands before a name ("R Ashwin") or, inside a sentence, before an amount ("R 60")."""
    after = read.written[at + 1] if at + 1 < len(read.written) else ""
    if len(read.written[at]) > 1:
        return False
    amount = after[:1].isdigit() and at > 0 and read.written[at - 1].islower()
    return amount or (not read.titled and len(after) > 1 and after.istitle())


def _is_name(at: int, read: Read) -> bool:
    """Whether its capital makes a name of a word, and of this word alone."""
    written = read.written
    after = written[at + 1] if at + 1 < len(written) else ""
    before = written[at - 1] if at else ""
    if after[:1].isdigit():
        return len(written[at]) > 1 and before.islower()
    if read.titled or not at or before in _OPENERS:
        return False
    is_opening = at == 1 or written[at - 2] in _OPENERS
    if len(written[at]) == 1:
        # A lone letter is easily an initial, a grade, a unit or a model of something.
        plain = before.islower() or (is_opening and before.lower() in _BEFORE_LETTERS)
        return plain and not after[:1].isupper()
    return is_opening or not before[0].isupper()


def spelled_out(words: str) -> tuple[str, ...]:
    """A spelling of the file as tokens; the plain ones need no tokenizer."""
    if not words.isascii():
        return phrase_of(words)
    if words.isalnum():
        return (words,)
    plain = words.replace("-", " ")
    return tuple(plain.split(" ")) if plain.replace(" ", "").isalnum() else phrase_of(words)
