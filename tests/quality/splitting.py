"""Texts whose sentences end in hard places, ours beside nupunkt: `python -m tests.quality.splitting`.

The texts are those of tests/unit/summarizer/test_sentences_hard.py; a text counts if all its sentences are right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nupunkt import sent_tokenize

from summarizer.text.sentences import split_sentences
from tests.quality.table import Row, plain
from tests.unit.summarizer.test_sentences_hard import HARD

Splitter = Callable[[str], list[str]]


def ours(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


def nupunkt(text: str) -> list[str]:
    return [part.strip() for part in sent_tokenize(text)]


def known(split: Splitter) -> int:
    """How many of the texts are split right."""
    return sum(split(" ".join(sentences)) == sentences for sentences in HARD)


def rows() -> Iterator[Row]:
    """Hard texts split right, beside nupunkt."""
    mine, theirs = known(ours), known(nupunkt)
    yield Row(f"hard texts split right, of {len(HARD)}", "> nupunkt", str(mine), f"nupunkt {theirs}", mine > theirs)


if __name__ == "__main__":
    print(plain(rows()))
