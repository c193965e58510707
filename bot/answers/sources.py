"""The sources of a channel: the installation's pack until it has a list of its own."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.answers.changing import announce, refusal
from bot.answers.exchange import export, import_list
from bot.answers.telling import shorten, tell
from bot.commands import Command
from bot.document import Block, Document, Heading, Line, Text, note, paragraph, small
from bot.language import tr, trn
from bot.layout import say_age
from bot.ports import Asker, Field, Form, Reply
from bot.reasons import say_reason, say_sentence
from bot.services import Services
from bot.store.channels import Channel
from summarizer.addresses import say_url
from summarizer.errors import FetchError, NotAFeed, SummarizerError
from summarizer.model import Source
from summarizer.sources.discover import discover
from summarizer.sources.shortcuts import feed_source, name_after, resolve, say_address
from summarizer.store.sources import SourceState

MOST_LISTED = 60
FRESH = timedelta(minutes=5)
"""What was read so recently is not asked again because somebody types a command: it is other people's server."""
_ADDRESS = "url"
"""The field of the form that adds a source."""


async def sources(services: Services, command: Command, asker: Asker) -> Reply:
    """List, add, remove, check, import or export."""
    action = {
        "list": show,
        "add": add,
        "remove": remove,
        "check": check,
        "import": import_list,
        "export": export,
    }[command.action or "list"]
    return await action(services, command, asker)


async def show(services: Services, command: Command, asker: Asker) -> Reply:
    """The channel's sources, with how reading each has gone."""
    channel = await services.channels.get(asker.place)
    listed = await services.sources_of(channel)
    states = await services.sources.states()
    lines: list[Line] = []
    for source in listed[:MOST_LISTED]:
        health = say_health(states.get(source.name), services)
        lines.append((Text(f"{source.name} ", bold=True), Text(f"· {say_address(source, 90)} · {health}")))
    whose = tr("The default pack") if channel.own_sources is None else tr("This channel's own list")
    rest = len(listed) - len(lines)
    closing = small(whose + (trn("; and {number} more", "; and {number} more", rest) if rest > 0 else ""))
    title = _count(len(listed))
    return Reply(Document(title, (Heading(title), *(paragraph(*lines[at : at + 10]) for at in range(0, len(lines), 10)),
                                  closing)))  # fmt: skip


def _count(number: int) -> str:
    return trn("{number} source", "{number} sources", number)


def say_health(state: SourceState | None, services: Services) -> str:
    """How reading a source has gone, in a few words."""
    now = services.clock.now()
    if state and state.failing_since:
        age, reason = say_age(state.failing_since, now), say_reason(state.last_error or "")
        return tr("failing since {age}: {reason}", age=age, reason=reason)
    return tr("read {age}", age=say_age(state.last_ok, now)) if state and state.last_ok else tr("not read yet")


async def offer(services: Services, command: Command, asker: Asker) -> Reply:
    """The form in which a source can be added, where there are forms."""
    if refused := await refusal(services, asker):
        return refused
    said = tell(asker, tr("Give me its address: `sources add https://blog.example/feed`."))
    field = Field(_ADDRESS, tr("Its address, or that of its site"), hint="https://blog.example")
    return replace(said, form=Form(tr("Add a feed"), (field,), Command("sources", "add")))


def _not_added(sentence: str) -> Reply:
    plain = sentence.replace("`", "")
    return Reply(note(plain), problems={_ADDRESS: plain})


async def add(services: Services, command: Command, asker: Asker) -> Reply:
    """Add a feed by its address, its site or a shortcut; what it brings from before today counts as old."""
    if refused := await refusal(services, asker):
        return refused
    words = command.words.removeprefix(f"{_ADDRESS}:").strip()
    try:
        source = await find_source(services, words)
    except FetchError as error:
        return _not_added(tr("I could not read that address: {reason}.", reason=say_reason(str(error))))
    except SummarizerError as error:
        return _not_added(say_sentence(str(error)))
    channel = await services.channels.get(asker.place)
    listed = await services.sources_of(channel)
    if held := next((each for each in listed if each.address == source.address), None):
        return tell(asker, tr("{name} is among this channel's sources already.", name=held.name))
    kept = await take_in(services, source)
    await list_more(services, asker, listed, (kept,))
    report = await services.ingest.refresh([kept])
    hint = ""
    if report.failures:
        hint = tr("Reading it just now failed: {reason}.", reason=say_reason(report.failures[0].reason))
    return await announce(services, asker, lambda: tr("This channel now reads {name}.", name=kept.name), hint)


