"""The channel's standing order: set, show, pause, resume, remove, preview."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from itertools import islice

from bot.answers.changing import announce, refusal
from bot.answers.telling import tell
from bot.commands import Command
from bot.document import Action, Buttons, Document, Emphasis, Text, paragraph, small
from bot.editions import Editor
from bot.fields import say_empty, say_updates
from bot.language import mark, tr
from bot.ports import Asker, Reply
from bot.reasons import say_reason
from bot.schedule import Schedule, ScheduleError, next_slots, parse_schedule, say_schedule, say_slot, zone_warning
from bot.services import Services
from bot.store.briefings import Briefing
from bot.windows import parse_window
from bot.wording import quote

SHOWN_TIMES = 3
NONE = mark("This channel has no briefing. Set one with `briefing weekdays 8am Europe/Berlin`.")


async def briefing(services: Services, command: Command, asker: Asker) -> Reply:
    """The part of the command that was asked for."""
    action = {"set": set_one, "show": show, "pause": pause, "resume": resume, "remove": remove, "preview": preview}
    return await action[command.action or "show"](services, command, asker)


async def set_one(services: Services, command: Command, asker: Asker) -> Reply:
    """Give the channel its standing order."""
    channel = await services.channels.get(asker.place)
    try:
        schedule = parse_schedule(command.words, services.zone(channel))
    except ScheduleError as error:
        return Reply(quote(str(error)))
    if refused := await refusal(services, asker):
        return refused
    kept = await services.channels.change(asker.place, lambda held: replace(held, timezone=schedule.timezone))
    held = await services.briefings.at(asker.place)
    owner = held.owner if held else asker.user
    set_now = await services.briefings.set(kept, schedule, owner, services.clock.now())
    hint = tr("The first comes {time}.", time=_coming(set_now))
    if warning := zone_warning(schedule):
        hint += f" {warning}"

    def say() -> str:
        return tr("This channel's briefing comes {schedule}.", schedule=say_schedule(schedule))

    return await announce(services, asker, say, hint)


def _coming(briefing: Briefing) -> str:
    return say_slot(briefing.next, briefing.schedule.timezone) if briefing.next else tr("when it is resumed")


async def show(services: Services, command: Command, asker: Asker) -> Reply:
    """Schedule, zone, state and the next three times."""
    held = await services.briefings.at(asker.place)
    if held is None:
        return tell(asker, tr(NONE))
    now = services.clock.now()
    state = _say_state(held, now)
    lines = [
        (Text(tr("Briefing: "), bold=True), Text(say_schedule(held.schedule))),
        (Text(tr("State: "), bold=True), Text(state)),
    ]
    if held.channel.skip_empty or held.channel.updates:
        said = [say_empty(held.channel)] if held.channel.skip_empty else []
        said += [say_updates(held.channel)] if held.channel.updates else []
        lines.append((Text(tr("Set so: "), bold=True), Text("; ".join(said))))
    if not held.paused:
        times = ", ".join(next_times(held.schedule, max(now, held.rests_until or now)))
        lines.append((Text(tr("Next: "), bold=True), Text(times)))
    resting = held.paused or held.rests(now)
    toggle = Action(tr("Resume"), "resume") if resting else Action(tr("Pause"), "pause")
    actions = (Action(tr("Preview"), "preview", emphasis=Emphasis.PRIMARY), toggle, Action(tr("Remove"), "unset"))
    return Reply(Document(tr("This channel's briefing"), (paragraph(*lines), Buttons(actions))))


def _say_state(held: Briefing, now: datetime) -> str:
    if held.stopped:
        return tr("stopped: {reason}", reason=say_reason(held.stopped))
    if held.paused:
        return tr("paused")
    if held.rests(now):
        return tr("paused until it comes again {time}", time=_coming(held))
    if held.warned:
        return tr("on, but the last one could not be posted: {reason}", reason=say_reason(held.warned))
    return tr("on")


def next_times(schedule: Schedule, after: datetime) -> list[str]:
    """The next times of a schedule after that time, in its own zone."""
    coming = islice(next_slots(schedule, after), SHOWN_TIMES)
    return [say_slot(slot, schedule.timezone) for slot in coming]


async def pause(services: Services, command: Command, asker: Asker) -> Reply:
    """Let it rest, until it is resumed or for as long as was said."""
    span = command.window or parse_window(command.words)
    if command.words and span is None:
        return tell(asker, tr("I do not know how long that is. Try `briefing pause 1 week`."))
    held = await _held(services, asker)
    if isinstance(held, Reply):
        return held
    if span is not None:
        return await _rest(services, asker, held, services.clock.now() + span)
    if held.paused:
        return tell(asker, tr("The briefing is paused already. `briefing resume` lets it come again."))
    await services.briefings.pause(held)
    return await announce(services, asker, lambda: tr("This channel's briefing is paused."))


async def _rest(services: Services, asker: Asker, held: Briefing, until: datetime) -> Reply:
    await services.briefings.rest(held, until)

    def say() -> str:
        first = next_times(held.schedule, until)[0]
        return tr("This channel's briefing is paused; it comes again {time}.", time=first)

    return await announce(services, asker, say, tr("`briefing resume` ends that earlier."))


async def resume(services: Services, command: Command, asker: Asker) -> Reply:
    """Let it come again."""
    held = await _held(services, asker)
    if isinstance(held, Reply):
        return held
    if not held.paused and not held.rests(services.clock.now()):
        return tell(asker, tr("The briefing is on; the next comes {time}.", time=_coming(held)))
    await services.briefings.resume(held, services.clock.now())

    def say() -> str:
        first = next_times(held.schedule, services.clock.now())[0]
        return tr("This channel's briefing is on again; the next comes {time}.", time=first)

    return await announce(services, asker, say)


async def remove(services: Services, command: Command, asker: Asker) -> Reply:
    """Take the standing order away."""
    held = await _held(services, asker)
    if isinstance(held, Reply):
        return held
    await services.briefings.remove(held)
    return await announce(services, asker, lambda: tr("This channel has no briefing any more."))


async def _held(services: Services, asker: Asker) -> Briefing | Reply:
    """The briefing that the asker may change, or the answer that says why not."""
    held = await services.briefings.at(asker.place)
    if held is None:
        return tell(asker, tr(NONE))
    return await refusal(services, asker) or held


async def preview(services: Services, command: Command, asker: Asker) -> Reply:
    """Exactly what the briefing would say now, or would if there were one. Nothing counts as seen."""
    now = services.clock.now()
    held = await services.briefings.at(asker.place) or await _would_be(services, asker, now)
    document = (await Editor(services, services.ledger).compose_next(held, now)).document
    # The buttons of the whole belong to what is posted; there is nothing posted yet.
    shown = tuple(block for block in document.blocks if not isinstance(block, Buttons))
    remark = small(tr("A preview: nothing counts as seen by it."))
    return Reply(replace(document, blocks=(*shown, remark)))


async def _would_be(services: Services, asker: Asker, now: datetime) -> Briefing:
    """The briefing of a channel that has none."""
    channel = await services.channels.get(asker.place)
    schedule = Schedule(tuple(range(7)), (time(8),), services.zone(channel))
    return Briefing(0, channel, schedule, asker.user, paused=False, created_at=now, next=None)
