"""What Discord offers beyond answers and posts: roles to mention, followers, forums, threads; and double clicks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from adapters.discord.settings import DiscordSeams
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord.world import (
    CREATE_THREADS,
    MENTION_EVERYONE,
    SEND_IN_THREADS,
    SEND_MESSAGES,
    Channel,
    Role,
)
from bot.commands import Command
from bot.document import Action, Buttons, Document, Heading, note, paragraph
from bot.ports import Asker, Extra, Field, Reply
from tests.integration.adapters.discord_world import Core, serving, until


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A Discord with a server, a channel, a member and somebody who manages channels."""
    async with run_loopback_discord() as double:
        yield double


def buttons(*labels: str) -> Reply:
    """An answer with these buttons."""
    actions = tuple(Action(label, label.lower(), "s1") for label in labels)
    return Reply(Document("x", (paragraph("x"), Buttons(actions))))


# Roles


async def test_a_role_is_chosen_by_its_option(discord: LoopbackDiscord) -> None:
    """It reaches the core with its id and its name."""
    news, core = await discord.add_role(discord.guild, "news team"), Core()
    async with serving(discord, core):
        await discord.type_command(discord.manager, discord.channel, "briefing mention", role=news)

    assert core.commands == [Command("settings", "save", words=f"mention: {news.id} @news team")]


async def test_without_a_role_nobody_is_mentioned(discord: LoopbackDiscord) -> None:
    """That is how it is switched off."""
    core = Core()
    async with serving(discord, core):
        await discord.type_command(discord.manager, discord.channel, "briefing mention")

    assert core.commands == [Command("settings", "save", words="mention: off")]


async def test_everyone_is_refused_in_a_sentence(discord: LoopbackDiscord) -> None:
    """Discord's list of roles has it, and it must not be woken."""
    core = Core()
    everyone = Role(discord.guild.id, "@everyone")
    async with serving(discord, core):
        seen = await discord.type_command(discord.manager, discord.channel, "briefing mention", role=everyone)

    assert core.asked == [] and "everyone is no role to mention" in seen.text


async def test_a_role_that_was_removed_meanwhile_is_refused(discord: LoopbackDiscord) -> None:
    """A form or an option that was open for long can still name it."""
    news, core = await discord.add_role(discord.guild, "news"), Core()
    async with serving(discord, core):
        await discord.remove_role(discord.guild, news)
        seen = await discord.type_command(discord.manager, discord.channel, "briefing mention", role=news)

    assert core.asked == [] and "That role is gone" in seen.text


@pytest.mark.parametrize("allowed", [False, True])
async def test_a_role_that_could_not_be_woken_is_refused(discord: LoopbackDiscord, allowed: bool) -> None:
    """Unless the bot may mention every role."""
    quiet, core = await discord.add_role(discord.guild, "quiet", mentionable=False), Core()
    discord.channel.granted = MENTION_EVERYONE if allowed else 0
    discord.guild.members[discord.manager.id] |= MENTION_EVERYONE
    async with serving(discord, core):
        seen = await discord.type_command(discord.manager, discord.channel, "briefing mention", role=quiet)

    assert ("I may not mention @quiet" in seen.text.replace("\\", "")) is not allowed
    assert len(core.asked) == allowed


async def test_who_may_not_mention_a_role_has_it_woken_by_no_briefing(discord: LoopbackDiscord) -> None:
    """The bot's own right is no way around the person's."""
    quiet, core = await discord.add_role(discord.guild, "quiet", mentionable=False), Core()
    discord.channel.granted = MENTION_EVERYONE
    async with serving(discord, core):
        seen = await discord.type_command(discord.manager, discord.channel, "briefing mention", role=quiet)

    assert core.asked == [] and "You may not mention @quiet yourself" in seen.text.replace("\\", "")


async def test_a_form_that_only_shows_such_a_role_can_be_sent_off(discord: LoopbackDiscord) -> None:
    """Without the role, which is left alone: the other fields are anybody's who may change the channel."""
    quiet, core = await discord.add_role(discord.guild, "quiet", mentionable=False), Core()

    async def form(asker: Asker) -> Sequence[Field]:
        return [Field("quiet", "Quiet hours"), Field("mention", "Role", quiet.id)]

    async with serving(discord, core, DiscordSeams(form=form)):
        opened = await discord.type_command(discord.manager, discord.channel, "settings")
        assert opened.modal is not None
        await discord.submit(discord.manager, discord.channel, opened.modal, quiet="22-7")

    assert [command.words for command in core.commands] == ["quiet: 22-7"]


