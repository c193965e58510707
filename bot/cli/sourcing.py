"""What `nightdesk sources …` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.output import CommandFailed, is_address, open_console, say, write, write_json
from bot.render.as_json import iso
from summarizer.sources.shortcuts import say_address

if TYPE_CHECKING:
    from bot.bootstrap import Desk
    from summarizer.model import Source
    from summarizer.store.sources import SourceState


NEVER_CUT = 10_000


async def list_sources(*, as_json: bool) -> None:
    """Print every source with its state."""
    from bot.bootstrap import open_desk

    async with open_desk() as desk:
        await _print_states(desk, await desk.sources.all(), as_json=as_json)


async def check(*, as_json: bool) -> None:
    """Read every source now; fails only when not one could be read."""
    from bot.bootstrap import open_desk
    from bot.cli.digesting import progress, refuse_if_none_read

    async with open_desk() as desk:
        sources = await desk.sources.all()
        async with progress("Checking") as step:
            report = await desk.ingest.refresh(sources, step)
        await _print_states(desk, await desk.sources.all(), as_json=as_json)
        say(
            f"{report.read - len(report.failures)} of {report.read} read, {report.unchanged} unchanged, "
            f"{report.new} new articles"
        )
        refuse_if_none_read(report)


async def _print_states(desk: Desk, sources: Sequence[Source], *, as_json: bool) -> None:
    from summarizer.store.sources import SourceState

    states = await desk.sources.states()
    rows = [(source, states.get(source.name, SourceState())) for source in sources]
    if as_json:
        write_json([_state_json(source, state) for source, state in rows])
        return
    from rich.text import Text

    console = open_console()
    width = max((len(source.name) for source, _ in rows), default=0)
    for source, state in rows:
        console.print(
            Text(f"{source.name:{width}}  {_health(state):9}  {say_address(source, NEVER_CUT)}{_trouble(state)}"),
            soft_wrap=True,
        )


def _health(state: SourceState) -> str:
    if state.dead:
        return "gone"
    if state.failing_since:
        return "failing"
    return "unread" if state.last_ok is None else "ok"


def _trouble(state: SourceState) -> str:
    if not state.failing_since:
        return ""
    return f"  ({state.last_error}; since {iso(state.failing_since)})"


def _state_json(source: Source, state: SourceState) -> dict[str, Any]:
    return {
        "name": source.name,
        "address": say_address(source, NEVER_CUT),
        "kind": source.kind,
        "health": _health(state),
        "last_read": iso(state.last_read) if state.last_read else None,
        "last_ok": iso(state.last_ok) if state.last_ok else None,
        "failing_since": iso(state.failing_since) if state.failing_since else None,
        "reason": state.last_error if state.failing_since else None,
    }


async def add(address: str, name: str | None) -> None:
    """Add one source and read it, so that its present entries are known as old."""
    from bot.answers.sources import find_source
    from bot.bootstrap import open_desk
    from bot.cli.digesting import source_of
    from bot.cli.extracting import naming

    async with open_desk() as desk:
        source = source_of(address)
        if source.kind == "feed":
            with naming(address):
                source = await find_source(desk.services, address)
        if held := await desk.sources.find(source.address):
            shared = " A channel had asked for it; every channel reads it now." if await _adopted(desk, source) else ""
            write(f"That source is there already, as {held.name}.{shared}")
            return
        source = await _add_under_own_name(desk, source, name)
        await _adopted(desk, source)
        report = await desk.ingest.refresh([source])
        for failure in report.failures:
            say(f"added, but it could not be read: {failure.reason}")
        write(f"Added {source.name} ({say_address(source, NEVER_CUT)}).")


async def _adopted(desk: Desk, *sources: Source) -> int:
    return await desk.channels.adopt([source.address for source in sources])


async def _add_under_own_name(desk: Desk, source: Source, name: str | None) -> Source:
    """Add it under the given name, or under its own, with a number where another source has that."""
    wanted, number = replace(source, name=name or source.name), 1
    while not await desk.sources.add(wanted, desk.clock.now()):
        if name:
            raise CommandFailed(f"another source is named {name}. Choose another name.")
        number += 1
        wanted = replace(source, name=f"{source.name} {number}")
    return await desk.sources.find(wanted.address) or wanted


async def remove(name: str) -> None:
    """Remove one source."""
    from bot.bootstrap import open_desk

    async with open_desk() as desk:
        sources = await desk.sources.all()
        listed = [source.name for source in sources if say_address(source, NEVER_CUT) == name.strip()]
        removed = await desk.sources.remove(name) or (
            await desk.sources.remove(listed[0]) if len(listed) == 1 else None
        )
        if removed is None:
            names = [source.name for source in sources]
            raise CommandFailed(f'no source is named "{name}". {_nearest(name, names)}')
        write(f"Removed {removed.name}.")


def _nearest(name: str, names: Sequence[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name.lower(), [each.lower() for each in names], n=1)
    found = next((each for each in names if close and each.lower() == close[0]), None)
    return f'Did you mean "{found}"?' if found else "`nightdesk sources list` shows the names."


async def import_opml(file: Path) -> None:
    """Add every feed of an OPML file that is not there yet."""
    from bot.bootstrap import open_desk
    from bot.cli.digesting import read_subscriptions

    found = read_subscriptions(file)
    async with open_desk() as desk:
        await _add_all(desk, found)


async def _add_all(desk: Desk, found: Sequence[Source]) -> None:
    now = desk.clock.now()
    added = sum([await desk.sources.add(source, now) for source in found]) + await _adopted(desk, *found)
    write(f"{added} of {len(found)} sources added; the others were there already." if added < len(found) else
          f"{added} sources added.")  # fmt: skip


async def export() -> None:
    """Print the sources as OPML."""
    from bot.bootstrap import open_desk
    from summarizer.sources.opml import write_opml

    async with open_desk() as desk:
        sources = await desk.sources.all()
        write(write_opml(sources).decode("utf-8"))
        left_out = [source.name for source in sources if not is_address(source.address)]
        if left_out:
            say(f"note: without a feed's address, so not in an OPML list: {', '.join(left_out)}")


async def show_packs(name: str | None, *, install: bool) -> None:
    """List the packs, or one pack's sources, or add them."""
    from bot.bootstrap import open_desk, packs

    known = packs()
    if name is None:
        for pack, (about, sources) in known.items():
            write(f"{pack:12} {len(sources):3} sources  {about}")
        return
    if name not in known:
        raise CommandFailed(f'there is no pack "{name}"; there are {", ".join(known)}')
    if install:
        async with open_desk() as desk:
            await _add_all(desk, known[name][1])
        return
    for source in known[name][1]:
        write(f"{source.name:32} {say_address(source, NEVER_CUT)}")
