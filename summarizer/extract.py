"""HTML -> clean article text. Pure and picklable; it runs in a worker that can be killed.

trafilatura reads the page with precision in mind. Where another reader (resiliparse) sees a different article, a third
opinion (the readability algorithm that trafilatura carries) decides between the two: measured on the 181 pages of the
article-extraction benchmark, see docs/decisions/. The guard costs little, since most pages agree.
"""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.errors import NoArticleText
from summarizer.model import Entry, Extracted, TextOrigin
from summarizer.sources.feed.clean import plain_title, safe_url
from summarizer.sources.feed.decode import decode_bytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST = 2_000_000
FEWEST_WORDS = 20
AGREEMENT = 0.8
SHINGLE = 4
DEEPEST = 800
SHOWN_LEVELS = 250
_TAG = re.compile(r"<(/?)(?!(?:br|img|hr|meta|link|input|source|wbr|area|base|col|embed|param|track)\b)[a-z]", re.I)
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_CJK}]{{1,2}}|[^\W{_CJK}]+")
"""A word; in Chinese and Japanese, which put no spaces between them, two characters."""
_HTML_START = re.compile(
    r"<(?:!doctype|html|head|body|article|main|div|p|h1|section|meta|title|\?xml|!--)\b", re.IGNORECASE
)
_SITE_SUFFIX = re.compile(r"\s+[|–—·•-]\s+([^|–—·•]{2,40})$")
_WALL = re.compile(
    r"(?:subscribe|log ?in|sign ?in|register|become a member)\b[^.\n]{0,40}"
    r"\b(?:to (?:continue|read|keep reading)|for full)"
    r"|(?:this (?:article|content|story) is (?:reserved )?(?:for|only available))|jetzt weiterlesen|nur für abonnenten",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)


def looks_like_html(body: bytes | str, content_type: str | None = None) -> bool:
    """Whether the bytes are a page rather than plain text."""
    if content_type and ("html" in content_type.lower() or "xml" in content_type.lower()):
        return True
    head = body[:4_000].decode("utf-8", "replace") if isinstance(body, bytes) else body[:4_000]
    return bool(_HTML_START.search(head)) and head.lstrip("\ufeff \t\r\n").startswith("<")


def decode_text(body: bytes | str, content_type: str | None = None) -> str:
    """Plain text from its bytes, in whatever charset they are; line ends are "\\n"."""
    text = body if isinstance(body, str) else decode_bytes(body, content_type)[0]
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def extract_page(page: bytes | str, url: str | None = None, content_type: str | None = None) -> Extracted:
    """The article of a page. Raises NoArticleText where fewer than 20 words of article are left."""
    text = page if isinstance(page, str) else decode_bytes(page[:LARGEST], content_type)[0]
    tree = _tree(text[:LARGEST])
    if tree is None:
        raise NoArticleText("no article text here")
    found = _metadata(tree, text, url)
    article = article_text(text, tree, url)
    if count_words(article) < FEWEST_WORDS:
        raise NoArticleText("no article text here")
    return Extracted(text=article, language=detect_language(article), **found)


def article_text(text: str, tree: HtmlElement, url: str | None = None) -> str:
    """The article's text by the first reader, unless the second disagrees and the third takes its side."""
    first = _by_trafilatura(tree, url)
    second = _by_resiliparse(text)
    if not second or shingle_dice(first, second) >= AGREEMENT:
        return first
    third = _by_readability(tree)
    if not third:
        return first or second
    votes = {first: shingle_dice(first, third), second: shingle_dice(second, third)}
    return second if votes[second] > votes[first] + 0.1 or not first else first


def _tree(text: str) -> HtmlElement | None:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return None if _too_deep(tree, text) else tree


def _too_deep(tree: HtmlElement, text: str) -> bool:
    """Nobody writes 800 levels of mark-up, and the second reader takes their square in time.

    The tree shows the first 256 levels only; what is deeper is counted in the text.
    """
    level, nodes = 0, [tree]
    while nodes and level < SHOWN_LEVELS:
        nodes = [child for node in nodes for child in node]
        level += 1
    if not nodes:
        return False
    open_tags = 0
    for tag in _TAG.finditer(text):
        open_tags = max(0, open_tags - 1) if tag[1] else open_tags + 1
        if open_tags > DEEPEST:
            return True
    return False


def _by_trafilatura(tree: HtmlElement, url: str | None) -> str:
    import copy

    from trafilatura import bare_extraction

    found = bare_extraction(
        copy.deepcopy(tree), url=url, favor_precision=True, include_comments=False, include_tables=True, as_dict=False,
        include_formatting=False, with_metadata=False,
    )  # fmt: skip
    return _tidy(str(getattr(found, "text", "") or ""))