async def test_a_role_that_is_typed_to_be_tried_is_known(discord: LoopbackDiscord) -> None:
    """Discord writes it as a mention; the core gets its id and its name."""
    news, core = await discord.add_role(discord.guild, "news"), Core()
    async with serving(discord, core):
        await discord.type_command(discord.manager, discord.channel, "settings", **{"try": f"mention <@&{news.id}>"})

    assert core.commands == [Command("settings", "try", words=f"mention: {news.id} @news")]


@pytest.mark.parametrize("words", ["@everyone", "the news team", "<@123>"])
async def test_words_that_name_no_role_are_refused(discord: LoopbackDiscord, words: str) -> None:
    """A briefing that mentions them could never be posted."""
    core = Core()
    async with serving(discord, core):
        seen = await discord.type_command(discord.manager, discord.channel, "settings", **{"try": f"mention {words}"})

    assert core.asked == [] and "I cannot tell which role that is" in seen.text and "/briefing mention" in seen.text


async def test_what_was_tried_is_looked_at_again_before_it_is_saved(discord: LoopbackDiscord) -> None:
    """By the button under the trial: the role may be another one by then."""
    quiet, core = await discord.add_role(discord.guild, "quiet", mentionable=False), Core()
    tried = discord.state.keep(discord.channel, {"components": [_button(f"nd:apply:mention: {quiet.id} @quiet")]})
    async with serving(discord, core):
        seen = await discord.press(discord.manager, tried, "Go")

    assert core.asked == [] and "I may not mention @quiet" in seen.text.replace("\\", "")


async def test_the_form_has_a_list_of_roles(discord: LoopbackDiscord) -> None:
    """What holds now is chosen in it; what comes back has the role's name."""
    news, core = await discord.add_role(discord.guild, "news"), Core()
    other = await discord.add_role(discord.guild, "other")

    async def form(asker: Asker) -> Sequence[Field]:
        return [Field("quiet", "Quiet hours"), Field("mention", "Role", news.id)]

    async with serving(discord, core, DiscordSeams(form=form)):
        opened = await discord.type_command(discord.manager, discord.channel, "settings")
        assert opened.modal is not None
        await discord.submit(discord.manager, discord.channel, opened.modal, mention=other.id)
        await discord.submit(discord.manager, discord.channel, opened.modal, mention="")

    assert [command.words for command in core.commands] == [f"mention: {other.id} @other", "mention: "]


async def test_the_form_opens_without_a_role_that_is_gone(discord: LoopbackDiscord) -> None:
    """Discord may refuse one that has a role chosen which is not there."""

    async def form(asker: Asker) -> Sequence[Field]:
        return [Field("mention", "Role", "123456789")]

    async with serving(discord, Core(), DiscordSeams(form=form)):
        opened = await discord.type_command(discord.manager, discord.channel, "settings")

    assert opened.modal is not None
    [chosen] = [each["component"] for each in opened.modal["components"]]
    assert chosen["custom_id"] == "mention" and not chosen.get("default_values")


# What is offered where


async def test_each_kind_of_channel_offers_what_it_can(discord: LoopbackDiscord) -> None:
    """Followers in announcement channels, no thread within a thread, nothing alone with the bot."""
    core = Core()
    announcements = discord.add_channel(discord.guild, "news", kind="announcement")
    thread = discord.add_thread(discord.channel, "a thread")
    closed = discord.add_channel(discord.guild, "closed", denied=CREATE_THREADS)
    async with serving(discord, core):
        for channel in (discord.channel, announcements, thread, closed, discord.direct(discord.user)):
            await discord.type_command(discord.user, channel, "help")

    assert [asker.offers for _, asker in core.asked] == [
        {Extra.MENTION, Extra.THREAD},
        {Extra.MENTION, Extra.THREAD, Extra.PUBLISH},
        {Extra.MENTION},
        {Extra.MENTION},
        set(),
    ]


@pytest.mark.parametrize(("on", "words"), [(True, "publish: on"), (False, "publish: off")])
async def test_publishing_is_switched_by_its_option(discord: LoopbackDiscord, on: bool, words: str) -> None:
    """On and off."""
    core = Core()
    async with serving(discord, core):
        await discord.type_command(discord.manager, discord.channel, "briefing publish", on=on)

    assert core.commands == [Command("settings", "save", words=words)]


# Forums


def a_forum(discord: LoopbackDiscord, **changes: int) -> tuple[Channel, Channel]:
    """A forum and a post in it."""
    forum = discord.add_channel(discord.guild, "news", kind="forum", **changes)
    return forum, discord.add_thread(forum, "Hello")


