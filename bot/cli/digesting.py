"""`nightdesk digest`: read the sources, compose, print."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.output import CommandFailed, WrongUsage, is_address, open_console, say, write, write_json
from summarizer.model import Digest, DigestRequest, Source, Style

if TYPE_CHECKING:
    from summarizer.ingest import IngestReport
    from summarizer.ports import Clock

READER = "console:local:terminal"
"""The terminal as a reader: what it was shown is seen."""
_YEARS = range(1000, 9000)
"""Nearer to the calendar's ends it has no room for windows and next slots."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line. `since` is a window or a moment; `now` None: the machine's time."""

    topics: tuple[str, ...]
    since: timedelta | datetime
    limit: int
    style: Style
    now: datetime | None
    form: str | None


def read_wish(
    topics: Sequence[str], since: str, limit: int, style: str, now: str | None, flags: dict[str, bool]
) -> Wish:
    """The options in their types. Raises WrongUsage with what would be right."""
    chosen = [name for name, on in flags.items() if on]
    if len(chosen) > 1:
        raise WrongUsage(f"choose one of {' and '.join('--' + name for name in chosen)}")
    if style not in {each.value for each in Style}:
        raise WrongUsage(f'--style is "{style}"; it can be headlines, brief or full')
    pinned = read_moment(now, "--now") if now else None
    return Wish(tuple(topics), _read_since(since), limit, Style(style), pinned, chosen[0] if chosen else None)


def _read_since(words: str) -> timedelta | datetime:
    from bot.windows import LONGEST_WINDOW, is_cut, parse_window

    if (window := parse_window(words)) is not None:
        if is_cut(words):
            say(f"note: --since reaches back {LONGEST_WINDOW.days} days at most.")
        return window
    try:
        return read_moment(words, "--since")
    except WrongUsage:
        raise WrongUsage(f'--since is "{words}"; give 24h, 7d or an ISO time such as 2026-11-23T08:00:00Z') from None


def read_moment(words: str, option: str) -> datetime:
    """An ISO time, in UTC; without a zone it is UTC. Raises WrongUsage."""
    try:
        moment = datetime.fromisoformat(words.strip())
        if moment.year not in _YEARS:
            raise ValueError
    except ValueError:
        raise WrongUsage(f'{option} is "{words}"; give an ISO time such as 2026-11-23T08:00:00Z') from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


async def print_digest(wish: Wish, addresses: Sequence[str], opml: str | None) -> None:
    """Read the sources and print the digest in the form that was wished for."""
    from bot.bootstrap import open_desk
    from bot.clock import PinnedClock

    clock: Clock | None = PinnedClock(wish.now) if wish.now else None
    request_of(wish, wish.now or datetime.now(UTC))  # An empty window is refused before anything is read.
    only = chosen_sources(addresses, opml)
    async with open_desk(clock=clock, only=only) as desk:
        async with progress() as step:
            report = await desk.ingest.refresh(None if only is None else only, step)
        refuse_if_none_read(report)
        digest = await desk.composer.compose(request_of(wish, desk.clock.now()), patience=None)
        await desk.seen.mark([READER], [(story.id, story.version) for story in digest.stories], desk.clock.now())
        show(digest, wish, desk.settings.timezone)
    if only is not None and sys.stderr.isatty():
        say("note: nothing of this is kept for `ask`. `nightdesk sources import` adds a list for good.")


def chosen_sources(addresses: Sequence[str], opml: str | None) -> tuple[Source, ...] | None:
    """The sources named on the command line; None: the configured ones. Raises SourceError."""
    if not addresses and opml is None:
        return None
    found: dict[str, Source] = {}
    for address in addresses:
        source = source_of(address)
        found.setdefault(source.address, source)
    if opml is not None:
        for source in read_subscriptions(Path(opml)):
            found.setdefault(source.address, source)
    return _named_apart(found.values())


def read_subscriptions(file: Path) -> tuple[Source, ...]:
    """The sources of an OPML file. Raises CommandFailed."""
    from bot.bootstrap import read_opml_file
    from summarizer.errors import SourceError

    try:
        return read_opml_file(file)
    except SourceError as error:
        words = str(error)
        named = f"{words}. Check the name and its rights." if str(file) in words else f"{file}: {words}."
        raise CommandFailed(named) from error


def _named_apart(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources with names that differ, since a name is how a source is known."""
    from dataclasses import replace

    taken: set[str] = set()
    apart: list[Source] = []
    for source in sources:
        name, number = source.name, 2
        while name in taken:
            name, number = f"{source.name} ({number})", number + 1
        taken.add(name)
        apart.append(replace(source, name=name))
    return tuple(apart)


