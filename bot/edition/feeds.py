"""An outlet's feed, in its own format and with its own habits. Pure: outlet and articles -> bytes.

`site` is the address at which the edition is served, for instance "http://127.0.0.1:41233", without a slash at its end.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bot.edition.library import EditionArticle, FeedFormat, Outlet

CONTENT_TYPES = {
    FeedFormat.RSS2: "application/rss+xml",
    FeedFormat.RSS1: "application/rdf+xml",
    FeedFormat.RSS091: "text/xml",
    FeedFormat.ATOM: "application/atom+xml",
    FeedFormat.JSON: "application/feed+json",
    FeedFormat.BROKEN: "text/html",
}
"""How each is announced; the broken one is mislabelled too."""
_ZONES = {"gmt": (0, "GMT"), "offset": (1, "+0100"), "est": (-5, "EST")}
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def render_feed(outlet: Outlet, articles: Sequence[EditionArticle], site: str) -> bytes:
    """The feed with these articles, in their order, in the outlet's charset."""
    writers: dict[FeedFormat, Callable[[Outlet, Sequence[EditionArticle], str], str]] = {
        FeedFormat.RSS2: _rss2,
        FeedFormat.RSS1: _rss1,
        FeedFormat.RSS091: _rss091,
        FeedFormat.ATOM: _atom,
        FeedFormat.JSON: _json,
        FeedFormat.BROKEN: _broken,
    }
    return writers[outlet.format](outlet, articles, site).encode(outlet.charset, "xmlcharrefreplace")


def content_html(article: EditionArticle) -> str:
    """An article's text as the HTML that a full feed carries."""
    return "\n".join(
        f"<h2>{_text(block[3:])}</h2>" if block.startswith("## ") else f"<p>{_text(block)}</p>"
        for block in article.blocks
    )


def _rss2(outlet: Outlet, articles: Sequence[EditionArticle], site: str) -> str:
    items = "\n".join(_rss2_item(outlet, article, site) for article in articles)
    built = f"<lastBuildDate>{_rfc822(articles[0].published, outlet.dates)}</lastBuildDate>" if articles else ""
    return f"""{_prolog(outlet)}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{escape(outlet.name)}</title>
<link>{site}/{outlet.key}/</link>
<atom:link href="{site}{outlet.feed_path}" rel="self" type="application/rss+xml"/>
<description>{escape(outlet.tagline)}</description>
<language>{outlet.language}</language>
{built}
<ttl>30</ttl>
{items}
</channel>
</rss>
"""


def _rss2_item(outlet: Outlet, article: EditionArticle, site: str) -> str:
    link = site + article.path
    if outlet.permalink:
        guid = f'<guid isPermaLink="true">{link}</guid>'
    else:
        guid = f'<guid isPermaLink="false">{outlet.domain}:{article.slug}</guid>'
    content = f"<content:encoded><![CDATA[{content_html(article)}]]></content:encoded>" if article.full_content else ""
    return f"""<item>
<title>{escape(article.title_markup)}</title>
<link>{link}?utm_source=feed&amp;utm_medium=rss</link>
{guid}
<dc:creator><![CDATA[{article.author}]]></dc:creator>
<pubDate>{_rfc822(article.published, outlet.dates)}</pubDate>
<description><![CDATA[<p>{_text(article.teaser)}</p>]]></description>
{content}</item>"""


def _rss1(outlet: Outlet, articles: Sequence[EditionArticle], site: str) -> str:
    listed = "\n".join(f"<rdf:li rdf:resource={quoteattr(site + article.path)}/>" for article in articles)
    items = "\n".join(
        f"""<item rdf:about={quoteattr(site + article.path)}>
<title>{escape(article.title_markup)}</title>
<link>{site}{article.path}</link>
<description>{escape(article.teaser)}</description>
<dc:creator>{escape(article.author)}</dc:creator>
<dc:date>{article.published:%Y-%m-%dT%H:%M:%S}+00:00</dc:date>
</item>"""
        for article in articles
    )
    return f"""{_prolog(outlet)}
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{site}{outlet.feed_path}">
<title>{escape(outlet.name)}</title>
<link>{site}/{outlet.key}/</link>
<description>{escape(outlet.tagline)}</description>
<dc:language>{outlet.language}</dc:language>
<items><rdf:Seq>
{listed}
</rdf:Seq></items>
</channel>
{items}
</rdf:RDF>
"""


