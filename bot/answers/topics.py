"""Topics followed and muted in a channel."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.changing import change_channel
from bot.answers.telling import shorten, tell
from bot.commands import Command
from bot.document import Action, Buttons, Document, Heading, Text, paragraph
from bot.fields import LONGEST_TOPIC, MOST_TOPICS
from bot.ports import Asker, Reply
from bot.services import Services
from bot.store.channels import Channel

TOO_LONG = f"A topic has at most {LONGEST_TOPIC} characters. Try one or two words, for example `follow rust`."
FULL = f"That would be more than {MOST_TOPICS} topics. `topics` shows them; forget some first."


async def follow(services: Services, command: Command, asker: Asker) -> Reply:
    """Follow a topic: its stories come first."""
    return await _put(services, command, asker, "followed", "follows")


async def mute(services: Services, command: Command, asker: Asker) -> Reply:
    """Mute a topic: its stories stay away unless asked for."""
    return await _put(services, command, asker, "muted", "mutes")


async def _put(services: Services, command: Command, asker: Asker, where: str, does: str) -> Reply:
    """Put a topic on one of the channel's two lists, and take it from the other."""
    topic = named(services, command.words)
    channel = await services.channels.get(asker.place)
    held = _lists(channel)
    if len(topic) > LONGEST_TOPIC:
        return tell(asker, TOO_LONG)
    if topic in held[where]:
        return tell(asker, f"{topic} is {where} here already.")
    if len(held[where]) >= MOST_TOPICS:
        return tell(asker, FULL)

    def put(now: Channel) -> Channel:
        lists = _lists(_forgetting(now, topic))
        lists[where] = (*lists[where], topic)
        return replace(now, followed=lists["followed"], muted=lists["muted"])

    return await change_channel(services, asker, put, f"now {does} {topic}", _hint(services, topic))


def _lists(channel: Channel) -> dict[str, tuple[str, ...]]:
    return {"followed": channel.followed, "muted": channel.muted}


def _forgetting(channel: Channel, topic: str) -> Channel:
    return replace(channel, followed=_without(channel.followed, topic), muted=_without(channel.muted, topic))


async def forget(services: Services, command: Command, asker: Asker) -> Reply:
    """Neither follow nor mute a topic any more."""
    topic = named(services, command.words)
    channel = await services.channels.get(asker.place)
    if topic not in {*channel.followed, *channel.muted}:
        return tell(asker, f"{shorten(topic)} is neither followed nor muted here. `topics` lists what is.")
    return await change_channel(services, asker, lambda now: _forgetting(now, topic), f"forgets {topic}")


async def topics(services: Services, command: Command, asker: Asker) -> Reply:
    """What is followed and muted here."""
    channel = await services.channels.get(asker.place)
    if not channel.followed and not channel.muted:
        return tell(
            asker, "No topic is followed or muted here. `follow rust` puts one first, `mute crypto` keeps one away."
        )
    lines = []
    if channel.followed:
        lines.append((Text("Followed: ", bold=True), Text(", ".join(channel.followed))))
    if channel.muted:
        lines.append((Text("Muted: ", bold=True), Text(", ".join(channel.muted))))
    return Reply(Document("Topics here", (Heading("Topics"), paragraph(*lines), _forget_buttons(channel))))


def _forget_buttons(channel: Channel) -> Buttons:
    known = [*channel.followed, *channel.muted][:5]
    return Buttons(tuple(Action(f"Forget {topic}", "forget", topic) for topic in known))


def named(services: Services, words: str) -> str:
    """The topic that the words mean; a word that names none of ours stands for itself."""
    plain = " ".join(words.split()).lower()
    return services.topics.find(plain) or plain


def _hint(services: Services, topic: str) -> str:
    """For a word that is none of our topics: that it is looked for as it stands, and what is near."""
    if topic in services.topics.names():
        return ""
    near = services.topics.suggest(topic)
    instead = f" Did you mean {', '.join(near[:3])}?" if near else ""
    return f"“{topic}” is looked for word for word.{instead}"


def _without(topics: tuple[str, ...], topic: str) -> tuple[str, ...]:
    return tuple(each for each in topics if each != topic)