def source_of(words: str) -> Source:
    """The source that an address, a shortcut or a local file or folder names. Raises SourceError."""
    from summarizer.sources.shortcuts import resolve

    if not words.strip():
        raise WrongUsage("the address of a source is empty; give a feed's address, a file or a shortcut")
    if not is_address(words) and (path := _existing(words)):
        name = path.stem or str(path)
        return Source(name=name, address=str(path), kind="file", publisher=name)
    return resolve(words)


def _existing(words: str) -> Path | None:
    """The file or folder that the words name, if there is one."""
    try:
        path = Path(words).expanduser().resolve()
        return path if path.exists() else None
    except (OSError, RuntimeError, ValueError):
        # A home that nobody has, a name that is too long, a null character: no file of ours.
        return None


def request_of(wish: Wish, now: datetime) -> DigestRequest:
    """The request for a moment."""
    since = now - wish.since if isinstance(wish.since, timedelta) else wish.since
    if since >= now:
        raise WrongUsage("--since lies after the present time, so the window is empty; give an earlier time")
    return DigestRequest(
        since=since,
        until=now,
        topics=(" ".join(wish.topics),) if wish.topics else (),
        limit=wish.limit,
        readers=(READER,),
        include_old=True,
    )


def refuse_if_none_read(report: IngestReport) -> None:
    """Raise CommandFailed when not one source could be read."""
    if report.read and len(report.failures) == report.read:
        first = report.failures[0]
        more = f" (and {report.read - 1} more)" if report.read > 1 else ""
        raise CommandFailed(f"no source could be read. {first.source}: {first.reason}{more}. Check the addresses.")


def show(digest: Digest, wish: Wish, timezone: str) -> None:
    """Print a digest in the form that was wished for."""
    if wish.form == "json":
        from bot.render.as_json import digest_json

        write_json(digest_json(digest))
        return
    from bot.layout import Look, lay_out_digest

    title = f"About {' '.join(wish.topics)}" if wish.topics else "Tech digest"
    look = Look(
        title=title,
        timezone=timezone,
        style=wish.style,
        actions=wish.form in {"slack", "discord"},
        topic=" ".join(wish.topics),
    )
    document = lay_out_digest(digest, look)
    if wish.form in {"slack", "discord"}:
        from bot.platforms import find_renderer

        messages = find_renderer(str(wish.form))(document)
        write_json(messages[0] if len(messages) == 1 else messages)
    elif wish.form == "markdown":
        from bot.render.as_markdown import render_markdown

        write(render_markdown(document))
    elif wish.form == "html":
        from bot.render.as_html import render_html

        write(render_html(document))
    else:
        from bot.render.as_terminal import print_document

        print_document(document, open_console())


@asynccontextmanager
async def progress(what: str = "Reading") -> AsyncIterator[Callable[[str], None] | None]:
    """A spinner on stderr that names what was read last; nothing at all off a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    console = open_console(sys.stderr)
    done = 0
    with console.status(f"{what} the sources …") as status:

        def step(name: str) -> None:
            nonlocal done
            done += 1
            status.update(f"{what} the sources … {done} read, last {name}")

        yield step
