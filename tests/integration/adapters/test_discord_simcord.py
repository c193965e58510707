"""A second opinion: the same client under simcord, a simulation of Discord by other people."""

from __future__ import annotations

import json

import simcord

from adapters.discord.client import Nightdesk
from adapters.discord.settings import DiscordSeams, DiscordSettings
from bot.commands import Command
from bot.document import note
from bot.layout import Look, lay_out_digest
from bot.ports import Reply
from tests.builders import a_digest, a_digest_story
from tests.integration.adapters.discord_world import Core

DIGEST = Reply(lay_out_digest(a_digest(a_digest_story("s1")), Look(actions=True)), announcement=note("Announced"))


async def test_simcord_sees_a_private_digest_and_its_button() -> None:
    """Registered, typed, answered in private, announced in public, and the button pressed."""
    core = Core(DIGEST)
    client = Nightdesk(DiscordSettings("token"), DiscordSeams())
    client.handle = core
    async with simcord.run(client) as env:
        await client.register_commands()
        channel = env.create_guild().create_text_channel("general")
        ada = env.guild.add_member(env.create_user("ada"))

        seen = await ada.slash(channel, "digest", topic="rust")
        assert seen.ephemeral and seen.response is not None
        await ada.click(seen.response, custom_id="nd:more:s1")

    assert core.commands == [Command("digest", words="rust"), Command("more", words="s1")]
    assert "Announced" in json.dumps(env.transcript(), default=str)
