"""`nightdesk extract`: HTML to clean article text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
from bot.render.visible import visible

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


_LOOKED_AT = 8_192
_OTHER_FILES = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3")
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"<\x00", b"\x00<")
"""How text begins in which every second byte may be null."""
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1b")


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Let failures of the summarizer say what they are about, and what to do. Raises CommandFailed."""
    from summarizer.addresses import say_url
    from summarizer.errors import SummarizerError

    try:
        yield
    except SummarizerError as error:
        what = "standard input" if name == "-" else say_url(name) if is_address(name) else name
        words = str(error).rstrip(".")
        named = words if words.startswith(f"{what} ") else f"{what}: {words}"
        raise CommandFailed(f"{named}.{_next_step(error)}") from error


def _next_step(error: Exception) -> str:
    from summarizer.errors import AddressRefused, FetchError, NoArticleText, NotAFeed

    if isinstance(error, AddressRefused) and "public" in str(error):
        return " NIGHTDESK_ALLOW_NETWORKS lets the fetcher into networks of your own."
    if isinstance(error, AddressRefused):
        return " Check the address."
    if isinstance(error, FetchError):
        return " Check the address, or try again later."
    if isinstance(error, NoArticleText):
        return " Give the page of one article, with 20 words of it at least."
    if isinstance(error, NotAFeed):
        return " Give one of these." if error.discovered else " Give an RSS, Atom or JSON feed."
    return ""


async def read_page(name: str, url: str | None) -> tuple[bytes, str | None, str | None]:
    """The bytes of a page, its address and its content type, from a file, stdin or the web. Raises CommandFailed."""
    if not is_address(name):
        return _text_alone(read_bytes(name), name), url, None
    from bot.bootstrap import open_fetcher

    with naming(name):
        async with open_fetcher() as fetcher:
            page = await fetcher.get(name, max_bytes=2_000_000)
    return _text_alone(page.body, name), url or page.url, page.headers.get("content-type")


def _text_alone(body: bytes, name: str) -> bytes:
    """The bytes, unless they are no text in any encoding."""
    head = body[:_LOOKED_AT]
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    if head.startswith(_OTHER_FILES) or (controls * 50 > len(head) and not head.startswith(_MARKS)):
        what = "standard input" if name == "-" else name
        raise CommandFailed(f"{what} is not text. Give an article as HTML or plain text.")
    return body


async def extract_one(name: str, url: str | None, *, as_json: bool) -> None:
    """Print one page's article, as text or JSON."""
    from bot.bootstrap import open_isolation
    from summarizer.extract import extract_page

    body, address, content_type = await read_page(name, url)
    with naming(name):
        async with open_isolation() as isolation:
            extracted = await isolation.run(extract_page, body, address, content_type)
    if as_json:
        write_json(extracted_json(extracted))
    else:
        write(visible("\n\n".join(part for part in (extracted.title, extracted.text) if part)))


async def extract_stream(name: str = "-") -> None:
    """JSON lines in, JSON lines out, in order; a bad line fails alone."""
    from bot.bootstrap import open_isolation

    async with open_isolation() as isolation:
        for record, problem in json_lines(name):
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
