"""The typed commands. Each becomes one of the core's commands; who may change what is decided there, not here.

`default_permissions` is not used: anyone may read, and a command that is hidden cannot be read.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

from adapters.discord import typed
from adapters.discord.answer import Interaction, asker_of
from adapters.discord.settings import Complete, DiscordSeams
from bot.commands import Command, Misunderstood, parse_command
from bot.fields import POST_NOTHING, SAY_SO
from bot.language import AUTO, languages, mark

Answer = Callable[[Interaction, Command | Misunderstood], Awaitable[None]]
OpenSettings = Callable[[Interaction], Awaitable[None]]
Words = app_commands.Range[str, 1, 300]
Address = app_commands.Range[str, 1, 1_000]
Choices = list[app_commands.Choice[str]]
COMPLETION_PATIENCE = 2.0
"""Seconds: Discord shows "loading options failed" after three."""
MAX_CHOICES = 25
MAX_CHOICE = 100

_logger = logging.getLogger(__name__)


def completing(complete: Complete) -> Callable[[Interaction, str], Coroutine[Any, Any, Choices]]:
    """A completion of ours as discord.py wants it, cut to what Discord takes; one that fails offers nothing."""

    async def offer(interaction: Interaction, current: str) -> Choices:
        try:
            async with asyncio.timeout(COMPLETION_PATIENCE):
                offered = await complete(asker_of(interaction), current)
        except Exception:
            _logger.exception("a completion failed")
            return []
        return [
            app_commands.Choice(name=each.name[:MAX_CHOICE], value=each.value)
            for each in offered
            if each.name and 1 <= len(each.value) <= MAX_CHOICE
        ][:MAX_CHOICES]

    return offer


class Briefing(app_commands.Group):
    """/briefing: the channel's standing order."""

    def __init__(self, answer: Answer, seams: DiscordSeams) -> None:
        super().__init__(name="briefing", description=mark("This channel's standing order for a digest"))
        self._answer = answer
        self._zones = completing(seams.zones)
        self._schedules = completing(seams.schedules)

    @app_commands.command(name="set", description=mark("Have a digest posted here at a set time"))
    @app_commands.describe(when=mark("Such as: weekdays 8am"), timezone=mark("Such as: Europe/Berlin"))
    async def set_(self, interaction: Interaction, when: Words, timezone: Words | None = None) -> None:
        """Set it."""
        await self._answer(interaction, typed.read_briefing(when, timezone or ""))

    @app_commands.command(description=mark("When this channel's briefing comes next"))
    async def show(self, interaction: Interaction) -> None:
        """Show it."""
        await self._answer(interaction, Command("briefing", "show"))

    @app_commands.command(description=mark("Hold this channel's briefing until it is resumed, or for a while"))
    @app_commands.describe(span=mark("Such as: 1 week; left out, until it is resumed"))
    @app_commands.rename(span="for")
    async def pause(self, interaction: Interaction, span: Words | None = None) -> None:
        """Pause it."""
        await self._answer(interaction, parse_command(f"briefing pause {span or ''}"))

    @app_commands.command(description=mark("Have each briefing mention one role; without a role, nobody"))
    @app_commands.describe(role=mark("Who is woken by a briefing; leave it out for nobody"))
    async def mention(self, interaction: Interaction, role: discord.Role | None = None) -> None:
        """Choose whom it mentions."""
        await self._answer(interaction, Command("settings", "save", words=f"mention: {role.id if role else 'off'}"))

    @app_commands.command(description=mark("Publish each briefing to those who follow this announcement channel"))
    @app_commands.describe(on=mark("Whether a briefing goes on to them"))
    async def publish(self, interaction: Interaction, on: bool) -> None:
        """Choose whether it is published."""
        await self._answer(interaction, Command("settings", "save", words=f"publish: {'on' if on else 'off'}"))

    @app_commands.command(description=mark("Let this channel's briefing come again"))
    async def resume(self, interaction: Interaction) -> None:
        """Resume it."""
        await self._answer(interaction, Command("briefing", "resume"))

    @app_commands.command(description=mark("Remove this channel's briefing"))
    async def remove(self, interaction: Interaction) -> None:
        """Remove it."""
        await self._answer(interaction, Command("briefing", "remove"))

    @app_commands.command(description=mark("See what the briefing would post now; nothing counts as seen"))
    async def preview(self, interaction: Interaction) -> None:
        """Preview it."""
        await self._answer(interaction, Command("briefing", "preview"))

    @set_.autocomplete("when")
    async def _complete_schedule(self, interaction: Interaction, current: str) -> Choices:
        return await self._schedules(interaction, current)

    @set_.autocomplete("timezone")
    async def _complete_zone(self, interaction: Interaction, current: str) -> Choices:
        return await self._zones(interaction, current)


