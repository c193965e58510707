"""The whole way: typed or pressed on the loopback Slack and Discord, through the real clients and the real core."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import DiscordSettings
from adapters.discord.wiring import seams_of
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord.limits import walk
from adapters.loopback.discord.world import SEND_MESSAGES
from bot.ports import Place
from tests.builders import a_source, an_article
from tests.fakes.web import Web
from tests.integration.answers.desk import Desk
from tests.integration.answers.on_slack import Slack, running
from tests.integration.answers.test_asking import ARTICLE

SALE = "Zorblatt Industries bought Quaxon for 12 million dollars on Monday."


@pytest.fixture
async def discord(desk: Desk) -> AsyncIterator[LoopbackDiscord]:
    """The real Discord adapter and the core, connected to the double."""
    async with run_loopback_discord() as double:
        settings = DiscordSettings(double.token, base_url=double.api_url, authority=double.certificate)
        async with running(DiscordPlatform(settings, seams_of(desk.services)), desk):
            await double.wait_connected()
            yield double


def value(words: str) -> dict[str, dict[str, str]]:
    """What a line of text in a submitted form looks like."""
    return {"value": {"type": "plain_text_input", "value": words}}


def chosen(words: str) -> dict[str, dict[str, Any]]:
    """What a choice in a submitted form looks like."""
    return {"value": {"type": "static_select", "selected_option": {"value": words}}}


def ticked(words: str) -> dict[str, dict[str, Any]]:
    """What ticked boxes in a submitted form look like."""
    options = [{"value": each} for each in words.split(", ") if each]
    return {"value": {"type": "checkboxes", "selected_options": options}}


async def test_on_slack_the_form_shows_every_field(desk: Desk, slack: Slack) -> None:
    """Days, time, zone, length, style, topics followed and muted, quiet hours, and how much is said."""
    view = await slack.form(slack.grace)

    fields = [block["block_id"] for block in view.payload["blocks"]]
    assert fields == [
        "days", "times", "zone", "length", "style", "followed", "muted", "quiet", "empty", "updates", "language",
        "first",
    ]  # fmt: skip
    assert slack.double.ephemerals(slack.grace, slack.news) == []
    assert slack.double.refusals == []


async def test_on_slack_a_bad_zone_is_said_in_the_form(desk: Desk, slack: Slack) -> None:
    """Beside its field, with a suggestion; the form stays open and nothing is posted."""
    view = await slack.form(slack.grace)

    sent = await slack.double.submit(slack.grace, view, {"zone": value("Europe/Berlinn")})

    assert sent.ack["response_action"] == "errors"
    assert "Did you mean Europe/Berlin" in sent.ack["errors"]["zone"]
    assert slack.double.messages(slack.news) == []


async def test_on_slack_a_good_form_is_saved_and_announced(desk: Desk, slack: Slack) -> None:
    """Once in the channel, and said to who sent it."""
    view = await slack.form(slack.grace)

    await slack.double.submit(slack.grace, view, {"times": value("8am"), "zone": value("Europe/Berlin")})
    await slack.double.until(lambda: bool(slack.double.messages(slack.news)))

    assert [message.text for message in slack.double.messages(slack.news)] == [
        "This channel's settings changed: briefing weekdays at 08:00, Europe/Berlin."
    ]
    assert len(slack.double.ephemerals(slack.grace, slack.news)) == 1
    held = await desk.services.briefings.at(Place("slack", slack.news.workspace, slack.news.id))
    assert held is not None
    assert held.owner == slack.grace.id


async def test_on_slack_the_form_shows_what_holds_preselected(desk: Desk, slack: Slack) -> None:
    """Days are ticked, choices chosen, lines filled in."""
    await slack.type(slack.grace, "/digest briefing mon wed 8:00 18:00 Europe/Berlin", answers=2)
    await slack.type(slack.grace, "/digest settings style full", answers=2)

    shown = {block["block_id"]: block["element"] for block in (await slack.form(slack.grace)).payload["blocks"]}

    assert [each["value"] for each in shown["days"]["initial_options"]] == ["Mon", "Wed"]
    assert shown["times"]["initial_value"] == "08:00, 18:00"
    assert shown["zone"]["initial_value"] == "Europe/Berlin"
    chosen = {name: shown[name]["initial_option"]["value"] for name in ("state", "style", "length", "empty", "updates")}
    assert chosen == {
        "state": "on", "style": "full", "length": "7", "empty": "say so", "updates": "wait for the next briefing"
    }  # fmt: skip


async def test_on_slack_a_form_undoes_nothing_that_changed_while_it_was_open(desk: Desk, slack: Slack) -> None:
    """Only what its sender touched is a wish."""
    view = await slack.form(slack.grace)
    await slack.type(slack.grace, "/digest follow rust", answers=2)

    await slack.double.submit(slack.grace, view, {"followed": value(""), "style": chosen("full")})
    await slack.double.until(lambda: len(slack.double.messages(slack.news)) == 2)

    channel = await desk.services.channels.get(Place("slack", slack.news.workspace, slack.news.id))
    assert (channel.followed, channel.style) == (("rust",), "full")


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"times": "25:00"}, "times", "no time of day"),
        ({"days": "Sat"}, "times", "At what time?"),
        ({"times": "8am", "days": ""}, "days", "On which days?"),
        ({"zone": "IST"}, "zone", "Asia/Kolkata"),
        ({"quiet": "at night"}, "quiet", "22:00-07:00"),
    ],
)
async def test_on_slack_every_bad_value_is_said_beside_its_field(
    desk: Desk, slack: Slack, sent: dict[str, str], field: str, said: str
) -> None:
    """With what would be right; the form stays open."""
    view = await slack.form(slack.grace)
    values = {name: ticked(words) if name == "days" else value(words) for name, words in sent.items()}

    answer = await slack.double.submit(slack.grace, view, values)

    assert said in answer.ack["errors"][field]
    assert slack.double.open_views(slack.grace)


async def test_on_slack_an_expired_trigger_gives_the_settings_in_words(desk: Desk, slack: Slack) -> None:
    """The form cannot be opened any more, but silence would be worse."""
    slack.double.trigger_life = -1.0

    seen = await slack.type(slack.grace, "/digest settings")

    assert seen.ephemerals[0].text == "Settings of this channel"


async def test_on_slack_who_may_not_change_reads_the_settings(desk: Desk, slack: Slack) -> None:
    """Without a form that would be refused."""
    await slack.type(slack.grace, "/digest briefing weekdays 8am", answers=2)

    seen = await slack.type(slack.bob, "/digest settings")

    assert seen.ephemerals[0].text == "Settings of this channel"
    assert slack.double.open_views(slack.bob) == []


async def test_on_slack_a_digest_is_sent_to_the_askers_dm(desk: Desk, slack: Slack) -> None:
    """And nobody else sees it."""
    await desk.know(a_source())
    await desk.news(2)
    seen = await slack.type(slack.bob, "/digest")

    pressed = await slack.double.press(slack.bob, seen.ephemerals[0], "Send to My DM")

    direct = slack.double.world.direct_channel(slack.bob)
    assert [message.text for message in slack.double.messages(direct)] == [seen.ephemerals[0].text]
    assert pressed.ephemerals[0].text == "I sent it to our direct messages."
    assert slack.double.messages(slack.news) == []


async def test_on_slack_a_closed_conversation_is_said(desk: Desk, slack: Slack) -> None:
    """In plain words, where it was asked."""
    await desk.know(a_source())
    await desk.news(1)
    seen = await slack.type(slack.bob, "/digest")
    slack.double.world.direct_channel(slack.bob).archived = True

    pressed = await slack.double.press(slack.bob, seen.ephemerals[0], "Send to My DM")

    assert "does not let me write to you directly" in pressed.ephemerals[0].text


async def test_on_slack_the_settings_button_at_home_opens_the_form(desk: Desk, slack: Slack) -> None:
    """It is that of the person's own conversation."""
    await slack.double.open_home(slack.bob)
    await slack.double.until(lambda: slack.double.home(slack.bob) is not None)
    page = slack.double.home(slack.bob)
    assert page is not None
    await slack.double.press(slack.bob, page, "Edit Settings", answers=0)
    await slack.double.until(lambda: bool(slack.double.open_views(slack.bob)))

    await slack.double.submit(slack.bob, slack.double.open_views(slack.bob)[0], {"quiet": value("22-7")})
    direct = slack.double.world.direct_channel(slack.bob)
    await slack.double.until(lambda: bool(slack.double.messages(direct)))

    assert "quiet hours 22:00 to 07:00" in slack.double.messages(direct)[0].text


