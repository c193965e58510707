"""What people type for a source -> Source. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from summarizer.addresses import say_url
from summarizer.errors import SourceError
from summarizer.model import Source
from summarizer.sources.feed.clean import safe_url
from summarizer.sources.hackernews import LISTS

_GITHUB = re.compile(r"^[A-Za-z0-9][\w-]{0,38}/(?!\.{1,2}$)[\w.-]{1,100}$", re.ASCII)
_YOUTUBE = re.compile(r"^UC[\w-]{22}$")
_ARXIV = re.compile(r"^[a-z-]+(\.[A-Za-z-]+)?$")
_DOMAIN = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?:/\S*)?$", re.IGNORECASE)
_SHARED_HOSTS = frozenset(
    """feedburner.com feedproxy.google.com medium.com github.com youtube.com reddit.com rsshub.app rss.app
    openrss.org morss.it fetchrss.com politepol.com kill-the-newsletter.com anchor.fm""".split()
)
"""Hosts whose feeds come from many outlets: the host says nothing of who reports."""
_PARTING = re.compile(r"\s+[|–—•»›-]+\s+|:\s+")
_NO_NAME = re.compile(
    r"(?:the )?(?:all|latest|recent|new|top|main|full|official)?\s*(?:rss|atom|xml|json|web)?\s*"
    r"(?:feeds?|posts?|articles?|stories|content|entries|news|updates|headlines|home(?:page)?|front page|blog|title)?"
    r"(?: \(?(?:rss|atom)\)?)?|rss(?: 2\.0)?|atom",
    re.IGNORECASE,
)
"""Parts of a feed's title that say what it is, and not whose."""
LONGEST_TITLE = 60
"""Characters of a feed's title that can be a name; longer ones are slogans."""
LONGEST_NAME = 120
"""Characters of a name; the store takes 200, and two of one name are told apart by what is put behind it."""
EXAMPLES = "a feed's address, `gh:owner/repo`, `yt:CHANNEL_ID`, `hn:front` or `arxiv:cs.AI`"


def resolve(words: str) -> Source:
    """The source that the words name. Raises SourceError with what would be right."""
    text = words.strip()
    scheme, colon, rest = text.partition(":")
    reader = _SHORTCUTS.get(scheme.lower()) if colon else None
    if reader is not None:
        return reader(rest.strip())
    if scheme.lower() == "feed" and colon:
        # Browsers' feed buttons give "feed://site/x" and "feed:https://site/x".
        text = rest.strip().removeprefix("//")
    if _DOMAIN.match(text):
        text = f"https://{text}"
    if safe_url(text, None) is None:
        raise SourceError(f'"{text[:60]}" names no source; give {EXAMPLES}')
    return feed_source(text)


def say_address(source: Source, limit: int = 200) -> str:
    """A source's address as people give it: `hn:front`, else its web address without user info and query values."""
    if source.kind == "hackernews" and source.address in LISTS:
        return f"hn:{source.address}"
    return say_url(source.address, limit)


def feed_source(url: str, name: str = "") -> Source:
    """A feed by its address; named after its host unless a name is given."""
    host = host_of(url)
    return Source(
        name=(name or host)[:LONGEST_NAME],
        address=url,
        kind="feed",
        site=f"https://{host}",
        publisher=publisher_of(url, name),
    )


def name_after(title: str) -> str:
    """The name for a source whose feed has this title: what the outlet calls itself, or nothing if that is no name.

    "The Verge - All Posts" is The Verge, and "RSS feed" is nobody.
    """
    plain = " ".join(title.split())
    parts = [part for part in _PARTING.split(plain) if part and not _NO_NAME.fullmatch(part)]
    name = parts[0] if len(parts) == 1 else plain if parts else ""
    return name if 1 < len(name) <= LONGEST_TITLE and any(letter.isalpha() for letter in name) else ""


def publisher_of(url: str, name: str = "") -> str:
    """Who publishes at an address: its host, or on a host that many outlets share the given name, else the address."""
    host = host_of(url)
    shared = host in _SHARED_HOSTS or host == "localhost" or ":" in host or host.replace(".", "").isdigit()
    return (name or host + urlsplit(url).path.rstrip("/")) if shared else host


def host_of(url: str) -> str:
    """The host of an address without www and feed prefixes: what people call the site."""
    host = (urlsplit(url).hostname or say_url(url)).lower()
    return re.sub(r"^(www|feeds?|rss)\.(?=[^.]+\.)", "", host)


def _github(rest: str) -> Source:
    if not _GITHUB.match(rest):
        raise SourceError("a GitHub project is named as `gh:owner/repo`")
    return Source(
        name=f"{rest} releases",
        address=f"https://github.com/{rest}/releases.atom",
        site=f"https://github.com/{rest}",
        publisher=f"github.com/{rest}",
    )


def _youtube(rest: str) -> Source:
    if not _YOUTUBE.match(rest):
        raise SourceError("a YouTube channel is named by its id, `yt:UC…` with 24 letters; a handle has no feed")
    return Source(
        name=f"YouTube {rest}",
        address=f"https://www.youtube.com/feeds/videos.xml?channel_id={rest}",
        site=f"https://www.youtube.com/channel/{rest}",
        publisher=f"youtube.com/{rest}",
    )


def _hacker_news(rest: str) -> Source:
    if rest not in LISTS:
        raise SourceError(f"Hacker News has the lists {', '.join(f'`hn:{name}`' for name in LISTS)}")
    return Source(
        name=f"Hacker News {rest}",
        address=rest,
        kind="hackernews",
        site="https://news.ycombinator.com",
        publisher="Hacker News",
        weight=0.5,
    )


def _arxiv(rest: str) -> Source:
    if not _ARXIV.match(rest):
        raise SourceError("an arXiv list is named as `arxiv:cs.AI`")
    return Source(
        name=f"arXiv {rest}",
        address=f"https://rss.arxiv.org/rss/{rest}",
        site=f"https://arxiv.org/list/{rest}/recent",
        publisher="arXiv",
        weight=0.5,
    )


_SHORTCUTS = {"gh": _github, "github": _github, "yt": _youtube, "hn": _hacker_news, "arxiv": _arxiv}
