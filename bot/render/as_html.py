"""Document -> one self-contained HTML page. Pure: no script, no external request, light and dark, all escaped."""

from __future__ import annotations

import html

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

_STYLE = """
:root { color-scheme: light dark; --ink: #1d1c1d; --dim: #5f6368; --line: #dcdfe3; --link: #1264a3; --page: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --dim: #9aa0a6; --line: #3c4043; --link: #6cb2eb; --page: #17191c; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); margin: 0; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.4rem; line-height: 1.25; } h2 { font-size: 1.05rem; margin: 1.4rem 0 .2rem; }
p { margin: .3rem 0; } a { color: var(--link); } small { color: var(--dim); }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.2rem 0; }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
.state { font-size: .7rem; letter-spacing: .05em; border: 1px solid; border-radius: .3rem; padding: 0 .3rem; }
"""


def escape(words: str) -> str:
    """The words as HTML that shows exactly them."""
    return html.escape(visible(words))


def render_html(document: Document, *, language: str = "en") -> str:
    """A whole page with the document in it."""
    body = "\n".join(rendered for block in document.blocks if (rendered := _block(block)))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.summary)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h1>{escape(block.text)}</h1>"
        case Paragraph():
            return "".join(f"<p>{_line(line)}</p>" for line in block.lines)
        case Small():
            return "".join(f"<p><small>{_line(line)}</small></p>" for line in block.lines)
        case Quote():
            source = f"<p><small>{_span(block.source)}</small></p>" if block.source else ""
            return f"<blockquote>{escape(block.text)}{source}</blockquote>"
        case Preformatted():
            return f"<pre>{escape(block.text)}</pre>"
        case Divider():
            return "<hr>"
        case StoryBlock():
            return _story(block)
        case Buttons():
            return ""


def _story(block: StoryBlock) -> str:
    label = STATE_LABELS[block.state]
    badge = f' <span class="state">{label}</span>' if label else ""
    title = _anchor(block.title, block.url)
    body = f"<p>{' '.join(_line(line) for line in block.sentences)}</p>" if block.sentences else ""
    meta = "".join(f"<p><small>{_line(line)}</small></p>" for line in block.meta)
    return f"<section><h2>{block.number}. {title}{badge}</h2>{body}{meta}</section>"


def _anchor(words: str, url: str) -> str:
    if not is_web_address(url):
        return escape(words)
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(words)}</a>'


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    match span:
        case Link():
            shown = _anchor(span.text, span.url)
            return f"<strong>{shown}</strong>" if span.bold else shown
        case Moment():
            return f'<time datetime="{span.at.isoformat()}">{escape(span.fallback)}</time>'
        case _:
            shown = escape(span.text)
            for wanted, tag in ((span.code, "code"), (span.italic, "em"), (span.bold, "strong")):
                shown = f"<{tag}>{shown}</{tag}>" if wanted else shown
            return shown
