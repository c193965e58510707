"""Discord, with the real discord.py over the double: what people type, press and see."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from adapters.discord.platform import DiscordUnusable
from adapters.discord.settings import Completion, DiscordSeams, Field
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord.asking import Upload
from adapters.loopback.discord.limits import walk
from adapters.loopback.discord.world import SEND_MESSAGES
from bot.commands import Command
from bot.document import Action, Buttons, Document, note, paragraph
from bot.layout import Look, lay_out_digest
from bot.ports import Asker, Extra, Place, Reply
from tests.builders import a_digest, a_digest_story
from tests.integration.adapters.discord_world import Core, a_platform, serving, until


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A Discord with a server, a channel, a member and somebody who manages channels."""
    async with run_loopback_discord() as double:
        yield double


def a_digest_reply() -> Reply:
    """A digest of one story with its buttons."""
    return Reply(lay_out_digest(a_digest(a_digest_story("s1")), Look(actions=True)))


def leaves(commands: Sequence[dict[str, object]]) -> set[str]:
    """The commands as people type them."""
    found = set()
    for command in commands:
        options: list[dict[str, object]] = command.get("options") or []  # type: ignore[assignment]
        inner = {f"{command['name']} {option['name']}" for option in options if option["type"] == 1}
        found |= inner or {str(command["name"])}
    return found


async def test_the_commands_of_the_interface_are_registered(discord: LoopbackDiscord) -> None:
    """Each command of the table is there, and none is hidden behind permissions."""
    async with serving(discord, Core()):
        await until(lambda: bool(discord.commands))

    assert leaves(discord.commands) == {
        "digest", "why", "ask", "settings", "help",
        "briefing set", "briefing show", "briefing pause", "briefing resume", "briefing remove", "briefing preview",
        "briefing mention", "briefing publish",
        "sources list", "sources add", "sources remove", "sources check", "sources import", "sources export",
        "topics follow", "topics mute", "topics list", "topics forget",
    }  # fmt: skip
    assert all(command["default_member_permissions"] is None for command in discord.commands)


async def test_a_digest_is_private_to_the_asker(discord: LoopbackDiscord) -> None:
    """The asker sees the digest, the channel sees nothing."""
    async with serving(discord, Core(a_digest_reply())):
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert "Title of s1" in seen.text
    assert discord.messages(discord.channel) == []


async def test_topic_and_window_reach_the_core(discord: LoopbackDiscord) -> None:
    """Typed options become the same command that Slack's words become."""
    core = Core()
    async with serving(discord, core):
        await discord.type_command(discord.user, discord.channel, "digest", topic="rust", since="7d")

    assert core.commands == [Command("digest", words="rust", window=timedelta(days=7))]


async def test_it_is_acknowledged_before_the_core_has_answered(discord: LoopbackDiscord) -> None:
    """A slow core does not cost the three seconds."""
    core = Core()
    core.gate = asyncio.Event()
    async with serving(discord, core):
        typing = asyncio.create_task(discord.type_command(discord.user, discord.channel, "digest"))
        await until(lambda: bool(core.asked))
        acknowledged = [each.acknowledged for each in discord.state.interactions.values()]
        core.gate.set()
        seen = await typing

    assert acknowledged != [None] and seen.deferred


async def test_a_failing_core_becomes_one_sentence(discord: LoopbackDiscord) -> None:
    """No silence and no traceback: one sentence that says what to do."""
    async with serving(discord, Core(ValueError("boom"))):
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert "Please try again in a minute" in seen.text.replace("\\", "")
    assert "boom" not in seen.text


async def test_an_answer_that_discord_refuses_becomes_a_sentence(discord: LoopbackDiscord) -> None:
    """Two buttons of one id are refused by Discord; the asker is told instead of waiting for ever."""
    twice = Buttons((Action("A", "more", "s1"), Action("B", "more", "s1")))
    async with serving(discord, Core(Reply(Document("x", (twice,))))):
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert "did not accept the layout" in seen.text


async def test_an_unknown_window_is_explained_without_asking_the_core(discord: LoopbackDiscord) -> None:
    """What cannot be read is answered with an example."""
    core = Core()
    async with serving(discord, core):
        seen = await discord.type_command(discord.user, discord.channel, "digest", since="banana")

    assert core.asked == [] and "24h, 7d or last week" in seen.text