async def test_what_is_asked_in_a_forums_post_counts_for_the_forum(discord: LoopbackDiscord) -> None:
    """Nobody can type in the forum itself; an ordinary thread is a place of its own."""
    core = Core()
    forum, post = a_forum(discord)
    thread = discord.add_thread(discord.channel, "a thread")
    async with serving(discord, core):
        await discord.type_command(discord.manager, post, "briefing set", when="weekdays 8am")
        await discord.type_command(discord.manager, thread, "briefing set", when="weekdays 8am")

    assert [asker.place.channel for _, asker in core.asked] == [forum.id, thread.id]


async def test_a_forum_whose_tag_is_missing_is_no_target(discord: LoopbackDiscord) -> None:
    """Said before the briefing is set, in words and in the form alike."""
    core = Core()
    forum, post = a_forum(discord)
    forum.requires_tag, forum.tags = True, {"1": "Help"}
    async with serving(discord, core):
        seen = await discord.type_command(discord.manager, post, "briefing set", when="weekdays 8am")

    assert core.asked == [] and "Add a tag called News" in seen.text


@pytest.mark.parametrize(
    ("denied", "named"),
    [
        (SEND_MESSAGES, "I lack Send Messages here"),
        (SEND_IN_THREADS, "I lack Send Messages in Threads here"),
        (SEND_MESSAGES | SEND_IN_THREADS, "I lack Send Messages and Send Messages in Threads here"),
    ],
)
async def test_rights_that_a_forum_takes_are_named(discord: LoopbackDiscord, denied: int, named: str) -> None:
    """Each that is missing, and no other."""
    core = Core()
    _, post = a_forum(discord, denied=denied)
    async with serving(discord, core):
        seen = await discord.type_command(discord.manager, post, "briefing set", when="weekdays 8am")

    assert core.asked == [] and named in seen.text


async def test_a_schedule_set_by_the_form_is_checked_as_well(discord: LoopbackDiscord) -> None:
    """And a form that sets none is not."""
    core = Core()
    quiet = discord.add_channel(discord.guild, "quiet", denied=SEND_MESSAGES)

    async def form(asker: Asker) -> Sequence[Field]:
        return [Field("schedule", "Briefing")]

    async with serving(discord, core, DiscordSeams(form=form)):
        opened = await discord.type_command(discord.manager, quiet, "settings")
        assert opened.modal is not None
        seen = await discord.submit(discord.manager, quiet, opened.modal, schedule="weekdays 8am")
        await discord.submit(discord.manager, quiet, opened.modal)

    assert "I lack Send Messages here" in seen.text
    assert [command.words for command in core.commands] == [""]


async def test_a_thread_of_ours_counts_for_its_channel(discord: LoopbackDiscord) -> None:
    """A vote on the story that is discussed there moves what the channel is shown."""
    core = Core()
    thread = discord.add_thread(discord.channel, "A story")
    thread.owner = discord.state.bot.id
    message = discord.state.keep(thread, {"components": [_button("nd:up:s1")]})
    async with serving(discord, core):
        await discord.press(discord.user, message, "Go")

    assert core.asked[0][1].place.channel == discord.channel.id


# Threads


THREAD = Reply(note("I am opening a thread."), thread=Document("Chip *news*", (Heading("Chip *news*"),)))


async def test_a_thread_is_opened_and_the_asker_led_there(discord: LoopbackDiscord) -> None:
    """It is called like the story; the channel sees it, the asker gets its address."""
    core = Core(buttons("Thread"))
    async with serving(discord, core):
        seen = await discord.type_command(discord.user, discord.channel, "digest")
        core.reply = THREAD
        answer = await discord.press(discord.user, seen.ephemeral[0], "Thread")

    [thread] = [each for each in discord.state.channels.values() if each.kind == "thread"]
    assert (thread.name, thread.parent) == ("Chip *news*", discord.channel.id)
    assert [each.pings for each in discord.messages(thread)] == [()]
    assert f"https://discord.com/channels/{discord.guild.id}/{thread.id}" in answer.text


async def test_a_thread_of_an_announcement_channel_is_of_its_own_kind(discord: LoopbackDiscord) -> None:
    """Discord takes no other there."""
    core = Core(THREAD)
    announcements = discord.add_channel(discord.guild, "news", kind="announcement")
    message = discord.state.keep(announcements, {"components": [_button("nd:thread:s1")]})
    async with serving(discord, core):
        seen = await discord.press(discord.user, message, "Go")

    assert "The thread is open" in seen.text
    assert [each.parent for each in discord.state.channels.values() if each.kind == "thread"] == [announcements.id]


