"""`nightdesk feed`: one feed, any format, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cli.extracting import naming
from bot.cli.output import is_address, open_console, read_bytes, say, write_json
from bot.render.as_json import iso
from bot.render.visible import visible

if TYPE_CHECKING:
    from summarizer.model import Entry, Feed


PATIENCE = 10.0
"""Seconds that parsing may take: longer than for the bot, since somebody waits for this one feed, however large."""


async def show_feed(name: str, content_type: str | None, base_url: str | None, *, as_json: bool) -> None:
    """Print a feed's entries, for people or as JSON. A page that is no feed fails, naming the feeds it links to."""
    from bot.bootstrap import open_isolation
    from summarizer.sources.feed import parse_feed

    with naming(name):
        body, served_as, address = await _read(name)
        async with open_isolation() as isolation:
            feed = await isolation.run(
                _parse, parse_feed, body, content_type or served_as, base_url or address, timeout=PATIENCE
            )
    if as_json:
        write_json(_feed_json(feed))
    else:
        _print(feed)


async def _read(name: str) -> tuple[bytes, str | None, str | None]:
    if not is_address(name):
        return read_bytes(name), None, None
    from bot.bootstrap import open_fetcher

    async with open_fetcher() as fetcher:
        page = await fetcher.get(name)
    return page.body, page.headers.get("content-type"), page.url


def _parse(parse: Any, body: bytes, content_type: str | None, base_url: str | None) -> Feed:
    return parse(body, content_type=content_type, base_url=base_url)  # type: ignore[no-any-return]


def _feed_json(feed: Feed) -> dict[str, Any]:
    return {
        "feed": {"title": feed.title, "link": feed.link, "language": feed.language},
        "entries": [_entry_json(entry) for entry in feed.entries],
        "problems": list(feed.problems),
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "author": entry.author,
        "published": iso(entry.published) if entry.published else None,
        "updated": iso(entry.updated) if entry.updated else None,
        "summary": entry.summary,
        "content": entry.content,
    }


def _print(feed: Feed) -> None:
    from rich.text import Text

    console = open_console()
    console.print(Text(visible(feed.title) or "(a feed without title)", style="bold"), soft_wrap=True)
    for entry in feed.entries:
        when = f"{entry.published:%Y-%m-%d %H:%M}" if entry.published else "no date         "
        console.print(Text(f"{when}  {visible(entry.title)}"), soft_wrap=True)
        if entry.url:
            console.print(Text(f"{'':18}{visible(entry.url)}", style="dim"), soft_wrap=True)
    for problem in feed.problems:
        say(f"note: {problem}")
