"""Each person is answered in their own language, and a channel is written to in its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import DiscordSettings
from adapters.discord.wiring import seams_of
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord.command_limits import command_breaches
from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.document import Document
from bot.editions import Editor
from bot.ports import Asker, ChatPlatform, Place
from bot.render.as_markdown import render_markdown
from bot.schedule import parse_schedule
from bot.store.ledger import Ledger
from bot.store.tables import last_digests
from summarizer.store.database import Database
from tests.builders import a_source
from tests.integration.answers.desk import NEWS, Desk, ada, alone, bob, grace
from tests.integration.answers.test_on_platforms import running, value


def german(asker: Asker, **changes: Any) -> Asker:
    """The same person, reading German."""
    return replace(asker, language="de", **changes)


def words(document: Document | None) -> str:
    """All that a document says."""
    assert document is not None
    return render_markdown(document)


async def test_a_digest_is_told_in_the_askers_language(desk: Desk) -> None:
    """Its frame is; what the articles say stays as they say it."""
    await desk.know(a_source())
    await desk.news(2)

    told = words((await desk.ask("digest", german(ada()))).document)

    assert "Tech-Digest · Montag, 23. November" in told
    assert "Kurz gesagt:" in told
    assert "2 Meldungen aus 2 Artikeln" in told
    assert "The project released version 1 of its compiler" in told


async def test_two_people_in_one_channel_read_two_languages(desk: Desk) -> None:
    ours, theirs = await asyncio.gather(desk.ask("help", german(ada())), desk.ask("help", bob()))

    assert (ours.document.summary, theirs.document.summary) == ("Was hier geht", "What works here")
    assert (ours.document.language, theirs.document.language) == ("de", "en")


async def test_a_change_is_said_to_each_in_their_own_language(desk: Desk) -> None:
    """A German changes something in an English channel; the record is English."""
    await desk.services.channels.save(replace(await desk.services.channels.get(NEWS), language="en"))

    reply = await desk.ask("follow rust", german(grace()))

    assert words(reply.document).startswith("Dieser Kanal folgt jetzt rust.")
    assert words(reply.announcement).startswith("This channel now follows rust.")
    assert [each.change for each in await desk.services.marks.changes(NEWS)] == ["This channel now follows rust."]


async def test_a_channel_speaks_as_whoever_set_it_up_first(desk: Desk) -> None:
    """Where the platform says nothing about it; who comes later does not turn it over."""
    await desk.ask("follow rust", german(grace()))

    reply = await desk.ask("follow python", grace())

    assert words(reply.document).startswith("This channel now follows python.")
    assert words(reply.announcement).startswith("Dieser Kanal folgt jetzt python.")


async def test_a_channel_speaks_what_its_platform_says(desk: Desk) -> None:
    """Also when that changes."""
    first = await desk.ask("follow rust", german(grace(), place_language="en"))
    then = await desk.ask("follow python", replace(grace(), place_language="de"))

    assert words(first.announcement).startswith("This channel now follows rust.")
    assert words(then.announcement).startswith("Dieser Kanal folgt jetzt python.")


async def test_a_channel_speaks_what_was_set(desk: Desk) -> None:
    """Whatever the platform and the people there speak."""
    await desk.ask("settings language de", replace(grace(), place_language="en"))

    reply = await desk.ask("follow rust", replace(grace(), place_language="en"))

    assert words(reply.announcement).startswith("Dieser Kanal folgt jetzt rust.")


async def test_a_new_language_is_announced_in_it(desk: Desk) -> None:
    reply = await desk.ask("settings language german", grace())

    assert words(reply.document).startswith("This channel's settings changed: language Deutsch.")
    assert words(reply.announcement).startswith("Die Einstellungen dieses Kanals sind geändert: Sprache Deutsch.")


async def test_auto_gives_the_choice_back(desk: Desk) -> None:
    await desk.ask("settings language de", grace())

    await desk.ask("settings language auto", grace())

    assert (await desk.services.channels.get(NEWS)).language is None


@pytest.mark.parametrize("nonsense", ["klingon", "12", "../de", "d" * 200])
async def test_a_language_that_is_not_spoken_is_refused_with_those_that_are(desk: Desk, nonsense: str) -> None:
    reply = await desk.ask(f"settings language {nonsense}", grace())

    assert "there are auto, English, Deutsch" in reply.problems["language"]
    assert (await desk.services.channels.get(NEWS)).language is None


async def test_in_a_direct_conversation_the_person_is_the_channel(desk: Desk) -> None:
    """A briefing there comes in their language."""
    await desk.ask("briefing weekdays 8am Europe/Berlin", german(alone(), place_language="de"))

    held = await desk.services.briefings.at(alone().place)
    assert held is not None
    assert held.channel.speaks == "de"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("settings", "Zeitzone: UTC"),
        ("topics", "Hier wird keinem Thema gefolgt"),
        ("briefing", "Dieser Kanal hat kein Briefing. Richte eins ein mit"),
        ("sources", "0 Quellen"),
        ("why 3", "du hattest noch keinen"),
        ("ask", "Was möchtest du wissen?"),
        ("saved", "Du hast dir noch keine Meldung gemerkt."),
        ("share", "Du hast noch keinen Digest zum Teilen."),
        ("dm", "Es gibt noch keinen Digest zum Schicken."),
        ("forget rust", "„rust“ wird hier weder gefolgt"),
        ("settings zone Atlantis", "Eine Zeitzone „Atlantis“ kenne ich nicht."),
        ("settings length 99", "„99“ ist keine Zahl von Meldungen"),
        ("settings style loud", "„loud“ ist kein Stil; es gibt Schlagzeilen, kurz, ausführlich."),
        ("settings quiet at night", "ist keine Ruhezeit"),
        ("briefing at 25:00", "„25:00“ ist keine Tageszeit"),
        ("briefing werktags 8 Uhr Europe/Berlin", "kommt montags bis freitags um 08:00 Uhr, Europe/Berlin"),
        ("briefing montags bis donnerstags um 7:30 Uhr", "montags, dienstags, mittwochs und donnerstags um 07:30 Uhr"),
        ("sources add http://127.0.0.1:9/feed", "Ich konnte diese Adresse nicht lesen: "),
        ("https://user:word@example.com/", "eine Adresse mit Benutzer oder Passwort wird nicht gelesen"),
    ],
)
async def test_every_answer_is_german(desk: Desk, line: str, said: str) -> None:
    reply = await desk.ask(line, german(grace()))

    assert said in words(reply.document).replace("**", "").replace("\\", "")


async def test_a_style_can_be_set_by_its_german_name(desk: Desk) -> None:
    await desk.ask("settings style ausführlich", german(grace()))

    assert str((await desk.services.channels.get(NEWS)).style) == "full"


async def test_a_digest_is_shared_in_the_language_of_the_channel(desk: Desk) -> None:
    """As it was shown, but for its frame; in direct messages it stays as the asker read it."""
    await desk.know(a_source())
    await desk.news(2)
    await desk.services.channels.save(replace(await desk.services.channels.get(NEWS), language="de"))
    await desk.ask("digest")

    sent = (await desk.ask("dm")).direct
    posted = await desk.share()

    assert "In short:" in words(sent)
    assert "Kurz gesagt:" in words(posted)
    assert "Geteilt von einem Mitglied dieses Kanals" in words(posted)
    assert posted.language == "de"


async def test_what_was_remembered_by_an_older_version_is_still_shared(desk: Desk, database: Database) -> None:
    """It knows no language: it is English."""
    await desk.know(a_source())
    await desk.news(1)
    await desk.ask("digest")
    async with database.write() as connection:
        [row] = (await connection.execute(last_digests.select())).mappings().all()
        content = {name: each for name, each in row["document"].items() if name != "language"}
        await connection.execute(last_digests.update().values(document=content))

    assert (await desk.share()).language == "en"


async def test_a_briefing_is_composed_in_the_language_of_its_channel(desk: Desk, database: Database) -> None:
    """Two channels with the same wishes and two languages; the words of the articles are the same."""
    german_one, english_one = await a_briefing(desk, "C1", "de"), await a_briefing(desk, "C2", None)
    editor = Editor(desk.services, Ledger(database))

    ours = await editor.compose(german_one, desk.clock.now())
    theirs = await editor.compose(english_one, desk.clock.now())

    assert "Morgen-Briefing · Montag, 23. November" in words(ours.document)
    assert "Morning briefing · Monday 23 November" in words(theirs.document)
    assert [each.text for each in ours.sentences] == [each.text for each in theirs.sentences]


async def a_briefing(desk: Desk, channel: str, language: str | None, place: Place | None = None) -> Any:
    """A briefing in a channel that speaks that language, with news to tell."""
    await desk.know(a_source())
    await desk.news(2)
    held = await desk.services.channels.get(place or Place("slack", "T1", channel))
    kept = await desk.services.channels.save(replace(held, language=language))
    return await desk.services.briefings.set(kept, parse_schedule("daily 8am UTC"), "U1", desk.clock.now())


@pytest.fixture
async def slack(desk: Desk) -> AsyncIterator[LoopbackSlack]:
    """The real Slack adapter and the core, connected to the double."""
    async with run_loopback_slack() as double:
        workspace = double.add_workspace()
        settings = SlackSettings(workspace.bot_token, app_token=double.app_token, api_url=double.api_url)
        async with running(SlackPlatform(settings), desk):
            await double.connected()
            yield double


@pytest.fixture
async def discord(desk: Desk) -> AsyncIterator[LoopbackDiscord]:
    """The real Discord adapter and the core, connected to the double; its server is German."""
    async with run_loopback_discord() as double:
        double.guild.locale = "de"
        settings = DiscordSettings(double.token, base_url=double.api_url, authority=double.certificate)
        async with running(DiscordPlatform(settings, seams_of(desk.services)), desk):
            await double.wait_connected()
            yield double


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/digest", "Tech-Digest · Montag, 23. November"),
        ("/digest help", "Was hier geht"),
        ("/digest briefng", "Meintest du `/digest briefing`?"),
        ("/digest why", "Welche Meldung?"),
        ("/digest rust 7d", "Nichts über rust in den letzten 7 Tagen"),
    ],
)
async def test_slack_answers_in_the_language_of_the_account(
    desk: Desk, slack: LoopbackSlack, line: str, said: str
) -> None:
    """Also what the grammar itself does not understand."""
    await desk.know(a_source())
    await desk.news(2)
    anna, news = slack.add_user("anna", locale="de-DE"), slack.add_channel("news")

    seen = await slack.type_command(anna, news, line)

    assert said in f"{seen.ephemerals[0].text} {seen.ephemerals[0].blocks}".replace("*", "")
    assert slack.refusals == []


async def test_slack_opens_the_form_in_german_and_takes_it_back(desk: Desk, slack: LoopbackSlack) -> None:
    """A bad value is said beside its field, in German; a good form is announced in the language of the channel."""
    anna, news = slack.add_user("anna", admin=True, locale="de-DE"), slack.add_channel("news")
    await slack.type_command(anna, news, "/digest settings", answers=0)
    await slack.until(lambda: bool(slack.open_views(anna)))
    view = slack.open_views(anna)[-1]

    bad = await slack.submit(anna, view, {"times": value("25 Uhr")})
    await slack.submit(anna, view, {"times": value("8 Uhr"), "zone": value("Europe/Berlin")})
    await slack.until(lambda: bool(slack.messages(news)))

    assert view.payload["title"]["text"] == "Einstellungen"
    assert "keine Tageszeit" in bad.ack["errors"]["times"]
    assert [message.text for message in slack.messages(news)] == [
        "Die Einstellungen dieses Kanals sind geändert: Briefing montags bis freitags um 08:00 Uhr, Europe/Berlin."
    ]
    assert slack.refusals == []


async def test_slack_takes_a_german_briefing(desk: Desk, slack: LoopbackSlack, database: Database) -> None:
    """With the labels of its menus."""
    news = slack.add_channel("news")
    place = Place("slack", news.workspace, news.id)
    briefing = await a_briefing(desk, news.id, "de", place)

    await post(SlackPlatform(slack_settings(slack)), Editor(desk.services, Ledger(database)), briefing, desk)

    [message] = slack.messages(news)
    assert message.text.startswith("Morgen-Briefing: ")
    assert "Weiterlesen" in str(message.blocks)
    assert slack.refusals == []


def slack_settings(double: LoopbackSlack) -> SlackSettings:
    """As the platform that only posts has them."""
    [workspace] = double.world.workspaces.values()
    return SlackSettings(workspace.bot_token, app_token=double.app_token, api_url=double.api_url)


async def post(platform: ChatPlatform, editor: Editor, briefing: Any, desk: Desk) -> None:
    """Compose the briefing and post it, as a worker does: it has never heard of anybody's language."""
    composed = await editor.compose(briefing, desk.clock.now())
    try:
        await platform.post(briefing.place, composed.document, key="k1")
    finally:
        await platform.close()  # type: ignore[attr-defined]


