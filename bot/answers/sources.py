"""The sources of a channel: the installation's pack until it has a list of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.changing import announce, refusal
from bot.commands import Command
from bot.document import Document, Heading, Line, Link, Preformatted, Text, note, paragraph, small
from bot.layout import count, say_age
from bot.ports import Asker, Reply
from bot.services import Services
from bot.store.channels import Channel
from summarizer.addresses import say_url
from summarizer.errors import FetchError, SummarizerError
from summarizer.model import Source
from summarizer.sources.discover import discover
from summarizer.sources.opml import write_opml
from summarizer.sources.shortcuts import resolve

MOST_LISTED = 60


async def sources(services: Services, command: Command, asker: Asker) -> Reply:
    """List, add, remove, check, import or export."""
    action = {
        "list": show,
        "add": add,
        "remove": remove,
        "check": check,
        "import": import_hint,
        "export": export,
    }[command.action or "list"]
    return await action(services, command, asker)


async def of_channel(services: Services, channel: Channel) -> tuple[Source, ...]:
    """The sources that a channel's digests are made of."""
    every = await services.sources.all()
    if channel.own_sources is None:
        return tuple(source for source in every if source.added_at is None) or every
    return tuple(source for source in every if source.name in channel.own_sources)


async def show(services: Services, command: Command, asker: Asker) -> Reply:
    """The channel's sources, with how reading each has gone."""
    channel = await services.channels.get(asker.place)
    listed = await of_channel(services, channel)
    states = await services.sources.states()
    now = services.clock.now()
    lines: list[Line] = []
    for source in listed[:MOST_LISTED]:
        state = states.get(source.name)
        health = "not read yet"
        if state and state.failing_since:
            health = f"failing since {say_age(state.failing_since, now)}: {state.last_error}"
        elif state and state.last_ok:
            health = f"read {say_age(state.last_ok, now)}"
        lines.append((Text(f"{source.name} ", bold=True), Text(f"· {say_url(source.address, 90)} · {health}")))
    whose = "the default pack" if channel.own_sources is None else "this channel's own list"
    rest = len(listed) - len(lines)
    closing = small(f"{whose}" + (f"; and {rest} more" if rest > 0 else ""))
    title = count(len(listed), "source")
    return Reply(Document(title, (Heading(title), paragraph(*lines), closing)))


async def add(services: Services, command: Command, asker: Asker) -> Reply:
    """Add a feed by its address, its site or a shortcut; what it brings from before today counts as old."""
    if refused := await refusal(services, asker):
        return refused
    try:
        source = await find_source(services, command.words)
    except FetchError as error:
        return Reply(note(f"I could not read that address: {error}."))
    except SummarizerError as error:
        return Reply(note(f"{str(error)[:1].upper()}{str(error)[1:]}."))
    await services.sources.add(source, services.clock.now())
    kept = await services.sources.find(source.address) or source
    channel = await services.channels.get(asker.place)
    names = [each.name for each in await of_channel(services, channel)]
    if channel.own_sources is not None and kept.name in channel.own_sources:
        return Reply(note(f"{kept.name} is among this channel's sources already."))
    await services.channels.save(replace(channel, own_sources=tuple(dict.fromkeys((*names, kept.name)))))
    await services.ingest.refresh([kept])
    return await announce(services, asker, f"This channel now reads {kept.name}.")


async def find_source(services: Services, words: str) -> Source:
    """The source that the words name; for a site, the feed that it links to. Raises SummarizerError."""
    source = resolve(words)
    if source.kind != "feed":
        return source
    feeds = await discover(services.tools, source.address)
    if not feeds:
        from summarizer.errors import SourceError

        raise SourceError(f"{say_url(source.address, 80)} is no feed and links to none")
    return replace(source, address=feeds[0])


async def remove(services: Services, command: Command, asker: Asker) -> Reply:
    """Take a source from the channel's list."""
    if refused := await refusal(services, asker):
        return refused
    channel = await services.channels.get(asker.place)
    listed = await of_channel(services, channel)
    wanted = command.words.strip()
    found = [each for each in listed if wanted.lower() == each.name.lower() or wanted == each.address]
    if not found:
        return Reply(note(f"No source here is named “{wanted[:60]}”. {_near(wanted, listed)}"))
    kept = tuple(each.name for each in listed if each not in found)
    if not kept:
        return Reply(note("That is the last source of this channel. Add another one before you remove it."))
    await services.channels.save(replace(channel, own_sources=kept))
    return await announce(services, asker, f"This channel no longer reads {found[0].name}.")


def _near(wanted: str, listed: Sequence[Source]) -> str:
    import difflib

    names = {source.name.lower(): source.name for source in listed}
    close = difflib.get_close_matches(wanted.lower(), list(names), n=1, cutoff=0.6)
    return f"Did you mean “{names[close[0]]}”?" if close else "`sources` lists their names."


async def check(services: Services, command: Command, asker: Asker) -> Reply:
    """Read each source now, and tell which fail."""
    channel = await services.channels.get(asker.place)
    listed = await of_channel(services, channel)
    report = await services.ingest.refresh(listed)
    good = len(listed) - len(report.failures)
    lines: list[Line] = [(Text(f"{good} of {count(len(listed), 'source')} could be read."),)]
    lines += [(Text(f"{each.source}: ", bold=True), Text(each.reason)) for each in report.failures]
    return Reply(Document("Sources checked", (paragraph(*lines),)))


async def import_hint(services: Services, command: Command, asker: Asker) -> Reply:
    """Importing takes a file, which only the command line can read so far."""
    return Reply(note("On the machine that runs me: `nightdesk sources import FILE.opml`. Then `sources` shows them."))


async def export(services: Services, command: Command, asker: Asker) -> Reply:
    """The channel's sources as OPML."""
    channel = await services.channels.get(asker.place)
    listed = await of_channel(services, channel)
    markup = write_opml(listed)
    words = markup.decode("utf-8") if isinstance(markup, bytes) else markup
    return Reply(Document("Sources as OPML", (paragraph("Save this as sources.opml:"), Preformatted(words))))


def link_of(source: Source) -> Link:
    """A source as a link to its site."""
    return Link(source.name, source.site or source.address)
