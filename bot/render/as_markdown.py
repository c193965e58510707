"""Document -> CommonMark. Pure. Feed text is escaped, so that nobody's title becomes mark-up or a link."""

from __future__ import annotations

import re

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
)
from bot.layout import STATE_LABELS

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)([-+>]|\d+[.)])(?=\s)")


def escape(words: str) -> str:
    """The words as Markdown text that shows exactly them."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(words.split()))
    return _LINE_START.sub(lambda found: found[1] + "\\" + found[2], escaped.replace("&", "&amp;"))


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")


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
            return f"> {escape(block.text)}"
        case Preformatted():
            return "```\n" + block.text.replace("```", "'''") + "\n```"
        case Divider():
            return "---"
        case StoryBlock():
            return _story(block)
        case Buttons():
            return ""


def _story(block: StoryBlock) -> str:
    label = STATE_LABELS[block.state]
    title = f"[{escape(block.title)}](<{_address(block.url)}>)" if block.url else escape(block.title)
    head = f"## {block.number}. {title}" + (f" · {label}" if label else "")
    body = " ".join(_line(line) for line in block.sentences)
    meta = "  \n".join(f"<sub>{_line(line)}</sub>" for line in block.meta)
    return "\n\n".join(part for part in (head, body, meta) if part)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    match span:
        case Link():
            shown = f"[{escape(span.text)}](<{_address(span.url)}>)"
            return f"**{shown}**" if span.bold else shown
        case Moment():
            return escape(span.fallback)
        case _:
            return _styled(span.text, bold=span.bold, italic=span.italic, code=span.code)


def _styled(words: str, *, bold: bool, italic: bool, code: bool) -> str:
    if code:
        return "`" + words.replace("`", "'") + "`"
    lead = words[: len(words) - len(words.lstrip())]
    trail = words[len(words.rstrip()) :]
    shown = escape(words)
    mark = "**" if bold else "*" if italic else ""
    return f"{' ' if lead else ''}{mark}{shown}{mark}{' ' if trail else ''}" if shown else " "
