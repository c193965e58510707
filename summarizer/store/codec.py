"""Values <-> JSON for the columns that hold a whole value. Explicit, so that old rows stay readable."""

from __future__ import annotations

from typing import Any

from summarizer.model import Receipt, Sentence, Summary


def summary_to_json(summary: Summary) -> dict[str, Any]:
    """A summary as JSON."""
    return {
        "tldr": sentence_to_json(summary.tldr),
        "points": [sentence_to_json(point) for point in summary.points],
        "method": summary.method,
        "notes": list(summary.notes),
        **({"provisional": True} if summary.provisional else {}),
    }


def summary_from_json(value: dict[str, Any]) -> Summary:
    """The summary that `summary_to_json` wrote."""
    return Summary(
        tldr=sentence_from_json(value["tldr"]),
        points=tuple(sentence_from_json(point) for point in value["points"]),
        method=value["method"],
        notes=tuple(value.get("notes", ())),
        provisional=value.get("provisional", False),
    )


def sentence_to_json(sentence: Sentence) -> dict[str, Any]:
    """A sentence with its receipt as JSON."""
    receipt = sentence.receipt
    written = {"written": True} if sentence.written else {}
    return {
        "text": sentence.text,
        "article": receipt.article_id,
        "source": receipt.source,
        "url": receipt.url,
        "quote": receipt.quote,
        "start": receipt.start,
        "end": receipt.end,
        **written,
    }


def sentence_from_json(value: dict[str, Any]) -> Sentence:
    """The sentence that `sentence_to_json` wrote."""
    return Sentence(
        text=value["text"],
        receipt=Receipt(
            article_id=value["article"],
            source=value["source"],
            url=value["url"],
            quote=value["quote"],
            start=value["start"],
            end=value["end"],
        ),
        written=value.get("written", False),
    )
