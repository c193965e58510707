"""The settings of a channel: shown, offered as one form, and saved, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.answers.changing import announce, refusal
from bot.answers.telling import tell
from bot.answers.trying import try_out
from bot.commands import Command
from bot.document import Document, Heading, Line, Text, paragraph
from bot.fields import (
    FIRST,
    IN_THREAD,
    POST_NOTHING,
    SAY_SO,
    TRY,
    WAIT,
    Held,
    Wish,
    fields_of,
    say_language,
    say_quiet,
    say_style,
    say_wish,
)
from bot.language import tr
from bot.merging import merge
from bot.ports import Asker, Extra, Form, Reply
from bot.reasons import say_reason
from bot.schedule import Schedule, next_slot, say_schedule, say_slot, zone_warning
from bot.services import STORIES, Services
from bot.store.briefings import Briefing
from bot.wishes import changed_lines, read_wish, take_field
from bot.wording import wording_of
from summarizer.model import Style


async def settings(services: Services, command: Command, asker: Asker) -> Reply:
    """Show them, with the form for who may change them; or save what was sent off, or try it."""
    if command.action in {"save", "try"}:
        return await save(services, command, asker)
    document = await _say(services, asker)
    may = await refusal(services, asker) is None
    return Reply(document, form=await form(services, asker) if may else None)


async def form(services: Services, asker: Asker, *, compact: bool = False) -> Form:
    """The form with what holds now; `compact` has five fields, where a platform takes no more."""
    held = await _held(services, asker)
    return Form(tr("Settings"), fields_of(held, compact=compact), Command("settings", "save"))


async def _held(services: Services, asker: Asker) -> Held:
    channel = await services.channels.get(asker.place)
    briefing = await services.briefings.at(asker.place)
    held = Held(channel, services.zone(channel), STORIES, None, offers=asker.offers)
    if briefing is None:
        return held
    until = briefing.rests_until if briefing.rests(services.clock.now()) else None
    paused = briefing.paused or until is not None
    return replace(held, schedule=briefing.schedule, paused=paused, stopped=briefing.stopped, rests_until=until)


async def _say(services: Services, asker: Asker) -> Document:
    held = await _held(services, asker)
    channel = held.channel
    schedule = say_schedule(held.schedule) + _say_rest(held, held.schedule) if held.schedule else tr("none")
    own = channel.own_sources
    rows = (
        (tr("Briefing"), schedule),
        (tr("Time zone"), held.zone),
        (tr("Stories"), str(channel.length or STORIES)),
        (tr("Style"), say_style(channel.style or Style.BRIEF)),
        (tr("Followed"), ", ".join(channel.followed) or tr("none")),
        (tr("Muted"), ", ".join(channel.muted) or tr("none")),
        (tr("Quiet hours"), say_quiet(channel) or tr("off")),
        (tr("When a briefing has nothing new"), tr(POST_NOTHING) if channel.skip_empty else tr(SAY_SO)),
        (tr("When a posted story develops"), tr(IN_THREAD) if channel.updates else tr(WAIT)),
        *_say_extras(held),
        (tr("Language"), say_language(channel)),
        (tr("Sources"), tr("default pack") if own is None else tr("{number} of its own", number=len(own))),
    )
    lines: list[Line] = [(Text(f"{name}: ", bold=True), Text(value)) for name, value in rows]
    hint = tell(asker, tr("In words too: `settings length 5`, `settings style full`, `settings zone Europe/Berlin`."))
    shown = hint.document.blocks if wording_of(asker.place.platform).in_one_line else ()
    return Document(tr("Settings of this channel"), (Heading(tr("Settings")), paragraph(*lines), *shown))


def _say_extras(held: Held) -> tuple[tuple[str, str], ...]:
    """The settings that only some platforms offer."""
    channel, rows = held.channel, list[tuple[str, str]]()
    if Extra.MENTION in held.offers:
        rows.append((tr("A briefing mentions"), channel.mention.name if channel.mention else tr("nobody")))
    if Extra.PUBLISH in held.offers:
        rows.append((tr("A briefing is published to followers"), tr("yes") if channel.publish else tr("no")))
    return tuple(rows)


def _say_rest(held: Held, schedule: Schedule) -> str:
    if held.stopped:
        return tr(" (stopped: {reason})", reason=say_reason(held.stopped))
    if held.rests_until:
        first = say_slot(next_slot(schedule, held.rests_until), schedule.timezone)
        return f" ({tr('paused until it comes again {time}', time=first)})"
    return tr(" (paused)") if held.paused else ""


async def save(services: Services, command: Command, asker: Asker) -> Reply:
    """Keep the fields given, one "name: value" a line, or try them on the last mornings; with one of them wrong, keep
    nothing and say what is."""
    if refused := await refusal(services, asker):
        return refused
    held = await _held(services, asker)
    words, first = take_field(command.words, FIRST)
    wish, problems = read_wish(words, held, services.topics)
    if problems:
        return _say_problems(asker, problems)
    changes = say_wish(wish, held)
    if not changes:
        return tell(asker, tr("Nothing was changed."))
    if command.action == "try" or first == TRY:
        return await try_out(services, held, wish, changed_lines(words, held, services.topics))
    hint = await _keep(services, asker, wish, held)

    def say() -> str:
        return tr("This channel's settings changed: {changes}.", changes="; ".join(say_wish(wish, held)))

    return await announce(services, asker, say, hint)


async def apply(services: Services, command: Command, asker: Asker) -> Reply:
    """Save what was tried."""
    return await save(services, Command("settings", "save", words=command.words), asker)


def _say_problems(asker: Asker, problems: Mapping[str, str]) -> Reply:
    told = tell(asker, f"{tr('Nothing was saved.')} {' '.join(problems.values())}")
    return replace(told, problems=dict(problems))


async def _keep(services: Services, asker: Asker, wish: Wish, held: Held) -> str:
    """Keep the channel's settings and its standing order; when the first briefing comes, in words."""
    kept = await services.channels.change(asker.place, lambda now: merge(now, before=held.channel, wish=wish.channel))
    if (wish.schedule, wish.paused) == (held.schedule, held.paused):
        return ""
    briefing = await services.briefings.at(asker.place)
    if wish.schedule is None:
        if briefing:
            await services.briefings.remove(briefing)
        return ""
    now = services.clock.now()
    if wish.schedule != held.schedule or briefing is None:
        briefing = await services.briefings.set(kept, wish.schedule, briefing.owner if briefing else asker.user, now)
    if (briefing.paused or briefing.rests(now)) != wish.paused:
        briefing = await _rest(services, briefing, wish, held.rests_until)
    first = ""
    if briefing.next:
        first = tr("The next comes {time}.", time=say_slot(briefing.next, wish.schedule.timezone))
    return f"{first} {zone_warning(wish.schedule) or ''}".strip()


async def _rest(services: Services, briefing: Briefing, wish: Wish, until: datetime | None) -> Briefing:
    """Let the briefing rest, until the time that was said before if there was one, or come again."""
    if wish.paused and until:
        await services.briefings.rest(briefing, until)
    elif wish.paused:
        await services.briefings.pause(briefing)
    else:
        await services.briefings.resume(briefing, services.clock.now())
    return await services.briefings.by_id(briefing.id) or briefing
