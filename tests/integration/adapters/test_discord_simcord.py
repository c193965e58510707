"""A second opinion: the same client under simcord, a simulation of Discord by other people."""

from __future__ import annotations

import json

import simcord

from adapters.discord.client import Nightdesk
from adapters.discord.posting import post_pages
from adapters.discord.render import render_messages
from adapters.discord.settings import DiscordSeams, DiscordSettings
from bot.commands import Command
from bot.document import note
from bot.layout import Look, lay_out_digest
from bot.ports import Place, Reply
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


async def test_simcord_takes_a_role_and_a_thread() -> None:
    """A role is chosen by its option; a story's thread is opened once and told of."""
    core = Core(Reply(note("Opening."), thread=note("A story")))
    client = Nightdesk(DiscordSettings("token"), DiscordSeams())
    client.handle = core
    async with simcord.run(client) as env:
        await client.register_commands()
        guild = env.create_guild()
        channel, role = guild.create_text_channel("general"), guild.create_role("news", mentionable=True)
        ada = guild.add_member(env.create_user("ada"))

        seen = await ada.slash(channel, "briefing mention", role=role)

    assert core.commands == [Command("settings", "save", words=f"mention: {role.id} @news")]
    assert "The thread is open: [A story](<https://" in json.dumps(env.transcript(), default=str)
    assert seen.ephemeral


async def test_simcord_takes_a_briefing_in_a_forum() -> None:
    """As a post with a title, which wakes the role that was chosen."""
    client = Nightdesk(DiscordSettings("token"), DiscordSeams())
    async with simcord.run(client) as env:
        guild = env.create_guild()
        forum, role = guild.create_forum_channel("news"), guild.create_role("news", mentionable=True)
        place = Place("discord", str(guild.id), str(forum.id))

        await post_pages(client, place, render_messages(DIGEST.document, str(role.id)), "Morning briefing", "k")

        said = json.dumps(env.transcript(), default=str)
    assert f"<@&{role.id}>" in said