async def test_the_asker_is_who_asks_where_with_which_rights(discord: LoopbackDiscord) -> None:
    """Server, channel and person by id; Manage Channels makes a manager."""
    core = Core()
    async with serving(discord, core):
        await discord.type_command(discord.user, discord.channel, "briefing show")
        await discord.type_command(discord.manager, discord.channel, "briefing show")

    place, offers = Place("discord", discord.guild.id, discord.channel.id), frozenset({Extra.MENTION, Extra.THREAD})
    assert [asker for _, asker in core.asked] == [
        Asker(place, discord.user.id, offers=offers, place_language="en"),
        Asker(place, discord.manager.id, may_manage=True, offers=offers, place_language="en"),
    ]


async def test_an_administrator_manages_every_channel(discord: LoopbackDiscord) -> None:
    """Administrators need no Manage Channels of their own."""
    core = Core()
    boss = discord.add_user(discord.guild, "boss", admin=True)
    async with serving(discord, core):
        await discord.type_command(boss, discord.channel, "briefing show")

    assert core.asked[0][1].may_manage


async def test_a_direct_conversation_is_known_as_one(discord: LoopbackDiscord) -> None:
    """In a DM the asker is alone with the bot, and the answer comes there."""
    core = Core()
    async with serving(discord, core):
        seen = await discord.type_command(discord.user, discord.direct(discord.user), "digest")

    assert core.asked[0][1].is_direct and "Here you are" in seen.text


async def test_a_change_is_announced_in_the_channel(discord: LoopbackDiscord) -> None:
    """The announcement is for everybody, the answer for the asker."""
    reply = Reply(note("Set."), announcement=note("grace set a briefing."))
    async with serving(discord, Core(reply)):
        seen = await discord.type_command(discord.manager, discord.channel, "briefing set", when="weekdays 8am")

    assert [message.text for message in discord.messages(discord.channel)] == ["grace set a briefing."]
    assert seen.text == "Set."


async def test_a_change_is_announced_where_the_bot_may_not_write(discord: LoopbackDiscord) -> None:
    """The announcement needs no permission of the bot in the channel."""
    quiet = discord.add_channel(discord.guild, "quiet", denied=SEND_MESSAGES)
    async with serving(discord, Core(Reply(note("Set."), announcement=note("Announced")))):
        await discord.type_command(discord.manager, quiet, "topics follow", topic="rust")

    assert [message.text for message in discord.messages(quiet)] == ["Announced"]


async def test_a_briefing_that_could_not_arrive_is_not_set(discord: LoopbackDiscord) -> None:
    """Where the bot may not write, the asker is told which permissions to give."""
    core = Core()
    quiet = discord.add_channel(discord.guild, "quiet", denied=SEND_MESSAGES)
    async with serving(discord, core):
        seen = await discord.type_command(discord.manager, quiet, "briefing set", when="weekdays 8am")

    assert core.asked == [] and "Send Messages" in seen.text


async def test_an_answer_in_the_making_arrives_before_the_end(discord: LoopbackDiscord) -> None:
    """Stopping the platform lets a command that is being answered finish."""
    core = Core()
    core.gate = asyncio.Event()
    async with serving(discord, core):
        typing = asyncio.create_task(discord.type_command(discord.user, discord.channel, "digest"))
        await until(lambda: bool(core.asked))
        asyncio.get_running_loop().call_later(0.05, core.gate.set)
    seen = await typing

    assert "Here you are" in seen.text


async def test_a_button_is_the_command_it_stands_for(discord: LoopbackDiscord) -> None:
    """More on a story asks for more of that story."""
    core = Core(a_digest_reply())
    async with serving(discord, core):
        seen = await discord.type_command(discord.user, discord.channel, "digest")
        await discord.press(discord.user, seen.ephemeral[0], "More")

    assert core.commands[-1] == Command("more", words="s1")


async def test_a_button_works_after_a_restart(discord: LoopbackDiscord) -> None:
    """A message of an earlier process keeps its buttons."""
    async with serving(discord, Core(a_digest_reply())):
        seen = await discord.type_command(discord.user, discord.channel, "digest")
    core = Core()
    async with serving(discord, core):
        answer = await discord.press(discord.user, seen.ephemeral[0], "Share")

    assert core.commands == [Command("share")] and "Here you are" in answer.text


async def test_a_button_of_another_time_is_answered(discord: LoopbackDiscord) -> None:
    """A button that means nothing to us gets a sentence, not silence."""
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Old", "custom_id": "v0-old"}]}
    old = discord.state.keep(discord.channel, {"components": [row], "flags": 0})
    async with serving(discord, Core()):
        seen = await discord.press(discord.user, old, "Old")

    assert "does nothing any more" in seen.text


