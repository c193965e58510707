"""The bundled edition on loopback: feeds, pages and pictures over real HTTP, for the pipeline to read."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING

from bot.edition.feeds import CONTENT_TYPES, render_feed
from bot.edition.library import MORNINGS, Edition, Outlet, PageState, load
from bot.edition.pages import picture_path, render_front, render_page, render_picture
from summarizer.model import Source

if TYPE_CHECKING:
    from aiohttp import web

_RELATED = 4


@dataclass
class EditionSite:
    """The edition as it is served: where, and on which of its mornings.

    `slowness` scales the delays of slow outlets; 0 makes all of them quick.
    """

    edition: Edition
    morning: int
    slowness: float = 1.0
    base_url: str = ""
    asked: list[str] = field(default_factory=list)
    """The paths asked for so far, in order."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """One source an outlet, known from the start."""
        return tuple(
            Source(
                name=outlet.name,
                address=self.base_url + outlet.feed_path,
                site=f"{self.base_url}/{outlet.key}/",
                publisher=outlet.name,
            )
            for outlet in self.edition.outlets
        )

    @property
    def now(self) -> datetime:
        """The time of the morning that is served: 08:00 UTC."""
        return MORNINGS[self.morning]

    def opml(self) -> str:
        """The sources as a subscription list."""
        from summarizer.sources.opml import write_opml

        return write_opml(self.sources, "The bundled edition").decode("utf-8")

    def turn_to(self, morning: int) -> None:
        """Serve another morning from now on. Raises ValueError if the edition has none of that number."""
        if morning not in MORNINGS:
            raise ValueError(f"the edition has the mornings 1 and 2, not {morning}")
        self.morning = morning


@asynccontextmanager
async def serve_edition(morning: int = 1, *, slowness: float = 1.0) -> AsyncIterator[EditionSite]:
    """Serve the edition on a free port of 127.0.0.1 for as long as the context lasts."""
    from aiohttp import web

    site = EditionSite(load(), 1, slowness)
    site.turn_to(morning)
    runner = web.AppRunner(_application(site), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        site.base_url = f"http://{host}:{port}"
        yield site
    finally:
        await runner.cleanup()


def _application(site: EditionSite) -> web.Application:
    from aiohttp import web

    async def answer(request: web.Request) -> web.Response:
        site.asked.append(request.path)
        for outlet in site.edition.outlets:
            if request.path == outlet.feed_path:
                return await _feed(site, outlet, request)
            if request.path == f"/{outlet.key}/":
                return _html(render_front(outlet, site.edition.out_by(site.morning, outlet), site.base_url))
        return _article(site, request.path)

    async def allow_all(_: web.Request) -> web.Response:
        return web.Response(text="User-agent: *\nAllow: /\n")

    application = web.Application()
    application.router.add_get("/robots.txt", allow_all)
    application.router.add_get("/{tail:.*}", answer)
    return application


async def _feed(site: EditionSite, outlet: Outlet, request: web.Request) -> web.Response:
    from aiohttp import web

    if outlet.delay and site.slowness:
        await asyncio.sleep(outlet.delay * site.slowness)
    if outlet.status != 200:
        return web.Response(status=outlet.status, text="The feed is out of order.")
    articles = site.edition.out_by(site.morning, outlet)
    body = render_feed(outlet, articles, site.base_url)
    changed = max((article.published for article in articles), default=site.now)
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True)}
    if _unchanged(request, etag, changed):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, headers={**headers, "Content-Type": CONTENT_TYPES[outlet.format]})


def _unchanged(request: web.Request, etag: str, changed: datetime) -> bool:
    """Whether the asker has this version; where a tag is sent it alone decides (RFC 9110 §13.2.2)."""
    if "If-None-Match" in request.headers:
        return etag in request.headers["If-None-Match"]
    try:
        return changed <= parsedate_to_datetime(request.headers.get("If-Modified-Since", ""))
    except ValueError:
        return False


def _article(site: EditionSite, path: str) -> web.Response:
    from aiohttp import web

    out = site.edition.out_by(site.morning)
    for article in out:
        if path == picture_path(article):
            return web.Response(body=render_picture(article), content_type="image/png")
        if path == article.path and article.page is not PageState.MISSING:
            outlet = site.edition.outlet(article.outlet)
            others = [other for other in out if other.outlet == outlet.key and other != article][:_RELATED]
            return _html(render_page(outlet, article, others, site.base_url))
    return web.Response(status=404, text="There is no such page.")


def _html(page: str) -> web.Response:
    from aiohttp import web

    return web.Response(text=page, content_type="text/html")
