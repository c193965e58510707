"""`nightdesk extract`: HTML to clean article text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cli.output import (
    CommandFailed,
    is_address,
    json_lines,
    read_bytes,
    string_field,
    write,
    write_json,
    write_json_line,
)
from bot.render.as_json import iso

if TYPE_CHECKING:
    from summarizer.model import Extracted
    from summarizer.ports import Isolation


def extracted_json(extracted: Extracted) -> dict[str, Any]:
    """The fields of `extract --json`."""
    return {
        "title": extracted.title,
        "text": extracted.text,
        "author": extracted.author,
        "published": iso(extracted.published) if extracted.published else None,
        "language": extracted.language,
        "canonical_url": extracted.canonical_url,
        "image": extracted.image,
    }


async def read_page(name: str, url: str | None) -> tuple[bytes, str | None, str | None]:
    """The bytes of a page, its address and its content type, from a file, stdin or the web."""
    if not is_address(name):
        return read_bytes(name), url, None
    from bot.bootstrap import open_fetcher

    async with open_fetcher() as fetcher:
        page = await fetcher.get(name, max_bytes=2_000_000)
    return page.body, url or page.url, page.headers.get("content-type")


async def extract_one(name: str, url: str | None, *, as_json: bool) -> None:
    """Print one page's article, as text or JSON."""
    from bot.bootstrap import open_isolation
    from summarizer.extract import extract_page

    body, address, content_type = await read_page(name, url)
    async with open_isolation() as isolation:
        extracted = await isolation.run(extract_page, body, address, content_type)
    if as_json:
        write_json(extracted_json(extracted))
    else:
        write("\n\n".join(part for part in (extracted.title, extracted.text) if part))


async def extract_stream() -> None:
    """JSON lines in, JSON lines out, in order; a bad line fails alone."""
    from bot.bootstrap import open_isolation

    async with open_isolation() as isolation:
        for record, problem in json_lines():
            write_json_line(await _extract_record(isolation, record, problem))


async def _extract_record(isolation: Isolation, record: Any, problem: str | None) -> dict[str, Any]:
    from summarizer.errors import SummarizerError
    from summarizer.extract import extract_page

    if problem:
        return {"id": None, "error": problem}
    try:
        html = string_field(record, "html", required=True)
        url = string_field(record, "url")
        extracted = await isolation.run(extract_page, html, url, None)
    except (ValueError, SummarizerError) as error:
        return {"id": record.get("id"), "error": str(error)}
    return {"id": record.get("id"), **extracted_json(extracted)}


def require_text(text: str, what: str) -> str:
    """The text, unless there is none. Raises CommandFailed."""
    if not text.strip():
        raise CommandFailed(f"{what} holds no text. Give a file with an article, or pipe one in.")
    return text