async def test_an_opml_file_reaches_the_core_by_its_address(discord: LoopbackDiscord) -> None:
    """An attached file is imported from where Discord keeps it."""
    core = Core()
    async with serving(discord, core):
        file = Upload("feeds.opml", "https://cdn.discordapp.com/a/feeds.opml")
        await discord.type_command(discord.manager, discord.channel, "sources import", file=file)

    assert core.commands == [Command("sources", "import", words="https://cdn.discordapp.com/a/feeds.opml")]


async def test_completions_are_cut_to_what_discord_takes(discord: LoopbackDiscord) -> None:
    """At most 25 choices of at most 100 characters."""

    async def topics(asker: Asker, so_far: str) -> Sequence[Completion]:
        return [Completion(f"{so_far}{number}" + "x" * 200, f"{so_far}{number}") for number in range(40)]

    async with serving(discord, Core(), DiscordSeams(topics=topics)):
        seen = await discord.autocomplete(discord.user, discord.channel, "digest", "topic", "ru")

    assert len(seen.choices) == 25 and seen.choices[0]["value"] == "ru0"


async def test_zones_complete_in_a_subcommand(discord: LoopbackDiscord) -> None:
    """/briefing set completes its time zone."""

    async def zones(asker: Asker, so_far: str) -> Sequence[Completion]:
        return [Completion("Berlin", "Europe/Berlin")]

    async with serving(discord, Core(), DiscordSeams(zones=zones)):
        seen = await discord.autocomplete(discord.user, discord.channel, "briefing set", "timezone", "ber")

    assert [choice["value"] for choice in seen.choices] == ["Europe/Berlin"]


async def test_a_failing_completion_offers_nothing(discord: LoopbackDiscord) -> None:
    """It answers with an empty list instead of letting Discord show an error."""

    async def topics(asker: Asker, so_far: str) -> Sequence[Completion]:
        raise ValueError("boom")

    async with serving(discord, Core(), DiscordSeams(topics=topics)):
        seen = await discord.autocomplete(discord.user, discord.channel, "digest", "topic", "ru")

    assert seen.ack_ms is not None and seen.choices == ()


async def a_form(asker: Asker) -> Sequence[Field]:
    """A settings form of two fields."""
    return [
        Field("schedule", "Briefing", "weekdays 8am", hint="weekdays 8am Europe/Berlin"),
        Field("style", "Style", "brief", choices=("headlines", "brief", "full")),
    ]


async def test_the_settings_form_comes_back_as_a_command(discord: LoopbackDiscord) -> None:
    """Only what was changed, by name: what somebody else changed meanwhile in another field stays."""
    core = Core()
    async with serving(discord, core, DiscordSeams(form=a_form)):
        opened = await discord.type_command(discord.manager, discord.channel, "settings")
        assert opened.modal is not None
        await discord.submit(discord.manager, discord.channel, opened.modal, schedule="daily 9am")

    assert core.commands == [Command("settings", "save", words="schedule: daily 9am")]


async def test_a_form_that_was_open_during_a_restart_still_counts(discord: LoopbackDiscord) -> None:
    """A form sent to a new process is taken."""
    async with serving(discord, Core(), DiscordSeams(form=a_form)):
        opened = await discord.type_command(discord.manager, discord.channel, "settings")
    core = Core()
    async with serving(discord, core):
        assert opened.modal is not None
        await discord.submit(discord.manager, discord.channel, opened.modal, style="full")

    assert core.commands == [Command("settings", "save", words="style: full")]


async def test_a_setting_is_tried_by_its_option(discord: LoopbackDiscord) -> None:
    """In the words of the one grammar; what is no setting is said, and the core is not asked."""
    core = Core()
    async with serving(discord, core):
        await discord.type_command(discord.manager, discord.channel, "settings", **{"try": "length 5"})
        refused = await discord.type_command(discord.manager, discord.channel, "settings", **{"try": "colour red"})

    assert core.commands == [Command("settings", "try", words="length: 5")]
    assert 'I know no setting "colour"' in refused.text


async def test_the_settings_button_opens_the_form(discord: LoopbackDiscord) -> None:
    """Settings on a digest is the same form."""
    async with serving(discord, Core(a_digest_reply()), DiscordSeams(form=a_form)):
        seen = await discord.type_command(discord.user, discord.channel, "digest")
        opened = await discord.press(discord.user, seen.ephemeral[0], "Settings")

    assert opened.modal is not None


