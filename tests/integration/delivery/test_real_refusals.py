"""A channel that is no more, a bot that was put out of it, a token revoked between claim and send: the real clients
against the doubles of their services."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import DiscordSettings
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord.world import READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL
from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from adapters.loopback.slack.world import HISTORY_SCOPES, LEAST_SCOPES, Channel, User, Workspace
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.document import note
from bot.ports import ChatPlatform
from bot.store.briefings import Briefing
from tests.integration.delivery.mornings import EIGHT, Mornings

DAY = timedelta(days=1)


class SlackChannel:
    """A channel on Slack with a briefing that Ada set."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self.slack = slack
        self.workspace: Workspace = slack.add_workspace(scopes=LEAST_SCOPES | HISTORY_SCOPES)
        self.ada: User = slack.add_user("ada")
        self.channel: Channel = slack.add_channel("news")

    def platform(self) -> ChatPlatform:
        """A platform, as every process has one."""
        settings = SlackSettings(
            self.workspace.bot_token, app_token="xapp-1", api_url=self.slack.api_url, seconds_between_posts=0.0
        )
        return SlackPlatform(settings)

    async def briefing(self, mornings: Mornings) -> Briefing:
        """Ada sets it."""
        return await mornings.briefing(self.channel.id, workspace=self.workspace.id, owner=self.ada.id)

    def posted(self) -> list[str]:
        """What the channel got."""
        return [each.text for each in self.slack.messages(self.channel)]

    def told(self) -> list[str]:
        """What Ada was told in private."""
        return [each.text for each in self.slack.messages(self.slack.world.direct_channel(self.ada))]


class DiscordChannel:
    """A channel on Discord with a briefing that its person set."""

    def __init__(self, discord: LoopbackDiscord) -> None:
        self.discord, self.channel = discord, discord.channel

    def platform(self) -> ChatPlatform:
        """A platform, as every process has one."""
        double = self.discord
        settings = DiscordSettings(double.token, base_url=double.api_url, authority=double.certificate, first_wait=0.01)
        return DiscordPlatform(settings)

    async def briefing(self, mornings: Mornings) -> Briefing:
        """The person sets it."""
        place = {"platform": "discord", "workspace": self.discord.guild.id}
        return await mornings.briefing(self.channel.id, owner=self.discord.user.id, **place)

    def posted(self) -> list[str]:
        """What the channel got."""
        return [each.text for each in self.discord.messages(self.channel)]

    def told(self) -> list[str]:
        """What the person was told in private."""
        return [each.text for each in self.discord.messages(self.discord.direct(self.discord.user))]


@pytest.fixture
async def slack() -> AsyncIterator[SlackChannel]:
    """A channel on Slack."""
    async with run_loopback_slack() as double:
        yield SlackChannel(double)


@pytest.fixture
async def discord() -> AsyncIterator[DiscordChannel]:
    """A channel on Discord."""
    async with run_loopback_discord() as double:
        yield DiscordChannel(double)


async def _deliver(mornings: Mornings, *platforms: ChatPlatform) -> int:
    """Let one process for each of these platforms deliver, all at once; how many were sent."""
    couriers = [mornings.courier({each.name: each}) for each in platforms]
    sent = sum(await asyncio.gather(*(each.deliver() for each in couriers)))
    tellers = [mornings.messenger(f"process {number}", each) for number, each in enumerate(platforms)]
    await asyncio.gather(*(each.deliver() for each in tellers))
    for each in platforms:
        await each.close()  # type: ignore[attr-defined]
    return sent


def _archived(slack: SlackChannel) -> None:
    slack.channel.archived = True


def _deleted(slack: SlackChannel) -> None:
    del slack.slack.world.channels[slack.channel.id]


def _put_out(slack: SlackChannel) -> None:
    slack.channel.members.discard(slack.workspace.bot_user)
    slack.workspace.scopes = slack.workspace.scopes - {"chat:write.public"}


@pytest.mark.parametrize(
    ("happens", "words"),
    [(_archived, "gone or archived"), (_deleted, "Invite me there"), (_put_out, "Invite me there")],
)
async def test_a_slack_channel_that_is_gone_stops_its_briefing_and_its_owner_is_told_once(
    evening: Mornings, slack: SlackChannel, happens: Callable[[SlackChannel], None], words: str
) -> None:
    """By two processes at once, over two mornings."""
    briefing = await slack.briefing(evening)
    happens(slack)

    for morning in range(2):
        await evening.open(EIGHT + morning * DAY)
        assert await _deliver(evening, slack.platform(), slack.platform()) == 0

    held = await evening.desk.briefings.by_id(briefing.id)
    assert held and held.stopped and words in held.stopped
    assert [each.state for each in await evening.ledger()] == ["failed"]
    (told,) = slack.told()
    assert words in told and "briefing resume" in told


async def test_a_slack_token_revoked_between_claim_and_send_stops_the_briefing(
    evening: Mornings, slack: SlackChannel
) -> None:
    """The ledger and the briefing say why; nobody can be told over that token."""
    briefing = await slack.briefing(evening)
    await evening.open(EIGHT)
    slack.workspace.revoked = "token_revoked"

    assert await _deliver(evening, slack.platform()) == 0

    held = await evening.desk.briefings.by_id(briefing.id)
    assert held and held.stopped and "Slack no longer accepts my token" in held.stopped
    assert [each.reason for each in await evening.ledger()] == [held.stopped]


