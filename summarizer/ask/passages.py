"""Articles -> the passages in them that answer a question, best first. Pure.

A passage is a sentence, with the one before it where it would hang in the air. Three things decide whether it answers:
everything that the question names is spoken of right there, or is what the article is about; most of what the question
says is said in the passage, its neighbours or the title; and it holds the sort of thing that was asked for. What falls
short in one of them is no answer, however much the rest fits.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from statistics import fmean
from types import MappingProxyType

from summarizer.ask.evidence import COUNTED, NEEDED, Scene, weigh_evidence
from summarizer.ask.meeting import NO_TERM, Meeting
from summarizer.ask.question import Asks, Question, Role, Term
from summarizer.ask.words import Word, key_of, words_of
from summarizer.model import Article, Kind
from summarizer.text.sentences import Span, split_sentences
from summarizer.text.tokens import stop_words

LONGEST = 420
"""Characters of a passage at most."""
_MOST_MET = 16
_NO_SENTENCE = 800
_READ = 60_000
"""Characters of an article that are looked through."""
_HERE, _LEANT_ON, _TITLE, _BESIDE, _NEAR, _SUBJECT, _ELSEWHERE = 1.0, 0.95, 0.8, 0.7, 0.5, 0.65, 0.15
NAME_NEEDED = 0.6
SAID_NEEDED = 0.6
SAID_IF_COUNTED = 0.5
_STRONG = 0.9
_NEARLY_ALWAYS = 0.8
_LEADING = frozenset("runs run leads lead heads head leitet".split())
_LEAD = 3
"""Sentences that open an article: what they name it is about."""
_JUNK = frozenset({Kind.DEAL, Kind.PUZZLE, Kind.HOW_TO_WATCH, Kind.SPONSORED})
_CAPITAL = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ][^\W_]*(?:['’][^\W_]+)*")
_DASHES = re.compile(r"[-–—•*\s]*")
_HANGING = re.compile(
    r"[\"“„']*(?:it|its|he|his|she|her|they|their|this|that|these|those|the company|the deal|er|sie|es|das)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an article: `article.text[start:end]`, and how well it answers (higher is better)."""

    article: Article
    start: int
    end: int
    score: float

    @property
    def quote(self) -> str:
        """The passage, word for word."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of the stored articles each term stands, by its key, and how many articles there are."""

    articles: int
    found: Mapping[str, int]

    def weight(self, term: Term) -> float:
        """1 for a term that stands everywhere up to 2 for one that stands once; little for one that says little.

        A word that no article knows says nothing about any of them: it counts like one that stands everywhere.
        """
        known = self.found.get(term.key, 0)
        rare = math.log1p(self.articles / (1 + known)) / math.log1p(max(1, self.articles)) if known else 0.0
        return (1.0 + rare) * (0.3 if term.role is Role.FAINT else 1.0)


def find_names(question: Question, articles: Sequence[Article]) -> frozenset[str]:
    """The words of a question that these articles write as names: with a capital inside of sentences, nearly always."""
    terms = {term.key: term for term in question.telling if not term.forms}
    found = {}
    for key, term in terms.items():
        inside = re.compile(rf"(?<=[^.!?:\s] )(?:{re.escape(term.shown)}|{re.escape(key)})(?!\w)", re.IGNORECASE)
        texts = (article.text[:_READ] for article in articles if article.language != "de")
        found[key] = [not word[0].islower() for text in texts for word in inside.findall(text)]
    return frozenset(key for key, capitals in found.items() if capitals and fmean(capitals) >= _NEARLY_ALWAYS)


def rank_passages(
    question: Question,
    articles: Sequence[Article],
    rarity: Rarity,
    known_as: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> tuple[Passage, ...]:
    """The passages that answer, best first, as far as their own words tell.

    `known_as` has, by an article's id, the terms that its story is known by, although it may not say them itself.
    """
    if not any(term.role is not Role.FAINT for term in question.terms):
        return ()
    asked = question.with_names(find_names(question, articles))
    meeting = Meeting(asked)
    found = [
        passage
        for article in articles
        for passage in _Reading(asked, article, rarity, meeting, known_as.get(article.id, NO_TERM)).passages()
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, each.article.id, each.start)))


