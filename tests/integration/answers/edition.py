"""The bundled edition in a store, and questions about it whose answers are known."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.edition.library import Edition, EditionArticle, load
from summarizer.model import Article, Joining, Source, TextOrigin
from summarizer.store.articles import ArticleStore
from summarizer.store.sources import SourceStore
from summarizer.store.stories import StoryStore

SECOND_MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
_QUESTIONS = Path(__file__).parents[2] / "data" / "ask" / "questions.toml"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and words that a passage which answers it holds, any of them; none: nothing answers it."""

    words: str
    holds: tuple[str, ...] = ()
    part: str = ""
    """The round in which it was written."""

    def is_answered_by(self, passage: str) -> bool:
        """Whether a passage answers it."""
        return any(words in passage for words in self.holds)


def answerable() -> list[Asked]:
    """The questions that the edition answers."""
    return [Asked(row["asked"], tuple(row["holds"]), row["part"]) for row in _rows()["answered"]]


def unanswerable() -> list[Asked]:
    """The questions that nothing in the edition answers."""
    return [Asked(words, part=part) for part, some in _rows()["unanswered"].items() for words in some]


def _rows() -> dict[str, Any]:
    return tomllib.loads(_QUESTIONS.read_text(encoding="utf-8"))


async def store_edition(sources: SourceStore, articles: ArticleStore, stories: StoryStore) -> None:
    """Store every article of both mornings, each in the story of its event."""
    edition = load()
    await sources.seed([_source(edition, key) for key in sorted({each.outlet for each in edition.articles})])
    stored = [(each, _article(edition, each, number)) for number, each in enumerate(edition.articles)]
    for outlet in edition.outlets:
        made = [article for each, article in stored if each.outlet == outlet.key]
        await articles.save(_source(edition, outlet.key), [], made, SECOND_MORNING)
    await stories.apply([Joining(article, each.event or article.id) for each, article in stored])


def _source(edition: Edition, key: str) -> Source:
    outlet = edition.outlet(key)
    return Source(name=outlet.name, address=f"https://{outlet.domain}/feed", publisher=outlet.name)


def _article(edition: Edition, each: EditionArticle, number: int) -> Article:
    outlet = edition.outlet(each.outlet)
    return Article(
        id=f"edition-{number}",
        source=outlet.name,
        publisher=outlet.name,
        url=f"https://{outlet.domain}{each.path}",
        title=each.title,
        published=each.published,
        first_seen=each.published,
        text=each.text,
        text_origin=TextOrigin.PAGE,
        language=outlet.language,
        kind=each.kind,
    )