async def test_discord_answers_in_the_language_of_the_person(desk: Desk, discord: LoopbackDiscord) -> None:
    """In a German server, too, an English one reads English."""
    await desk.know(a_source())
    await desk.news(2)
    anna = discord.add_user(discord.guild, "anna", locale="de")

    ours = await discord.type_command(anna, discord.channel, "digest")
    theirs = await discord.type_command(discord.user, discord.channel, "digest")

    assert "Tech-Digest · Montag, 23. November" in ours.text
    assert "Tech digest · Monday 23 November" in theirs.text


async def test_discord_says_in_german_what_it_does_not_understand(desk: Desk, discord: LoopbackDiscord) -> None:
    """Options are read before the core is asked."""
    anna = discord.add_user(discord.guild, "anna", locale="de")

    seen = await discord.type_command(anna, discord.channel, "digest", since="never ever")

    assert "Den Zeitraum „never ever“ kenne ich nicht." in seen.text


async def test_discord_announces_in_the_language_of_the_server(desk: Desk, discord: LoopbackDiscord) -> None:
    """An English speaker changes something there."""
    seen = await discord.type_command(discord.manager, discord.channel, "topics follow", topic="rust")

    assert "This channel now follows rust." in seen.text
    assert [message.text for message in seen.public] == ["Dieser Kanal folgt jetzt rust."]


