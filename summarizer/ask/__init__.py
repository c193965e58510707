"""Questions answered by passages of the stored articles, each with its receipt; never a word that is not theirs.

Full-text search finds the articles that hold what a question names; `summarizer.ask.passages` decides what in them
answers it. Precision comes first: where nothing answers there is no passage.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from summarizer.ask.meeting import told_by
from summarizer.ask.passages import Passage, Rarity, rank_passages, weigh_story
from summarizer.ask.question import Asks, Question, Role, Term, read_question
from summarizer.ask.spelling import halves, near_word
from summarizer.model import Article, Receipt, Sentence, Story
from summarizer.narrow import narrow
from summarizer.store.articles import TEXT_KEPT, ArticleStore
from summarizer.store.search import Wanted
from summarizer.store.stories import StoryStore
from summarizer.text.tokens import stem

MOST = 3
"""Passages that a question is answered with, at most."""
_ARTICLES = 60
_LOOKED_AT = 24
_STORIES_OF = 6
"""Articles whose stories' other reports are looked through as well."""
_NEARLY_AS_GOOD = 0.85
_ALIKE = 0.7
_SHORTEST_STEM = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage that answers a question. `passage.receipt.quote` is the passage word for word."""

    passage: Sentence
    article: Article
    read_as: str = ""
    """The question as it was understood, if a word of it was taken for a slip of another; else empty."""


class Asking:
    """Answers questions out of the stores."""

    def __init__(self, articles: ArticleStore, stories: StoryStore) -> None:
        self._articles = articles
        self._stories = stories

    async def answer(self, typed: str, sources: Collection[str] | None, now: datetime) -> tuple[Answer, ...]:
        """At most three passages from different stories or sources, best first; none where nothing answers.

        `sources` restricts to those source names (None: all). Any words are safe. Raises StoreError.
        """
        question = read_question(typed)
        understood = question.words
        if not any(term.role is not Role.FAINT for term in question.terms):
            return ()
        rarity = await self._rarity(question)
        strange = [term for term in question.terms if _may_be_a_slip(term, rarity.found)]
        corrected = await self._spelt(question.words, strange, sources, now) if strange else question.words
        if corrected != understood:
            question = read_question(corrected)
            rarity = await self._rarity(question)
        if any(_is_unknown(term, rarity.found, question) for term in question.terms):
            return ()
        wanted = [_wanted(term) for term in question.terms]
        needed = [_wanted(term) for term in _needed(question, rarity)]
        articles = await self._articles.holding(needed, wanted, now - TEXT_KEPT, sources, _ARTICLES)
        told = _Told(self._stories, sources)
        others, known_as = await _of_their_stories(question, articles, told)
        ranked = await asyncio.to_thread(rank_passages, question, (*articles, *others), rarity, known_as)
        answers = await _choose(ranked[:_LOOKED_AT], told, now)
        return tuple(replace(each, read_as=corrected) for each in answers) if corrected != understood else answers

    async def _rarity(self, question: Question) -> Rarity:
        total, counts = await self._articles.frequencies([_wanted(term) for term in question.terms])
        return Rarity(total, {term.key: count for term, count in zip(question.terms, counts, strict=True)})

    async def _spelt(self, words: str, strange: Sequence[Term], sources: Collection[str] | None, now: datetime) -> str:
        """The question with words that no article knows put right, where a title has just one that is near."""
        for term in strange:
            titles = await self._articles.titles(halves(term.key), now - TEXT_KEPT, sources)
            if near := await asyncio.to_thread(near_word, term.key, titles):
                words = re.sub(rf"(?<!\w){re.escape(term.shown)}(?!\w)", near, words)
        return words


class _Told:
    """The stories of articles as these sources tell them, each looked up once."""

    def __init__(self, stories: StoryStore, sources: Collection[str] | None) -> None:
        self._stories = stories
        self._sources = sources
        self._known: dict[str, Story | None] = {}

    async def story_of(self, article: Article) -> Story | None:
        """The story that an article belongs to; None for one that is in none."""
        if article.id not in self._known:
            story = await self._stories.by_article(article.id)
            told = narrow(story, self._sources) if story else None
            self._known |= {article.id: told, **{each.id: told for each in (told.articles if told else ())}}
        return self._known[article.id]


async def _of_their_stories(
    question: Question, articles: Sequence[Article], told: _Told
) -> tuple[list[Article], dict[str, frozenset[str]]]:
    """The other reports of the stories found first, and the terms that each story's titles know it by.

    One report calls a flaw by its name, another by its number: what the story is about both are about.
    """
    others: dict[str, Article] = {}
    known_as: dict[str, frozenset[str]] = {}
    found = {article.id for article in articles}
    for article in articles[:_STORIES_OF]:
        if article.id in known_as or not (story := await told.story_of(article)):
            continue
        names = told_by(question, [each.title for each in story.originals])
        known_as |= {each.id: names for each in story.originals}
        others |= {each.id: each for each in story.originals if names and each.id not in found}
    return list(others.values()), known_as


async def _choose(ranked: Sequence[Passage], told: _Told, now: datetime) -> tuple[Answer, ...]:
    stories: dict[str, str] = {}
    weighed: list[Passage] = []
    for passage in ranked:
        story = await told.story_of(passage.article)
        stories[passage.article.id] = story.id if story else passage.article.id
        reports = len(story.originals) if story else 1
        weighed.append(replace(passage, score=weigh_story(passage, reports, now)))
    return tuple(_answer(passage) for passage in choose(weighed, stories))


def choose(passages: Sequence[Passage], stories: dict[str, str]) -> tuple[Passage, ...]:
    """The best passages, none of them from the story and source of another, none that says the same; best first.

    `stories` tells the story of each article, both by id.
    """
    ranked = sorted(passages, key=lambda each: (-each.score, -each.article.published.timestamp(), each.article.id))
    kept: list[Passage] = []
    taken: set[tuple[str, str]] = set()
    for passage in ranked:
        origin = (stories[passage.article.id], passage.article.publisher)
        fits = origin not in taken and passage.score >= _NEARLY_AS_GOOD * ranked[0].score
        if fits and not any(_alike(passage.quote, other.quote) for other in kept):
            kept.append(passage)
            taken.add(origin)
        if len(kept) == MOST:
            break
    return tuple(kept)


def _alike(one: str, other: str) -> bool:
    first, second = set(one.lower().split()), set(other.lower().split())
    return len(first & second) >= _ALIKE * min(len(first), len(second))


def _answer(passage: Passage) -> Answer:
    article = passage.article
    receipt = Receipt(article.id, article.source, article.url, passage.quote, passage.start, passage.end)
    return Answer(Sentence(" ".join(passage.quote.split()), receipt), article)


def _may_be_a_slip(term: Term, found: Mapping[str, int]) -> bool:
    return term.role is not Role.FAINT and not found[term.key] and not term.forms and term.key.isalpha()


def _is_unknown(term: Term, found: Mapping[str, int], question: Question) -> bool:
    """Whether no stored article knows what is asked about: a name, or a word that may be one.

    A small letter tells that it is none, where others have a capital; its place may be taken by another word then.
    """
    if term.role is Role.FAINT or found[term.key] or term.forms or _is_number(term):
        return False
    is_plain = term.role is Role.WORD and term.shown[:1].islower() and question.has_capitals
    return not (is_plain and question.asks is not Asks.ANYTHING)


def _needed(question: Question, rarity: Rarity) -> tuple[Term, ...]:
    """The terms that an article must hold: the names, or else the rarest word."""
    if names := tuple(term for term in question.names if not _is_number(term)):
        return names
    known = [term for term in question.telling if rarity.found.get(term.key)]
    return (max(known, key=rarity.weight),) if known else question.telling[:1]


def _is_number(term: Term) -> bool:
    """Whether a term is digits alone, of which the two databases make different words ("3" and "3.0")."""
    return term.key.replace(".", "").isdigit()


def _wanted(term: Term) -> Wanted:
    """What a term is looked for as."""
    if term.role is Role.NAME:
        return Wanted((term.shown, term.key))
    if term.forms:
        return Wanted((*sorted(term.forms), term.key))
    begin = stem(term.key)
    is_long = len(begin) >= _SHORTEST_STEM and begin.isalpha()
    return Wanted((term.shown, term.key), begin if is_long else "")
