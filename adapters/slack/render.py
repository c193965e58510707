"""Document -> Block Kit. Pure; every documented limit is kept by construction, and no text of a feed can ping or link.

Slack has no way to escape its mrkdwn marks (`*`, `_`, `~`, backtick), only `&`, `<` and `>`; a zero-width space around
a mark keeps it from being one. `verbatim` stops Slack from finding links and names in plain text by itself.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from bot.document import (
    Action,
    Block,
    Buttons,
    Divider,
    Document,
    Emphasis,
    Heading,
    Line,
    Link,
    Moment,
    Paragraph,
    Preformatted,
    Quote,
    Room,
    Small,
    Span,
    StoryBlock,
    in_its_language,
    is_web_address,
)
from bot.language import tr
from bot.layout import say_state
from bot.pages import Cost, clip, into_pages
from bot.render.visible import visible

Payload = dict[str, Any]

# https://docs.slack.dev/reference/block-kit/blocks
MAX_BLOCKS = 50
MAX_CHARACTERS = 10_000
MAX_SECTION = 3_000
MAX_CONTEXT = 2_000
MAX_HEADER = 150
MAX_BUTTON = 75
MAX_OPTIONS = 5
MAX_ACTIONS = 25
MAX_FALLBACK = 3_000
MAX_PLAIN = 3_900
MAX_URL = 1_500
_ROOM = Cost(MAX_BLOCKS, MAX_CHARACTERS - 500)
_MARK = re.compile(r"(?<![^\W_])([*_~])|([*_~])(?![^\W_])|(`)")
"""Marks that could begin or end formatting: inside a word ("io_uring") Slack takes them as they are."""
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")
_ZERO_WIDTH = "\u200b"
_URL_SAFE = ":/?#[]@!$'()*+,;=%-._~"


def escape(words: str) -> str:
    """The words as mrkdwn that shows exactly them: no link, no mention, no formatting."""
    plain = " ".join(visible(words).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARK.sub(lambda mark: _ZERO_WIDTH + mark[0] + _ZERO_WIDTH, plain)


@in_its_language
def render_messages(document: Document) -> list[Payload]:
    """The arguments of as many chat.postMessage calls as the document needs (usually one)."""
    blocks = [rendered for block in document.blocks for rendered in _block(block)]
    pages = into_pages(blocks, _cost, _ROOM, fillers=lambda block: block["type"] == "divider")
    fallback = clip(escape(document.summary) or "Nightdesk", MAX_FALLBACK)
    return [
        {"text": fallback, "blocks": page, "unfurl_links": False, "unfurl_media": False, "mrkdwn": False}
        for page in pages
    ]


def render_plain(words: str) -> list[Payload]:
    """The arguments of as many chat.postMessage calls as lines of plain words need, without a single block."""
    lines = [line for each in words.splitlines() for line in _pieces(_plain_line(each))]
    pages = into_pages(lines, lambda line: Cost(1, len(line) + 1), Cost(MAX_PLAIN, MAX_PLAIN))
    return [_plainly("\n".join(page)) for page in pages] or [_plainly("Nightdesk")]


def without_blocks(message: Payload) -> Payload:
    """One message's words alone, as far as they fit."""
    return _plainly(clip("\n".join(texts_of(message["blocks"])), MAX_PLAIN))


def _plainly(words: str) -> Payload:
    return {"text": words, "unfurl_links": False, "unfurl_media": False, "mrkdwn": False}


def _plain_line(line: str) -> str:
    address = line.strip()
    if is_web_address(address) and " " not in address:
        return quote(address, safe=_URL_SAFE + "&").replace("&", "&amp;")
    return escape(line)


def _pieces(line: str) -> list[str]:
    return [line[start : start + MAX_PLAIN - 1] for start in range(0, max(1, len(line)), MAX_PLAIN - 1)]


def _cost(block: Payload) -> Cost:
    return Cost(1, sum(len(words) for words in texts_of(block)))


