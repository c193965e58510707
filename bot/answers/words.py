"""Help, with examples as they are typed on the asker's platform."""

from __future__ import annotations

from collections.abc import Mapping

from bot.commands import Command
from bot.document import Document, Heading, Line, Text, paragraph, small
from bot.language import mark, tr
from bot.ports import Asker, Extra, Reply
from bot.services import Services
from bot.wording import phrase, wording_of

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("", mark("what is new for you here; only you see it, until you share it")),
    ("rust 7d", mark("one topic, over a week")),
    ("https://…", mark("condense an article")),
    (mark("briefing weekdays 8am Europe/Berlin"), mark("a briefing for this channel")),
    ("briefing", mark("when it comes next; also pause, resume, off, preview")),
    ("sources", mark("what is read here; also check and export")),
    ("sources add URL", mark("read one more: a feed, a site, gh:owner/repo, yt:CHANNEL_ID, hn:front")),
    ("sources import URL", mark("take over an OPML file from another reader")),
    ("follow rust", mark("a topic that comes first")),
    ("mute crypto", mark("a topic that stays away; forget undoes either")),
    ("topics", mark("what is followed and muted here")),
    ("why 2", mark("why a story is there, or an address is not")),
    ("ask who bought Figma?", mark("passages that answer, out of the stories read, or that there are none")),
    ("settings", mark("everything about this channel in one form")),
)
TYPED: tuple[tuple[str, str], ...] = (
    ("more 2", mark("one story whole, with the passage behind every sentence")),
    ("save 2", mark("keep a story; saved lists yours")),
    ("up 2", mark("more like this; down 2 for fewer")),
    ("share", mark("your last digest for everybody here; dm sends it to you")),
)
"""What has a word where one line is typed, and is a button everywhere."""
OFFERED: Mapping[Extra, tuple[str, str]] = {
    Extra.MENTION: ("briefing mention @news", mark("wake one role with each briefing")),
    Extra.PUBLISH: ("briefing publish True", mark("hand each briefing on to those who follow this channel")),
}
"""What only some platforms can do."""


async def help_(services: Services, command: Command, asker: Asker) -> Reply:
    """What works here, with examples."""
    platform = asker.place.platform
    offered = tuple(OFFERED[each] for each in OFFERED if each in asker.offers)
    examples = (*EXAMPLES, *TYPED) if wording_of(platform).in_one_line else (*EXAMPLES, *offered)
    lines: list[Line] = [
        (Text(phrase(platform, tr(example)), code=True), Text(f"  {tr(meaning)}")) for example, meaning in examples
    ]
    known = len(services.topics.names())
    closing = tr("I know {number} topics by name; any other word is looked for as it stands.", number=known)
    buttons = tr("Every story has More, with its receipts, and Save, More and Fewer like this, Mute.")
    half = len(lines) // 2
    blocks = (
        Heading(tr("What works here")),
        paragraph(*lines[:half]),
        paragraph(*lines[half:]),
        small(buttons, closing),
    )
    return Reply(Document(tr("What works here"), blocks))