async def test_on_slack_an_early_digest_is_filled_in(desk: Desk, slack: Slack) -> None:
    """First that the sources are being read, then the digest."""
    await desk.know(a_source())
    desk.services.ready.clear()
    seen = await slack.type(slack.bob, "/digest")
    assert seen.ephemerals[0].text.startswith("I am reading the sources")

    await desk.news(1)
    desk.services.ready.set()
    await seen.answered(2)

    assert "The Example 1" in seen.ephemerals[1].text


async def test_on_slack_a_double_click_on_share_posts_once(desk: Desk, slack: Slack) -> None:
    """Whoever is impatient does not flood the channel."""
    await desk.know(a_source())
    await desk.news(1)
    seen = await slack.type(slack.bob, "/digest")

    for answers in (2, 0):
        await slack.double.press(slack.bob, seen.ephemerals[0], "Share", answers=answers)

    assert len(slack.double.messages(slack.news)) == 1


async def test_on_slack_an_article_is_condensed_with_receipts(desk: Desk, slack: Slack, web: Web) -> None:
    """TL;DR, three points, and the receipts on More."""
    seen = await slack.type(slack.bob, f"/digest {web.serve('/tunnel', ARTICLE, content_type='text/html')}")
    more = await slack.double.press(slack.bob, seen.ephemerals[0], "More")

    assert str(seen.ephemerals[0].blocks).count("• ") == 3
    assert str(more.ephemerals[0].blocks).count("Receipt: ") == 4