def _by_resiliparse(text: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return _tidy(
        extract_plain_text(text, main_content=True, alt_texts=False, list_bullets=False, preserve_formatting=True)
    )


def _by_readability(tree: HtmlElement) -> str:
    import copy

    from lxml.etree import ParserError, XMLSyntaxError
    from lxml.html import document_fromstring
    from trafilatura.readability_lxml import Document

    try:
        kept = Document(copy.deepcopy(tree)).summary()
        return _tidy(" ".join(document_fromstring(kept).itertext())) if kept else ""
    except (ParserError, XMLSyntaxError, ValueError, AttributeError, TypeError, IndexError):
        # It is a third opinion on odd pages; where it has none, the first stands.
        return ""


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\x00", "").split("\n"))
    return "\n".join(line for line in lines if line)


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def shingle_dice(one: str, other: str) -> float:
    """Dice similarity of two texts' sets of four-word shingles, 0 to 1."""
    first, second = _shingles(one), _shingles(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))} if words else set()


def detect_language(text: str) -> str | None:
    """The language of a text as ISO 639-1; None where the text is too short or fits none well."""
    from resiliparse.parse.lang import detect_fast

    sample = text[:4_000]
    if len(sample) < 60:
        return None
    code, distance = detect_fast(sample)
    return str(code) if code != "unknown" and distance < 1_200 else None


def _metadata(tree: HtmlElement, text: str, url: str | None) -> dict[str, Any]:
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree, default_url=url)
    title = _headline(tree, plain_title(found.title or "") if found else "")
    return {
        "title": title,
        "author": _author(found.author) if found else None,
        "published": _date(tree, found.date if found else None),
        "canonical_url": _canonical(tree, url),
        "image": safe_url(found.image, url) if found and found.image else None,
    }


def _headline(tree: HtmlElement, title: str) -> str:
    """The title without the site's name at its end, where the page's heading or social title lacks it."""
    suffix = _SITE_SUFFIX.search(title)
    if not suffix:
        return title
    shorter = title[: suffix.start()].strip()
    names = [_meta(tree, "og:site_name"), _meta(tree, "application-name")]
    headings = [plain_title(node.text_content()) for node in tree.iter("h1")]
    social = plain_title(_meta(tree, "og:title") or "")
    if suffix[1].strip().lower() in {(name or "").strip().lower() for name in names} or shorter in {*headings, social}:
        return shorter
    return title


def _meta(tree: HtmlElement, name: str) -> str | None:
    for node in tree.iter("meta"):
        if name in {node.get("property"), node.get("name")} and node.get("content"):
            return str(node.get("content"))
    return None


def _author(words: str | None) -> str | None:
    if not words:
        return None
    names = [" ".join(plain_title(name).split()) for name in words.split(";")]
    return ", ".join(name for name in names if name and "http" not in name)[:200] or None


def _date(tree: HtmlElement, day: str | None) -> datetime | None:
    """The time that the page's meta data gives, else the day that was found in it, at midnight UTC."""
    from summarizer.sources.feed.dates import read_date

    exact = _meta(tree, "article:published_time") or _meta(tree, "date") or _meta(tree, "pubdate")
    moment = read_date(exact)
    found = read_date(day)
    if moment is None or found is None:
        return moment or found
    # The day that was found is a local one: at another place it is the day before or after.
    return moment if abs(moment - found) < timedelta(days=2) else found


def _canonical(tree: HtmlElement, url: str | None) -> str | None:
    """The address that the page names as its own, if it is on the same site."""
    for node in tree.iter("link"):
        if "canonical" in (node.get("rel") or "").lower().split() and node.get("href"):
            address = safe_url(str(node.get("href")), url)
            if address and (url is None or _site(address) == _site(url)):
                return address
    return url


def _site(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return ".".join(host.split(".")[-2:])


def extract_fragment(markup: str) -> str:
    """The text of a feed's own content, paragraph by paragraph."""
    if "<" not in markup:
        return _tidy(html.unescape(markup))
    from resiliparse.extract.html2text import extract_plain_text

    return _tidy(
        extract_plain_text(f"<body>{markup}</body>", preserve_formatting=True, alt_texts=False, list_bullets=False)
    )


def choose_text(page: Extracted | None, entry: Entry, page_markup: str = "") -> tuple[str, TextOrigin]:
    """The better of the page's text and the feed's own, and which it is.

    The feed's is taken when there is no page, when the page is behind a wall, or when it holds clearly less.
    """
    own = extract_fragment(entry.content or entry.summary)
    own_words = count_words(own)
    if page is None:
        return (own, TextOrigin.FEED) if own_words >= FEWEST_WORDS else ("", TextOrigin.NONE)
    page_words = count_words(page.text)
    walled = bool(_NOT_FREE.search(page_markup)) or (page_words < 250 and bool(_WALL.search(page.text)))
    if own_words >= FEWEST_WORDS and (page_words < 0.6 * own_words or (walled and own_words >= 0.8 * page_words)):
        return own, TextOrigin.FEED
    return page.text, TextOrigin.PAGE
