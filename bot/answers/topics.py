"""Topics followed and muted in a channel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.answers.changing import change_channel
from bot.answers.telling import shorten, tell
from bot.commands import Command
from bot.document import Action, Buttons, Document, Emphasis, Heading, Text, paragraph
from bot.fields import LONGEST_TOPIC, MOST_TOPICS
from bot.language import mark, tr
from bot.ports import Asker, Reply
from bot.services import Services
from bot.store.channels import Channel

TOO_LONG = mark("A topic has at most {most} characters. Try one or two words, for example `follow rust`.")
ALIKE = 0.85
"""How alike words and a topic's name are (difflib's ratio) for a typing error to be likelier than a word of its own."""
QUOTES = ('"', "“", "”", "'")
FULL = mark("That would be more than {most} topics. `topics` shows them; forget some first.")


async def follow(services: Services, command: Command, asker: Asker) -> Reply:
    """Follow a topic: its stories come first."""
    return await _put(services, command, asker, _FOLLOWING)


async def mute(services: Services, command: Command, asker: Asker) -> Reply:
    """Mute a topic: its stories stay away unless asked for."""
    return await _put(services, command, asker, _MUTING)


@dataclass(frozen=True, slots=True)
class _Putting:
    """Putting a topic on one of the channel's two lists: which, and the sentences about it."""

    where: str
    done: str
    already: str


_FOLLOWING = _Putting("followed", mark("This channel now follows {topic}."), mark("{topic} is followed here already."))
_MUTING = _Putting("muted", mark("This channel now mutes {topic}."), mark("{topic} is muted here already."))


async def _put(services: Services, command: Command, asker: Asker, putting: _Putting) -> Reply:
    """Put a topic on one of the channel's two lists, and take it from the other."""
    where = putting.where
    as_it_stands = command.words.strip()[:1] in QUOTES
    topic = named(services, command.words)
    channel = await services.channels.get(asker.place)
    held = _lists(channel)
    if len(topic) > LONGEST_TOPIC:
        return tell(asker, tr(TOO_LONG, most=LONGEST_TOPIC))
    if topic in held[where]:
        return tell(asker, tr(putting.already, topic=topic))
    if len(held[where]) >= MOST_TOPICS:
        return tell(asker, tr(FULL, most=MOST_TOPICS))
    if not as_it_stands and (likely := _likely(services, topic)):
        return _ask_back(asker, topic, likely, "follow" if putting is _FOLLOWING else "mute")

    def put(now: Channel) -> Channel:
        lists = _lists(_forgetting(now, topic))
        lists[where] = (*lists[where], topic)
        return replace(now, followed=lists["followed"], muted=lists["muted"])

    return await change_channel(services, asker, put, lambda: tr(putting.done, topic=topic), _hint(services, topic))


def _likely(services: Services, topic: str) -> str | None:
    """The topic that was probably meant by words that miss it by a letter or two."""
    names = services.topics.names()
    close = [] if topic in names else get_close_matches(topic, list(names), n=1, cutoff=ALIKE)
    return close[0] if close else None


def _ask_back(asker: Asker, topic: str, likely: str, verb: str) -> Reply:
    """Nothing is announced to everybody that was only mistyped."""
    words = tr("I know no topic “{topic}”. Did you mean {likely}? As it stands: `{command}`.",
               topic=topic, likely=likely, command=f'{verb} "{topic}"')  # fmt: skip
    label = tr("Follow {topic}", topic=likely) if verb == "follow" else tr("Mute topic: {topic}", topic=likely)
    return tell(asker, words, Buttons((Action(label, verb, likely, Emphasis.PRIMARY),)))


def _lists(channel: Channel) -> dict[str, tuple[str, ...]]:
    return {"followed": channel.followed, "muted": channel.muted}


def _forgetting(channel: Channel, topic: str) -> Channel:
    return replace(channel, followed=_without(channel.followed, topic), muted=_without(channel.muted, topic))


async def forget(services: Services, command: Command, asker: Asker) -> Reply:
    """Neither follow nor mute a topic any more."""
    topic = named(services, command.words)
    channel = await services.channels.get(asker.place)
    if topic not in {*channel.followed, *channel.muted}:
        unknown = tr("“{topic}” is neither followed nor muted here. `topics` lists what is.", topic=shorten(topic))
        return tell(asker, unknown)

    def say() -> str:
        return tr("This channel forgets {topic}.", topic=topic)

    return await change_channel(services, asker, lambda now: _forgetting(now, topic), say)


async def topics(services: Services, command: Command, asker: Asker) -> Reply:
    """What is followed and muted here."""
    channel = await services.channels.get(asker.place)
    if not channel.followed and not channel.muted:
        none = tr("No topic is followed or muted here. `follow rust` puts one first, `mute crypto` keeps one away.")
        return tell(asker, none)
    lines = []
    if channel.followed:
        lines.append((Text(tr("Followed: "), bold=True), Text(", ".join(channel.followed))))
    if channel.muted:
        lines.append((Text(tr("Muted: "), bold=True), Text(", ".join(channel.muted))))
    return Reply(Document(tr("Topics here"), (Heading(tr("Topics")), paragraph(*lines), _forget_buttons(channel))))


def _forget_buttons(channel: Channel) -> Buttons:
    known = [*channel.followed, *channel.muted][:5]
    return Buttons(tuple(Action(tr("Forget {topic}", topic=topic), "forget", topic) for topic in known))


def named(services: Services, words: str) -> str:
    """The topic that the words mean; a word that names none of ours stands for itself."""
    plain = " ".join(words.replace("`", "'").split()).lower()
    if plain[:1] in QUOTES:
        return plain.strip("".join(QUOTES)).strip()
    return services.topics.find(plain) or plain


def _hint(services: Services, topic: str) -> str:
    """For a word that is none of our topics: that it is looked for as it stands, and what is near."""
    if topic in services.topics.names():
        return ""
    near = services.topics.suggest(topic)
    instead = tr(" Did you mean {topics}?", topics=", ".join(near[:3])) if near else ""
    return tr("“{topic}” is looked for word for word.", topic=topic) + instead


def _without(topics: tuple[str, ...], topic: str) -> tuple[str, ...]:
    return tuple(each for each in topics if each != topic)
