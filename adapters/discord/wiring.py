"""The Discord platform from the operator's settings, with its completions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import Complete, Completion, DiscordSeams, DiscordSettings
from bot import completions
from bot.answers import settings
from bot.answers.changing import refusal
from bot.answers.sources import drop_unused
from bot.ports import Asker, Field
from bot.services import Services

COMMANDS = "discord commands"
"""The fact that remembers which commands were registered last."""
Choices = Callable[[Services, Asker, str], Awaitable[Sequence[tuple[str, str]]]]


def create_platform(given: Mapping[str, str], services: Services) -> DiscordPlatform:
    """The platform; `given` are the settings that begin with discord_, without that."""
    chosen = DiscordSettings(given.get("token", ""), proxy=given.get("proxy"))
    return DiscordPlatform(chosen, seams_of(services))


def seams_of(services: Services) -> DiscordSeams:
    """What the adapter asks of the core."""

    async def forget(workspace: str) -> None:
        await services.channels.purge_workspace("discord", workspace)
        await drop_unused(services)

    async def form(asker: Asker) -> Sequence[Field]:
        if await refusal(services, asker):
            return ()
        return (await settings.form(services, asker, compact=True)).fields

    async def load_mark() -> str | None:
        return await services.facts.get(COMMANDS)

    async def save_mark(mark: str) -> None:
        await services.facts.keep(COMMANDS, mark)

    return DiscordSeams(
        topics=_completing(services, completions.topics),
        schedules=_completing(services, completions.schedules),
        zones=_completing(services, completions.zones),
        sources=_completing(services, completions.sources),
        stories=_completing(services, completions.stories),
        form=form,
        load_mark=load_mark,
        save_mark=save_mark,
        removed=forget,
    )


def _completing(services: Services, choices: Choices) -> Complete:
    async def complete(asker: Asker, so_far: str) -> Sequence[Completion]:
        return [Completion(name, value) for name, value in await choices(services, asker, so_far)]

    return complete
