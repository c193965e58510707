"""Every sentence that a summary may take, whole or cut, with its worth. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.condensers.extractive.carry import name_subject
from summarizer.condensers.extractive.cuts import shorter_forms
from summarizer.condensers.extractive.lexicon import (
    is_aside,
    is_boilerplate,
    is_pronoun_start,
    is_question,
    is_torn_quote,
    open_quotes,
)
from summarizer.condensers.extractive.quotes import whole_quotes
from summarizer.condensers.extractive.ranker import Ranker, load_ranker
from summarizer.condensers.extractive.reading import Line, Place, Scene, places, read_line, set_scene, traits_of
from summarizer.condensers.extractive.tidy import tidy_start
from summarizer.condensers.extractive.worth import fact_lift, title_share, title_weights, word_weights
from summarizer.model import Article, CondenseTask
from summarizer.text.sentences import Span, split_sentences
from summarizer.text.tokens import content_words

LONGEST_PASSAGE = 900
"""What a sentence is taken from, and a point's passage, has at most so many characters."""
MOST_SENTENCES = 400
MOST_TEXTS = 6
MOST_CUT, MOST_CUT_OF_NEWS = 12, 4
"""So many of an article's best sentences are also tried in shorter forms."""
LONG = 18
"""A sentence of fewer words is not cut: it fits."""
TORN, SCANT = 0.7, 0.6
"""What a torn quote, and a sentence of few words, is worth against another."""
FEW, FEW_FOR_FACTS = 7, 10
"""What few words are: a key fact with its circumstances takes more of them than a line of news."""
BRIEF, ROOMY = 60, 90
"""A summary of so many words says of a report what its opening says first; one of so many has room to look for facts."""
LATER_WITNESS = 0.87
"""What a sentence of each further article is worth, against one of the article before it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, whole or cut, with its passage and its worth."""

    text: str
    article: Article
    start: int
    end: int
    order: int
    """Its place in reading order: the article's rank times MOST_SENTENCES, plus the sentence's number in it."""
    fact: float
    """How likely it carries a key fact, against any other sentence."""
    news: float
    """How much of a person's summary it would carry, a word."""
    titled: float
    """How much of the title it says, 0 to 1."""
    words: int
    content: frozenset[str]
    dangling: bool
    """Whether it begins with a word that points at something said before."""
    leans: int
    """Where the sentence starts that says what a dangling one points at."""
    talks: bool
    """Whether it speaks to the reader, asks, tells no news by itself, or, in a long text, is somebody's "I" or "we"."""
    torn: bool
    """Whether it is part of a quote, or a quote without its speaker."""
    named: bool
    """Whether it takes its subject's name from the sentence before it."""
    opens: bool
    """Whether it is the first sentence of a text that opens with its news, or the second with the first one's subject."""

    @property
    def key(self) -> tuple[str, int]:
        """Which sentence of which article it is, whole or cut."""
        return self.article.id, self.start


@dataclass(frozen=True, slots=True)
class Pool:
    """All candidates of a task, what saying each content word is worth, and how much the texts are short news (0 to 1)."""

    candidates: tuple[Candidate, ...]
    weights: dict[str, float]
    news: float


def read_pool(task: CondenseTask) -> Pool:
    """The candidates of the task's texts; empty where they hold no sentence."""
    texts = [_Text.read(article, task.language) for article in _in_one_language(task)[:MOST_TEXTS]]
    every = set_scene(task.title, [line for text in texts for line in text.lines], task.language)
    several = len(texts) > 1
    scenes = [set_scene(task.title, text.lines, task.language) for text in texts] if several else [every]
    news = max((scene.news for scene in scenes), default=0.0)
    if not several:
        news = max(news, every.report * _brevity(task.words))
    ranker = load_ranker()
    others = [frozenset(content_words(text.article.title, task.language)) for text in texts[1:]]
    titles = title_weights([every.title, *others], every)
    readers = [_Reader(text, rank, scenes[rank], titles, news, ranker) for rank, text in enumerate(texts)]
    return Pool(
        tuple(each for reader in readers for each in reader.candidates()), word_weights(every) if news < 1 else {}, news
    )


def _brevity(words: int) -> float:
    """How much a summary of so many words is one: with room for more, a long report is searched for its facts."""
    return min(1.0, max(0.0, (ROOMY - words) / (ROOMY - BRIEF)))


