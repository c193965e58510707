"""Which topics an article is about, and what a person means by a topic's name. Pure after `TopicIndex.load`.

The topics are data (`topics.toml`, described in docs/topics.md). A text is read once, token by token, against a table
of all spellings by their first two tokens; the longest wins, so that "Apache Spark" takes the word that Apache would
have taken. A spelling that also means something else counts only in company: a context word in the title or the text,
and the capital letter, where the topic asks for them; "Taylor Swift" is kept from "swift" by a phrase of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain, zip_longest
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from summarizer.text.phrases import contains, cut, fold, forms_of, opening, phrase_of, split
from summarizer.topic_file import Topic, read_topics

__all__ = ["Topic", "TopicIndex"]

MOST = 8
"""Topics that an article has at most."""
TITLE_WEIGHT = 8
EARLY_WEIGHT = 3
MOST_MENTIONS = 6
EARLY_WORDS = 60
"""A mention among that many first words of a text counts alone; later ones need a second mention."""
READ_CHARACTERS = 5_000
"""What an article is about it says in its first 700 words or so; later mentions are asides."""
FREE_WORDS = 150
"""A topic of the reader's own is looked for in the title and that many first words."""
FREE_CHARACTERS = 2_000
TYPED_CHARACTERS = 100


class _Spelling(NamedTuple):
    """A phrase of `length` tokens, of which `tail` follow the second, and the topic that it names or is kept from.

    `name_at` is how many tokens after the first the topic's own name stands ("in Go"), where the capital has to be.
    """

    length: int
    tail: tuple[str, ...]
    topic: Topic
    sure: bool = True
    name_at: int = 0
    denies: bool = False


_Table = Mapping[str, Mapping[str, Sequence[_Spelling]]]
"""Spellings by their first token and then their second ("" for those that have none), longest first."""


class TopicIndex:
    """All topics, ready for reading texts. Immutable once made."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = {topic.name: topic for topic in topics}
        self._spellings = _spellings(self._topics.values())
        self._typed = _typed(tuple(self._topics.values()))

    @classmethod
    def load(cls) -> TopicIndex:
        """The topics that Nightdesk knows, read once per process."""
        return _load()

    def names(self) -> tuple[str, ...]:
        """Every topic's name, in alphabetical order."""
        return tuple(sorted(self._topics))

    def topic(self, name: str) -> Topic:
        """The topic of that name. Raises KeyError for any other word; see `find`."""
        return self._topics[name]

    def topics_of(self, title: str, text: str = "", given: Sequence[str] = ()) -> tuple[str, ...]:
        """The names of the topics of an article, most prominent first, at most eight; wider topics are not repeated.

        A topic of the title counts, and one that the text names at once or twice. `given` are the topics of the
        source; those of them that are known come last.
        """
        head, body = split(title), split(cut(text, READ_CHARACTERS))
        heads, bodies = fold(head), fold(body)
        heard = {*heads, *bodies}
        weights: dict[str, int] = {}
        for name, _ in self._named(head, heads, heard):
            weights[name] = TITLE_WEIGHT
        mentions: dict[str, list[int]] = {}
        for name, position in self._named(body, bodies, heard):
            mentions.setdefault(name, []).append(position)
        early = opening(bodies, EARLY_WORDS)
        for name, positions in mentions.items():
            is_early = positions[0] < early
            if name in weights or is_early or len(positions) > 1:
                weight = EARLY_WEIGHT * is_early + min(len(positions), MOST_MENTIONS)
                weights[name] = weights.get(name, 0) + weight
        found = sorted(weights, key=lambda name: -weights[name])
        known = (self.find(words) for words in given)
        return tuple(dict.fromkeys([*found, *(name for name in known if name)]))[:MOST]

    def find(self, words: str) -> str | None:
        """The name of the topic that a person means; None for a topic of their own."""
        *head, last = phrase_of(words[:TYPED_CHARACTERS]) or ("",)
        for form in (last, *forms_of(last)):
            name = self._typed.get(" ".join((*head, form))) or self._typed.get("".join((*head, form)))
            # A proper name has one number: who types "window" or "apples" does not mean Windows or Apple.
            if name is not None and (form == last or not self._topics[name].case):
                return name
        return None

    def suggest(self, words: str) -> tuple[str, ...]:
        """The names of at most three topics that look like what was typed, the likest first."""
        typed = " ".join(phrase_of(words[:TYPED_CHARACTERS]))
        begun = sorted((key for key in self._typed if key.startswith(typed)), key=len) if len(typed) > 2 else []
        alike = get_close_matches(typed, self._typed, n=6, cutoff=0.75)
        return tuple(dict.fromkeys(self._typed[key] for key in [*alike, *begun]))[:3]

    def covers(self, wanted: str, topics: Sequence[str]) -> bool:
        """Whether one of the topics is the wanted one or a part of it: "programming" covers "rust"."""
        name = self.find(wanted)
        if name is None:
            return phrase_of(wanted) in {phrase_of(topic) for topic in topics}
        return any(topic == name or name in self._ancestors(topic) for topic in topics)

    def matches(self, wanted: str, title: str, text: str, topics: Sequence[str]) -> bool:
        """Whether an article with these topics is about what is wanted.

        A known topic has to be among its topics (found now, if the article has none yet); the words of any other
        have to stand as a phrase in the title or among the first 150 words.
        """
        if self.find(wanted) is not None:
            return self.covers(wanted, topics or self.topics_of(title, text))
        phrase = phrase_of(wanted)
        if contains(fold(split(title)), phrase):
            return True
        tokens = fold(split(cut(text, FREE_CHARACTERS)))
        return contains(tokens[: opening(tokens, FREE_WORDS)], phrase)

    def _ancestors(self, name: str) -> frozenset[str]:
        topic = self._topics.get(name)
        return topic.ancestors if topic else frozenset()

    def _named(self, written: list[str], tokens: list[str], heard: set[str]) -> Iterator[tuple[str, int]]:
        """Every mention of a topic in the tokens: its name and the position."""
        free = 0  # the first token that no name has taken
        denied: dict[str, int] = {}  # a topic's name -> the end of the last phrase that means something else
        for position, (token, following) in enumerate(zip_longest(tokens, tokens[1:], fillvalue="")):
            begun = self._spellings.get(token)
            if begun is None or position < free:
                continue
            for spelling in _candidates(begun, following):
                name, end = spelling.topic.name, position + spelling.length
                if end <= denied.get(name, 0) or not _stands(spelling, position, written, tokens, heard):
                    continue
                if not spelling.denies:
                    free = end
                    yield name, position
                    break
                denied[name] = end


