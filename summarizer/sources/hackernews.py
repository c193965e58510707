"""Kind "hackernews": a list of Hacker News by its public API; points and comments are kept as signals."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from summarizer.errors import FetchError, SourceError
from summarizer.model import Entry, Reading, Source, Validators
from summarizer.sources.feed.clean import plain_text, plain_title, safe_html, safe_url

if TYPE_CHECKING:
    from summarizer.sources import Tools

API = "https://hacker-news.firebaseio.com/v0"
DISCUSSION = "https://news.ycombinator.com/item?id="
LISTS = {"front": "topstories", "best": "beststories", "new": "newstories", "show": "showstories", "ask": "askstories"}
ITEMS = 60
AT_ONCE = 8


class HackerNewsReader:
    """Reads one list; the address is `front`, `best`, `new`, `show` or `ask`, or such a name after an API's URL."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def read(self, source: Source, validators: Validators) -> Reading:
        """The list's first sixty stories. Raises FetchError or SourceError."""
        api, _, name = source.address.rpartition("/")
        api = api or API
        if name not in LISTS:
            raise SourceError(f'Hacker News has no list "{name}"; there are {", ".join(LISTS)}')
        numbers = await self._json(f"{api}/{LISTS[name]}.json")
        if not isinstance(numbers, list):
            raise SourceError("Hacker News did not answer with a list")
        places = asyncio.Semaphore(AT_ONCE)
        found = await asyncio.gather(*(self._item(api, number, places) for number in numbers[:ITEMS]))
        return Reading(tuple(entry for entry in found if entry is not None), title="Hacker News")

    async def _item(self, api: str, number: object, places: asyncio.Semaphore) -> Entry | None:
        async with places:
            try:
                item = await self._json(f"{api}/item/{int(str(number))}.json")
            except (FetchError, SourceError, ValueError):
                # One story that cannot be read costs its own place only.
                return None
        return read_item(item) if isinstance(item, dict) else None

    async def _json(self, url: str) -> Any:
        page = await self._tools.fetcher.get(url, max_bytes=1_000_000, accept="application/json")
        try:
            return json.loads(page.body)
        except ValueError:
            raise SourceError("Hacker News did not answer with JSON") from None


def read_item(item: Mapping[str, Any]) -> Entry | None:
    """One item of the API as an entry; None for what is no story. Pure."""
    if item.get("type") not in {"story", "poll"} or item.get("dead") or item.get("deleted") or not item.get("title"):
        return None
    discussion = f"{DISCUSSION}{item.get('id')}"
    text = _words(item.get("text"))
    return Entry(
        guid=discussion,
        title=plain_title(str(item["title"])),
        url=safe_url(_words(item.get("url")), None) or discussion,
        summary=plain_text(text),
        content=safe_html(text, discussion) if text else "",
        author=_words(item.get("by")) or None,
        published=_time(item.get("time")),
        language="en",
        signals={"points": _number(item.get("score")), "comments": _number(item.get("descendants"))},
    )


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _time(value: object) -> datetime | None:
    """A time in seconds since 1970; none where it is no number or no time of this web's age."""
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) and 0 < value < 2**32 else None


def create_reader(tools: Tools) -> HackerNewsReader:
    """The reader of Hacker News."""
    return HackerNewsReader(tools)