class Sources(app_commands.Group):
    """/sources: what the channel reads."""

    def __init__(self, answer: Answer, seams: DiscordSeams) -> None:
        super().__init__(name="sources", description=mark("What this channel reads"))
        self._answer = answer
        self._known = completing(seams.sources)

    @app_commands.command(name="list", description=mark("The sources this channel reads"))
    async def list_(self, interaction: Interaction) -> None:
        """List them."""
        await self._answer(interaction, Command("sources", "list"))

    @app_commands.command(description=mark("Read one more source in this channel"))
    @app_commands.describe(url=mark("A feed, or a page that names one"))
    async def add(self, interaction: Interaction, url: Address) -> None:
        """Add one."""
        await self._answer(interaction, parse_command(f"sources add {url}"))

    @app_commands.command(description=mark("Read a source no longer"))
    @app_commands.describe(name=mark("Its name, as the list shows it"))
    async def remove(self, interaction: Interaction, name: Words) -> None:
        """Remove one."""
        await self._answer(interaction, parse_command(f"sources remove {name}"))

    @app_commands.command(description=mark("Read each source now and tell how it fares"))
    async def check(self, interaction: Interaction) -> None:
        """Check them."""
        await self._answer(interaction, Command("sources", "check"))

    @app_commands.command(name="import", description=mark("Take over the sources of an OPML file"))
    @app_commands.describe(file=mark("An OPML file from another reader"), url=mark("Or its address"))
    async def import_(
        self, interaction: Interaction, file: discord.Attachment | None = None, url: Address | None = None
    ) -> None:
        """Import them."""
        address = file.url if file else url or ""
        await self._answer(interaction, parse_command(f"sources import {address}".strip()))

    @app_commands.command(description=mark("This channel's sources as an OPML file"))
    async def export(self, interaction: Interaction) -> None:
        """Export them."""
        await self._answer(interaction, Command("sources", "export"))

    @remove.autocomplete("name")
    async def _complete_name(self, interaction: Interaction, current: str) -> Choices:
        return await self._known(interaction, current)


class Topics(app_commands.Group):
    """/topics: what the channel wants more and less of."""

    def __init__(self, answer: Answer, seams: DiscordSeams) -> None:
        super().__init__(name="topics", description=mark("What this channel wants more and less of"))
        self._answer = answer
        self._known = completing(seams.topics)

    @app_commands.command(description=mark("Rank stories about a topic higher"))
    @app_commands.describe(topic=mark("Such as: rust"))
    async def follow(self, interaction: Interaction, topic: Words) -> None:
        """Follow one."""
        await self._answer(interaction, Command("follow", words=topic.strip()))

    @app_commands.command(description=mark("Leave out stories about a topic"))
    @app_commands.describe(topic=mark("Such as: crypto"))
    async def mute(self, interaction: Interaction, topic: Words) -> None:
        """Mute one."""
        await self._answer(interaction, Command("mute", words=topic.strip()))

    @app_commands.command(name="list", description=mark("The topics followed and muted here"))
    async def list_(self, interaction: Interaction) -> None:
        """List them."""
        await self._answer(interaction, Command("topics", "list"))

    @app_commands.command(description=mark("Neither follow nor mute a topic any longer"))
    @app_commands.describe(topic=mark("Such as: rust"))
    async def forget(self, interaction: Interaction, topic: Words) -> None:
        """Forget one."""
        await self._answer(interaction, Command("forget", words=topic.strip()))

    @follow.autocomplete("topic")
    @mute.autocomplete("topic")
    @forget.autocomplete("topic")
    async def _complete_topic(self, interaction: Interaction, current: str) -> Choices:
        return await self._known(interaction, current)