def _candidates(begun: Mapping[str, Sequence[_Spelling]], following: str) -> Iterator[_Spelling]:
    """The spellings that may stand before the following token, the longest first, its second word in either number."""
    if len(begun) > 1 or "" not in begun:
        for second in (following, *forms_of(following)):
            yield from begun.get(second, ())
    yield from begun.get("", ())


def _stands(spelling: _Spelling, position: int, written: list[str], tokens: list[str], heard: set[str]) -> bool:
    """Whether the phrase goes on as it should and, if it is unsure, has the company that it needs."""
    tail, topic = spelling.tail, spelling.topic
    if tail and not _goes_on(tail, tokens[position + 2 : position + spelling.length]):
        return False
    if spelling.sure:
        return True
    if topic.case and not _is_capital(written[position + spelling.name_at], topic.title):
        return False
    return not topic.context or not _company(topic.name, topic.context).isdisjoint(heard)


def _goes_on(tail: tuple[str, ...], tokens: list[str]) -> bool:
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


def _spellings(topics: Iterable[Topic]) -> _Table:
    """The table of all spellings. A phrase names one topic: what the file says comes before plurals."""
    rows: dict[tuple[str, ...], _Spelling] = {}
    plurals: list[tuple[str, _Spelling]] = []
    denials: list[tuple[tuple[str, ...], _Spelling]] = []
    for topic in topics:
        sure, unsure = _names_in_texts(topic)
        # Short spellings of a topic are alike but for the words, so that one value stands for all of them.
        names, denied = _short(topic, denies=False), _short(topic, denies=True)
        for phrase in map(_phrase, sure):
            rows[phrase] = _spelled(phrase, names)
            if len(phrase) == 1:
                plurals += [(form, names[1]) for form in forms_of(phrase[0])]
        name = _phrase(topic.name)[0]
        for phrase in map(_phrase, unsure):
            name_at = phrase.index(name) if name in phrase else 0
            rows[phrase] = _Spelling(len(phrase), phrase[2:], topic, sure=False, name_at=name_at)
        denials += [(phrase, _spelled(phrase, denied)) for phrase in map(_phrase, topic.exclude)]
    for form, spelling in plurals:
        rows.setdefault((form,), spelling)
    return _by_two_tokens(chain(denials, rows.items()))


def _short(topic: Topic, *, denies: bool) -> tuple[_Spelling, ...]:
    """The topic's spellings of one and of two tokens, at index 1 and 2, behind a pattern for longer ones."""
    return tuple([_Spelling(length, (), topic, denies=denies) for length in (0, 1, 2)])


def _spelled(phrase: tuple[str, ...], short: tuple[_Spelling, ...]) -> _Spelling:
    length = len(phrase)
    return short[length] if length < 3 else short[0]._replace(length=length, tail=phrase[2:])


def _by_two_tokens(rows: Iterable[tuple[tuple[str, ...], _Spelling]]) -> _Table:
    table: dict[str, dict[str, list[_Spelling]]] = {}
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
    if topic.context or topic.case:
        return sure, (topic.name, *topic.unsure)
    return (topic.name, *sure), topic.unsure


def _typed(topics: Sequence[Topic]) -> Mapping[str, str]:
    """What people type -> name. Names come before other names, these before spellings without their spaces."""
    known = {" ".join(_phrase(topic.name)): topic.name for topic in topics}
    joined: dict[str, str] = {}
    for topic in topics:
        for words in (topic.name, *topic.aliases, *topic.typed, *topic.unsure):
            phrase = _phrase(words)
            known.setdefault(" ".join(phrase), topic.name)
            joined["".join(phrase)] = topic.name
    return joined | known


def _phrase(words: str) -> tuple[str, ...]:
    """A spelling of the file as tokens; the plain ones need no tokenizer."""
    if not words.isascii():
        return phrase_of(words)
    if words.isalnum():
        return (words,)
    plain = words.replace("-", " ")
    return tuple(plain.split(" ")) if plain.replace(" ", "").isalnum() else phrase_of(words)


@lru_cache(maxsize=1)
def _load() -> TopicIndex:
    return TopicIndex(read_topics(Path(__file__).with_name("topics.toml").read_text(encoding="utf-8")))
