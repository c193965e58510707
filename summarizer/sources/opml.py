"""OPML in and out: the list of sources that every feed reader exchanges. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from summarizer.errors import SourceError
from summarizer.model import Source
from summarizer.sources.feed.clean import plain_title, safe_url
from summarizer.sources.feed.decode import decode_bytes
from summarizer.sources.feed.repair import repair_xml
from summarizer.sources.shortcuts import feed_source, host_of, publisher_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SOURCES = 5_000


def read_opml(body: bytes) -> tuple[Source, ...]:
    """The sources of a subscription list; an outline's folder becomes a topic. Raises SourceError."""
    from lxml import etree

    text = repair_xml(decode_bytes(body)[0], MOST_SOURCES).text
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise SourceError("this is no OPML file; export the subscriptions of a feed reader as OPML")
    found = tuple(_with_own_names(_outlines(root, ())))
    if not found:
        raise SourceError("this OPML file lists no feed")
    return found[:MOST_SOURCES]


def _outlines(element: _Element, folders: tuple[str, ...]) -> Iterator[Source]:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        named = {str(name).lower(): str(value).strip() for name, value in child.attrib.items()}
        address = named.get("xmlurl", "")
        title = plain_title(named.get("title") or named.get("text") or "")
        if safe_url(address, None):
            site = safe_url(named.get("htmlurl"), None)
            topics = tuple(folder.lower() for folder in folders) + _categories(named.get("category", ""))
            plain = feed_source(address, title)
            yield Source(
                name=plain.name,
                address=address,
                site=site or plain.site,
                publisher=publisher_of(site or address, plain.name),
                topics=tuple(dict.fromkeys(topics)),
            )
        deeper = (*folders, title) if title and not address and child.tag.lower() == "outline" else folders
        yield from _outlines(child, deeper)


def _categories(words: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("/").lower() for part in words.split(",") if part.strip(" /"))


def _with_own_names(sources: Iterable[Source]) -> Iterator[Source]:
    """Each address once, and each name once: a second "Blog" is told apart by its host."""
    addresses: set[str] = set()
    names: set[str] = set()
    for source in sources:
        if source.address in addresses:
            continue
        addresses.add(source.address)
        name, number = source.name, 2
        while name.lower() in names:
            name = f"{source.name} ({host_of(source.address)[:60]}{'' if number == 2 else f' {number}'})"
            number += 1
        names.add(name.lower())
        yield Source(name, source.address, source.kind, source.site, source.publisher, source.topics)


def write_opml(sources: Sequence[Source], title: str = "Nightdesk sources") -> bytes:
    """A subscription list of the sources that have a feed's address."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head>"]
    lines += [f"    <title>{_text(title)}</title>", "  </head>", "  <body>"]
    for source in sources:
        if not source.address.lower().startswith(("http://", "https://")):
            continue
        attributes = {"type": "rss", "text": source.name, "title": source.name, "xmlUrl": source.address}
        if source.site:
            attributes["htmlUrl"] = source.site
        if source.topics:
            attributes["category"] = ",".join(source.topics)
        lines.append(
            "    <outline " + " ".join(f"{name}={quoteattr(_xml(value))}" for name, value in attributes.items()) + "/>"
        )
    return "\n".join([*lines, "  </body>", "</opml>", ""]).encode("utf-8")


def _text(words: str) -> str:
    return _xml(words).replace("&", "&amp;").replace("<", "&lt;")


def _xml(words: str) -> str:
    return "".join(letter for letter in words if letter in "\t\n" or letter >= " ")