def _in_one_language(task: CondenseTask) -> Sequence[Article]:
    """The task's articles in the language of the task; one that does not say its language counts as such."""
    wanted = (task.language or "")[:2].lower()
    if not wanted:
        return task.texts
    same = [each for each in task.texts if not each.language or each.language[:2].lower() == wanted]
    return same or task.texts


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's sentences: where they stand, and each tidied on a line of its own."""

    article: Article
    spans: Sequence[Span]
    lines: Sequence[Line]
    marks_hold: bool
    """Whether its quotes open and close; where some do not, the marks tell nothing of a sentence."""

    @classmethod
    def read(cls, article: Article, language: str | None) -> _Text:
        text = article.text
        spans = split_sentences(text)[:MOST_SENTENCES]
        marks_hold = open_quotes(text) == 0
        if marks_hold:
            spans = list(whole_quotes(text, spans))
        lines = [tidy_start(" ".join(text[span.start : span.end].split())) for span in spans]
        return cls(article, spans, [read_line(line, language) for line in lines], marks_hold)

    def kept(self, title: frozenset[str]) -> set[int]:
        """The numbers of the sentences that belong to the article and do not repeat its headline."""
        kept = {at for at, line in enumerate(self.lines) if line.text and not is_boilerplate(line.text, line.low)}
        kept = {at for at in kept if not is_question(self.lines[at].text)} or kept
        if not kept:
            return {at for at, line in enumerate(self.lines) if line.text}
        first = self.lines[0]
        if len(kept) > 1 and title and first.content == title and first.size <= 2 * len(title) + 6:
            kept.discard(0)
        return kept

    def antecedents(self) -> list[int]:
        """For each sentence where the one starts that says what it points at.

        That is the one before; where that begins with a pronoun as well, as "He … He …", the one that named him.
        """
        found: list[int] = []
        before = False
        for at, line in enumerate(self.lines):
            now = is_pronoun_start(line.text)
            found.append(found[at - 1] if now and before and at > 1 else self.spans[max(0, at - 1)].start)
            before = now
        return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes one text's candidates."""

    text: _Text
    rank: int
    scene: Scene
    titles: Mapping[str, float]
    """What each word of the task's title and of its articles' titles is worth."""
    news: float
    """How much the task's texts are short news: where not at all, or not but that, one of the two worths will do."""
    ranker: Ranker

    def candidates(self) -> Iterator[Candidate]:
        """Its sentences in order, the best of them followed by their shorter forms."""
        kept, leans, at = self.text.kept(self.scene.headline), self.text.antecedents(), places(self.text.lines)
        whole = {
            position: self._candidate(line, at[position], leans[position])
            for position, line in enumerate(self.text.lines)
            if position in kept
        }
        best = sorted(whole, key=lambda position: -whole[position].fact * whole[position].news)
        cut = set(best[: MOST_CUT_OF_NEWS if self.news == 1 else MOST_CUT])
        for position, candidate in whole.items():
            yield candidate
            if position in cut and candidate.words >= LONG:
                yield from self._shorter(candidate, at[position])
            if position - 1 in kept:
                yield from self._named(position, at[position])

    def _named(self, position: int, place: Place) -> Iterator[Candidate]:
        """A sentence that speaks on of the one before's subject, with that subject by name; whole and cut."""
        lines, spans = self.text.lines, self.text.spans
        if spans[position].end - spans[position - 1].start > LONGEST_PASSAGE:
            return
        text = name_subject(lines[position - 1].text, lines[position].text, self.scene.title)
        if not text:
            return
        whole = read_line(text, self.scene.language)
        start = spans[position - 1].start
        opens = position == 1 and self.scene.opening_counts
        yield replace(self._candidate(whole, place, start), start=start, named=True, opens=opens)
        for form in shorter_forms(text):
            line = read_line(form, self.scene.language)
            if _stand_in(line.words, whole.words):
                yield replace(self._candidate(line, place, start), start=start, named=True, opens=opens)

    def _shorter(self, whole: Candidate, place: Place) -> Iterator[Candidate]:
        words = self.text.lines[place.position].words
        for form in shorter_forms(whole.text):
            line = read_line(form, self.scene.language)
            if _stand_in(line.words, words):
                yield self._candidate(line, place, whole.leans)

    def _candidate(self, line: Line, place: Place, leans: int) -> Candidate:
        traits = traits_of(line, place, self.scene, ranked=self.news > 0)
        position = place.position
        span = self.text.spans[position]
        witness = LATER_WITNESS**self.rank
        torn = self.text.marks_hold and is_torn_quote(line.text)
        witness *= TORN if torn else 1.0
        return Candidate(
            text=line.text,
            article=self.text.article,
            start=span.start,
            end=span.end,
            order=self.rank * MOST_SENTENCES + position,
            fact=fact_lift(traits, self.scene) * witness * _scant(line, FEW_FOR_FACTS) if self.news < 1 else 1.0,
            news=self.ranker.value(traits) * witness * _scant(line, FEW) if self.news > 0 else 1.0,
            titled=title_share(line, self.titles),
            words=line.size,
            content=line.content,
            dangling=bool(traits.dangling),
            leans=leans,
            talks=bool((traits.you or traits.question) and not traits.quote)
            or bool(traits.we and self.scene.news < 1)
            or is_aside(line.text, line.low),
            torn=torn,
            named=False,
            opens=position == 0 and self.scene.opening_counts,
        )


def _scant(line: Line, few: int) -> float:
    return SCANT if line.size < few else 1.0


def _stand_in(some: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words are some of those, in their order. A capital at a new start makes no other word."""
    rest = iter(words)
    return all(any(word == other or word.lower() == other.lower() for other in rest) for word in some)