async def test_a_second_reader_is_led_to_the_same_thread(discord: LoopbackDiscord) -> None:
    """Also when both press at once."""
    core = Core(THREAD)
    first = discord.state.keep(discord.channel, {"components": [_button("nd:thread:s1")]})
    async with serving(discord, core):
        seen = await asyncio.gather(*(discord.press(each, first, "Go") for each in (discord.user, discord.manager)))

    [thread] = [each for each in discord.state.channels.values() if each.kind == "thread"]
    assert all(thread.id in each.text for each in seen) and len(discord.messages(thread)) == 1


@pytest.mark.parametrize(
    ("denied", "named"), [(CREATE_THREADS, "Create Public Threads"), (SEND_IN_THREADS, "Send Messages in Threads")]
)
async def test_a_thread_that_may_not_be_opened_says_which_right_is_missing(
    discord: LoopbackDiscord, denied: int, named: str
) -> None:
    """The button can be older than the loss of the right."""
    core = Core(THREAD)
    old = discord.state.keep(discord.channel, {"components": [_button("nd:thread:s1")]})
    discord.channel.denied = denied
    async with serving(discord, core):
        seen = await discord.press(discord.user, old, "Go")

    assert core.asked == [] and f"I lack {named} here" in seen.text


async def test_who_may_open_no_thread_opens_none_through_us(discord: LoopbackDiscord) -> None:
    """The bot's own right is no way around the person's."""
    core = Core(THREAD)
    old = discord.state.keep(discord.channel, {"components": [_button("nd:thread:s1")]})
    discord.guild.members[discord.user.id] &= ~CREATE_THREADS
    async with serving(discord, core):
        seen = await discord.press(discord.user, old, "Go")

    assert core.asked == [] and "which you do not have" in seen.text


async def test_a_thread_that_discord_puts_off_is_told_in_the_askers_language(discord: LoopbackDiscord) -> None:
    """Nobody waits for an answer that never comes."""
    core = Core(THREAD)
    old = discord.state.keep(discord.channel, {"components": [_button("nd:thread:s1")]})
    reader = discord.add_user(discord.guild, "anna", locale="de")
    discord.rate_limit("/threads", 60.0)
    async with serving(discord, core):
        seen = await discord.press(reader, old, "Go", timeout=5.0)

    assert seen.text == "Discord bittet zu warten."


def _button(custom_id: str) -> dict[str, object]:
    return {"type": 1, "components": [{"type": 2, "style": 2, "label": "Go", "custom_id": custom_id}]}


# Double clicks


async def test_a_double_click_is_answered_once(discord: LoopbackDiscord) -> None:
    """The second click is acknowledged, since Discord would call it failed otherwise, and shows nothing."""
    core = Core(buttons("More"))
    async with serving(discord, core):
        seen = await discord.type_command(discord.user, discord.channel, "digest")
        clicks = await asyncio.gather(*(discord.press(discord.user, seen.ephemeral[0], "More") for _ in range(2)))

    assert core.commands == [Command("digest"), Command("more", words="s1")]
    assert sorted(len(each.ephemeral) for each in clicks) == [0, 1]
    assert all(each.ack_ms is not None for each in clicks) and discord.refusals == []


async def test_a_click_while_the_answer_is_in_the_making_is_not_asked_again(discord: LoopbackDiscord) -> None:
    """However long that takes."""
    core = Core(buttons("More"))
    async with serving(discord, core):
        seen = await discord.type_command(discord.user, discord.channel, "digest")
        core.gate = asyncio.Event()
        first = asyncio.create_task(discord.press(discord.user, seen.ephemeral[0], "More"))
        await until(lambda: len(core.asked) == 2)
        second = await discord.press(discord.user, seen.ephemeral[0], "More")
        core.gate.set()
        await first

    assert len(core.asked) == 2 and second.ephemeral == ()


async def test_other_people_and_other_buttons_are_no_double_click(discord: LoopbackDiscord) -> None:
    """The same button by two people, and two buttons by one, are all answered."""
    core = Core(buttons("More", "Save"))
    public = discord.state.keep(discord.channel, {"components": [_button("nd:more:s1")]})
    async with serving(discord, core):
        seen = await discord.type_command(discord.user, discord.channel, "digest")
        await asyncio.gather(
            discord.press(discord.user, seen.ephemeral[0], "Save"),
            discord.press(discord.user, seen.ephemeral[0], "More"),
            discord.press(discord.manager, public, "Go"),
        )

    assert len(core.asked) == 4
