"""Document -> a Create Message body of components v2. Pure; limits by construction, and no text can ping anyone.

discord.py checks neither the 4,000 characters of text nor the 40 components of a message; both are kept here. Feed
text is escaped by our own escaper, because discord.utils.escape_markdown leaves `]` and with it link labels open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote

from adapters.discord.economy import fewest_pages, is_remark
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
from bot.layout import say_state
from bot.pages import Cost, clip, into_pages
from bot.render.visible import visible

Payload = dict[str, Any]

# https://docs.discord.com/developers/components/reference
MAX_COMPONENTS = 40
MAX_CHARACTERS = 4_000
MAX_LABEL = 80
MAX_CUSTOM_ID = 100
MAX_ROW = 5
MAX_TEXT = 1_800
ACCENT = 0x5865F2
COMPONENTS_V2 = 1 << 15
_ACTION_ROW, _BUTTON, _SECTION, _TEXT, _SEPARATOR, _CONTAINER = 1, 2, 9, 10, 14, 17
_PRIMARY, _SECONDARY = 1, 2
_MENTION = Cost(1, 30)
_ROOM = Cost(MAX_COMPONENTS - 1, MAX_CHARACTERS)
_CHANNEL = re.compile(r"[0-9]{1,20}")
_SPECIAL = re.compile(r"([\\*_~`|>\[\]#<@]|:(?=//|\w+:)|(?<!\S)-)")
"""What could become mark-up: a colon only before an address or in the name of an emoji, a hyphen only as a bullet."""
_URL_SAFE = ":/?#[]@!$&'*+,;=%-._~"


def escape(words: str) -> str:
    """The words as Discord Markdown that shows exactly them: no link, no mention, no emoji, no heading."""
    return _SPECIAL.sub(r"\\\1", " ".join(visible(words).split()))


@in_its_language
def render_messages(document: Document, mention: str = "") -> list[Payload]:
    """The bodies of as many Create Message calls as the document needs (usually one).

    Addresses count against a message's characters: where less of a story makes one message of two, sources are only
    named and the last stories told in one sentence; More has the rest. `mention` is the id of a role that the first
    message wakes; nothing else ever wakes anybody.
    """
    taken = _MENTION if mention else Cost(0, 0)
    room = Cost(_ROOM.pieces - taken.pieces, _ROOM.characters - taken.characters)
    rendered = cache(_block)
    messages = [_message(page) for page in fewest_pages(document, lambda leaner: _pages(leaner, room, rendered))]
    if mention and messages:
        messages[0] = _waking(messages[0], mention)
    return messages


def _message(page: list[Payload]) -> Payload:
    return {
        "flags": COMPONENTS_V2,
        "allowed_mentions": {"parse": []},
        "components": [{"type": _CONTAINER, "accent_color": ACCENT, "components": page}],
    }


def _waking(message: Payload, role: str) -> Payload:
    called = {"type": _TEXT, "content": f"<@&{role}>"}
    allowed = {"parse": [], "roles": [role]}
    return {**message, "allowed_mentions": allowed, "components": [called, *message["components"]]}


def render_plain(words: str) -> list[Payload]:
    """The bodies of as many Create Message calls as lines of plain words need: one text each, and nothing around it."""
    lines = [_plain_line(line) for line in words.splitlines()]
    pages = into_pages(lines, lambda line: Cost(1, len(line) + 1), Cost(MAX_CHARACTERS, MAX_CHARACTERS))
    return [_plainly("\n".join(page)) for page in pages] or [_plainly("Nightdesk")]


def without_layout(page: Payload) -> Payload:
    """One message's words alone."""
    words = "\n".join(text for component in page["components"] for text in texts_of(component))
    return _plainly(clip(words, MAX_CHARACTERS))


def _plain_line(line: str) -> str:
    address = line.strip()
    if is_web_address(address) and " " not in address and len(address) <= 512:
        return f"<{quote(address, safe=_URL_SAFE)}>"
    return clip_escaped(line, MAX_TEXT)


def _plainly(words: str) -> Payload:
    return {
        "flags": COMPONENTS_V2,
        "allowed_mentions": {"parse": []},
        "components": [{"type": _TEXT, "content": words.strip() or "…"}],
    }


def _pages(document: Document, room: Cost, rendered: Callable[[Block], list[Payload]]) -> list[list[Payload]]:
    components: list[Payload] = []
    before: Block | None = None
    for block in document.blocks:
        made = [{**component} for component in rendered(block)]
        if before is not None and _continues(before, block) and _fit_together(components[-1], made[0]):
            made[0]["content"] = components.pop()["content"] + "\n" + made[0]["content"]
        components += made
        before = block
    return into_pages(components, _cost, room, fillers=lambda component: component["type"] == _SEPARATOR)


def _continues(before: Block, block: Block) -> bool:
    """Whether a block belongs so closely to the one before that no gap is to be seen between them."""
    if isinstance(block, Small):
        return isinstance(before, Heading | Paragraph | Small)
    return isinstance(before, Heading) and isinstance(block, Paragraph)


def _fit_together(first: Payload, second: Payload) -> bool:
    return len(first["content"]) + 1 + len(second["content"]) <= MAX_TEXT