async def take_in(services: Services, source: Source) -> Source:
    """The stored source of that address. One that only channels ask for stays out of everybody else's pack."""
    if held := await services.sources.find(source.address):
        return held
    number, wanted = 1, source
    while not await services.sources.add(wanted, services.clock.now()):
        if held := await services.sources.find(source.address):
            return held
        number += 1
        wanted = replace(source, name=f"{source.name} {number}")
    await services.channels.note_chat_source(wanted.name)
    return await services.sources.find(wanted.address) or wanted


async def find_source(services: Services, words: str) -> Source:
    """The source that the words name; for a site, the feed that it links to. Raises SummarizerError.

    An address is named after the feed's title, a shortcut as it says.
    """
    source = resolve(words)
    if source.kind != "feed":
        return source
    found = await discover(services.tools, source.address)
    if not found.addresses:
        raise NotAFeed(f"{say_url(source.address, 80)} is no feed and links to none")
    address = found.addresses[0]
    if source.name != feed_source(source.address).name:
        return replace(source, address=address)
    return feed_source(address, name_after(found.title or await _title_at(services, address)))


async def _title_at(services: Services, address: str) -> str:
    """What the feed that a site links to calls itself; nothing where it cannot be read, which is told when it is."""
    try:
        return (await discover(services.tools, address)).title
    except SummarizerError:
        return ""


async def remove(services: Services, command: Command, asker: Asker) -> Reply:
    """Take a source from the channel's list."""
    if refused := await refusal(services, asker):
        return refused
    channel = await services.channels.get(asker.place)
    listed = await services.sources_of(channel)
    wanted = command.words.strip()
    found = [
        each
        for each in listed
        if wanted.casefold() == each.name.casefold() or wanted in {each.address, say_address(each)}
    ]
    if not found:
        return tell(asker, f"{tr('No source here is named “{name}”.', name=shorten(wanted))} {_near(wanted, listed)}")
    kept = tuple(each.name for each in listed if each not in found)
    if not kept:
        return tell(asker, tr("That is the last source of this channel. Add another one before you remove it."))
    gone = {each.name for each in found}
    await services.channels.change(asker.place, lambda now: _without(now, listed, gone))
    await drop_unused(services)
    return await announce(services, asker, lambda: tr("This channel no longer reads {name}.", name=found[0].name))


async def list_more(services: Services, asker: Asker, listed: Sequence[Source], more: Sequence[Source]) -> None:
    """Have the channel read these sources too; one that read the pack so far has a list of its own from now on."""

    def add_to(now: Channel) -> Channel:
        return replace(now, own_sources=tuple(dict.fromkeys((*_names(now, listed), *(each.name for each in more)))))

    await services.channels.change(asker.place, add_to)


def _names(channel: Channel, listed: Sequence[Source]) -> tuple[str, ...]:
    """The names on the channel's own list, or those of the pack that it reads."""
    return channel.own_sources if channel.own_sources is not None else tuple(each.name for each in listed)


def _without(channel: Channel, listed: Sequence[Source], gone: Collection[str]) -> Channel:
    return replace(channel, own_sources=tuple(name for name in _names(channel, listed) if name not in gone))


async def drop_unused(services: Services) -> None:
    """Read no longer what only channels asked for, and none asks for any more."""
    for name in await services.channels.drop_unused():
        await services.sources.remove(name)


def _near(wanted: str, listed: Sequence[Source]) -> str:
    names = {source.name.lower(): source.name for source in listed}
    close = difflib.get_close_matches(wanted.lower(), list(names), n=1, cutoff=0.6)
    if close:
        return tr("Did you mean “{name}”?", name=names[close[0]])
    return tr("`sources` lists their names.")


async def check(services: Services, command: Command, asker: Asker) -> Reply:
    """Read each source that was not read a moment ago, and tell which fail."""
    listed = await services.sources_of(await services.channels.get(asker.place))
    states, now = await services.sources.states(), services.clock.now()
    fresh = {name for name, state in states.items() if state.last_read and now - state.last_read < FRESH}
    asked = [source for source in listed if source.name not in fresh]
    if asked:
        await services.ingest.refresh(asked)
    failing = await services.sources.failing([source.name for source in listed])
    good = len(listed) - len(failing)
    could = trn("{good} of {number} source could be read.", "{good} of {number} sources could be read.",
                len(listed), good=good)  # fmt: skip
    lines: list[Line] = [(Text(could),)]
    lines += [(Text(f"{each.source}: ", bold=True), Text(say_reason(each.reason))) for each in failing]
    blocks: list[Block] = [paragraph(*lines[at : at + 10]) for at in range(0, len(lines), 10)]
    if rest := len(listed) - len(asked):
        said = trn("{number} was read within the last {minutes} min, so I did not ask it again.",
                   "{number} were read within the last {minutes} min, so I did not ask them again.",
                   rest, minutes=FRESH // timedelta(minutes=1))  # fmt: skip
        blocks.append(small(said))
    return Reply(Document(tr("Sources checked"), tuple(blocks)))
