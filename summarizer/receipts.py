"""Taking a sentence back to its passage. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.guard import passes
from summarizer.model import Sentence
from summarizer.text.tokens import WORD


def verify(sentence: Sentence, text: str) -> bool:
    """Whether the receipt is the passage of the text, and the passage bears the sentence out.

    A sentence of the extractive condenser must be that passage, perhaps with words left out, which is the whole proof:
    nothing was added, nothing moved. One that a model wrote must pass the guard against the text.
    """
    receipt = sentence.receipt
    if text[receipt.start : receipt.end] != receipt.quote or not receipt.quote:
        return False
    return is_deletion(sentence.text, receipt.quote) or (sentence.written and passes(sentence.text, text))


def is_deletion(short: str, whole: str) -> bool:
    """Whether the words of `short` stand in `whole` in the same order, perhaps with others between them."""
    rest: Iterator[str] = iter([word.lower() for word in WORD.findall(whole)])
    return all(any(word.lower() == other for other in rest) for word in WORD.findall(short))
