"""Document -> CommonMark. Pure. Feed text is escaped, so that nobody's title becomes mark-up or a link."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.document import (
    Block,
    Buttons,
    Divider,
    Document,
    Heading,
    Line,
    Link,
    Moment,
    Paragraph,
    Preformatted,
    Quote,
    Small,
    Span,
    StoryBlock,
    is_web_address,
)
from bot.layout import STATE_LABELS
from bot.render.visible import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^(\d*)((?<!\d)[-+=]|(?<=\d)[.)](?=\s|$))")
_IN_ADDRESS = re.compile(r"[<>\s\\]")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def escape(words: str) -> str:
    """The words as Markdown text that shows exactly them."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(visible(words).split())).replace("&", "&amp;")
    # A list, a rule or an underline of the line before may begin here; a "!" before a link would make it a picture.
    return re.sub(r"!$", r"\\!", _LINE_START.sub(r"\1\\\2", escaped))


def _anchor(words: str, url: str) -> str:
    if not is_web_address(url):
        return escape(words)
    address = _IN_ADDRESS.sub(lambda found: quote(found[0]), url)
    return f"[{escape(words)}](<{_ENTITY.sub('&amp;', address)}>)"


def render_markdown(document: Document) -> str:
    """The whole document; blocks are parted by blank lines and it ends with a newline."""
    parts = [rendered for block in document.blocks if (rendered := _block(block))]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"# {escape(block.text)}"
        case Paragraph():
            return "  \n".join(_line(line) for line in block.lines)
        case Small():
            return "  \n".join(f"<sub>{_line(line)}</sub>" for line in block.lines)
        case Quote():
            source = f"  \n> {_span(block.source)}" if block.source else ""
            return f"> {escape(block.text)}{source}"
        case Preformatted():
            return "```\n" + visible(block.text).replace("```", "'''") + "\n```"
        case Divider():
            return "---"
        case StoryBlock():
            return _story(block)
        case Buttons():
            return ""


def _story(block: StoryBlock) -> str:
    label = STATE_LABELS[block.state]
    head = f"## {block.number}. {_anchor(block.title, block.url)}" + (f" · {label}" if label else "")
    body = " ".join(_line(line) for line in block.sentences)
    meta = "  \n".join(f"<sub>{_line(line)}</sub>" for line in block.meta)
    return "\n\n".join(part for part in (head, body, meta) if part)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    match span:
        case Link():
            shown = _anchor(span.text, span.url)
            return f"**{shown}**" if span.bold else shown
        case Moment():
            return escape(span.fallback)
        case _:
            return _styled(span.text, bold=span.bold, italic=span.italic, code=span.code)


def _styled(words: str, *, bold: bool, italic: bool, code: bool) -> str:
    if code:
        return "`" + " ".join(visible(words).replace("`", "'").split()) + "`"
    lead = words[: len(words) - len(words.lstrip())]
    trail = words[len(words.rstrip()) :]
    shown = escape(words)
    mark = "**" if bold else "*" if italic else ""
    return f"{' ' if lead else ''}{mark}{shown}{mark}{' ' if trail else ''}" if shown else " "
