"""An answer whose way to Discord breaks in the middle."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord

from adapters.discord.answer import Interaction, answer
from bot.commands import Command
from bot.document import note
from bot.ports import Asker, Reply


class Broken:
    """An interaction that is acknowledged and can be filled in, but beside that takes nothing."""

    def __init__(self) -> None:
        self.shown: list[Any] = []
        self.id, self.client = 3, SimpleNamespace(get_partial_messageable=self._lose)
        self.locale, self.guild_locale, self.guild_id = discord.Locale.american_english, None, None
        self.channel, self.channel_id, self.user = None, 1, SimpleNamespace(id=2, send=self._break)
        self.permissions = discord.Permissions.none()
        self.response, self.followup = SimpleNamespace(defer=self._take), SimpleNamespace(send=self._break)

    async def edit_original_response(self, *, view: Any) -> None:
        """What is shown to the asker alone."""
        self.shown.append(view.to_components())

    async def _take(self, **options: bool) -> None:
        """Acknowledged."""

    def _lose(self, channel: int) -> None:
        """Nobody can look into the channel either."""
        raise aiohttp.ServerDisconnectedError

    async def _break(self, **options: Any) -> None:
        raise aiohttp.ServerDisconnectedError


async def test_what_could_not_be_posted_is_taken_back_and_told() -> None:
    """Otherwise it would count as shared, and could never be shared again."""
    counted: list[bool] = []

    async def posted(is_posted: bool) -> None:
        counted.append(is_posted)

    async def handle(command: Command, asker: Asker) -> Reply:
        return Reply(note("Shared."), announcement=note("Digest"), posted=posted)

    broken = Broken()
    await answer(cast(Interaction, broken), Command("share"), handle)

    assert counted == [False]
    assert "I could not find out whether that was posted" in str(broken.shown[-1])


async def test_a_direct_message_that_breaks_is_told() -> None:
    """In place of what was to be said."""

    async def handle(command: Command, asker: Asker) -> Reply:
        return Reply(note("I sent it."), direct=note("Digest"))

    broken = Broken()
    await answer(cast(Interaction, broken), Command("dm"), handle)

    assert "Discord cannot be reached" in str(broken.shown[-1])
