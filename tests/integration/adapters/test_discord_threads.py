"""Threads that Discord put away, or that somebody locked: a briefing still comes, or says why not."""

from __future__ import annotations

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.loopback.discord import LoopbackDiscord
from adapters.loopback.discord.world import READ_MESSAGE_HISTORY, Channel
from bot.document import Document, note, paragraph
from bot.ports import Place, Refusal, ReplyRefused

LONG = Document("long", tuple(paragraph(f"{number} " + "word " * 300) for number in range(6)))
ARCHIVED = (400, 50083, "Thread is archived")


def _thread(discord: LoopbackDiscord) -> tuple[Channel, Place]:
    forum = discord.add_channel(discord.guild, "news", kind="forum")
    thread = discord.add_thread(forum, "Morning")
    return thread, Place("discord", discord.guild.id, thread.id)


async def test_a_thread_that_was_put_away_is_opened_again(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """Also where Discord wants that done first."""
    thread, place = _thread(discord)
    thread.archived = True
    discord.state.next_errors.append(ARCHIVED)

    sent = await platform.post(place, note("Good morning"), key="k")

    assert ([each.id for each in discord.messages(thread)], thread.archived) == ([sent], False)


async def test_a_locked_thread_is_said(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """One plain sentence, and the briefing is not stopped by it."""
    thread, place = _thread(discord)
    thread.archived = thread.locked = True
    discord.state.next_errors.append(ARCHIVED)

    with pytest.raises(ReplyRefused, match="That thread is locked. Unlock it or choose another place") as refused:
        await platform.post(place, note("Good morning"), key="k")

    assert refused.value.meaning is Refusal.FORBIDDEN


async def test_a_forums_post_is_found_after_the_forum_put_it_away(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """A forum may do so within an hour, and a delivery is looked for during four."""
    forum = discord.add_channel(discord.guild, "news", kind="forum")
    place = Place("discord", discord.guild.id, forum.id)
    sent = await platform.post(place, note("Good morning"), key="k")
    discord.state.channels[sent].archived = True

    assert await platform.find_sent(place, key="k") == sent


async def test_a_forum_whose_history_is_hidden_cannot_tell(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """It does not show what it put away; it is posted into all the same."""
    forum = discord.add_channel(discord.guild, "news", kind="forum", denied=READ_MESSAGE_HISTORY)
    place = Place("discord", discord.guild.id, forum.id)
    await platform.post(place, LONG, key="k")

    with pytest.raises(ReplyRefused) as refused:
        await platform.find_sent(place, key="k")

    assert refused.value.meaning is Refusal.FORBIDDEN
