"""Questions to the bundled edition, answered by passages or not at all: `python -m tests.quality.asking`.

The questions are those of tests/data/ask/questions.toml: some whose answer stands in the edition, some that it does not
answer although their words stand in it. The peer gives the sentence of all articles that shares most with a question,
rare words first, as a search would.
"""

from __future__ import annotations

import asyncio
import math
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.edition.library import load
from bot.store.migrate import migrate
from summarizer.ask import Asking
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.sources import SourceStore
from summarizer.store.stories import StoryStore
from summarizer.text.sentences import split_sentences
from summarizer.text.tokens import content_words
from tests.integration.answers.edition import SECOND_MORNING, Asked, answerable, store_edition, unanswerable
from tests.quality.table import Row, plain

SHARE, GOAL, MOST_FALSE = 0.8, 0.9, 0
_PEER_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Figures:
    """The questions that were not answered, and those that should not have been."""

    missed: tuple[str, ...]
    false: tuple[str, ...]


async def ours() -> Figures:
    """What the edition's stores answer."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(f"sqlite:///{Path(folder) / 'store.sqlite3'}")
        try:
            await migrate(database)
            articles, stories = ArticleStore(database), StoryStore(database)
            await store_edition(SourceStore(database), articles, stories)
            asking = Asking(articles, stories)

            async def passages(asked: Asked) -> list[str]:
                return [each.passage.text for each in await asking.answer(asked.words, None, SECOND_MORNING)]

            told = {asked.words: await passages(asked) for asked in (*answerable(), *unanswerable())}
        finally:
            await database.close()
    return figures(told)


def peer() -> Figures:
    """The sentence of all articles that shares most with each question, if it shares half of it."""
    sentences = [
        article.text[span.start : span.end] for article in load().articles for span in split_sentences(article.text)
    ]
    words = [frozenset(content_words(sentence)) for sentence in sentences]
    met = Counter(word for each in words for word in each)
    weight = {word: math.log(1 + len(words) / count) for word, count in met.items()}
    heavy = max(weight.values())

    def best(asked: str) -> list[str]:
        wanted = frozenset(content_words(asked))
        whole = sum(weight.get(word, heavy) for word in wanted) or 1.0
        share, at = max((sum(weight[word] for word in wanted & each) / whole, -at) for at, each in enumerate(words))
        return [sentences[-at]] if share >= _PEER_LINE else []

    return figures({asked.words: best(asked.words) for asked in (*answerable(), *unanswerable())})


def figures(told: dict[str, list[str]]) -> Figures:
    missed = [asked.words for asked in answerable() if not any(map(asked.is_answered_by, told[asked.words]))]
    return Figures(tuple(missed), tuple(asked.words for asked in unanswerable() if told[asked.words]))


def rows() -> Iterator[Row]:
    """Answered, and answered falsely, beside the sentence that shares most words."""
    mine, theirs = asyncio.run(ours()), peer()
    many, none = len(answerable()), len(unanswerable())
    share, other = (1 - len(each.missed) / many for each in (mine, theirs))
    most = "most shared words"
    yield Row(
        f"ask: questions answered, of {many}",
        f"≥ {SHARE:.0%}, goal {GOAL:.0%}",
        f"{share:.1%}",
        f"{most} {other:.1%}",
        share >= SHARE,
    )
    yield Row(
        f"ask: answers to what was not read, of {none} questions", f"{MOST_FALSE}", str(len(mine.false)),
        f"{most} {len(theirs.false)}", len(mine.false) <= MOST_FALSE,
    )  # fmt: skip


def main() -> None:
    print(plain(rows()))
    mine = asyncio.run(ours())
    for words in mine.missed:
        print("  missed:", words)
    for words in mine.false:
        print("  answered falsely:", words)


if __name__ == "__main__":
    main()
