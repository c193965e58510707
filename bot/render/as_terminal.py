"""Document -> a terminal, with rich. On a terminal links are clickable; elsewhere every address is printed in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from bot.language import speaking
from bot.layout import say_state
from bot.render.visible import visible
from summarizer.model import StoryState

if TYPE_CHECKING:
    from rich.console import Console
    from rich.style import Style
    from rich.text import Text as RichText

INDENT = "   "


def print_document(document: Document, console: Console) -> None:
    """Print the document, wrapped on a terminal and uncut elsewhere."""
    with speaking(document.language):
        for block in document.blocks:
            _print_block(block, console)


def _print_block(block: Block, console: Console) -> None:
    match block:
        case Heading():
            _print_wrapped(_styled(block.text, "bold"), console, "")
            console.print()
        case Paragraph():
            _print_lines(block.lines, console)
        case Small():
            _print_lines(block.lines, console, style="dim")
        case Quote():
            _print_wrapped(_styled(f"  | {block.text}", "italic"), console, "")
            _print_lines(((block.source,),) if block.source else (), console, style="dim", indent="  ")
        case Preformatted():
            _print_wrapped(_styled(block.text, ""), console, "")
        case Divider():
            console.print()
        case StoryBlock():
            _print_story(block, console)
        case Buttons():
            labels = "   ".join(f"[{action.label}]" for action in block.actions)
            _print_wrapped(_styled(labels, "dim"), console, "")


def _print_lines(lines: tuple[Line, ...], console: Console, *, style: str = "", indent: str = "") -> None:
    for line in lines:
        _print_wrapped(_line(line, console, style=style), console, indent)


def _print_story(block: StoryBlock, console: Console) -> None:
    head = _styled(f"{block.number}. ", "bold")
    head.append(visible(block.title), style=_leading_to(block.url if console.is_terminal else "", bold=True))
    if label := say_state(block.state):
        head.append(f"  {label}", style="bold yellow" if block.state is StoryState.UPDATED else "green")
    _print_wrapped(head, console, "")
    if not console.is_terminal and block.url:
        _print_wrapped(_styled(block.url, ""), console, INDENT)
    _print_lines(block.sentences, console, indent=INDENT)
    _print_lines(block.meta, console, style="dim", indent=INDENT)
    console.print()


def _print_wrapped(words: RichText, console: Console, indent: str) -> None:
    from rich.padding import Padding

    if console.is_terminal:
        console.print(Padding(words, (0, 0, 0, len(indent))))
    else:
        # Off a terminal nothing is cut to a width: one line stays one line.
        console.print(_styled(indent, "") + words, soft_wrap=True)


def _line(line: Line, console: Console, *, style: str = "") -> RichText:
    from rich.text import Text as RichText

    shown = RichText(style=style)
    for span in line:
        _append(shown, span, clickable=console.is_terminal)
    return shown


def _append(shown: RichText, span: Span, *, clickable: bool) -> None:
    match span:
        case Link() if clickable:
            shown.append(visible(span.text), style=_leading_to(span.url))
        case Link():
            shown.append(visible(span.text if span.text == span.url else f"{span.text} <{span.url}>"))
        case Moment():
            shown.append(visible(span.fallback))
        case _:
            styles = [name for name, on in (("bold", span.bold), ("italic", span.italic)) if on]
            shown.append(visible(span.text), style=" ".join(styles))


def _leading_to(url: str, *, bold: bool = False) -> Style:
    from rich.style import Style

    return Style(bold=bold or None, link=url if is_web_address(url) else None)


def _styled(words: str, style: str) -> RichText:
    from rich.text import Text as RichText

    return RichText(visible(words), style=style)
