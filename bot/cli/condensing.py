"""`nightdesk condense`: one article to a TL;DR and points, with receipts as offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.cli.extracting import naming, read_page, require_text
from bot.cli.output import (
    CommandFailed,
    is_address,
    json_lines,
    open_console,
    string_field,
    write_json,
    write_json_line,
)

if TYPE_CHECKING:
    from summarizer.model import Article, CondenseTask, Summary
    from summarizer.ports import Condenser, Isolation


@dataclass(frozen=True, slots=True)
class Size:
    """How long the points may be: how many, and words together."""

    points: int
    words: int


@dataclass(frozen=True, slots=True)
class Given:
    """The text to condense, and whether it was extracted from a page (then it is returned as well)."""

    title: str
    text: str
    url: str | None = None
    language: str | None = None
    extracted: bool = False


async def condense_one(name: str, title: str | None, size: Size, *, as_json: bool) -> None:
    """Print one article's summary, for people or as JSON."""
    from bot.bootstrap import open_condenser
    from bot.layout import lay_out_summary
    from bot.render.as_terminal import print_document

    with naming(name):
        given = await _given(name, title)
        require_text(given.text, name if name != "-" else "standard input")
        async with open_condenser() as condenser:
            summary = await _condense(condenser, given, size)
    if as_json:
        write_json({"title": given.title, **_summary_json(summary, given)})
        return
    document = lay_out_summary(given.title, name if is_address(name) else None, summary.sentences)
    print_document(document, open_console())


async def _given(name: str, title: str | None) -> Given:
    from bot.bootstrap import open_isolation
    from summarizer.extract import decode_text, looks_like_html

    body, url, content_type = await read_page(name, None)
    if not looks_like_html(body, content_type):
        if content_type and "text/plain" not in content_type:
            raise CommandFailed(f"{name} is {content_type.split(';')[0]}, not a page. Give the address of an article.")
        return Given(title=title or "", text=decode_text(body, content_type), url=url)
    async with open_isolation() as isolation:
        return await _from_page(isolation, body, url, content_type, title)


async def _from_page(
    isolation: Isolation, body: bytes | str, url: str | None, content_type: str | None, title: str | None
) -> Given:
    from summarizer.extract import extract_page

    found = await isolation.run(extract_page, body, url, content_type)
    return Given(
        title=title or found.title,
        text=found.text,
        url=found.canonical_url or url,
        language=found.language,
        extracted=True,
    )


async def _condense(condenser: Condenser, given: Given, size: Size) -> Summary:
    task = _task(given, size)
    return await condenser.condense(task)


def _task(given: Given, size: Size) -> CondenseTask:
    from summarizer.model import CondenseTask

    return CondenseTask(
        title=given.title, texts=(_article(given),), points=size.points, words=size.words, language=given.language
    )


def _article(given: Given) -> Article:
    from datetime import UTC, datetime

    from summarizer.model import Article, TextOrigin

    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return Article(
        id="given", source="", publisher="", url=given.url or "", title=given.title, published=epoch,
        first_seen=epoch, text=given.text, text_origin=TextOrigin.PAGE, language=given.language,
    )  # fmt: skip


def _summary_json(summary: Summary, given: Given) -> dict[str, Any]:
    tldr = summary.tldr
    fields: dict[str, Any] = {
        "tldr": tldr.text,
        "points": [
            {"text": point.text, "start": point.receipt.start, "end": point.receipt.end} for point in summary.points
        ],
        "words": sum(len(point.text.split()) for point in summary.points),
        "method": summary.method,
        "tldr_receipt": {"start": tldr.receipt.start, "end": tldr.receipt.end},
    }
    if given.extracted:
        fields["source_text"] = given.text
    return fields


async def condense_stream(size: Size, name: str = "-") -> None:
    """JSON lines in, JSON lines out, in order; a bad line fails alone."""
    from bot.bootstrap import open_condenser, open_isolation

    async with open_condenser() as condenser, open_isolation() as isolation:
        for record, problem in json_lines(name):
            write_json_line(await _condense_record(condenser, isolation, record, problem, size))


async def _condense_record(
    condenser: Condenser, isolation: Isolation, record: Any, problem: str | None, size: Size
) -> dict[str, Any]:
    from summarizer.errors import SummarizerError

    if problem:
        return {"id": None, "error": problem}
    try:
        given = await _given_record(isolation, record)
        if not given.text.strip():
            raise ValueError('"text" is empty')
        summary = await _condense(condenser, given, size)
    except (ValueError, SummarizerError) as error:
        return {"id": record.get("id"), "error": str(error)}
    return {"id": record.get("id"), **_summary_json(summary, given)}


async def _given_record(isolation: Isolation, record: dict[str, Any]) -> Given:
    title = string_field(record, "title") or ""
    url = string_field(record, "url")
    text = string_field(record, "text")
    if text is not None:
        return Given(title=title, text=text, url=url)
    html = string_field(record, "html")
    if html is None:
        raise ValueError('"text" or "html" is missing')
    return await _from_page(isolation, html, url, None, title or None)
