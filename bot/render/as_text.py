"""Document -> lines of plain words: what is left of a message where a platform refused its layout. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.document import (
    Block,
    Buttons,
    Divider,
    Document,
    Heading,
    Line,
    Link,
    Paragraph,
    Preformatted,
    Quote,
    Small,
    StoryBlock,
    in_its_language,
    is_web_address,
    plain_line,
)
from bot.layout import say_state
from bot.render.visible import visible


@in_its_language
def render_text(document: Document) -> str:
    """The document in lines, blocks parted by an empty one; an address has a line of its own, actions are left out."""
    parts = ["\n".join(lines) for block in document.blocks if (lines := list(_lines(block)))]
    return "\n\n".join(parts) or _clean(document.summary)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _clean(block.text)
        case Paragraph():
            yield from (words for line in block.lines for words in _with_addresses(line))
        case Small():
            yield from (_clean(plain_line(line)) for line in block.lines)
        case Quote():
            yield f"> {_clean(block.text)}"
            if block.source:
                yield from _linked(block.source.text, block.source.url)
        case Preformatted():
            yield from (visible(line) for line in block.text.splitlines())
        case StoryBlock():
            yield from _story(block)
        case Buttons() | Divider():
            pass


def _with_addresses(line: Line) -> Iterator[str]:
    yield _clean(plain_line(line))
    yield from (span.url for span in line if isinstance(span, Link) and is_web_address(span.url))


def _story(block: StoryBlock) -> Iterator[str]:
    label = say_state(block.state)
    yield from _linked(f"{block.number}. {block.title}" + (f" [{label}]" if label else ""), block.url)
    yield from (_clean(plain_line(line)) for line in (*block.sentences, *block.meta))


def _linked(words: str, url: str) -> Iterator[str]:
    yield _clean(words)
    if is_web_address(url):
        yield url


def _clean(words: str) -> str:
    return " ".join(visible(words).split())
