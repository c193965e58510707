"""What the commands about schedules, briefings and deliveries do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.cli.digesting import read_moment
from bot.cli.output import CommandFailed, WrongUsage, open_console, say, write, write_json
from bot.render.as_json import iso
from bot.schedule import DAYS, Schedule, ScheduleError, next_slots, parse_schedule, say_schedule, zone_warning

if TYPE_CHECKING:
    from bot.bootstrap import Desk
    from bot.store.briefings import Briefing
    from bot.store.outcomes import Delivery

WHOLE_LEDGER = 1_000_000


def show_schedule(words: str, after: str | None, count: int, *, as_json: bool) -> None:
    """Print how a schedule is understood."""
    schedule = _read(words)
    start = read_moment(after, "--after") if after else datetime.now(UTC)
    zone = ZoneInfo(schedule.timezone)
    coming = [slot.at.astimezone(zone).isoformat() for slot in islice(next_slots(schedule, start), count)]
    if warning := zone_warning(schedule):
        say(f"note: {warning}")
    if as_json:
        write_json({"schedule": schedule_json(schedule), "next": coming})
        return
    said = say_schedule(schedule)
    write(said[:1].upper() + said[1:])
    for moment in coming:
        write(f"  {datetime.fromisoformat(moment):%A} {moment}")


def _read(words: str) -> Schedule:
    try:
        return parse_schedule(words)
    except ScheduleError as error:
        raise CommandFailed(str(error)) from None


def schedule_json(schedule: Schedule) -> dict[str, Any]:
    """The schedule in the stable format."""
    times = [moment.strftime("%H:%M") for moment in schedule.times]
    return {
        "days": [DAYS[day] for day in schedule.days],
        "time": times[0],
        "times": times,
        "timezone": schedule.timezone,
    }


async def list_briefings(*, as_json: bool) -> None:
    """Print every briefing."""
    from bot.bootstrap import open_desk

    async with open_desk() as desk:
        found, now = await desk.briefings.all(), desk.clock.now()
    if as_json:
        write_json([_briefing_json(each, now) for each in found])
        return
    if not found:
        write("There is no briefing yet. Set one in chat, or with `nightdesk briefing add`.")
    for each in found:
        place = each.place
        state = "paused" if each.paused else f"next {iso(each.next.at)}" if each.next else "no next slot"
        state = f"paused until {iso(each.rests_until)}, {state}" if each.rests_until and each.rests(now) else state
        state = f"{state}; refused: {each.warned}" if each.warned else state
        state = f"stopped: {each.stopped}" if each.stopped else state
        where = f"{place.platform} {place.workspace} {place.channel}"
        write(f"{each.id:4}  {where}  {say_schedule(each.schedule)}  ({state})")


def _briefing_json(briefing: Briefing, now: datetime) -> dict[str, Any]:
    rests_until = briefing.rests_until if briefing.rests(now) else None
    return {
        "id": briefing.id,
        "platform": briefing.place.platform,
        "workspace": briefing.place.workspace,
        "channel": briefing.place.channel,
        "schedule": schedule_json(briefing.schedule),
        "owner": briefing.owner,
        "state": "paused" if briefing.paused or rests_until else "on",
        "rests_until": iso(rests_until) if rests_until else None,
        "stopped": briefing.stopped,
        "refused": briefing.warned,
        "next": iso(briefing.next.at) if briefing.next else None,
    }


async def add(words: str, platform: str, workspace: str, channel: str) -> None:
    """Give a channel its standing order."""
    from dataclasses import replace

    from bot.bootstrap import open_desk
    from bot.platforms import configurable_platforms
    from bot.ports import Place

    if platform not in (known := configurable_platforms()):
        raise WrongUsage(f'--platform is "{platform}"; it can be {" or ".join(known)}')
    place = Place(platform, workspace.strip(), channel.strip())
    if not place.workspace or not place.channel:
        raise WrongUsage(f"{'--channel' if place.workspace else '--workspace'} is empty; give its id on {platform}")
    schedule = _read(words)
    async with open_desk() as desk:
        kept = await desk.channels.change(place, lambda held: replace(held, timezone=schedule.timezone))
        briefing = await desk.briefings.set(kept, schedule, "operator", desk.clock.now())
    if warning := zone_warning(schedule):
        say(f"note: {warning}")
    first = iso(briefing.next.at) if briefing.next else "never"
    write(f"Briefing {briefing.id}: {say_schedule(schedule)}; the first comes {first}.")


@asynccontextmanager
async def _held(briefing_id: int) -> AsyncIterator[tuple[Desk, Briefing]]:
    from bot.bootstrap import open_desk

    async with open_desk() as desk:
        briefing = await desk.briefings.by_id(briefing_id)
        if briefing is None:
            raise CommandFailed(f"there is no briefing {briefing_id}. `nightdesk briefing list` shows their ids.")
        yield desk, briefing


async def pause(briefing_id: int) -> None:
    """Pause one."""
    async with _held(briefing_id) as (desk, briefing):
        await desk.briefings.pause(briefing)
        write(f"Briefing {briefing_id} is paused.")


async def resume(briefing_id: int) -> None:
    """Resume one."""
    async with _held(briefing_id) as (desk, briefing):
        await desk.briefings.resume(briefing, desk.clock.now())
        write(f"Briefing {briefing_id} is on again.")


async def resume_stopped() -> None:
    """Resume every one that a refusal stopped: what was refused, a token say, has been set right."""
    from bot.bootstrap import open_desk

    async with open_desk() as desk:
        stopped = [each for each in await desk.briefings.all() if each.stopped]
        for briefing in stopped:
            await desk.briefings.resume(briefing, desk.clock.now())
    write(f"{len(stopped):,} briefings that were stopped are on again.")


async def remove(briefing_id: int) -> None:
    """Remove one."""
    async with _held(briefing_id) as (desk, briefing):
        await desk.briefings.remove(briefing)
        write(f"Briefing {briefing_id} is removed.")


async def preview(briefing_id: int) -> None:
    """Print what one would say now."""
    from bot.cli.chatting import read_if_stale
    from bot.render.as_terminal import print_document

    async with _held(briefing_id) as (desk, briefing):
        await read_if_stale(desk)
        edition = await desk.editor.compose_next(briefing, desk.clock.now())
        print_document(edition.document, open_console())


async def replay(briefing_id: int, setting: str) -> None:
    """Print what another setting would have made of one's last editions."""
    from dataclasses import replace

    from bot.answers.trying import try_out
    from bot.commands import Misunderstood, parse_command
    from bot.document import Buttons
    from bot.fields import Held
    from bot.render.as_terminal import print_document
    from bot.services import STORIES
    from bot.wishes import read_wish

    command = parse_command(f"settings try {setting}")
    if isinstance(command, Misunderstood) or command.action != "try":
        raise WrongUsage(f'"{setting}" is no setting; for example "length 5", "muted crypto" or "style full"')
    async with _held(briefing_id) as (desk, briefing):
        zone = desk.services.zone(briefing.channel)
        held = Held(briefing.channel, zone, STORIES, briefing.schedule, paused=briefing.paused)
        wish, problems = read_wish(command.words, held, desk.services.topics)
        if problems:
            raise WrongUsage(" ".join(problems.values()))
        tried = (await try_out(desk.services, held, wish, "")).document
        shown = tuple(block for block in tried.blocks if not isinstance(block, Buttons))
        print_document(replace(tried, blocks=shown), open_console())


