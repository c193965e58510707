"""What the adapter is given: plain values and seams. Nothing here reads the environment or imports discord.py."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.ports import Asker, Field


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """How to reach Discord.

    `base_url` ("https://host:port") sends every connection, REST and gateway, there instead of to Discord, under
    Discord's own names; `authority` is the certificate (PEM) to be trusted for that. `proxy` is an http proxy's URL.
    `first_wait` are the seconds before a second attempt to connect, doubled each time, up to 15.
    """

    token: str
    base_url: str | None = None
    authority: str | None = None
    proxy: str | None = None
    first_wait: float = 1.0

    def __repr__(self) -> str:
        return f"DiscordSettings(base_url={self.base_url!r}, proxy={'set' if self.proxy else None!r})"


@dataclass(frozen=True, slots=True)
class Completion:
    """One choice offered while an option is typed: what is shown and what it stands for, at most 100 characters."""

    name: str
    value: str


Complete = Callable[[Asker, str], Awaitable[Sequence[Completion]]]
"""From who asks and what stands there so far to the choices; answered within Discord's three seconds or not at all."""


async def offer_nothing(asker: Asker, so_far: str) -> Sequence[Completion]:
    """No completions."""
    return ()


async def forget_nothing(workspace: str) -> None:
    """What to do about a server that is gone: nothing."""


async def never_stored() -> str | None:
    """No mark was kept: the commands are registered at every start."""
    return None


async def keep_nothing(mark: str) -> None:
    """Keep no mark."""


@dataclass(frozen=True, slots=True)
class DiscordSeams:
    """What the adapter asks of the rest, each with a dull default.

    `topics`, `schedules`, `zones`, `sources` and `stories` complete what is typed. `form` gives the fields of the
    settings form (five at most; none for who may change nothing); what is changed in it comes back as
    `Command("settings", "save", words="name: value", one a line)`, and without it /settings is an ordinary command.
    `load_mark` and `save_mark` keep the mark of the registered commands; `removed` is told the id of a server that
    threw the bot out.
    """

    topics: Complete = offer_nothing
    schedules: Complete = offer_nothing
    zones: Complete = offer_nothing
    sources: Complete = offer_nothing
    stories: Complete = offer_nothing
    form: Callable[[Asker], Awaitable[Sequence[Field]]] | None = None
    load_mark: Callable[[], Awaitable[str | None]] = never_stored
    save_mark: Callable[[str], Awaitable[None]] = keep_nothing
    removed: Callable[[str], Awaitable[None]] = forget_nothing
