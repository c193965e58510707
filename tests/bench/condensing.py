"""Articles condensed a processor-second: ours and sumy's LexRank, on the edition's articles and on long ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.edition.library import load
from summarizer.condensers.extractive import condense_texts
from summarizer.model import Article, CondenseTask
from tests.bench.effort import Effort
from tests.bench.report import Line, above, at_least
from tests.bench.stock import Newsroom
from tests.bench.timing import best_of
from tests.builders import MORNING, an_article

GOAL = 300
POINTS = 3
LONG_TEXT = 4
"""How many made-up articles make one long text."""


async def measure(effort: Effort) -> list[Line]:
    """Short articles as the edition has them (about 180 words), and long ones (about 700 words)."""
    short = [an_article(f"a{at}", title=each.title, text=each.text) for at, each in enumerate(_edition(effort.texts))]
    return [
        *_beside(short, "articles of 180 words"),
        *_beside(long_articles(effort.texts // 2), "articles of 700 words"),
    ]


def _edition(count: int) -> Sequence[Any]:
    articles = [each for each in load().articles if each.text]
    return articles[:count]


def long_articles(count: int) -> list[Article]:
    """So many articles, each as long as a long report."""
    made = [article for article, _ in Newsroom(seed=3).stream(count * LONG_TEXT, MORNING, days=1)]
    return [
        an_article(f"l{at}", title=made[at].title, text="\n".join(each.text for each in made[at::count]))
        for at in range(count)
    ]


def _beside(articles: Sequence[Article], what: str) -> list[Line]:
    peer = LexRank()
    best = best_of(
        {
            "ours": lambda: [condense_texts(CondenseTask(title=each.title, texts=(each,))) for each in articles],
            "LexRank": lambda: [peer.condense(each.text) for each in articles],
        },
        rounds=2,
        cpu=True,
    )
    rate = {name: len(articles) / seconds for name, seconds in best.items()}
    line = Line(f"condensing {what}", rate["ours"], "/CPU-s", rate["LexRank"], "sumy LexRank")
    return [at_least(line, 1), above(Line(f"condensing {what}", rate["ours"], "/CPU-s"), GOAL)]


class Words:
    """A tokenizer for sumy that needs no downloaded data: sentences and words by plain patterns."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        """The sentences of a text."""
        return tuple(each for each in re.split(r"(?<=[.!?])\s+", text) if each)

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence."""
        return tuple(re.findall(r"\w+", sentence))


class LexRank:
    """sumy's LexRank. Its two arrays are lists here, because numpy, which it wants for them, serves nothing else."""

    def __init__(self) -> None:
        from sumy.nlp.stemmers import null_stemmer

        self._summarize = _without_numpy()(null_stemmer)

    def condense(self, text: str) -> tuple[str, ...]:
        """The three most central sentences."""
        from sumy.parsers.plaintext import PlaintextParser

        return tuple(str(each) for each in self._summarize(PlaintextParser(text, Words()).document, POINTS))


def _without_numpy() -> type[Any]:
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class PlainLexRank(LexRankSummarizer):  # type: ignore[misc]
        @staticmethod
        def _ensure_dependencies_installed() -> None:
            """Nothing is needed."""

        def _create_matrix(self, sentences: Any, threshold: float, tf: Any, idf: Any) -> list[list[float]]:
            pairs = list(zip(sentences, tf, strict=True))
            rows = [
                [float(self.cosine_similarity(one, two, tf1, tf2, idf) > threshold) for two, tf2 in pairs]
                for one, tf1 in pairs
            ]
            return [[value / (sum(row) or 1.0) for value in row] for row in rows]

        @staticmethod
        def power_method(matrix: list[list[float]], epsilon: float) -> list[float]:
            """The matrix's first eigenvector, by repeated multiplication."""
            columns = list(zip(*matrix, strict=True))
            vector, change = [1.0 / len(matrix)] * len(matrix), 1.0
            while change > epsilon:
                following = [sum(a * b for a, b in zip(column, vector, strict=True)) for column in columns]
                length = sum(value * value for value in following) ** 0.5 or 1.0
                following = [value / length for value in following]
                change = sum((a - b) ** 2 for a, b in zip(following, vector, strict=True)) ** 0.5
                vector = following
            return vector

    return PlainLexRank
