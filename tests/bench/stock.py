"""Made-up articles in any number, from the bundled edition's sentences with names and numbers exchanged.

Events are reported by one to six outlets in different words; their names are drawn as in real news, a few often and
most hardly ever. The same numbers give the same articles.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.edition.library import Edition, load
from summarizer.model import Article, TextOrigin
from summarizer.text.sentences import split_sentences

OUTLETS = tuple(f"Outlet {number:02d}" for number in range(60))
NAMES = 4_000
SENTENCES = 11
_SYLLABLES = "ka lo mi ren tar vel nor qui sta fen dor bex pal zin hal oru ser tun wex gri".split()
_VERBS = "buys opens closes sues hires recalls patches delays ships cuts doubles leaks drops renames tests".split()
_THINGS = """factory compiler satellite browser payroll warehouse keyboard battery database router telescope charger
    kernel registry modem camera printer firmware exchange turbine sensor archive ferry subsidy tariff airline clinic
    vaccine reactor harbour library parliament pension drone glacier festival""".split()
_PATTERNS = (
    "{name} {verb} {thing} in {place} after {number} complaints",
    "{thing} trouble: {name} {verb} its {number} units near {place}",
    "{place} {thing} deal worth {number} million as {name} {verb} rival {other}",
    "{name} and {other}: a {thing} that {verb} {number} jobs",
    "Why {name} {verb} the {place} {thing}, {number} days on",
    "{number} {thing} orders later, {name} {verb} {other} of {place}",
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}|\b\d[\d,.]*\d\b")
_COUNTS = (1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 6)


class Newsroom:
    """Writes articles. `topics` are the names of topics that they are given, three each."""

    def __init__(self, seed: int = 7, topics: Sequence[str] = ()) -> None:
        self._chance = random.Random(seed)
        self._names = sorted({self._invent() for _ in range(NAMES)})
        self._topics = tuple(topics)
        self._sentences = sentences_of(load())
        self._number = 0

    def events(self, count: int, until: datetime, days: float) -> list[list[Article]]:
        """At least so many articles, by event, spread evenly over the days before `until`; oldest event first."""
        made: list[list[Article]] = []
        articles = 0
        while articles < count:
            begun = until - timedelta(days=days) * (1 - articles / count)
            event = list(self._event(min(begun, until - timedelta(minutes=5)), until))
            articles += len(event)
            made.append(event)
        return made

    def stream(self, count: int, until: datetime, days: float) -> list[tuple[Article, str]]:
        """So many articles, oldest first, each with the id of its event's story."""
        events = self.events(count, until, days)
        made = [(article, story_of(event)) for event in events for article in event]
        return sorted(made, key=lambda each: (each[0].published, each[0].id))[:count]

    def _event(self, begun: datetime, until: datetime) -> Iterator[Article]:
        pick = self._chance.choice
        words = {
            "name": self._name(),
            "other": self._name(),
            "place": self._name(),
            "verb": pick(_VERBS),
            "thing": pick(_THINGS),
            "number": str(self._chance.randint(12, 9_900)),
        }
        topics = tuple(self._chance.sample(self._topics, min(3, len(self._topics))))
        patterns = self._chance.sample(_PATTERNS, pick(_COUNTS))
        for outlet, pattern in zip(self._chance.sample(OUTLETS, len(patterns)), patterns, strict=True):
            at = min(until, begun + timedelta(minutes=self._chance.expovariate(1 / 90)))
            yield self._article(outlet, at, pattern.format(**words), words, topics)

    def _article(
        self, outlet: str, at: datetime, title: str, words: dict[str, str], topics: tuple[str, ...]
    ) -> Article:
        self._number += 1
        lead = f"{self._chance.choice(_PATTERNS).format(**words)}, {words['name']} said on {at:%A}."
        body = [lead, *(self._varied() for _ in range(SENTENCES))]
        return Article(
            id=f"a{self._number:016x}",
            source=outlet,
            publisher=outlet,
            url=f"https://{outlet.replace(' ', '-').lower()}.example/{self._number}",
            title=title[0].upper() + title[1:],
            published=at,
            first_seen=at,
            text="\n".join(" ".join(body[start : start + 3]) for start in range(0, len(body), 3)),
            text_origin=TextOrigin.PAGE,
            language="en",
            topics=topics,
        )

    def _varied(self) -> str:
        """A sentence of the edition with other names and numbers."""
        return _NAME.sub(self._other, self._chance.choice(self._sentences))

    def _other(self, found: re.Match[str]) -> str:
        return str(self._chance.randint(11, 99_999)) if found[0][0].isdigit() else self._name()

    def _name(self) -> str:
        return self._names[int(len(self._names) * self._chance.random() ** 2)]

    def _invent(self) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(2, 4))).capitalize()


def story_of(event: Sequence[Article]) -> str:
    """The id of the story that an event is."""
    return "s" + event[0].id[1:]


def sentences_of(edition: Edition) -> list[str]:
    """Every English sentence of the edition, in order."""
    texts = [each.text for each in edition.articles if edition.outlet(each.outlet).language == "en"]
    return [text[span.start : span.end] for text in texts for span in split_sentences(text)]