def weigh_story(passage: Passage, reports: int, now: datetime) -> float:
    """A passage's score with what is known of its story: how many reports it has, and how fresh this one is."""
    days = max(0.0, (now - passage.article.published).total_seconds() / 86_400)
    junk = 0.4 if passage.article.kind in _JUNK else 0.0
    return passage.score + 0.1 * math.exp2(-days / 7) + 0.1 * min(1.0, math.log1p(reports) / math.log(9)) - junk


def _in_pieces(spans: Sequence[Span], text: str) -> list[Span]:
    """The sentences, those that are too long to be any parted between words."""
    pieces: list[Span] = []
    for span in spans:
        start = span.start
        while span.end - start > _NO_SENTENCE:
            space = text.rfind(" ", start, start + _NO_SENTENCE)
            end = space if space > start else start + _NO_SENTENCE
            pieces.append(Span(start, end, span.paragraph))
            start = end + (space > start)
        pieces.append(Span(start, span.end, span.paragraph))
    return pieces


class _Reading:
    """One article, looked through for one question."""

    def __init__(
        self, question: Question, article: Article, rarity: Rarity, meeting: Meeting, known_as: frozenset[str]
    ) -> None:
        self._question = question
        self._article = article
        self._weights = {term.key: rarity.weight(term) for term in question.terms}
        self._text = article.text[:_READ]
        self._spans = _in_pieces(split_sentences(self._text), self._text)
        self._words = [
            words_of(self._text, span.start, span.end)
            if meeting.may_stand_in(self._text[span.start : span.end])
            else []
            for span in self._spans
        ]
        self._foreign = stop_words(article.language) if article.language not in {None, "en"} else frozenset()
        self._meeting = meeting
        self._in_title = self._terms_in(words_of(article.title))
        self._here = [self._terms_in(words) for words in self._words]
        self._everywhere = frozenset(key for keys in self._here for key in keys) | self._in_title
        self._subjects = self._about() | (known_as - self._everywhere)

    def _terms_in(self, words: Sequence[Word]) -> frozenset[str]:
        return NO_TERM.union(*(self._terms_at(words, index) for index in range(len(words))))

    def _terms_at(self, words: Sequence[Word], index: int) -> frozenset[str]:
        # "die" is a word of its own in English alone.
        return NO_TERM if words[index].key in self._foreign else self._meeting.terms_at(words, index)

    def _about(self) -> frozenset[str]:
        """The terms that the article is about: in its title, or said again and again, in its opening already."""
        opening = frozenset(key for keys in self._here[:_LEAD] for key in keys)
        times = Counter(key for keys in self._here for key in keys)
        return self._in_title | {key for key, count in times.items() if count >= (2 if key in opening else 3)}

    def passages(self) -> Iterator[Passage]:
        """The passages of this article that answer."""
        if self._question.asks is Asks.NEWS:
            yield from self._news()
            return
        for index in range(len(self._spans)):
            if self._here[index] and (score := self._score(index)) is not None:
                start, end = self._bounds(index)
                if self._question.asks is Asks.ANYTHING:
                    end = self._told_on(index, start, end)
                yield Passage(self._article, start, end, score)

    def _news(self) -> Iterator[Passage]:
        """What opens the article, if it is about all that is named; else the sentences that name all of it."""
        wanted = {term.key for term in self._question.terms if term.role is not Role.FAINT}
        opening = frozenset(key for keys in self._here[:_LEAD] for key in keys)
        if wanted <= self._in_title | opening and wanted & self._in_title:
            spans = [span for span in self._spans[:_LEAD] if span.paragraph == self._spans[0].paragraph]
            fits = [span for span in spans if span.end - self._spans[0].start <= LONGEST] or self._spans[:1]
            share = len(wanted & self._in_title) / len(wanted)
            start = fits[0].start
            yield Passage(
                self._article,
                start,
                min(fits[-1].end, start + LONGEST),
                2.0 + share + (0.3 if wanted & self._here[0] else 0.0),
            )
        else:
            for index in range(len(self._spans)):
                if wanted <= self._here[index]:
                    start, end = self._bounds(index)
                    yield Passage(self._article, start, self._told_on(index, start, end), 1.0)

    def _told_on(self, index: int, start: int, end: int) -> int:
        """Where a passage ends that takes along the next sentence, if that says more of the same."""
        following = self._spans[index + 1] if index + 1 < len(self._spans) else None
        goes_on = following and following.paragraph == self._spans[index].paragraph and self._hangs(index + 1)
        return following.end if following and goes_on and following.end - start <= LONGEST else end

    def _score(self, index: int) -> float | None:
        """How well a sentence answers; None: it does not."""
        places = {term.key: self._place(term, index) for term in self._question.terms}
        names = self._question.names
        if any(places[term.key] < NAME_NEEDED for term in names):
            return None
        if places.get(self._question.deed, 1.0) < (_NEAR if self._question.asks is Asks.WHEN else _BESIDE):
            return None
        said = [term for term in self._question.terms if term.role is not Role.NAME]
        evidence = weigh_evidence(self._scene(index))
        if evidence < self._needed(names, places) or not self._speaks_of(self._question.telling, places, evidence):
            return None
        return (
            self._share(names, places) + 1.2 * self._share(said, places) + evidence + 0.4 * self._closeness(index)
            - 0.01 * min(index, 20)
        )  # fmt: skip

    def _speaks_of(self, telling: Sequence[Term], places: Mapping[str, float], evidence: float) -> bool:
        """Whether the passage says what the question says; without names it must hold the rarest word, too.

        A number right before what is to be counted says more than most words: with it less will do.
        """
        if not telling:
            return bool(self._question.names)
        is_named = all(places[term.key] >= _TITLE for term in self._question.names)
        is_counted = self._question.asks is Asks.MANY and evidence >= COUNTED and is_named
        needed = SAID_IF_COUNTED if is_counted else SAID_NEEDED
        if not any(places[term.key] == _HERE for term in telling) or self._share(telling, places) < needed:
            return False
        if self._question.names:
            return True
        rarest = max(telling, key=lambda term: self._weights[term.key])
        return places[rarest.key] >= NAME_NEEDED

    def _needed(self, names: Sequence[Term], places: Mapping[str, float]) -> float:
        """How good the evidence must be; where a question only names something, it must be good and beside it."""
        needed = NEEDED[self._question.asks]
        if self._question.asks is Asks.SAID:
            return needed if all(places[term.key] >= _LEANT_ON for term in names) else math.inf
        if self._is_who_leads():
            return needed if all(places[term.key] >= _LEANT_ON for term in names) else math.inf
        if self._question.telling or not needed or self._question.asks is Asks.WHAT_IS:
            return needed
        return _STRONG if all(places[term.key] >= _LEANT_ON for term in names) else math.inf

    def _is_who_leads(self) -> bool:
        """Whether it is asked who leads what is named, and no more: many lead something in any article."""
        telling = [term.key for term in self._question.telling]
        return self._question.asks is Asks.WHO and len(telling) == 1 and telling[0] in _LEADING

    def _place(self, term: Term, index: int) -> float:
        key = term.key
        if key in self._here[index]:
            return _HERE
        best = _TITLE if key in self._in_title else _ELSEWHERE if key in self._everywhere else 0.0
        for other in (index - 1, index + 1):
            if 0 <= other < len(self._spans) and key in self._here[other]:
                same = self._spans[other].paragraph == self._spans[index].paragraph
                leant_on = same and other < index and self._hangs(index)
                is_beside = same and (other < index or term.role is not Role.NAME)
                best = max(best, _LEANT_ON if leant_on else _BESIDE if is_beside else _NEAR)
        if term.role is Role.NAME and (self._is_paragraphs(key, index) or self._is_meant(key, index)):
            best = max(best, _BESIDE)
        return max(best, _SUBJECT) if key in self._subjects and term.role is Role.NAME else best

    def _is_paragraphs(self, key: str, index: int) -> bool:
        """Whether the first sentence of a sentence's paragraph names it."""
        return self._begins(index) != index and key in self._here[self._begins(index)]

    def _is_meant(self, key: str, index: int) -> bool:
        """Whether "it" in a sentence may be what one of the three before it in the paragraph names."""
        first = max(self._begins(index), index - _LEAD)
        return self._hangs(index) and any(key in self._here[other] for other in range(first, index))

    def _begins(self, index: int) -> int:
        """The first sentence of a sentence's paragraph."""
        paragraph = self._spans[index].paragraph
        while index and self._spans[index - 1].paragraph == paragraph:
            index -= 1
        return index

    def _hangs(self, index: int) -> bool:
        """Whether a sentence says "it" or "they" of what the one before has named."""
        return _HANGING.match(self._text, self._spans[index].start) is not None

    def _share(self, terms: Sequence[Term], places: Mapping[str, float]) -> float:
        whole = sum(self._weights[term.key] for term in terms)
        return sum(self._weights[term.key] * places[term.key] for term in terms) / whole if whole else 0.0

    def _matches(self, index: int) -> list[int]:
        """The places of a sentence's words that are terms."""
        words = self._words[index]
        return [place for place in range(len(words)) if self._terms_at(words, place)]

    def _scene(self, index: int) -> Scene:
        return Scene(self._text, self._words[index], self._matches(index), self._names, self._question)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words that have a capital inside of a sentence."""
        inside = ((self._text.find(" ", span.start, span.end), span.end) for span in self._spans)
        return frozenset(
            key_of(word) for begin, end in inside if begin >= 0 for word in _CAPITAL.findall(self._text, begin, end)
        )

    def _closeness(self, index: int) -> float:
        """How near to each other the question's words stand: 1 where nothing else is between them."""
        words = self._words[index]
        wanted = len(self._here[index])
        met = self._matches(index)[:_MOST_MET]
        if wanted < 2:
            return 0.0
        spans = (
            met[last] - met[first] + 1
            for first in range(len(met))
            for last in range(first + wanted - 1, len(met))
            if len(NO_TERM.union(*(self._terms_at(words, place) for place in met[first : last + 1]))) == wanted
        )
        return wanted / min(spans, default=len(words))

    def _bounds(self, index: int) -> tuple[int, int]:
        """Where the passage begins and ends."""
        span = self._spans[index]
        start, end = _DASHES.match(self._text, span.start).end(), span.end  # type: ignore[union-attr]
        if end - start > LONGEST:
            return self._cut(index)
        names = {term.key for term in self._question.names}
        hangs = self._hangs(index) or (bool(names) and not names & self._here[index])
        before = self._spans[index - 1] if index else None
        if hangs and before and before.paragraph == span.paragraph and end - before.start <= LONGEST:
            start = before.start
        return start, end

    def _cut(self, index: int) -> tuple[int, int]:
        """Of a very long sentence whole words around those of the question."""
        span: Span = self._spans[index]
        words = self._words[index]
        met = self._matches(index) or [0]
        first = max(span.start, words[met[0]].start - LONGEST // 4)
        begins = [word.start for word in words if word.start >= first] or [span.start]
        ends = [word.end for word in words if word.end <= begins[0] + LONGEST] or [begins[0] + LONGEST]
        return begins[0], ends[-1]


__all__ = ["Asks", "Passage", "Rarity", "find_names", "rank_passages", "weigh_story"]