def texts_of(value: Any) -> list[str]:
    """Every piece of text in a block: what Slack counts against a message's characters."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [words for key, each in value.items() if key != "text" or not own for words in texts_of(each)]
    if isinstance(value, list):
        return [words for each in value for words in texts_of(each)]
    return []


def _block(block: Block) -> list[Payload]:
    match block:
        case Heading():
            return [{"type": "header", "text": _plain(block.text, MAX_HEADER)}]
        case Paragraph():
            return [_section(_lines(block.lines, MAX_SECTION))]
        case Small():
            return [_context(_lines(block.lines, MAX_CONTEXT))]
        case Quote():
            source = [_context(_lines(((block.source,),), MAX_CONTEXT))] if block.source else []
            return [_section("&gt; " + clip(escape(block.text), MAX_SECTION - 10)), *source]
        case Preformatted():
            return [_section("```" + _code(block.text) + "```")]
        case Divider():
            return [{"type": "divider"}]
        case StoryBlock():
            return _story(block)
        case Buttons():
            return _buttons(block)


def _story(block: StoryBlock) -> list[Payload]:
    label = say_state(block.state)
    head = f"*{block.number}. {_anchor(clip(block.title, 300), block.url)}*" + (f"  `{label}`" if label else "")
    lines = [head, *(_line(line) for line in block.sentences)]
    section = _section(_joined(lines, MAX_SECTION))
    section["block_id"] = f"story:{block.story_id}"[:255]
    rare = [action for action in block.actions if action.verb]
    if rare:
        section["accessory"] = {
            "type": "overflow",
            "action_id": "story_menu",
            "options": [_option(action) for action in rare[:MAX_OPTIONS]],
        }
    return [section, _context(_lines(block.meta, MAX_CONTEXT))]


def _option(action: Action) -> Payload:
    label = tr("Read more") if action.verb == "more" else action.label
    return {"text": _plain(label, MAX_BUTTON), "value": f"{action.verb}:{action.target}"[:150]}


def _buttons(block: Buttons) -> list[Payload]:
    if not block.actions:
        return []
    return [{"type": "actions", "elements": [_button(action) for action in block.actions[:MAX_ACTIONS]]}]


def _button(action: Action) -> Payload:
    button: Payload = {
        "type": "button",
        "text": _plain(action.label, MAX_BUTTON),
        "action_id": f"press:{action.verb}:{action.target}"[:255],
        "value": f"{action.verb}:{action.target}"[:2000],
    }
    if action.emphasis is Emphasis.PRIMARY:
        button["style"] = "primary"
    return button


def _plain(words: str, limit: int) -> Payload:
    return {"type": "plain_text", "text": clip(" ".join(visible(words).split()) or "-", limit), "emoji": False}


def _section(mrkdwn: str) -> Payload:
    return {"type": "section", "text": _mrkdwn(mrkdwn), "expand": True}


def _context(mrkdwn: str) -> Payload:
    return {"type": "context", "elements": [_mrkdwn(mrkdwn)]}


def _mrkdwn(words: str) -> Payload:
    return {"type": "mrkdwn", "text": words or " ", "verbatim": True}


def _code(words: str) -> str:
    plain = visible(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("```", "'''")
    return plain[: MAX_SECTION - 10]


def _lines(lines: tuple[Line, ...], limit: int) -> str:
    return _joined([_line(line) for line in lines], limit)


def _joined(lines: list[str], limit: int) -> str:
    """As many whole lines as fit; mark-up is never cut in the middle, so a line that does not fit alone is left out."""
    kept: list[str] = []
    room = limit
    for line in lines:
        if len(line) + 1 > room:
            break
        kept.append(line)
        room -= len(line) + 1
    if not kept and lines:
        return clip(re.sub(r"<[^<>|]*\|?([^<>]*)>", r"\1", lines[0]), limit)
    return "\n".join(kept)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    match span:
        case Link():
            shown = _anchor(clip(span.text, 300), span.url)
            return f"*{shown}*" if span.bold else shown
        case Moment():
            form = "{ago}" if span.relative else "{date_short_pretty} {time}"
            return f"<!date^{int(span.at.timestamp())}^{form}|{escape(span.fallback) or 'then'}>"
        case Room() if _CHANNEL.fullmatch(span.channel):
            return f"<#{span.channel}>"
        case _:
            return _styled(span.text, bold=span.bold, italic=span.italic, code=span.code)


def _styled(words: str, *, bold: bool, italic: bool, code: bool) -> str:
    lead = " " if words[:1].isspace() else ""
    trail = " " if words[-1:].isspace() else ""
    shown = clip(escape(words), MAX_SECTION - 100)
    if not shown:
        return lead or trail
    mark = "`" if code else "*" if bold else "_" if italic else ""
    return f"{lead}{mark}{shown}{mark}{trail}"


def _anchor(words: str, url: str) -> str:
    label = escape(words) or "link"
    if not url.lower().startswith(("http://", "https://")) or len(url) > MAX_URL:
        return label
    return f"<{quote(url, safe=_URL_SAFE + '&').replace('&', '&amp;')}|{label.replace('|', '¦')}>"
