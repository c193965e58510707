"""Questions to the bundled edition, answered by passages or not at all: `python -m tests.quality.asking`.

The questions are those of tests/data/ask/questions.toml: some whose answer stands in the edition, some that it does not
answer although their words stand in it. With -v the questions that failed are listed, round by round. The peer gives
the sentence of all articles that shares most with a question, rare words first, as a search would.
"""

from __future__ import annotations

import asyncio
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
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

SHARE, GOAL, MOST_FALSE, MOST_MISLED = 0.8, 0.9, 0, 0.05
_PEER_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Figures:
    """The questions that failed. `late`: another passage than the first one answers; `misled`: none that is shown does,
    `unanswered`: nothing is shown; `false`: something is shown, and nothing answers."""

    late: tuple[Asked, ...]
    misled: tuple[Asked, ...]
    unanswered: tuple[Asked, ...]
    false: tuple[Asked, ...]

    @property
    def missed(self) -> int:
        """How many questions were not answered that could have been."""
        return len(self.misled) + len(self.unanswered)


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
    """What was told, by question, against what should have been."""
    answering = {asked: [asked.is_answered_by(passage) for passage in told[asked.words]] for asked in answerable()}
    return Figures(
        late=tuple(asked for asked, right in answering.items() if any(right) and not right[0]),
        misled=tuple(asked for asked, right in answering.items() if right and not any(right)),
        unanswered=tuple(asked for asked, right in answering.items() if not right),
        false=tuple(asked for asked in unanswerable() if told[asked.words]),
    )


def rows() -> Iterator[Row]:
    """Answered, answered first, misled and answered falsely, beside the sentence that shares most words."""
    mine, theirs = asyncio.run(ours()), peer()
    many, none = len(answerable()), len(unanswerable())

    def row(measure: str, bar: str, figure: Callable[[Figures], float], holds: Callable[[float], bool]) -> Row:
        return Row(
            f"ask: {measure}",
            bar,
            f"{figure(mine):.1%}",
            f"most shared words {figure(theirs):.1%}",
            holds(figure(mine)),
        )

    yield row(
        f"questions answered, of {many}", f"≥ {SHARE:.0%}, goal {GOAL:.0%}",
        lambda each: 1 - each.missed / many, lambda share: share >= SHARE,
    )  # fmt: skip
    yield row(
        "the same, by the first passage", f"≥ {SHARE:.0%}",
        lambda each: 1 - (each.missed + len(each.late)) / many, lambda share: share >= SHARE,
    )  # fmt: skip
    yield row(
        "the same, only passages shown that do not answer", f"≤ {MOST_MISLED:.0%}",
        lambda each: len(each.misled) / many, lambda share: share <= MOST_MISLED,
    )  # fmt: skip
    yield Row(
        f"ask: answers to what was not read, of {none} questions", f"{MOST_FALSE}", str(len(mine.false)),
        f"most shared words {len(theirs.false)}", len(mine.false) <= MOST_FALSE,
    )  # fmt: skip


def by_round(mine: Figures) -> Iterator[str]:
    """Each round's figures, and its questions that failed."""
    failed = {"late": mine.late, "only wrong": mine.misled, "nothing": mine.unanswered, "false": mine.false}
    for part in dict.fromkeys(asked.part for asked in unanswerable()):
        many, none = (sum(asked.part == part for asked in all_of()) for all_of in (answerable, unanswerable))
        of_it = {name: [asked.words for asked in some if asked.part == part] for name, some in failed.items()}
        answered = many - len(of_it["only wrong"]) - len(of_it["nothing"])
        yield f"{part}: {answered} of {many} answered, {none - len(of_it['false'])} of {none} rightly not"
        for name, some in of_it.items():
            yield from (f"  {name}: {words}" for words in some)


def main(arguments: list[str]) -> None:
    """Print the rows; with -v what failed as well."""
    print(plain(rows()))
    if "-v" in arguments:
        print("\n".join(by_round(asyncio.run(ours()))))


if __name__ == "__main__":
    main(sys.argv[1:])
