"""Help, and the settings in words."""

from __future__ import annotations

from bot.commands import Command
from bot.document import Document, Heading, Line, Text, paragraph, small
from bot.ports import Asker, Reply
from bot.schedule import say_schedule
from bot.services import STORIES, Services
from summarizer.model import Style

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("/digest", "what is new for you here"),
    ("/digest rust 7d", "one topic, over a week"),
    ("/digest https://…", "condense an article"),
    (
        "/digest briefing weekdays 8am Europe/Berlin",
        "a briefing for this channel; also show, pause, resume, off, preview",
    ),
    ("/digest sources", "what is read; also add URL, remove NAME, check, export"),
    ("/digest follow rust · mute crypto · forget rust · topics", "what comes first, and what stays away"),
    ("/digest why 2", "why a story is there, or an address is not"),
    ("/digest more 2 · save 2 · saved · share", "one story whole, for later, for everybody"),
    ("/digest settings", "how this channel is set"),
)


async def help_(services: Services, command: Command, asker: Asker) -> Reply:
    """What works here, with examples."""
    lines: list[Line] = [(Text(example, code=True), Text(f"  {meaning}")) for example, meaning in EXAMPLES]
    topics = small(
        f"I know {len(services.topics.names())} topics by name, and any other word is looked for as it stands."
    )
    return Reply(Document("What I can do", (Heading("What works here"), paragraph(*lines), topics)))


async def settings(services: Services, command: Command, asker: Asker) -> Reply:
    """How this channel is set."""
    channel = await services.channels.get(asker.place)
    held = await services.briefings.at(asker.place)
    briefing = say_schedule(held.schedule) + (" (paused)" if held.paused else "") if held else "none"
    quiet = f"{channel.quiet_from} to {channel.quiet_until}" if channel.quiet_from else "off"
    rows = (
        ("Briefing", briefing),
        ("Time zone", services.zone(channel)),
        ("Stories", str(channel.length or STORIES)),
        ("Style", (channel.style or Style.BRIEF).value),
        ("Followed", ", ".join(channel.followed) or "none"),
        ("Muted", ", ".join(channel.muted) or "none"),
        ("Quiet hours", quiet),
        ("Sources", "default pack" if channel.own_sources is None else f"{len(channel.own_sources)} of its own"),
    )
    lines: list[Line] = [(Text(f"{name}: ", bold=True), Text(value)) for name, value in rows]
    return Reply(Document("Settings of this channel", (Heading("Settings"), paragraph(*lines))))
