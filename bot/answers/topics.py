"""Topics followed and muted in a channel."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.changing import change_channel
from bot.commands import Command
from bot.document import Action, Buttons, Document, Emphasis, Heading, Text, note, paragraph
from bot.ports import Asker, Reply
from bot.services import Services
from bot.store.channels import Channel

MOST = 50


async def follow(services: Services, command: Command, asker: Asker) -> Reply:
    """Follow a topic: its stories come first."""
    topic = _named(services, command)
    channel = await services.channels.get(asker.place)
    if topic in channel.followed:
        return Reply(note(f"{topic} is followed here already."))
    changed = replace(channel, followed=_with(channel.followed, topic), muted=_without(channel.muted, topic))
    return await change_channel(services, asker, changed, f"now follows {topic}", _hint(services, topic))


async def mute(services: Services, command: Command, asker: Asker) -> Reply:
    """Mute a topic: its stories stay away unless asked for."""
    topic = _named(services, command)
    channel = await services.channels.get(asker.place)
    if topic in channel.muted:
        return Reply(note(f"{topic} is muted here already."))
    changed = replace(channel, muted=_with(channel.muted, topic), followed=_without(channel.followed, topic))
    return await change_channel(services, asker, changed, f"now mutes {topic}", _hint(services, topic))


async def forget(services: Services, command: Command, asker: Asker) -> Reply:
    """Neither follow nor mute a topic any more."""
    topic = _named(services, command)
    channel = await services.channels.get(asker.place)
    if topic not in {*channel.followed, *channel.muted}:
        return Reply(note(f"{topic} is neither followed nor muted here. `topics` lists what is."))
    changed = replace(channel, followed=_without(channel.followed, topic), muted=_without(channel.muted, topic))
    return await change_channel(services, asker, changed, f"forgets {topic}")


async def topics(services: Services, command: Command, asker: Asker) -> Reply:
    """What is followed and muted here."""
    channel = await services.channels.get(asker.place)
    if not channel.followed and not channel.muted:
        return Reply(
            note("No topic is followed or muted here. `follow rust` puts one first, `mute crypto` keeps one away.")
        )
    lines = []
    if channel.followed:
        lines.append((Text("Followed: ", bold=True), Text(", ".join(channel.followed))))
    if channel.muted:
        lines.append((Text("Muted: ", bold=True), Text(", ".join(channel.muted))))
    buttons = _forget_buttons(channel)
    return Reply(Document("Topics here", (Heading("Topics"), paragraph(*lines), buttons)))


def _forget_buttons(channel: Channel) -> Buttons:
    named = [*channel.followed, *channel.muted][:5]
    return Buttons(tuple(Action(f"Forget {topic}", "forget", topic, Emphasis.NORMAL) for topic in named))


def _named(services: Services, command: Command) -> str:
    words = " ".join(command.words.split()).lower()[:80]
    return services.topics.find(words) or words


def _hint(services: Services, topic: str) -> str:
    """For a word that is none of our topics: that it is looked for as it stands, and what is near."""
    if topic in services.topics.names():
        return ""
    near = services.topics.suggest(topic)
    instead = f" Did you mean {', '.join(near[:3])}?" if near else ""
    return f"“{topic}” is looked for word for word.{instead}"


def _with(topics: tuple[str, ...], topic: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*topics, topic)))[-MOST:]


def _without(topics: tuple[str, ...], topic: str) -> tuple[str, ...]:
    return tuple(each for each in topics if each != topic)