async def test_on_slack_a_question_gets_passages_with_their_sources(desk: Desk, slack: Slack) -> None:
    """For the asker alone; and one sentence where nothing answers."""
    await desk.know(a_source())
    await desk.publish("s1", an_article("a1", title="Quaxon sold", text=SALE, url="https://news.example/quaxon"))

    found = await slack.type(slack.bob, "/digest ask who bought Quaxon?")
    missed = await slack.type(slack.bob, "/digest ask who bought Figma?")

    shown = str(found.ephemerals[0].blocks)
    assert f"&gt; {SALE}" in shown and "<https://news.example/quaxon|The Example>" in shown
    assert missed.ephemerals[0].text == "Not in what I read."
    assert slack.double.messages(slack.news) == [] and slack.double.refusals == []


async def test_on_discord_a_question_gets_passages_with_their_sources(desk: Desk, discord: LoopbackDiscord) -> None:
    """For the asker alone; and one sentence where nothing answers."""
    await desk.know(a_source())
    await desk.publish("s1", an_article("a1", title="Quaxon sold", text=SALE, url="https://news.example/quaxon"))

    found = await discord.type_command(discord.user, discord.channel, "ask", question="who bought Quaxon?")
    missed = await discord.type_command(discord.user, discord.channel, "ask", question="who bought Figma?")

    assert f"> {SALE}" in found.text and "[The Example](<https://news.example/quaxon>)" in found.text
    assert missed.text.startswith("Not in what I read.")
    assert found.public == () and missed.public == ()


async def test_on_discord_the_form_has_five_fields_and_saves(desk: Desk, discord: LoopbackDiscord) -> None:
    """Zone beside schedule, topics in one line, length with style; announced once."""
    opened = await discord.type_command(discord.manager, discord.channel, "settings")
    assert opened.modal is not None
    assert [each["custom_id"] for each in walk(opened.modal["components"]) if "custom_id" in each] == [
        "schedule", "topics", "digest", "quiet", "mention",
    ]  # fmt: skip

    sent = await discord.submit(
        discord.manager, discord.channel, opened.modal, schedule="weekdays 8am Berlin", topics="rust, -crypto"
    )

    assert "The next comes Tue 24 Nov 08:00" in sent.text
    assert [message.text for message in sent.public] == [
        "This channel's settings changed: briefing weekdays at 08:00, Europe/Berlin; follows rust; mutes crypto."
    ]


