"""Topics followed and muted in a channel."""

from __future__ import annotations

import re
from collections.abc import Collection
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
from summarizer.text.tokens import stop_words

TOO_LONG = mark("A topic has at most {most} characters. Try one or two words, for example `follow rust`.")
ALIKE = 0.85
"""How alike words and a topic's name are (difflib's ratio) for a typing error to be likelier than a word of its own."""
QUOTES = ('"', "“", "”", "'")
EVERYWHERE = mark("“{topic}” stands in nearly every text. Name a subject, for example `{example}`.")
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
    """Put topics on one of the channel's two lists, and take them from the other; all of them or none."""
    where = putting.where
    channel = await services.channels.get(asker.place)
    held = _lists(channel)[where]
    wanted = _several(services, command.words, held)
    new = [topic for topic in wanted if topic not in held]
    if not new:
        return tell(asker, tr(putting.already, topic=", ".join(wanted)))
    if len(held) + len(new) > MOST_TOPICS:
        return tell(asker, tr(FULL, most=MOST_TOPICS))
    verb = "follow" if putting is _FOLLOWING else "mute"
    for topic in new:
        if refused := _why_not(services, topic, asker, verb, as_it_stands=command.words.strip()[:1] in QUOTES):
            return refused

    def put(now: Channel) -> Channel:
        for topic in new:
            now = _forgetting(now, topic)
        lists = _lists(now)
        lists[where] = (*lists[where], *new)
        return replace(now, followed=lists["followed"], muted=lists["muted"])

    hint = " ".join(said for topic in new if (said := _hint(services, topic)))
    return await change_channel(services, asker, put, lambda: tr(putting.done, topic=", ".join(new)), hint)


def _several(services: Services, words: str, held: Collection[str]) -> list[str]:
    """The topics that the words name, with commas between them; what is on the list as it stands is one."""
    whole = named(services, words)
    if whole in held or words.strip()[:1] in QUOTES or whole in services.topics.names():
        return [whole]
    parts = [named(services, part) for part in re.split(r"[,;]", words) if part.strip()]
    return list(dict.fromkeys(parts)) or [whole]


def _why_not(services: Services, topic: str, asker: Asker, verb: str, *, as_it_stands: bool) -> Reply | None:
    """Why a topic cannot be taken, or is asked back about; None: it can."""
    if len(topic) > LONGEST_TOPIC:
        return tell(asker, tr(TOO_LONG, most=LONGEST_TOPIC))
    if as_it_stands or topic in services.topics.names():
        return None
    if len(topic) == 1 or topic in stop_words(None):
        example = f"{verb} rust"
        return tell(asker, tr(EVERYWHERE, topic=topic, example=example))
    likely = _likely(services, topic)
    return _ask_back(asker, topic, likely, verb) if likely else None


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
    channel = await services.channels.get(asker.place)
    held = {*channel.followed, *channel.muted}
    wanted = _several(services, command.words, held)
    known = [topic for topic in wanted if topic in held]
    if not known:
        words = shorten(", ".join(wanted))
        return tell(asker, tr("“{topic}” is neither followed nor muted here. `topics` lists what is.", topic=words))

    def forget_them(now: Channel) -> Channel:
        for topic in known:
            now = _forgetting(now, topic)
        return now

    def say() -> str:
        return tr("This channel forgets {topic}.", topic=", ".join(known))

    return await change_channel(services, asker, forget_them, say)


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