async def show_deliveries(state: str | None, *, as_json: bool) -> None:
    """Print the ledger."""
    from bot.bootstrap import open_desk
    from bot.store.outcomes import STATES

    if state is not None and state not in STATES:
        raise WrongUsage(f'--state is "{state}"; it can be {", ".join(STATES)}')
    async with open_desk() as desk:
        found = await desk.ledger.newest(state, WHOLE_LEDGER)
    if as_json:
        write_json([_delivery_json(each) for each in found])
        return
    print_deliveries(found)


def print_deliveries(found: Sequence[Delivery]) -> None:
    """Print deliveries, one a line."""
    from bot.layout import count

    if not found:
        write("Nothing was delivered yet.")
    for each in found:
        place = f"{each.place.platform} {each.place.workspace}/{each.place.channel}"
        tries = f"edition {each.edition}, {count(each.attempts, 'attempt')}"
        late = "  late" if each.late else ""
        reason = f"  ({each.reason})" if each.reason else ""
        write(f"{each.id:5}  {each.slot}  {each.state:9}  {place}  {tries}{late}{reason}")


def _delivery_json(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "edition": delivery.edition,
        "briefing": delivery.briefing,
        "platform": delivery.place.platform,
        "workspace": delivery.place.workspace,
        "channel": delivery.place.channel,
        "slot": delivery.slot,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "sent_at": iso(delivery.sent_at) if delivery.sent_at else None,
        "message_id": delivery.message_id,
        "under": delivery.under,
        "late": delivery.late,
        "reason": delivery.reason,
    }