async def test_on_discord_a_form_undoes_nothing_that_changed_while_it_was_open(
    desk: Desk, discord: LoopbackDiscord
) -> None:
    """Two people edit at once: each changes what they changed."""
    first = await discord.type_command(discord.manager, discord.channel, "settings")
    second = await discord.type_command(discord.manager, discord.channel, "settings")
    assert first.modal and second.modal

    await discord.submit(discord.manager, discord.channel, first.modal, schedule="weekdays 9am", topics="rust")
    await discord.submit(discord.manager, discord.channel, second.modal, quiet="22-7")

    held = await desk.services.briefings.at(Place("discord", discord.guild.id, discord.channel.id))
    assert held and held.schedule.times[0].hour == 9
    assert (held.channel.followed, held.channel.quiet_from) == (("rust",), "22:00")


async def test_on_discord_a_bad_form_is_answered(desk: Desk, discord: LoopbackDiscord) -> None:
    """To who sent it alone; nothing is saved."""
    opened = await discord.type_command(discord.manager, discord.channel, "settings")
    assert opened.modal is not None

    sent = await discord.submit(discord.manager, discord.channel, opened.modal, schedule="8am Europe/Berlinn")

    assert "Nothing was saved" in sent.text and "Europe/Berlin" in sent.text
    assert sent.public == ()


async def test_on_discord_who_may_not_change_reads_the_settings(desk: Desk, discord: LoopbackDiscord) -> None:
    """Without Manage Channels there is no form."""
    seen = await discord.type_command(discord.user, discord.channel, "settings")

    assert seen.modal is None
    assert "Time zone: " in seen.text.replace("*", "")


async def test_on_discord_a_digest_is_sent_to_the_askers_dm(desk: Desk, discord: LoopbackDiscord) -> None:
    """And the button's answer says so."""
    await desk.know(a_source())
    await desk.news(1)
    seen = await discord.type_command(discord.user, discord.channel, "digest")

    pressed = await discord.press(discord.user, seen.ephemeral[0], "Send to My DM")

    assert pressed.text == "I sent it to our direct messages."
    assert "The Example 1" in discord.messages(discord.direct(discord.user))[0].text
    assert pressed.public == ()


async def test_on_discord_closed_direct_messages_are_said(desk: Desk, discord: LoopbackDiscord) -> None:
    """With what the person can do."""
    await desk.know(a_source())
    await desk.news(1)
    discord.direct(discord.user).denied = SEND_MESSAGES
    seen = await discord.type_command(discord.user, discord.channel, "digest")

    pressed = await discord.press(discord.user, seen.ephemeral[0], "Send to My DM")

    assert "You take no direct messages from this server" in pressed.text


async def test_on_discord_an_early_digest_is_filled_in(desk: Desk, discord: LoopbackDiscord) -> None:
    """The same message becomes the digest."""
    await desk.know(a_source())
    desk.services.ready.clear()
    seen = await discord.type_command(discord.user, discord.channel, "digest")
    assert seen.text.startswith("I am reading the sources")
    answer = next(each for each in discord.state.interactions.values() if each.messages)

    await desk.news(1)
    desk.services.ready.set()
    async with asyncio.timeout(5):
        while "The Example 1" not in answer.messages[0].text:
            await asyncio.sleep(0.005)

    assert len(answer.messages) == 1


async def test_on_discord_the_commands_are_registered_once(desk: Desk) -> None:
    """A restart registers nothing anew, because nothing has changed."""
    async with run_loopback_discord() as double:
        settings = DiscordSettings(double.token, base_url=double.api_url, authority=double.certificate)
        for _ in range(2):
            async with running(DiscordPlatform(settings, seams_of(desk.services)), desk):
                await double.wait_connected()
                await double.type_command(double.user, double.channel, "help")
            double.gateway.connected.clear()

        assert double.state.syncs == 1
