"""The outlets and articles of the bundled edition, read from their files. Pure but for reading the package's own data.

An article is `articles/<outlet>/<slug>.md`: TOML between two lines of `+++`, then its text, one blank line between
paragraphs, `## ` before a subheading. Its `event` says which event it reports, so that the edition is also a labelled
set for grouping: articles of one event are one story, those without an event are in none. A German report
has its event's label too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from summarizer.model import Kind

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

MORNINGS: Mapping[int, datetime] = MappingProxyType(
    {1: datetime(2026, 11, 23, 8, 0, tzinfo=UTC), 2: datetime(2026, 11, 24, 8, 0, tzinfo=UTC)}
)
"""When each morning of the edition is read."""
_FENCE = "+++\n"
_TEASER_WORDS = 30


class FeedFormat(StrEnum):
    """How an outlet writes its feed."""

    RSS2 = "rss2"
    RSS1 = "rss1"
    RSS091 = "rss091"
    ATOM = "atom"
    JSON = "json"
    BROKEN = "broken"
    """RSS 2.0 with undefined entities, bare ampersands, unclosed tags and no end."""


class PageState(StrEnum):
    """What stands at an article's address."""

    WHOLE = "whole"
    PAYWALL = "paywall"
    COOKIE_WALL = "cookie-wall"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented publication. `key` is its folder and the first part of its addresses; `delay` is in seconds."""

    key: str
    name: str
    domain: str
    tagline: str
    format: FeedFormat
    layout: str
    full_content: bool
    language: str = "en"
    charset: str = "utf-8"
    dates: str = "gmt"
    permalink: bool = True
    delay: float = 0.0
    status: int = 200

    @property
    def feed_path(self) -> str:
        """The path of its feed."""
        endings = {FeedFormat.RSS1: "index.rdf", FeedFormat.ATOM: "atom.xml", FeedFormat.JSON: "feed.json"}
        return f"/{self.key}/{endings.get(self.format, 'feed.xml')}"


@dataclass(frozen=True, slots=True)
class EditionArticle:
    """One article. `title` is plain; `title_markup` is how its feed spells it in HTML; `event` is None for junk."""

    outlet: str
    slug: str
    title: str
    title_markup: str
    author: str
    published: datetime
    morning: int
    event: str | None
    kind: Kind
    body: str
    teaser: str
    full_content: bool
    page: PageState
    copy_of: str | None

    @property
    def id(self) -> str:
        """Its name in the edition, `<outlet>/<slug>`."""
        return f"{self.outlet}/{self.slug}"

    @property
    def path(self) -> str:
        """The path of its page."""
        return f"/{self.outlet}/{self.published:%Y/%m/%d}/{self.slug}"

    @property
    def blocks(self) -> tuple[str, ...]:
        """Its paragraphs and subheadings, in order, as written."""
        return tuple(" ".join(block.split()) for block in self.body.split("\n\n"))

    @property
    def text(self) -> str:
        """Its plain text, a line for each paragraph."""
        return "\n".join(block.removeprefix("## ") for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Edition:
    """All outlets and all articles of both mornings, newest first."""

    outlets: tuple[Outlet, ...]
    articles: tuple[EditionArticle, ...]

    def outlet(self, key: str) -> Outlet:
        """The outlet of that key. Raises KeyError."""
        return next((outlet for outlet in self.outlets if outlet.key == key), None) or _missing(key)

    def out_by(self, morning: int, outlet: Outlet | None = None) -> tuple[EditionArticle, ...]:
        """What is out on that morning, newest first: all of it, or one outlet's."""
        return tuple(
            article
            for article in self.articles
            if article.morning <= morning and (outlet is None or article.outlet == outlet.key)
        )


def load() -> Edition:
    """The bundled edition. Raises ValueError naming the file where one is not as it should be."""
    home = files("bot.edition")
    rows = tomllib.loads((home / "outlets.toml").read_text(encoding="utf-8"))["outlet"]
    outlets = tuple(_outlet(row) for row in rows)
    articles = sorted(_articles(home / "articles", outlets), key=lambda each: (each.published, each.id), reverse=True)
    return Edition(outlets, tuple(articles))


def _missing(key: str) -> Outlet:
    raise KeyError(f"the edition has no outlet {key!r}")


def _outlet(row: dict[str, Any]) -> Outlet:
    content = row.pop("content")
    return Outlet(**{**row, "format": FeedFormat(row["format"]), "full_content": content == "full"})


def _articles(home: Traversable, outlets: tuple[Outlet, ...]) -> Iterator[EditionArticle]:
    for outlet in outlets:
        folder = home / outlet.key
        if folder.is_dir():
            for file in folder.iterdir():
                yield read_article(outlet, file.name.removesuffix(".md"), file.read_text(encoding="utf-8"))


def read_article(outlet: Outlet, slug: str, text: str) -> EditionArticle:
    """An article from its file's text. Raises ValueError naming it where a field is missing or wrong."""
    import html

    try:
        _, head, body = text.split(_FENCE, 2)
        row = tomllib.loads(head)
        title = str(row["title"])
        return EditionArticle(
            outlet=outlet.key,
            slug=slug,
            title=title,
            title_markup=row.get("title_markup") or html.escape(title, quote=False),
            author=row["author"],
            published=row["published"].astimezone(UTC),
            morning=row["morning"],
            event=row.get("event"),
            kind=Kind(row.get("kind", "news")),
            body=body.strip(),
            teaser=row.get("teaser") or first_words(body.strip().split("\n\n")[0]),
            full_content=row["content"] == "full" if "content" in row else outlet.full_content,
            page=PageState(row.get("page", "whole")),
            copy_of=row.get("copy_of"),
        )
    except (ValueError, KeyError, AttributeError) as error:
        raise ValueError(f"the edition's article {outlet.key}/{slug}.md is not as it should be: {error}") from error


def first_words(paragraph: str) -> str:
    """The beginning of a paragraph, as an outlet's feed shows it."""
    words = paragraph.split()
    return " ".join(words[:_TEASER_WORDS]) + (" …" if len(words) > _TEASER_WORDS else "")
