"""Block Kit as Slack would roughly draw it: as text for a terminal, as HTML for a browser. Pure."""

from __future__ import annotations

import html
import re
from typing import Any

Payload = dict[str, Any]
_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
_DATE = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"`([^`\n]+)`")
_ZERO_WIDTH = "\u200b"


def to_text(blocks: list[Payload]) -> str:
    """The blocks as lines of plain text; links are their labels."""
    lines: list[str] = []
    for block in blocks:
        lines += _text_lines(block)
    return "\n".join(lines)


def _text_lines(block: Payload) -> list[str]:
    match block["type"]:
        case "header":
            return [block["text"]["text"], ""]
        case "section":
            menu = "   (…)" if block.get("accessory") else ""
            return [_plain(block["text"]["text"]) + menu]
        case "context":
            return [*(_plain(each["text"]) for each in block["elements"]), ""]
        case "actions":
            return ["  ".join(f"[{each['text']['text']}]" for each in block["elements"])]
        case _:
            return [""]


def _plain(mrkdwn: str) -> str:
    words = _DATE.sub(r"\1", _LINK.sub(r"\2", mrkdwn))
    words = _BOLD.sub(r"\1", words).replace("`", "")
    return html.unescape(words).replace(_ZERO_WIDTH, "")


def to_html(blocks: list[Payload]) -> str:
    """The blocks as HTML elements, everything escaped."""
    return "\n".join(_html(block) for block in blocks)


def _html(block: Payload) -> str:
    match block["type"]:
        case "header":
            return f"<h2>{html.escape(block['text']['text'])}</h2>"
        case "section":
            menu = '<span class="menu">⋯</span>' if block.get("accessory") else ""
            return f"<div class=section>{menu}<p>{_rich(block['text']['text'])}</p></div>"
        case "context":
            return "".join(f"<p class=context>{_rich(each['text'])}</p>" for each in block["elements"])
        case "actions":
            return "<p>" + " ".join(_button(each) for each in block["elements"]) + "</p>"
        case _:
            return "<hr>"


def _button(element: Payload) -> str:
    kind = " primary" if element.get("style") == "primary" else ""
    return f'<span class="button{kind}">{html.escape(element["text"]["text"])}</span>'


def _rich(mrkdwn: str) -> str:
    """mrkdwn is escaped already, but for quotes; what is left of its marks becomes elements."""
    words = _DATE.sub(r"\1", mrkdwn)
    words = _LINK.sub(lambda found: f'<a href="{found[1].replace(chr(34), "%22")}">{found[2]}</a>', words)
    words = _CODE.sub(r"<code>\1</code>", _BOLD.sub(r"<b>\1</b>", words))
    return words.replace(_ZERO_WIDTH, "").replace("\n", "<br>")