def add_commands(
    tree: app_commands.CommandTree[Any], answer: Answer, seams: DiscordSeams, open_settings: OpenSettings
) -> None:
    """Put every command into the tree."""
    for group in (Briefing, Sources, Topics):
        tree.add_command(group(answer, seams))
    for command in (*_reading(answer, seams), *_rest(answer, open_settings)):
        tree.add_command(command)


def _reading(answer: Answer, seams: DiscordSeams) -> tuple[app_commands.Command[Any, ..., None], ...]:
    @app_commands.command(description=mark("Tech news that neither this channel nor you have seen"))
    @app_commands.describe(
        topic=mark("Only stories about this"),
        since=mark("How far back: 24h, 7d, last week"),
        url=mark("Condense this article instead"),
    )
    async def digest(
        interaction: Interaction, topic: Words | None = None, since: Words | None = None, url: Address | None = None
    ) -> None:
        await answer(interaction, typed.read_digest(topic or "", since or "", url or ""))

    @app_commands.command(description=mark("Why a story is there, or is not"))
    @app_commands.describe(story=mark("Its number in your last digest, or an address"))
    async def why(interaction: Interaction, story: Words) -> None:
        await answer(interaction, parse_command(f"why {story}"))

    digest.autocomplete("topic")(completing(seams.topics))
    why.autocomplete("story")(completing(seams.stories))
    return digest, why


def _languages() -> Choices:
    """The languages that a channel can be set to, each under its own name."""
    known = [app_commands.Choice(name=name, value=code) for code, name in languages().items()]
    return [_same(AUTO), *known][:MAX_CHOICES]


def _same(value: str) -> app_commands.Choice[str]:
    """A choice that is shown as what it is."""
    return app_commands.Choice(name=value, value=value)


def _rest(answer: Answer, open_settings: OpenSettings) -> tuple[app_commands.Command[Any, ..., None], ...]:
    @app_commands.command(description=mark("Passages that answer a question, from the stories read"))
    @app_commands.describe(question=mark("Such as: who bought Figma?"))
    async def ask(interaction: Interaction, question: Words) -> None:
        await answer(interaction, Command("ask", words=" ".join(question.split())))

    @app_commands.command(description=mark("Schedule, length, style, topics and quiet hours of this channel"))
    @app_commands.describe(
        language=mark("What everybody here reads in; without any of these, the form"),
        updates=mark("Whether a posted story that goes on is told further, in a thread under its briefing"),
        empty=mark("What becomes of a briefing that has nothing new"),
        trial=mark("A setting to try on the last three briefings before it is saved, such as: length 5"),
    )
    @app_commands.rename(trial="try")
    @app_commands.choices(language=_languages(), empty=[_same(SAY_SO), _same(POST_NOTHING)])
    async def settings(
        interaction: Interaction,
        language: str | None = None,
        updates: bool | None = None,
        empty: str | None = None,
        trial: Words | None = None,
    ) -> None:
        told = None if updates is None else "on" if updates else "off"
        wishes = {name: value for name, value in (("language", language), ("updates", told), ("empty", empty)) if value}
        if trial:
            await answer(interaction, parse_command(f"settings try {trial}"))
        elif wishes:
            await answer(interaction, typed.read_form(wishes))
        else:
            await open_settings(interaction)

    @app_commands.command(name="help", description=mark("What works here, with examples"))
    async def help_(interaction: Interaction) -> None:
        await answer(interaction, Command("help"))

    return ask, settings, help_
