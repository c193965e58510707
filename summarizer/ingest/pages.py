"""Reading article pages: politely, within limits, and never at the price of the entry."""

from __future__ import annotations

import asyncio

from summarizer.errors import SummarizerError
from summarizer.extract import LARGEST, decode_text, extract_page
from summarizer.model import Extracted
from summarizer.sources import Tools

PAGES_A_READING = 40
"""The newest entries of one reading whose pages are read; the others keep what the feed says."""
AT_ONCE = 16
ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


class PageReader:
    """Reads and extracts pages, a bounded number at once."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._places = asyncio.Semaphore(AT_ONCE)

    async def read(self, url: str) -> tuple[Extracted | None, str]:
        """The page's article and its markup; no article where it is refused, gone, or has none.

        Every such failure is an answer here: the feed's own words take the page's place.
        """
        async with self._places:
            try:
                page = await self._tools.fetcher.get(url, max_bytes=LARGEST, accept=ACCEPT, robots=True)
                content_type = page.headers.get("content-type")
                found = await self._tools.isolation.run(extract_page, page.body, page.url, content_type)
            except SummarizerError:
                return None, ""
        return found, decode_text(page.body, content_type)
