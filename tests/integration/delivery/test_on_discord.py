"""The whole way on Discord: commands typed on the double, the real client, the real core, and the morning after."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import DiscordSettings
from adapters.discord.wiring import seams_of
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord.double import Transcript
from adapters.loopback.discord.world import Channel, Message
from bot.ports import Place
from tests.integration.delivery.mornings import EIGHT, Mornings

DAY = timedelta(days=1)


@dataclass
class Server:
    """A Discord server whose channels get their briefings from a desk."""

    double: LoopbackDiscord
    mornings: Mornings
    platform: DiscordPlatform

    async def manage(self, command: str, channel: Channel | None = None, **options: object) -> Transcript:
        """Let somebody who manages channels type a command."""
        return await self.double.type_command(self.double.manager, channel or self.double.channel, command, **options)

    async def morning(self, days: int = 0) -> int:
        """Let eight o'clock come, so many days later; how many briefings were sent."""
        await self.mornings.open(EIGHT + days * DAY)
        sent = await self.mornings.courier({"discord": self.platform}).deliver()
        await self.mornings.messenger(platform=self.platform).deliver()
        return sent

    def posted(self, channel: Channel | None = None) -> list[Message]:
        """The briefings in a channel."""
        seen = self.double.messages(channel or self.double.channel)
        return [each for each in seen if "briefing ·" in each.text]

    def told(self) -> list[str]:
        """What the manager was told in private."""
        return [each.text for each in self.double.messages(self.double.direct(self.double.manager))]


@asynccontextmanager
async def serving(double: LoopbackDiscord, mornings: Mornings) -> AsyncIterator[Server]:
    """The real platform, connected to the double and served by the desk's core."""
    settings = DiscordSettings(double.token, base_url=double.api_url, authority=double.certificate)
    platform = DiscordPlatform(settings, seams_of(mornings.desk.services))
    running = asyncio.create_task(platform.run(mornings.desk.app.handle))
    try:
        await double.wait_connected()
        yield Server(double, mornings, platform)
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


@pytest.fixture
async def double() -> AsyncIterator[LoopbackDiscord]:
    """A Discord with a server."""
    async with run_loopback_discord() as made:
        yield made


@pytest.fixture
async def server(double: LoopbackDiscord, evening: Mornings) -> AsyncIterator[Server]:
    """The server on the evening before, with one story to tell."""
    await evening.article()
    async with serving(double, evening) as made:
        yield made


async def test_a_role_is_woken_by_the_briefing_and_by_nothing_else(server: Server) -> None:
    """Not by the announcement of the change, and not by an answer."""
    news = await server.double.add_role(server.double.guild, "news")
    await server.manage("briefing set", when="daily 8am UTC")
    await server.manage("briefing mention", role=news)

    await server.morning()
    await server.manage("digest")

    [briefing] = server.posted()
    assert briefing.pings == (news.id,)
    others = [each for each in server.double.state.messages.values() if each is not briefing]
    assert len(others) > 3 and all(each.pings == () for each in others)
    assert server.double.refusals == []


async def test_a_mention_is_off_until_it_is_set(server: Server) -> None:
    """A briefing wakes nobody by itself, and a member cannot change that."""
    news = await server.double.add_role(server.double.guild, "news")
    await server.manage("briefing set", when="daily 8am UTC")
    refused = await server.double.type_command(server.double.user, server.double.channel, "briefing mention", role=news)

    await server.morning()

    assert "Manage Channels" in refused.text
    assert [each.pings for each in server.posted()] == [()]


async def test_a_role_that_was_removed_is_told_once(server: Server) -> None:
    """The briefing comes as ever, and whoever set it learns why it woke nobody."""
    news = await server.double.add_role(server.double.guild, "news")
    await server.manage("briefing set", when="daily 8am UTC")
    await server.manage("briefing mention", role=news)
    await server.double.remove_role(server.double.guild, news)

    sent = [await server.morning(), await server.morning(1)]

    assert sent == [1, 1]
    [told] = server.told()
    assert "The role @news is gone" in told.replace("\\", "")


async def test_the_form_chooses_the_role(server: Server) -> None:
    """And shows it the next time; sent off untouched it changes nothing."""
    news = await server.double.add_role(server.double.guild, "news")
    opened = await server.manage("settings")
    assert opened.modal is not None
    saved = await server.double.submit(server.double.manager, server.double.channel, opened.modal, mention=news.id)
    again = await server.manage("settings")
    assert again.modal is not None
    same = await server.double.submit(server.double.manager, server.double.channel, again.modal)

    assert "a briefing mentions @news" in saved.text.replace("\\", "")
    assert same.text == "Nothing was changed."


async def test_settings_that_the_form_has_no_room_for_are_options(server: Server) -> None:
    """Each by itself or together; what is not named stays."""
    both = await server.manage("settings", updates=True, empty="post nothing")
    one = await server.manage("settings", updates=False)

    assert "not posted" in both.text and "thread" in both.text
    assert "wait for the next briefing" in one.text and "not posted" not in one.text