async def test_discord_opens_a_german_form(desk: Desk, discord: LoopbackDiscord) -> None:
    """All of its labels within 45 characters."""
    boss = discord.add_user(discord.guild, "boss", admin=True, locale="de")

    seen = await discord.type_command(boss, discord.channel, "settings")

    assert seen.modal is not None
    assert seen.modal["title"] == "Einstellungen dieses Kanals"
    assert "Ruhezeit" in str(seen.modal)


async def test_discord_sets_the_language_of_a_channel(desk: Desk, discord: LoopbackDiscord) -> None:
    """The form has no room for it, so the command has an option."""
    seen = await discord.type_command(discord.manager, discord.channel, "settings", language="en")

    assert "This channel's settings changed: language English." in seen.text
    place = Place("discord", discord.guild.id, discord.channel.id)
    assert (await desk.services.channels.get(place)).language == "en"


async def test_discord_takes_a_german_briefing(desk: Desk, discord: LoopbackDiscord, database: Database) -> None:
    """In a server that is set to German, with nothing set."""
    await discord.type_command(discord.manager, discord.channel, "briefing set", when="daily 8am")
    await desk.know(a_source())
    await desk.news(2)
    briefing = await desk.services.briefings.at(Place("discord", discord.guild.id, discord.channel.id))
    settings = DiscordSettings(discord.token, base_url=discord.api_url, authority=discord.certificate)

    await post(DiscordPlatform(settings), Editor(desk.services, Ledger(database)), briefing, desk)

    assert "Morgen-Briefing · Montag, 23. November" in discord.messages(discord.channel)[-1].text


async def test_discord_describes_its_commands_in_german(discord: LoopbackDiscord) -> None:
    """Each description and each option; no name."""

    def described(node: dict[str, Any]) -> list[dict[str, Any]]:
        return [node, *(each for option in node.get("options") or [] for each in described(option))]

    nodes = [each for command in discord.commands for each in described(command)]
    missing = [each["name"] for each in nodes if "de" not in (each.get("description_localizations") or {})]

    assert missing == []
    assert [each["name"] for each in nodes if each.get("name_localizations")] == []
    assert command_breaches(discord.commands) == []
