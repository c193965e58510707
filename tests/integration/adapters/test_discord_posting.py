"""Posting on Discord over REST alone: once, found again, and refused in words."""

from __future__ import annotations

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.posting import LOOK_BACK
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord.world import READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL
from bot.document import Document, note, paragraph
from bot.ports import Place, Refusal, ReplyRefused
from tests.integration.adapters.discord_world import a_platform, here

LONG = Document("long", tuple(paragraph(f"{number} " + "word " * 300) for number in range(6)))


async def test_a_worker_posts_without_a_gateway(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """REST is enough, and the id is the message's."""
    message = await platform.post(here(discord), note("Good morning"), key="k")

    assert [each.id for each in discord.messages(discord.channel)] == [message]
    assert discord.gateway.identified == 0


async def test_posting_a_key_again_gives_the_first_message(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """Within a few minutes the nonce makes a second attempt harmless."""
    first = await platform.post(here(discord), note("Good morning"), key="k")
    again = await platform.post(here(discord), note("Good morning"), key="k")

    assert first == again and len(discord.messages(discord.channel)) == 1


async def test_another_key_is_another_message(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """The same words under another key are posted."""
    for key in ("k1", "k2"):
        await platform.post(here(discord), note("Good morning"), key=key)

    assert len(discord.messages(discord.channel)) == 2


async def test_nothing_is_added_to_a_message_that_was_deleted(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """That is no fault of the layout, and plain words would fare no better."""
    message = await platform.post(here(discord), note("Good morning"), key="k")
    del discord.state.messages[message]

    with pytest.raises(ReplyRefused, match="was deleted") as refused:
        await platform.post_under(here(discord), message, note("It went on"), key="k2")

    assert refused.value.meaning is Refusal.FORBIDDEN


async def test_a_post_is_found_by_its_key_for_ever(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """History gives no nonce back; the mark on the message does not fade."""
    discord.state.nonce_life = 0.0
    sent = await platform.post(here(discord), note("Good morning"), key="k")

    assert await platform.find_sent(here(discord), key="k") == sent


async def test_what_was_never_posted_is_not_found(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """Another key's message is not taken for it."""
    await platform.post(here(discord), note("Good morning"), key="k")

    assert await platform.find_sent(here(discord), key="other") is None


async def test_somebody_elses_copy_is_not_ours(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """A message with our mark that another wrote does not count."""
    await platform.post(here(discord), note("Good morning"), key="k")
    ours = discord.messages(discord.channel)[0]
    ours.author = discord.user

    assert await platform.find_sent(here(discord), key="k") is None


async def test_a_post_that_broke_off_is_not_found_and_is_completed(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """After the first of two messages nothing counts as sent; the next attempt adds only what is missing."""
    discord.state.nonce_life = 0.0
    first = await platform.post(here(discord), LONG, key="k")
    last = discord.messages(discord.channel)[-1]
    del discord.state.messages[last.id]
    before = len(discord.messages(discord.channel))

    found = await platform.find_sent(here(discord), key="k")
    again = await platform.post(here(discord), LONG, key="k")

    assert (found, again, len(discord.messages(discord.channel)) - before) == (None, first, 1)


@pytest.mark.parametrize(
    ("denied", "words", "meaning"),
    [
        (VIEW_CHANNEL, "cannot see that channel", Refusal.GONE),
        (SEND_MESSAGES, "may not write in that channel", Refusal.FORBIDDEN),
    ],
)
async def test_missing_rights_are_named(
    discord: LoopbackDiscord, platform: DiscordPlatform, denied: int, words: str, meaning: Refusal
) -> None:
    """The refusal says which permission to give. Of a channel that it cannot see the bot was put out."""
    closed = discord.add_channel(discord.guild, "closed", denied=denied)

    with pytest.raises(ReplyRefused, match=words) as refused:
        await platform.post(Place("discord", discord.guild.id, closed.id), note("x"), key="k")

    assert refused.value.meaning is meaning


async def test_a_channel_that_is_gone_is_final(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """A deleted channel is not tried again."""
    with pytest.raises(ReplyRefused, match="channel is gone") as refused:
        await platform.post(Place("discord", discord.guild.id, "123"), note("x"), key="k")

    assert refused.value.meaning is Refusal.GONE


async def test_an_id_that_is_no_number_is_explained(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """A channel's name in place of its id is refused without asking Discord."""
    with pytest.raises(ReplyRefused, match="is no Discord id"):
        await platform.post(Place("discord", discord.guild.id, "#general"), note("x"), key="k")


async def test_a_long_rate_limit_is_handed_on(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """The ledger gets the seconds instead of a sleeping worker."""
    discord.rate_limit("POST /api/v10/channels", retry_after=45.0)

    with pytest.raises(ReplyRefused) as refused:
        await platform.post(here(discord), note("x"), key="k")

    assert refused.value.retry_after == 45.0 and not refused.value.permanent


async def test_a_short_rate_limit_is_waited_out(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """A moment's wait is no failure."""
    discord.rate_limit("POST /api/v10/channels", retry_after=0.01)

    await platform.post(here(discord), note("x"), key="k")

    assert len(discord.messages(discord.channel)) == 1


async def test_a_rate_limit_holds_back_its_channel_alone(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """Another channel is posted to meanwhile."""
    other = discord.add_channel(discord.guild, "other")
    discord.rate_limit(discord.channel.id, retry_after=45.0)

    with pytest.raises(ReplyRefused):
        await platform.post(here(discord), note("x"), key="k")
    await platform.post(Place("discord", discord.guild.id, other.id), note("x"), key="k2")

    assert len(discord.messages(other)) == 1


async def test_a_wrong_token_is_not_final(discord: LoopbackDiscord) -> None:
    """An operator can set the right one, so deliveries wait for it."""
    with pytest.raises(ReplyRefused, match="DISCORD_TOKEN") as refused:
        await a_platform(discord, token="wrong").post(here(discord), note("x"), key="k")

    assert not refused.value.permanent


async def test_a_discord_that_cannot_be_reached_took_nothing() -> None:
    """It is no verdict on the message, which is sent again without asking."""
    async with run_loopback_discord() as double:
        platform = a_platform(double)

    with pytest.raises(ReplyRefused, match="cannot be reached") as refused:
        await platform.post(here(double), note("x"), key="k")

    assert refused.value.meaning is Refusal.LATER


async def test_a_post_pings_nobody(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """Whatever a headline says."""
    await platform.post(here(discord), note("@everyone <@1> <@&2>"), key="k")

    assert discord.messages(discord.channel)[0].pings == ()


async def test_a_forum_gets_a_thread(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """A forum takes no messages; the post opens a thread named after it, and is found there."""
    forum = discord.add_channel(discord.guild, "news", kind="forum")
    place = Place("discord", discord.guild.id, forum.id)

    sent = await platform.post(place, note("Good morning"), key="k")

    assert discord.state.channels[sent].name == "Good morning"
    assert await platform.find_sent(place, key="k") == sent


async def test_a_person_is_written_to_in_private(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """A direct place is a place like any other."""
    place = await platform.direct_place(discord.user.id)
    await platform.post(place, note("For you"), key="k")

    assert [each.text for each in discord.messages(discord.direct(discord.user))] == ["For you"]


async def test_an_announcement_is_published_on_wish(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """Crossposting sends a message on to those who follow the channel."""
    channel = discord.add_channel(discord.guild, "announcements", kind="announcement")
    place = Place("discord", discord.guild.id, channel.id)
    message = await platform.post(place, note("Good morning"), key="k")

    await platform.publish(place, message, key="k")

    assert discord.messages(channel)[0].crossposted


async def test_without_history_nobody_can_tell(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """A channel whose history the bot may not read shows nothing, and Discord says so with an empty list."""
    closed = discord.add_channel(discord.guild, "closed", denied=READ_MESSAGE_HISTORY)
    place = Place("discord", discord.guild.id, closed.id)
    await platform.post(place, note("x"), key="k")

    with pytest.raises(ReplyRefused, match="Read Message History") as refused:
        await platform.find_sent(place, key="k")

    assert refused.value.meaning is Refusal.FORBIDDEN


async def test_a_busy_channel_cannot_be_looked_through(discord: LoopbackDiscord, platform: DiscordPlatform) -> None:
    """What lies beyond the last hundred messages may be there, unless those reach back for hours."""
    await platform.post(here(discord), note("x"), key="k")
    for number in range(LOOK_BACK):
        discord.state.keep(discord.channel, {"content": f"{number}"}, discord.user)

    with pytest.raises(ReplyRefused, match="far enough back"):
        await platform.find_sent(here(discord), key="k")


async def test_a_later_page_whose_layout_is_refused_goes_out_in_plain_words(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """The first one is out already; the whole is found by its key."""
    discord.state.next_errors.extend([(0, 0, ""), (400, 50035, "Invalid Form Body")])

    sent = await platform.post(here(discord), LONG, key="k")

    pages = discord.messages(discord.channel)
    assert [len(page.body["components"][0].get("components", ())) > 0 for page in pages][:3] == [True, False, True]
    assert await platform.find_sent(here(discord), key="k") == sent


async def test_a_first_page_whose_layout_is_refused_is_for_the_ledger(
    discord: LoopbackDiscord, platform: DiscordPlatform
) -> None:
    """Nothing of it is there."""
    discord.state.next_errors.append((400, 50035, "Invalid Form Body"))

    with pytest.raises(ReplyRefused) as refused:
        await platform.post(here(discord), LONG, key="k")

    assert (refused.value.meaning, discord.messages(discord.channel)) == (Refusal.LAYOUT, [])
