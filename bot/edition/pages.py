"""The web pages of the edition's outlets: articles with the noise that real pages have around them. Pure.

`site` is the address at which the edition is served, without a slash at its end.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from importlib.resources import files
from string import Template

from bot.edition.feeds import CONTENT_TYPES, content_html
from bot.edition.library import EditionArticle, Outlet, PageState

_WALL = (
    '<div class="paywall"><h3>Keep reading for $1</h3>'
    "<p>Subscribe to continue reading this article and everything else that we publish.</p>"
    '<button>See offers</button> <a href="/login">I have an account</a></div>'
)


def render_page(outlet: Outlet, article: EditionArticle, others: Sequence[EditionArticle], site: str) -> str:
    """The page of an article, with links to the others; what a reader without a subscription gets of it."""
    layout = "consent" if article.page is PageState.COOKIE_WALL else outlet.layout
    return _fill(
        layout,
        **_site_words(outlet, others, site),
        title=article.title,
        teaser=article.teaser,
        author=article.author,
        canonical=site + article.path,
        image=site + picture_path(article),
        published=f"{article.published:%Y-%m-%dT%H:%M:%S}+00:00",
        published_words=f"{article.published:%Y-%m-%d, %H:%M} UTC",
        body=_body(article),
        json_ld=_json_ld(outlet, article),
    )


def render_front(outlet: Outlet, articles: Sequence[EditionArticle], site: str) -> str:
    """An outlet's front page: its articles' titles, and where its feed is."""
    return _fill("front", **_site_words(outlet, articles, site))


def picture_path(article: EditionArticle) -> str:
    """The path of an article's lead picture."""
    return f"/{article.outlet}/pictures/{article.slug}.png"


def render_picture(article: EditionArticle, width: int = 320, height: int = 180) -> bytes:
    """A plain coloured PNG, the same each time, in a colour that the article's name decides."""
    import struct
    import zlib

    seed = zlib.crc32(article.id.encode("utf-8"))
    colour = bytes(96 + (seed >> shift & 0x5F) for shift in (0, 8, 16))
    rows = (b"\x00" + colour * width) * height

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


_MARKUP = frozenset({"body", "related", "json_ld"})


def _fill(layout: str, **words: str) -> str:
    template = Template((files("bot.edition") / "templates" / f"{layout}.html").read_text(encoding="utf-8"))
    return template.substitute(
        {name: value if name in _MARKUP else html.escape(value) for name, value in words.items()}
    )


def _site_words(outlet: Outlet, others: Sequence[EditionArticle], site: str) -> dict[str, str]:
    return {
        "lang": outlet.language,
        "outlet": outlet.name,
        "tagline": outlet.tagline,
        "home": f"{site}/{outlet.key}",
        "feed": site + outlet.feed_path,
        "feed_type": CONTENT_TYPES[outlet.format],
        "related": "\n".join(
            f'<li><a href="{site}{other.path}">{html.escape(other.title)}</a></li>' for other in others
        ),
    }


def _body(article: EditionArticle) -> str:
    if article.page is PageState.PAYWALL:
        return f"<p>{html.escape(article.blocks[0], quote=False)}</p>\n{_WALL}"
    return content_html(article)


def _json_ld(outlet: Outlet, article: EditionArticle) -> str:
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "author": {"@type": "Person", "name": article.author},
        "publisher": {"@type": "Organization", "name": outlet.name},
        "isAccessibleForFree": article.page is not PageState.PAYWALL,
    }
    return json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")