async def test_slack_that_takes_no_layout_gets_plain_words(evening: Mornings, slack: SlackChannel) -> None:
    """And the briefing goes on."""
    await evening.article()
    briefing = await slack.briefing(evening)
    slack.slack.world.takes_blocks = False
    await evening.open(EIGHT)

    assert await _deliver(evening, slack.platform()) == 1

    (posted,) = slack.posted()
    assert "1. Company 1 opens plant 1" in posted
    held = await evening.desk.briefings.by_id(briefing.id)
    assert held and not held.paused


async def test_a_slack_without_history_gets_it_once_more(evening: Mornings, slack: SlackChannel) -> None:
    """At least once: the answer to the first one was lost, and nobody may look whether it is there."""
    slack.workspace.scopes = LEAST_SCOPES
    await slack.briefing(evening)
    await evening.open(EIGHT)
    slack.slack.swallow_next("chat.postMessage")
    assert await _deliver(evening, slack.platform()) == 0

    await evening.later(seconds=30)

    assert (await _deliver(evening, slack.platform()), len(slack.posted())) == (1, 2)
    assert evening.count("nightdesk_sent_again_total") == 1


async def test_a_slack_with_history_gets_it_once(evening: Mornings, slack: SlackChannel) -> None:
    """It is found there."""
    await slack.briefing(evening)
    await evening.open(EIGHT)
    slack.slack.swallow_next("chat.postMessage")
    assert await _deliver(evening, slack.platform()) == 0

    await evening.later(seconds=30)

    assert (await _deliver(evening, slack.platform()), len(slack.posted())) == (1, 1)


def _lost(discord: DiscordChannel) -> None:
    del discord.discord.state.channels[discord.channel.id]


def _hidden(discord: DiscordChannel) -> None:
    discord.channel.denied = VIEW_CHANNEL


@pytest.mark.parametrize(("happens", "words"), [(_lost, "channel is gone"), (_hidden, "cannot see that channel")])
async def test_a_discord_channel_that_is_gone_stops_its_briefing_and_its_owner_is_told_once(
    evening: Mornings, discord: DiscordChannel, happens: Callable[[DiscordChannel], None], words: str
) -> None:
    """By two processes at once, over two mornings."""
    briefing = await discord.briefing(evening)
    happens(discord)

    for morning in range(2):
        await evening.open(EIGHT + morning * DAY)
        assert await _deliver(evening, discord.platform(), discord.platform()) == 0

    held = await evening.desk.briefings.by_id(briefing.id)
    assert held and held.stopped and words in held.stopped
    (told,) = discord.told()
    assert words in told


async def test_a_discord_channel_that_may_not_be_written_in_is_tried_again(
    evening: Mornings, discord: DiscordChannel
) -> None:
    """Its owner is told once; as soon as the permission is back, the next one arrives."""
    await discord.briefing(evening)
    discord.channel.denied = SEND_MESSAGES
    for morning in range(2):
        await evening.open(EIGHT + morning * DAY)
        assert await _deliver(evening, discord.platform()) == 0
    discord.channel.denied = 0

    await evening.open(EIGHT + 2 * DAY)

    assert await _deliver(evening, discord.platform()) == 1
    assert (len(discord.told()), len(discord.posted())) == (1, 1)


async def test_discord_that_takes_no_layout_gets_plain_words(evening: Mornings, discord: DiscordChannel) -> None:
    """And the briefing goes on."""
    await evening.article()
    briefing = await discord.briefing(evening)
    discord.discord.state.takes_layouts = False
    await evening.open(EIGHT)

    assert await _deliver(evening, discord.platform()) == 1

    (posted,) = discord.posted()
    assert "Company 1 opens plant 1" in posted
    held = await evening.desk.briefings.by_id(briefing.id)
    assert held and not held.paused


async def test_a_discord_token_that_is_refused_waits_for_the_right_one(
    evening: Mornings, discord: DiscordChannel
) -> None:
    """It is the operator's and one for all servers: nothing is stopped, and with the right one it arrives."""
    briefing = await discord.briefing(evening)
    await evening.open(EIGHT)
    right, discord.discord.state.token = discord.discord.state.token, "another"
    with_old = DiscordPlatform(
        DiscordSettings(right, base_url=discord.discord.api_url, authority=discord.discord.certificate, first_wait=0.01)
    )
    assert await _deliver(evening, with_old) == 0
    held = await evening.desk.briefings.by_id(briefing.id)
    assert held and not held.paused and await evening.states() == ["pending"]
    discord.discord.state.token = right

    await evening.later(minutes=1)

    assert await _deliver(evening, discord.platform()) == 1


async def test_a_discord_without_history_gets_it_once_more(evening: Mornings, discord: DiscordChannel) -> None:
    """Its answer was lost, and nobody may look; here Discord's own memory of the nonce makes it one message."""
    discord.channel.denied = READ_MESSAGE_HISTORY
    await discord.briefing(evening)
    await evening.open(EIGHT)
    (delivery,) = await evening.desk.ledger.claim("one that dies", EIGHT)
    assert await evening.desk.ledger.begin("one that dies", [delivery.id], EIGHT, 20)
    platform = discord.platform()
    await platform.post(delivery.place, note("Good morning"), key=delivery.key)

    await evening.later(minutes=1)

    assert (await _deliver(evening, platform), len(discord.posted())) == (1, 1)
