"""Components v2 as Discord would roughly draw them: as text for a terminal, as HTML for a browser. Pure."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import Any

Payload = dict[str, Any]
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(<([^>]*)>\)")
_TIME = re.compile(r"<t:(\d+):[RFtTdDf]>")
_ROLE = re.compile(r"(?<!\\)<@&\d+>")
_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")
_CODE = re.compile(r"(?<!\\)`([^`]+)`")
_ESCAPE = re.compile(r"\\(.)")


def to_text(components: list[Payload]) -> str:
    """The components as lines of plain text; links are their labels."""
    lines: list[str] = []
    for component in components:
        if "content" in component:
            lines += [_plain(line) for line in component["content"].split("\n")]
        elif component["type"] == 1:
            lines.append("  ".join(f"[{each['label']}]" for each in component["components"]))
        elif component["type"] == 14:
            lines.append("")
        else:
            lines.append(to_text(component.get("components", [])))
            if "accessory" in component:
                lines += [f"  [{component['accessory']['label']}]", ""]
    return "\n".join(lines)


def _plain(markdown: str) -> str:
    words = _TIME.sub(lambda found: _moment(int(found[1])), _LINK.sub(r"\1", _ROLE.sub("@role", markdown)))
    words = _CODE.sub(r"\1", _BOLD.sub(r"\1", words)).removeprefix("-# ").removeprefix("## ")
    return _ESCAPE.sub(r"\1", words)


def _moment(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%d %b %H:%M} UTC"


def to_html(components: list[Payload]) -> str:
    """The components as HTML elements, everything escaped."""
    return "\n".join(_html(component) for component in components)


def _html(component: Payload) -> str:
    if "content" in component:
        return "".join(_line(line) for line in component["content"].split("\n"))
    inner = to_html(component.get("components", []))
    match component["type"]:
        case 1:
            return "<p>" + " ".join(_button(each) for each in component["components"]) + "</p>"
        case 9:
            return f"<div class=section>{_button(component['accessory'])}{inner}</div>"
        case 14:
            return "<hr>"
        case _:
            return f"<div class=container>{inner}</div>"


def _button(component: Payload) -> str:
    kind = " primary" if component.get("style") == 1 else ""
    return f'<span class="button{kind}">{html.escape(component["label"])}</span>'


def _line(line: str) -> str:
    if line.startswith("-# "):
        return f"<p class=context>{_rich(line[3:])}</p>"
    if line.startswith("## "):
        return f"<h2>{_rich(line[3:])}</h2>"
    return f"<p>{_rich(line)}</p>"


def _rich(markdown: str) -> str:
    shown = html.escape(_ROLE.sub("@role", markdown), quote=True)
    shown = re.sub(r"&lt;t:(\d+):[RFtTdDf]&gt;", lambda found: _moment(int(found[1])), shown)
    shown = re.sub(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(&lt;(.*?)&gt;\)", r'<a href="\2">\1</a>', shown)
    shown = _CODE.sub(r"<code>\1</code>", _BOLD.sub(r"<b>\1</b>", shown))
    return _ESCAPE.sub(r"\1", shown)