async def test_an_announcement_channel_hands_its_briefing_on(server: Server) -> None:
    """Once it is wished; another channel is told what that takes."""
    channel = server.double.add_channel(server.double.guild, "announcements", kind="announcement")
    await server.manage("briefing set", channel, when="daily 8am UTC")
    agreed = await server.manage("briefing publish", channel, on=True)
    refused = await server.manage("briefing publish", on=True)

    await server.morning()

    assert "published to followers" in agreed.text
    assert "takes an announcement channel" in refused.text
    assert [each.crossposted for each in server.posted(channel)] == [True]


async def test_a_channel_that_stopped_being_one_is_told_once(server: Server) -> None:
    """Its briefings are delivered once each, whatever becomes of publishing."""
    channel = server.double.add_channel(server.double.guild, "announcements", kind="announcement")
    await server.manage("briefing set", channel, when="daily 8am UTC")
    await server.manage("briefing publish", channel, on=True)
    channel.kind = "text"

    await server.morning()
    await server.morning(1)

    assert len(server.posted(channel)) == 2
    [told] = server.told()
    assert "Only an announcement channel can be followed" in told


async def test_a_forum_gets_a_post_with_each_edition(double: LoopbackDiscord, evening: Mornings) -> None:
    """Set from within one of its posts, and called like the day."""
    forum = double.add_channel(double.guild, "news", kind="forum")
    forum.tags = {"7": "News"}
    post = double.add_thread(forum, "Hello")
    async with serving(double, evening) as server:
        await server.manage("briefing set", post, when="daily 8am UTC")
        await server.morning()
        await server.morning(1)

    posts = [each for each in double.state.channels.values() if each.parent == forum.id and each is not post]
    assert [each.name for each in posts] == [
        "Morning briefing · Tuesday 24 November",
        "Morning briefing · Wednesday 25 November",
    ]
    assert [each.applied for each in posts] == [("7",), ("7",)]


async def test_a_story_of_a_briefing_is_discussed_in_a_thread(server: Server) -> None:
    """More is private; from there a thread is opened, in which everybody reads the same."""
    await server.manage("briefing set", when="daily 8am UTC")
    await server.morning()
    [briefing] = server.posted()

    more = await server.double.press(server.double.user, briefing, "More")
    opened = await server.double.press(server.double.user, more.ephemeral[0], "Discuss in a thread")

    [thread] = [each for each in server.double.state.channels.values() if each.kind == "thread"]
    assert more.public == () and thread.name == "Company 1 opens plant 1"
    [first] = server.double.messages(thread)
    assert "Why it is here" in first.text and thread.id in opened.text


async def test_a_briefings_buttons_work_after_a_restart(double: LoopbackDiscord, evening: Mornings) -> None:
    """All of them, by another process and for whoever presses."""
    await evening.article()
    async with serving(double, evening) as before:
        await before.manage("briefing set", when="daily 8am UTC")
        await before.morning()
        [briefing] = before.posted()
    async with serving(double, evening) as after:
        answers = {
            label: await after.double.press(double.user, briefing, label)
            for label in ("More", "More Stories", "Send to My DM", "Settings")
        }

    assert "Why it is here" in answers["More"].text
    assert "Nothing new since" in answers["More Stories"].text
    assert "I sent it to our direct messages" in answers["Send to My DM"].text
    assert "Settings" in answers["Settings"].text
    assert double.refusals == []


async def test_what_is_typed_is_completed(server: Server) -> None:
    """Topics, time zones, sources and the stories of the last digest."""
    double, user, channel = server.double, server.double.user, server.double.channel
    await double.type_command(user, channel, "digest")

    async def offered(command: str, option: str, so_far: str) -> list[str]:
        seen = await double.autocomplete(user, channel, command, option, so_far)
        return [choice["name"] for choice in seen.choices]

    assert "rust" in await offered("digest", "topic", "rus")
    assert "rust" in await offered("topics follow", "topic", "rus")
    assert "Europe/Berlin" in await offered("briefing set", "timezone", "berl")
    assert await offered("sources remove", "name", "exam") == ["The Example"]
    assert await offered("why", "story", "plant") == ["1. Company 1 opens plant 1"]


async def test_a_server_that_throws_the_bot_out_leaves_nothing_behind(server: Server) -> None:
    """No settings, no briefing, no digest that anybody had; another server keeps its own."""
    double, desk = server.double, server.mornings.desk
    elsewhere = Place("discord", "1", "2")
    await server.mornings.briefing("2", platform="discord", workspace="1")
    await server.manage("briefing set", when="daily 8am UTC")
    await server.manage("topics follow", topic="rust")
    await server.manage("digest")
    await server.morning()
    here = Place("discord", double.guild.id, double.channel.id)

    await double.remove_guild(double.guild)
    async with asyncio.timeout(5):
        while await desk.briefings.at(here) is not None:
            await asyncio.sleep(0.005)

    assert (await desk.channels.get(here)).followed == ()
    assert await desk.briefings.at(elsewhere) is not None
    assert {each.place.workspace for each in await desk.ledger.newest()} <= {"1"}


async def test_commands_are_registered_again_only_when_they_changed(double: LoopbackDiscord, evening: Mornings) -> None:
    """What was registered last is remembered by the store."""
    for _ in range(3):
        async with serving(double, evening):
            pass

    assert double.state.syncs == 1