def _cost(component: Payload) -> Cost:
    return Cost(count_components(component), sum(len(words) for words in texts_of(component)))


def count_components(component: Payload) -> int:
    """How many components this one is, with everything in it: what Discord counts."""
    inner = [*component.get("components", [])]
    if "accessory" in component:
        inner.append(component["accessory"])
    return 1 + sum(count_components(each) for each in inner)


def texts_of(component: Payload) -> list[str]:
    """Every text display's content in a component."""
    own = [component["content"]] if "content" in component else []
    return own + [words for each in component.get("components", []) for words in texts_of(each)]


def _block(block: Block) -> list[Payload]:
    match block:
        case Heading():
            return [_text("## " + escape(clip(block.text, 200)))]
        case Paragraph():
            return [_text(_lines(block.lines))]
        case Small():
            return [_text(_lines(block.lines, prefix="-# "))]
        case Quote():
            source = [_text(_lines(((block.source,),), prefix="-# "))] if block.source else []
            return [_text("> " + clip_escaped(block.text, MAX_TEXT - 2)), *source]
        case Preformatted():
            return [_text("```\n" + visible(block.text).replace("```", "'''")[: MAX_TEXT - 10] + "\n```")]
        case Divider():
            return [{"type": _SEPARATOR}]
        case StoryBlock():
            return [_story(block)]
        case Buttons():
            return _rows(block.actions)


def _story(block: StoryBlock) -> Payload:
    label = say_state(block.state)
    head = f"**{block.number}. {_anchor(clip(block.title, 300), block.url)}**" + (f" `{label}`" if label else "")
    lines = [head, *_told(block.sentences), *("-# " + _line(line) for line in block.meta)]
    shown = _text(_joined(lines))
    if not block.actions:
        return shown
    return {"type": _SECTION, "components": [shown], "accessory": _button(block.actions[0])}


def _told(lines: tuple[Line, ...]) -> list[str]:
    """What a story says as one paragraph, and each remark on a line of its own."""
    said = " ".join(_line(line) for line in lines if not is_remark(line))
    remarks = [_line(line) for line in lines if is_remark(line)]
    return [said, *remarks] if 0 < len(said) < MAX_TEXT // 2 else [_line(line) for line in lines]


def _rows(actions: tuple[Action, ...]) -> list[Payload]:
    rows = [actions[start : start + MAX_ROW] for start in range(0, len(actions), MAX_ROW)]
    return [{"type": _ACTION_ROW, "components": [_button(action) for action in row]} for row in rows[:5]]


def _button(action: Action) -> Payload:
    return {
        "type": _BUTTON,
        "style": _PRIMARY if action.emphasis is Emphasis.PRIMARY else _SECONDARY,
        "label": clip(" ".join(visible(action.label).split()) or "-", MAX_LABEL),
        "custom_id": f"nd:{action.verb}:{action.target}"[:MAX_CUSTOM_ID],
    }


def _text(content: str) -> Payload:
    return {"type": _TEXT, "content": content or "\u200b"}


def _lines(lines: tuple[Line, ...], prefix: str = "") -> str:
    return _joined([prefix + _line(line) for line in lines])


def _joined(lines: list[str]) -> str:
    """As many whole lines as fit; a line that does not fit alone loses its links before it is cut."""
    kept: list[str] = []
    room = MAX_TEXT
    for line in lines:
        if len(line) + 1 > room:
            break
        kept.append(line)
        room -= len(line) + 1
    if not kept and lines:
        return clip(re.sub(r"\]\(<[^>]*>\)", "", lines[0]).replace("[", ""), MAX_TEXT)
    return "\n".join(kept)


def clip_escaped(words: str, limit: int) -> str:
    """The escaped words in at most `limit` characters, never ending inside an escape."""
    kept = words
    while len(escape(kept)) > limit:
        kept = clip(kept, max(1, int(len(kept) * 0.9)))
    return escape(kept)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    match span:
        case Link():
            shown = _anchor(clip(span.text, 300), span.url)
            return f"**{shown}**" if span.bold else shown
        case Moment():
            return f"<t:{int(span.at.timestamp())}:{'R' if span.relative else 'F'}>"
        case Room() if _CHANNEL.fullmatch(span.channel):
            return f"<#{span.channel}>"
        case _:
            return _styled(span.text, bold=span.bold, italic=span.italic, code=span.code)


def _styled(words: str, *, bold: bool, italic: bool, code: bool) -> str:
    lead = " " if words[:1].isspace() else ""
    trail = " " if words[-1:].isspace() else ""
    if not words.strip():
        return lead
    if code:
        return f"{lead}`{' '.join(visible(words).split()).replace('`', chr(39))}`{trail}"
    mark = "**" if bold else "*" if italic else ""
    return f"{lead}{mark}{clip_escaped(words, MAX_TEXT - 50)}{mark}{trail}"


def _anchor(words: str, url: str) -> str:
    label = escape(words) or "link"
    if not url.lower().startswith(("http://", "https://")) or len(url) > 512:
        return label
    return f"[{label}](<{quote(url, safe=_URL_SAFE)}>)"
