"""Answers whose acknowledgement is lost on the way back from Discord: shown once all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord.world import READ_MESSAGE_HISTORY
from bot.document import Document, note
from bot.ports import Reply
from tests.integration.adapters.discord_world import Core, serving, until


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """The double, with a server and a channel."""
    async with run_loopback_discord() as double:
        yield double


def private(discord: LoopbackDiscord) -> list[str]:
    """What somebody alone can see."""
    return [each.text for each in discord.state.messages.values() if each.only_for]


SAVED, CHANGED = note("Saved."), note("This channel now follows rust.")


async def test_an_answer_is_shown_though_discord_lost_the_word_on_it(discord: LoopbackDiscord) -> None:
    """It fills in one and the same message, so that it may be sent again."""
    async with serving(discord, Core(Reply(SAVED))):
        discord.swallow_next("PATCH")
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert [each.text for each in seen.ephemeral] == ["Saved."]


async def test_an_answer_that_was_lost_is_sent_again(discord: LoopbackDiscord) -> None:
    """Nobody is left before "Nightdesk is thinking"."""
    async with serving(discord, Core(Reply(SAVED))):
        discord.lose_next("PATCH")
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert [each.text for each in seen.ephemeral] == ["Saved."]


async def test_an_announcement_that_was_lost_is_made(discord: LoopbackDiscord) -> None:
    """It is not in the channel, so it is sent again."""
    discord.state.keep(discord.channel, {"content": "Good morning"})
    async with serving(discord, Core(Reply(SAVED, announcement=CHANGED))):
        discord.lose_next("POST /api/v10/webhooks")
        await discord.type_command(discord.user, discord.channel, "digest")

    assert CHANGED.summary in [each.text for each in discord.messages(discord.channel) if not each.only_for]


async def test_an_announcement_is_not_made_twice(discord: LoopbackDiscord) -> None:
    """It is looked for in the channel."""
    async with serving(discord, Core(Reply(SAVED, announcement=CHANGED))):
        discord.swallow_next("POST /api/v10/webhooks")
        await discord.type_command(discord.user, discord.channel, "digest")

    assert [each.text for each in discord.messages(discord.channel) if not each.only_for] == [CHANGED.summary]


async def test_where_nobody_can_look_for_an_announcement_that_is_said(discord: LoopbackDiscord) -> None:
    """To the asker alone, who reads too what comes later."""

    async def later() -> Reply:
        return Reply(note("The first headlines."))

    blind = discord.add_channel(discord.guild, "blind", denied=READ_MESSAGE_HISTORY)
    async with serving(discord, Core(Reply(SAVED, announcement=CHANGED, later=later))):
        discord.lose_next("POST /api/v10/webhooks")
        await discord.type_command(discord.user, blind, "digest")
        await until(lambda: "The first headlines." in private(discord))

    assert any(
        each.startswith("That is done, but I could not announce it in the channel.") for each in private(discord)
    )
    assert discord.messages(blind) == []


async def test_where_nobody_can_look_a_share_that_may_be_there_is_said(discord: LoopbackDiscord) -> None:
    """Rather a word to the asker than the digest twice."""
    told: list[bool] = []

    async def posted(arrived: bool) -> None:
        told.append(arrived)

    blind = discord.add_channel(discord.guild, "blind", denied=READ_MESSAGE_HISTORY)
    shared = Document("The digest.", CHANGED.blocks)
    async with serving(discord, Core(Reply(SAVED, announcement=shared, posted=posted))):
        discord.swallow_next("POST /api/v10/webhooks")
        seen = await discord.type_command(discord.user, blind, "digest")

    assert len([each for each in discord.messages(blind) if not each.only_for]) == 1
    assert seen.text.startswith("I could not find out whether that was posted") and told == [False]


async def test_a_digest_is_sent_into_the_direct_conversation_once(discord: LoopbackDiscord) -> None:
    """Discord knows it by its nonce."""
    async with serving(discord, Core(Reply(SAVED, direct=note("The digest.")))):
        discord.swallow_next("POST /api/v10/channels")
        await discord.type_command(discord.user, discord.channel, "digest")

    own = discord.direct(discord.user)
    assert [each.text for each in discord.messages(own)] == ["The digest."]
