"""docs/discord.md says what is true."""

from __future__ import annotations

import re
from pathlib import Path

import discord
from discord import app_commands

from adapters.discord.client import Nightdesk
from adapters.discord.forums import USUAL_TAGS
from adapters.discord.settings import DiscordSeams, DiscordSettings

PAGE = (Path(__file__).parents[3] / "docs" / "discord.md").read_text(encoding="utf-8")


async def test_every_command_of_the_page_exists_with_its_options() -> None:
    """What the page tells people to type is registered."""
    client = Nightdesk(DiscordSettings("token"), DiscordSeams())
    known = {
        command.qualified_name: {parameter.display_name for parameter in command.parameters}
        for command in client.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }

    for line in re.findall(r"`/([^`]+)`", PAGE):
        name = " ".join(word for word in re.split(r" \w+:", line, maxsplit=1)[0].split())
        assert name in known, line
        assert set(re.findall(r"(\w+):(?!//)", line)) <= known[name], line
    await client.close()


def test_the_invitation_asks_for_what_the_table_says() -> None:
    """The number in the address is these five permissions and no other."""
    found = re.search(r"permissions=(\d+)", PAGE)

    assert found is not None
    assert {name for name, given in discord.Permissions(int(found[1])) if given} == {
        "read_messages",  # discord.py's name for View Channel
        "send_messages",
        "send_messages_in_threads",
        "create_public_threads",
        "read_message_history",
    }


def test_the_tags_of_the_page_are_those_that_are_looked_for() -> None:
    """A forum's tag is chosen by these names."""
    said = re.search(r"It gets the tag (.*?), if the forum", PAGE.replace("\n", " "))

    assert said is not None
    assert {each.lower() for each in re.findall(r"\*([^*]+)\*", " ".join(said[1].split()))} == set(USUAL_TAGS)
