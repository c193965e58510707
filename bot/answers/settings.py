"""The settings of a channel: shown, offered as one form, and saved, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answers.changing import announce, refusal
from bot.answers.telling import tell
from bot.commands import Command
from bot.document import Document, Heading, Line, Text, paragraph
from bot.fields import Held, Wish, fields_of, read_wish, say_quiet, say_wish
from bot.ports import Asker, Form, Reply
from bot.schedule import say_schedule, say_slot, zone_warning
from bot.services import STORIES, Services
from summarizer.model import Style


async def settings(services: Services, command: Command, asker: Asker) -> Reply:
    """Show them, with the form for who may change them; or save what was sent off."""
    if command.action == "save":
        return await save(services, command, asker)
    document = await _say(services, asker)
    may = await refusal(services, asker) is None
    return Reply(document, form=await form(services, asker) if may else None)


async def form(services: Services, asker: Asker, *, compact: bool = False) -> Form:
    """The form with what holds now; `compact` has five fields, where a platform takes no more."""
    held = await _held(services, asker)
    return Form("Settings", fields_of(held, compact=compact), Command("settings", "save"))


async def _held(services: Services, asker: Asker) -> Held:
    channel = await services.channels.get(asker.place)
    briefing = await services.briefings.at(asker.place)
    return Held(channel, services.zone(channel), STORIES, briefing.schedule if briefing else None)


async def _say(services: Services, asker: Asker) -> Document:
    held = await _held(services, asker)
    channel = held.channel
    briefing = await services.briefings.at(asker.place)
    schedule = say_schedule(briefing.schedule) + (" (paused)" if briefing.paused else "") if briefing else "none"
    own = channel.own_sources
    rows = (
        ("Briefing", schedule),
        ("Time zone", held.zone),
        ("Stories", str(channel.length or STORIES)),
        ("Style", (channel.style or Style.BRIEF).value),
        ("Followed", ", ".join(channel.followed) or "none"),
        ("Muted", ", ".join(channel.muted) or "none"),
        ("Quiet hours", say_quiet(channel) or "off"),
        ("Sources", "default pack" if own is None else f"{len(own)} of its own"),
    )
    lines: list[Line] = [(Text(f"{name}: ", bold=True), Text(value)) for name, value in rows]
    hint = tell(asker, "In words too: `settings length 5`, `settings style full`, `settings zone Europe/Berlin`.")
    shown = () if asker.place.platform == "discord" else hint.document.blocks
    return Document("Settings of this channel", (Heading("Settings"), paragraph(*lines), *shown))


async def save(services: Services, command: Command, asker: Asker) -> Reply:
    """Keep the fields given, one "name: value" a line; with one of them wrong, keep nothing and say what is."""
    if refused := await refusal(services, asker):
        return refused
    held = await _held(services, asker)
    wish, problems = read_wish(command.words, held, services.topics)
    if problems:
        return _say_problems(asker, problems)
    changes = say_wish(wish, held)
    if not changes:
        return tell(asker, "Nothing was changed.")
    hint = await _keep(services, asker, wish, held)
    return await announce(services, asker, f"This channel's settings changed: {'; '.join(changes)}.", hint)


def _say_problems(asker: Asker, problems: Mapping[str, str]) -> Reply:
    told = tell(asker, f"Nothing was saved. {' '.join(problems.values())}")
    return replace(told, problems=dict(problems))


async def _keep(services: Services, asker: Asker, wish: Wish, held: Held) -> str:
    """Keep the channel's settings and its standing order; when the first briefing comes, in words."""
    kept = await services.channels.save(wish.channel)
    briefing = await services.briefings.at(asker.place)
    if wish.schedule is None:
        if briefing:
            await services.briefings.remove(briefing)
        return ""
    if wish.schedule == held.schedule:
        return ""
    owner = briefing.owner if briefing else asker.user
    set_now = await services.briefings.set(kept, wish.schedule, owner, services.clock.now())
    first = f"The next comes {say_slot(set_now.next, wish.schedule.timezone)}." if set_now.next else ""
    return f"{first} {zone_warning(wish.schedule) or ''}".strip()