def _rss091(outlet: Outlet, articles: Sequence[EditionArticle], site: str) -> str:
    """RSS 0.91 knows no dates and no guids: what it announces is as new as the visit that finds it."""
    items = "\n".join(
        f"""<item>
<title>{escape(article.title_markup)}</title>
<link>{site}{article.path}</link>
<description>{escape(article.teaser)}</description>
</item>"""
        for article in articles
    )
    return f"""{_prolog(outlet)}
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://olddial.example/rss-0.91.dtd">
<rss version="0.91">
<channel>
<title>{escape(outlet.name)}</title>
<link>{site}/{outlet.key}/</link>
<description>{escape(outlet.tagline)}</description>
<language>{outlet.language}</language>
{items}
</channel>
</rss>
"""


def _atom(outlet: Outlet, articles: Sequence[EditionArticle], site: str) -> str:
    entries = "\n".join(_atom_entry(outlet, article, site) for article in articles)
    updated = f"<updated>{_iso(articles[0].published)}</updated>" if articles else ""
    return f"""{_prolog(outlet)}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">
<title>{escape(outlet.name)}</title>
<subtitle>{escape(outlet.tagline)}</subtitle>
<id>tag:{outlet.domain},2026:feed</id>
<link rel="alternate" type="text/html" href="{site}/{outlet.key}/"/>
<link rel="self" type="application/atom+xml" href="{site}{outlet.feed_path}"/>
{updated}
{entries}
</feed>
"""


def _atom_entry(outlet: Outlet, article: EditionArticle, site: str) -> str:
    content = f'<content type="html">{escape(content_html(article))}</content>' if article.full_content else ""
    return f"""<entry>
<title type="html">{escape(article.title_markup)}</title>
<id>tag:{outlet.domain},2026:{article.slug}</id>
<link rel="alternate" type="text/html" href="{site}{article.path}"/>
<published>{_iso(article.published)}</published>
<updated>{_iso(article.published + timedelta(minutes=4))}</updated>
<author><name>{escape(article.author)}</name></author>
<summary type="text">{escape(article.teaser)}</summary>
{content}</entry>"""


def _json(outlet: Outlet, articles: Sequence[EditionArticle], site: str) -> str:
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "description": outlet.tagline,
        "home_page_url": f"{site}/{outlet.key}/",
        "feed_url": site + outlet.feed_path,
        "language": outlet.language,
        "items": [_json_item(outlet, article, site) for article in articles],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _json_item(outlet: Outlet, article: EditionArticle, site: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": f"{outlet.domain}/{article.slug}",
        "url": site + article.path,
        "title": article.title,
        "summary": article.teaser,
        "date_published": article.published.astimezone(timezone(timedelta(hours=1))).isoformat(),
        "authors": [{"name": article.author}],
    }
    return {**item, "content_html": content_html(article)} if article.full_content else item


def _broken(outlet: Outlet, articles: Sequence[EditionArticle], site: str) -> str:
    """What a template without escaping makes: bare ampersands, HTML's entities, an unclosed tag, and no end."""
    items = "\n".join(
        f"""<item>
<title>{_sloppy(article.title)}</title>
<link>{site}{article.path}?edition=us&page=1</link>
<guid>{site}{article.path}</guid>
<author>{_sloppy(article.author)}</author>
<pubDate>{_rfc822(article.published, outlet.dates)}</pubDate>
<description>{_sloppy(article.teaser)}&nbsp;<br></description>
</item>"""
        for article in articles
    )
    return f"""<rss version="2.0">
<channel>
<title>{_sloppy(outlet.name)}</title>
<link>{site}/{outlet.key}/</link>
<description>{outlet.tagline} &copy; 2026</description>
<language>{outlet.language}</language>
{items}
"""


def _sloppy(words: str) -> str:
    return words.replace("'", "&rsquo;").replace("—", "&mdash;").replace("é", "&eacute;").replace("ö", "&ouml;")


def _prolog(outlet: Outlet) -> str:
    return f'<?xml version="1.0" encoding="{outlet.charset.upper()}"?>'


def _text(words: str) -> str:
    return html.escape(words, quote=False)


def _iso(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _rfc822(moment: datetime, style: str) -> str:
    """A time as RSS writes it, whatever the process's locale is."""
    hours, zone = _ZONES[style]
    local = moment.astimezone(timezone(timedelta(hours=hours)))
    return f"{_DAYS[local.weekday()]}, {local:%d} {_MONTHS[local.month - 1]} {local:%Y %H:%M:%S} {zone}"
