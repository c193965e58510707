"""Which topics an article is about, and what a person means by a topic's name. Pure after `TopicIndex.load`.

The topics are data (`topics.toml`, described in docs/topics.md). A text is read once, token by token, against a table
of all spellings by their first two tokens; the longest wins, so that "Apache Spark" takes the word that Apache would
have taken. A spelling that also means something else counts only if its neighbours, its company and its capital letter
say that it is meant (`summarizer/topic_senses.py`); "Taylor Swift" is kept from "swift" by a phrase of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from summarizer.text.phrases import contains, cut, fold, forms_of, opening, phrase_of, split
from summarizer.topic_file import Topic, read_topics
from summarizer.topic_senses import Read, read_text, read_title
from summarizer.topic_spellings import candidates, spelled_out, stands, table_of

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


class TopicIndex:
    """All topics, ready for reading texts. Immutable once made."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = {topic.name: topic for topic in topics}
        self._spellings = table_of(self._topics.values())
        self._typed = _typed(tuple(self._topics.values()))
        self._makers = frozenset(topic.name for topic in self._topics.values() if topic.maker)

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
        weights: dict[str, int] = {}
        for name, _ in self._named(read_title(head, heads, frozenset((*heads, *bodies)))):
            weights[name] = TITLE_WEIGHT
        mentions: dict[str, list[int]] = {}
        for name, position in self._named(read_text(body, bodies, frozenset(heads))):
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

    def _named(self, read: Read) -> Iterator[tuple[str, int]]:
        """Every mention of a topic in the tokens: its name and the position."""
        tokens = read.tokens
        free = 0  # the first token that no name has taken
        denied: dict[str, int] = {}  # a topic's name -> the end of the last phrase that means something else
        for position, (token, following) in enumerate(zip_longest(tokens, tokens[1:], fillvalue="")):
            begun = self._spellings.get(token)
            if begun is None or position < free:
                continue
            for spelling in candidates(begun, following):
                name, end = spelling.topic.name, position + spelling.length
                if end <= denied.get(name, 0) or not stands(spelling, position, read):
                    continue
                if not spelling.denies:
                    free = end
                    yield name, position
                    if spelling.name_at and (other := self._alone(token, position, read)):
                        yield other, position
                    if token in self._makers and token not in {name, *spelling.topic.ancestors}:
                        yield token, position
                    break
                denied[name] = end

    def _alone(self, token: str, position: int, read: Read) -> str | None:
        """The topic that the first word of a longer spelling names by itself, as in "Python to Go"."""
        begun = self._spellings[token].get("", ())
        return next((each.topic.name for each in begun if not each.denies and stands(each, position, read)), None)


def _typed(topics: Sequence[Topic]) -> Mapping[str, str]:
    """What people type -> name. Names come before other names, these before spellings without their spaces."""
    known = {" ".join(spelled_out(topic.name)): topic.name for topic in topics}
    joined: dict[str, str] = {}
    for topic in topics:
        for words in (topic.name, *topic.aliases, *topic.typed, *topic.unsure):
            phrase = spelled_out(words)
            known.setdefault(" ".join(phrase), topic.name)
            joined["".join(phrase)] = topic.name
    return joined | known


@lru_cache(maxsize=1)
def _load() -> TopicIndex:
    return TopicIndex(read_topics(Path(__file__).with_name("topics.toml").read_text(encoding="utf-8")))
