"""Help, with examples as they are typed on the asker's platform."""

from __future__ import annotations

from bot.commands import Command
from bot.document import Document, Heading, Line, Text, paragraph, small
from bot.ports import Asker, Reply
from bot.services import Services
from bot.wording import phrase

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("", "what is new for you here; only you see it, until you share it"),
    ("rust 7d", "one topic, over a week"),
    ("https://…", "condense an article"),
    ("briefing weekdays 8am Europe/Berlin", "a briefing for this channel"),
    ("briefing", "when it comes next; also pause, resume, off, preview"),
    ("sources", "what is read here; also check and export"),
    ("sources add URL", "read one more: a feed, a site, gh:owner/repo, yt:CHANNEL_ID, hn:front"),
    ("sources import URL", "take over an OPML file from another reader"),
    ("follow rust", "a topic that comes first"),
    ("mute crypto", "a topic that stays away; forget undoes either"),
    ("topics", "what is followed and muted here"),
    ("why 2", "why a story is there, or an address is not"),
    ("ask who bought Figma?", "passages that answer, out of the stories read, or that there are none"),
    ("settings", "everything about this channel in one form"),
)
TYPED: tuple[tuple[str, str], ...] = (
    ("more 2", "one story whole, with the passage behind every sentence"),
    ("save 2", "keep a story; saved lists yours"),
    ("up 2", "more like this; down 2 for fewer"),
    ("share", "your last digest for everybody here; dm sends it to you"),
)
"""What has a word where one line is typed, and is a button everywhere."""


async def help_(services: Services, command: Command, asker: Asker) -> Reply:
    """What works here, with examples."""
    platform = asker.place.platform
    examples = EXAMPLES if platform == "discord" else (*EXAMPLES, *TYPED)
    lines: list[Line] = [
        (Text(phrase(platform, example), code=True), Text(f"  {meaning}")) for example, meaning in examples
    ]
    closing = f"I know {len(services.topics.names())} topics by name; any other word is looked for as it stands."
    buttons = "Every story has More, with its receipts, and Save, More and Fewer like this, Mute."
    half = len(lines) // 2
    blocks = (Heading("What works here"), paragraph(*lines[:half]), paragraph(*lines[half:]), small(buttons, closing))
    return Reply(Document("What works here", blocks))
