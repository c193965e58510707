"""What a channel may wish of a briefing on Discord: a role is woken, followers get it, a forum gets a post."""

from __future__ import annotations

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.posting import FORUM_THREADS
from adapters.loopback.discord import LoopbackDiscord
from adapters.loopback.discord.world import SEND_IN_THREADS, SEND_MESSAGES, Channel
from bot.document import Document, Heading, note, paragraph
from bot.ports import Mention, MentionLapsed, Place, ReplyRefused
from tests.integration.adapters.discord_world import Core, a_platform, here, serving

LONG = Document("long", (Heading("Briefing"), *(paragraph(f"{number} " + "word " * 300) for number in range(6))))
LOUD = Document("loud", (paragraph("@everyone @here <@1> <@&2>"),))


def place_of(channel: Channel) -> Place:
    """The place that a channel is."""
    assert channel.guild is not None
    return Place("discord", channel.guild.id, channel.id)


async def test_a_briefing_wakes_exactly_the_role_it_was_told(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """Whatever stands in its text, and whatever other roles there are."""
    news, other = await discord.add_role(discord.guild, "news"), await discord.add_role(discord.guild, "other")
    loud = Document("loud", (paragraph(f"@everyone @here <@&{other.id}> <@{discord.user.id}>"),))

    await platform.post_mentioning(here(discord), loud, key="k", mention=Mention(news.id, "@news"))

    [message] = discord.messages(discord.channel)
    assert message.pings == (news.id,)


async def test_a_long_briefing_wakes_a_role_once(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """With its first message; the others wake nobody."""
    news = await discord.add_role(discord.guild, "news")

    await platform.post_mentioning(here(discord), LONG, key="k", mention=Mention(news.id, "@news"))

    pings = [message.pings for message in discord.messages(discord.channel)]
    assert len(pings) > 1 and pings == [(news.id,), *((),) * (len(pings) - 1)]


async def test_a_briefing_with_a_mention_is_found_again(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """By the same mark as every other."""
    news = await discord.add_role(discord.guild, "news")

    sent = await platform.post_mentioning(here(discord), note("x"), key="k", mention=Mention(news.id, "@news"))

    assert await platform.find_sent(here(discord), key="k") == sent


@pytest.mark.parametrize("connected", [True, False])
async def test_a_role_that_is_gone_is_told_before_anything_is_posted(discord: LoopbackDiscord, connected: bool) -> None:
    """Whether the gateway told of it, or a worker without one has to ask."""
    news = await discord.add_role(discord.guild, "news")
    mention = Mention(news.id, "@news")
    async with serving(discord, Core()) as front:
        await front.post_mentioning(here(discord), note("x"), key="k1", mention=mention)
        await discord.remove_role(discord.guild, news)
        platform = front if connected else a_platform(discord)
        # A command that is answered proves that the gateway has told of the role as well.
        await discord.type_command(discord.user, discord.channel, "help")
        with pytest.raises(MentionLapsed, match="The role @news is gone"):
            await platform.post_mentioning(here(discord), note("y"), key="k2", mention=mention)
        await platform.close()

    assert len(discord.messages(discord.channel)) == 1


async def test_everyone_is_no_role_to_wake(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """Even if it got among the settings by hand; and words are no role either, which stops no briefing."""
    for named in (discord.guild.id, "<@&1>", "everyone"):
        with pytest.raises(MentionLapsed):
            await platform.post_mentioning(here(discord), LOUD, key="k", mention=Mention(named, "@everyone"))


async def test_every_message_of_a_briefing_is_published(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """And doing it twice does it once."""
    channel = discord.add_channel(discord.guild, "announcements", kind="announcement")
    message = await platform.post(place_of(channel), LONG, key="k")
    await platform.post(place_of(channel), note("another"), key="other")

    for _ in range(2):
        await platform.publish(place_of(channel), message, key="k")

    published = [each.crossposted for each in discord.messages(channel)]
    assert len(published) > 2 and published == [True] * (len(published) - 1) + [False]


async def test_a_channel_that_nobody_can_follow_refuses_for_good(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """With what to do about it."""
    message = await platform.post(here(discord), note("x"), key="k")

    with pytest.raises(ReplyRefused, match="Only an announcement channel can be followed") as refused:
        await platform.publish(here(discord), message, key="k")

    assert refused.value.permanent


async def test_missing_rights_to_publish_are_named(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """Those that are missing, and where."""
    channel = discord.add_channel(discord.guild, "announcements", kind="announcement")
    message = await platform.post(place_of(channel), note("x"), key="k")
    channel.denied = SEND_MESSAGES

    with pytest.raises(ReplyRefused, match="Manage Messages") as refused:
        await platform.publish(place_of(channel), message, key="k")

    assert refused.value.permanent


async def test_the_hourly_limit_of_publishing_is_told_and_passes(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """It is no verdict on the channel."""
    channel = discord.add_channel(discord.guild, "announcements", kind="announcement")
    message = await platform.post(place_of(channel), note("x"), key="k")
    discord.rate_limit("/crosspost", retry_after=1800.0)

    with pytest.raises(ReplyRefused, match="ten messages an hour") as refused:
        await platform.publish(place_of(channel), message, key="k")

    assert not refused.value.permanent and refused.value.retry_after == 1800.0


def an_edition(day: str) -> Document:
    """A briefing of that day."""
    return Document(f"Morning briefing: what came on {day}", (Heading(f"Morning briefing · {day}"), paragraph("x")))


async def test_every_edition_is_a_post_of_its_own_in_a_forum(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """Called like the edition, so that one is told from the other."""
    forum = discord.add_channel(discord.guild, "news", kind="forum")

    sent = [await platform.post(place_of(forum), an_edition(day), key=day) for day in ("Monday 23", "Tuesday 24")]

    assert [discord.state.channels[each].name for each in sent] == [
        "Morning briefing · Monday 23",
        "Morning briefing · Tuesday 24",
    ]


async def test_a_long_edition_goes_on_in_its_post(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """A second attempt adds only what is missing, wherever the first one broke off."""
    discord.state.nonce_life = 0.0
    forum = discord.add_channel(discord.guild, "news", kind="forum")
    first = await platform.post(place_of(forum), LONG, key="k")
    post = discord.state.channels[first]
    whole = len(discord.messages(post))
    del discord.state.messages[discord.messages(post)[-1].id]

    assert await platform.find_sent(place_of(forum), key="k") is None
    assert await platform.post(place_of(forum), LONG, key="k") == first
    assert whole > 1 and len(discord.messages(post)) == whole
    assert await platform.find_sent(place_of(forum), key="k") == first


async def test_a_post_is_found_among_many_of_other_people(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """A lively forum has dozens more within the hour."""
    forum = discord.add_channel(discord.guild, "news", kind="forum")
    sent = await platform.post(place_of(forum), note("x"), key="k")
    for number in range(FORUM_THREADS + 1):
        discord.add_thread(forum, f"Question {number}")

    assert await platform.find_sent(place_of(forum), key="k") == sent


async def test_among_too_many_posts_of_ours_nobody_can_tell(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """What was not looked at may be the one."""
    forum = discord.add_channel(discord.guild, "news", kind="forum")
    for number in range(FORUM_THREADS + 1):
        await platform.post(place_of(forum), note("x"), key=f"k{number}")

    with pytest.raises(ReplyRefused, match="cannot look far enough back"):
        await platform.find_sent(place_of(forum), key="k0")


async def test_a_forum_post_wakes_the_role(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """As a message does."""
    news = await discord.add_role(discord.guild, "news")
    forum = discord.add_channel(discord.guild, "news", kind="forum")

    sent = await platform.post_mentioning(place_of(forum), LOUD, key="k", mention=Mention(news.id, "@news"))

    assert [each.pings for each in discord.messages(discord.state.channels[sent])] == [(news.id,)]


@pytest.mark.parametrize("required", [True, False])
async def test_a_post_gets_a_tag_that_suits_news(
    discord: LoopbackDiscord, platform: DiscordPlatform, required: bool
) -> None:
    """Where the forum has one, whether it must have one or not."""
    forum = discord.add_channel(discord.guild, "news", kind="forum")
    forum.tags, forum.requires_tag = {"11": "Help", "12": "News"}, required

    sent = await platform.post(place_of(forum), note("x"), key="k")

    assert discord.state.channels[sent].applied == ("12",)


async def test_a_forum_whose_tag_is_missing_says_so(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """And what to do about it."""
    forum = discord.add_channel(discord.guild, "news", kind="forum")
    forum.tags, forum.requires_tag = {"11": "Help"}, True

    with pytest.raises(ReplyRefused, match="Add a tag called News") as refused:
        await platform.post(place_of(forum), note("x"), key="k")

    assert refused.value.permanent


@pytest.mark.parametrize("denied", [SEND_MESSAGES, SEND_MESSAGES | SEND_IN_THREADS])
async def test_a_forum_names_the_rights_that_it_takes(
    discord: LoopbackDiscord, platform: DiscordPlatform, denied: int
) -> None:
    """Those of a forum, which are more than a channel's."""
    forum = discord.add_channel(discord.guild, "news", kind="forum", denied=denied)

    with pytest.raises(ReplyRefused, match="Send Messages and Send Messages in Threads") as refused:
        await platform.post(place_of(forum), note("x"), key="k")

    assert refused.value.permanent