async def test_no_text_can_ping(discord: LoopbackDiscord) -> None:
    """Mentions in answers and announcements wake nobody."""
    loud = Document("@everyone", (paragraph("@everyone <@&1> <@1> @here"),))
    async with serving(discord, Core(Reply(loud, announcement=loud))):
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert [message.pings for message in (*seen.ephemeral, *seen.public)] == [(), ()]


async def test_a_long_answer_is_several_private_messages(discord: LoopbackDiscord) -> None:
    """What does not fit one message goes on in the next, still for the asker alone."""
    long = Document("long", tuple(paragraph(f"{number} " + "word " * 300) for number in range(6)))
    async with serving(discord, Core(Reply(long))):
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert len(seen.ephemeral) > 1 and discord.messages(discord.channel) == []


async def test_a_late_acknowledgement_is_refused_and_costs_nothing_else(discord: LoopbackDiscord) -> None:
    """Discord takes no late answer; the next command works as ever."""
    core = Core()
    async with serving(discord, core):
        discord.state.ack_within = 0.0
        late = await discord.type_command(discord.user, discord.channel, "digest")
        await until(lambda: bool(discord.refusals))
        discord.state.ack_within = 3.0
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert late.ack_ms is None and [each.code for each in discord.refusals] == [10062]
    assert "Here you are" in seen.text


async def test_it_is_back_after_a_dropped_connection(discord: LoopbackDiscord) -> None:
    """The session is resumed, and commands are answered again."""
    async with serving(discord, Core()):
        await discord.drop_connection()
        await discord.wait_connected()
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert discord.gateway.resumed == 1 and "Here you are" in seen.text


async def test_it_is_back_after_an_outage(discord: LoopbackDiscord) -> None:
    """While the gateway takes nobody it is tried again and again, and once it does, commands are answered."""
    async with serving(discord, Core()) as platform:
        discord.gateway.away = True
        await discord.drop_connection()
        await until(lambda: discord.gateway.turned_away > 2)
        away = platform.connected
        discord.gateway.away = False
        await discord.wait_connected()
        seen = await discord.type_command(discord.user, discord.channel, "digest")

    assert not away and "Here you are" in seen.text


async def test_an_answer_in_the_making_survives_a_drop(discord: LoopbackDiscord) -> None:
    """The gateway is not the way that answers take."""
    core = Core()
    core.gate = asyncio.Event()
    async with serving(discord, core):
        typing = asyncio.create_task(discord.type_command(discord.user, discord.channel, "digest"))
        await until(lambda: bool(core.asked))
        await discord.drop_connection()
        core.gate.set()
        seen = await typing

    assert "Here you are" in seen.text


async def test_commands_are_registered_only_when_they_changed(discord: LoopbackDiscord) -> None:
    """The mark of the last registration is kept and compared."""
    marks: list[str] = []

    async def load() -> str | None:
        return marks[-1] if marks else None

    async def save(mark: str) -> None:
        marks.append(mark)

    for _ in range(2):
        async with serving(discord, Core(), DiscordSeams(load_mark=load, save_mark=save)):
            pass

    assert discord.state.syncs == 1


async def test_a_server_that_threw_the_bot_out_is_named(discord: LoopbackDiscord) -> None:
    """What belonged to it can be purged."""
    gone: list[str] = []

    async def removed(workspace: str) -> None:
        gone.append(workspace)

    async with serving(discord, Core(), DiscordSeams(removed=removed)):
        await discord.type_command(discord.user, discord.channel, "help")
        await discord.remove_guild(discord.guild)
        await until(lambda: bool(gone))

    assert gone == [discord.guild.id]


async def test_a_wrong_token_says_what_to_set(discord: LoopbackDiscord) -> None:
    """Trying again would not help, and the sentence names the variable."""
    with pytest.raises(DiscordUnusable, match="DISCORD_TOKEN"):
        await a_platform(discord, token="wrong").run(Core())


def test_discord_py_is_loaded_only_when_it_connects() -> None:
    """Importing the platform loads no SDK."""
    code = "import sys, adapters.discord.platform; sys.exit('discord' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_buttons_of_a_digest_carry_verb_and_target() -> None:
    """The double and the renderer agree on what a button is."""
    from adapters.discord.render import render_messages

    page = render_messages(a_digest_reply().document)[0]

    ids = [each["custom_id"] for each in walk(page["components"]) if "custom_id" in each]
    assert ids == ["nd:more:s1", "nd:next:", "nd:share:", "nd:dm:", "nd:settings:"]
