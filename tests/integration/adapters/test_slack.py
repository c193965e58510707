"""Slack with the real slack-bolt over the loopback double: commands, buttons, the home tab."""

from __future__ import annotations

import json

import pytest

from adapters.loopback.slack.endpoints import LOST, RESPONSE_URL
from adapters.loopback.slack.world import LEAST_SCOPES
from adapters.slack.render import Payload, render_messages
from adapters.slack.wire import Wire
from bot.commands import Command
from bot.document import Document, Preformatted, note, paragraph
from bot.ports import Asker, Refusal, Reply, ReplyRefused
from tests.integration.adapters.slack_desk import (
    Desk,
    a_document_with_actions,
    answering,
    raising,
    sharing,
)


async def test_digest_is_answered_in_private(desk: Desk) -> None:
    """`/digest` with words reaches the core as a command and is answered to the asker alone."""
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest rust 7d")
    assert [each.text for each in transcript.ephemerals] == ["digest rust"]
    assert transcript.posted == []


async def test_asker_is_told_to_the_core(desk: Desk) -> None:
    """The core gets platform, workspace, channel and person, and that a plain member may begin, not manage."""
    await desk.slack.type_command(desk.ada, desk.channel, "/digest")
    assert desk.core.asked[0][1] == Asker(desk.place, desk.ada.id, may_begin=True)


async def test_admins_may_manage(desk: Desk) -> None:
    """A workspace admin may manage a channel that somebody else made."""
    await desk.slack.type_command(desk.slack.add_user("grace", admin=True), desk.channel, "/digest")
    assert desk.core.asked[0][1].may_manage


async def test_the_creator_of_a_channel_may_manage_it(desk: Desk) -> None:
    """Whoever made the channel may manage it."""
    await desk.slack.type_command(desk.ada, desk.slack.add_channel("mine", creator=desk.ada), "/digest")
    assert desk.core.asked[0][1].may_manage


async def test_guests_change_nothing(desk: Desk) -> None:
    """A guest is a guest, even in a channel of their own making."""
    guest = desk.slack.add_user("eve", guest=True)
    await desk.slack.type_command(guest, desk.slack.add_channel("theirs", creator=guest), "/digest")
    asker = desk.core.asked[0][1]
    assert (asker.is_guest, asker.may_manage, asker.may_begin) == (True, False, False)


async def test_who_cannot_be_looked_up_counts_as_a_guest(desk: Desk) -> None:
    """Without the users:read scope people may still read, and change nothing."""
    desk.workspace.scopes = frozenset({"commands", "chat:write"})
    await desk.slack.type_command(desk.ada, desk.channel, "/digest")
    assert desk.core.asked[0][1].is_guest


async def test_everybody_rules_their_own_conversation(desk: Desk) -> None:
    """In a direct conversation the asker may manage, and the core is told that it is one."""
    await desk.slack.type_command(desk.ada, desk.slack.world.direct_channel(desk.ada), "/digest")
    asker = desk.core.asked[0][1]
    assert (asker.is_direct, asker.may_manage) == (True, True)


async def test_ack_does_not_wait_for_the_answer(desk: Desk) -> None:
    """A command is acknowledged in under 500 ms while the core is still busy."""
    desk.core.gate.clear()
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest", answers=0)
    desk.core.gate.set()
    assert transcript.ack_ms is not None and transcript.ack_ms < 500


async def test_misunderstood_words_get_the_suggestion(desk: Desk) -> None:
    """A near miss is answered with what was probably meant, without asking the core."""
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest sorces")
    assert "sources" in transcript.ephemerals[0].text and not desk.core.asked


async def test_escaped_addresses_arrive_as_typed(desk: Desk) -> None:
    """Slack sends & as an entity; the core gets the address that was typed."""
    await desk.slack.type_command(desk.ada, desk.channel, "/digest https://news.example/?a=1&b=2")
    assert desk.core.asked[0][0].url == "https://news.example/?a=1&b=2"


async def test_a_crash_becomes_a_sentence(desk: Desk) -> None:
    """An error in the core is answered by a plain sentence with a reference, never by silence."""
    desk.core.reply = raising(ValueError("boom"))
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest")
    assert "went wrong" in transcript.ephemerals[0].text and "boom" not in transcript.ephemerals[0].text


async def test_a_refusal_is_told_in_its_own_words(desk: Desk) -> None:
    """When Slack refuses something underneath, the asker reads why."""
    desk.core.reply = raising(ReplyRefused("Invite me there first.", Refusal.GONE))
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest share")
    assert transcript.ephemerals[0].text == "Invite me there first."


async def test_announcements_are_for_everybody(desk: Desk) -> None:
    """A change is confirmed to the asker and announced in the channel."""
    desk.core.reply = answering(note("Saved."), note("Ada set the briefing."))
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest briefing 8am", answers=2)
    assert [each.text for each in transcript.ephemerals] == ["Saved."]
    assert [each.text for each in transcript.posted] == ["Ada set the briefing."]


async def test_a_button_is_the_command_it_stands_for(desk: Desk) -> None:
    """Pressing Share sends the verb and its target to the core."""
    desk.core.reply = answering(a_document_with_actions())
    shown = (await desk.slack.type_command(desk.ada, desk.channel, "/digest")).ephemerals[0]
    await desk.slack.press(desk.ada, shown, "Share")
    assert desk.core.asked[-1][0] == Command("share", words="d1")


async def test_an_overflow_option_is_the_command_it_stands_for(desk: Desk) -> None:
    """Choosing from a story's menu sends the verb and the story to the core."""
    desk.core.reply = answering(a_document_with_actions())
    shown = (await desk.slack.type_command(desk.ada, desk.channel, "/digest")).ephemerals[0]
    await desk.slack.press(desk.ada, shown, "Save for later")
    assert desk.core.asked[-1][0] == Command("save", words="s1")


async def test_a_double_click_is_answered_once(desk: Desk) -> None:
    """Two presses of one button by one person within a moment are one."""
    desk.core.reply = answering(a_document_with_actions())
    shown = (await desk.slack.type_command(desk.ada, desk.channel, "/digest")).ephemerals[0]
    await desk.slack.press(desk.ada, shown, "Share")
    await desk.slack.press(desk.ada, shown, "Share", answers=0)
    assert [command.verb for command, _ in desk.core.asked] == ["digest", "share"]


async def test_an_unknown_button_gets_a_plain_word(desk: Desk) -> None:
    """A button that is not ours is answered, not ignored."""
    button = {"type": "button", "action_id": "old", "text": {"type": "plain_text", "text": "Old"}, "value": "?!"}
    desk.core.reply = answering(a_document_with_actions())
    shown = (await desk.slack.type_command(desk.ada, desk.channel, "/digest")).ephemerals[0]
    shown.blocks = [{"type": "actions", "elements": [button]}]
    transcript = await desk.slack.press(desk.ada, shown, "old")
    assert "do not know this button" in transcript.ephemerals[0].text


async def test_home_shows_what_the_core_says(desk: Desk) -> None:
    """Opening the home tab publishes the document of the command `home`."""
    desk.core.reply = answering(Document("Home", (paragraph("Next briefing at 8."),)))
    await desk.slack.open_home(desk.ada)
    await desk.slack.until(lambda: desk.slack.home(desk.ada) is not None)
    home = desk.slack.home(desk.ada)
    assert home is not None and "Next briefing" in json.dumps(home.payload)


async def test_a_press_at_home_is_answered_in_the_direct_conversation(desk: Desk) -> None:
    """A home tab has no response URL: the answer comes as a direct message, and the home is refreshed."""
    desk.core.reply = answering(a_document_with_actions())
    await desk.slack.open_home(desk.ada)
    await desk.slack.until(lambda: desk.slack.home(desk.ada) is not None)
    home = desk.slack.home(desk.ada)
    assert home is not None
    transcript = await desk.slack.press(desk.ada, home, "Share")
    assert len(transcript.posted) == 1


async def test_more_answers_than_a_response_url_takes(desk: Desk) -> None:
    """A reply of seven messages arrives whole: five by the response URL, the rest by the Web API."""
    pages = Document("Long", tuple(Preformatted(f"{n} " + "x" * 2900) for n in range(20)))
    desk.core.reply = answering(pages)
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest", answers=7)
    assert len(transcript.ephemerals) == 7 and desk.slack.refusals == []


async def test_what_is_shared_counts_when_it_is_posted(desk: Desk) -> None:
    """The core hears of it, and only then the asker."""
    told: list[bool] = []
    desk.core.reply = sharing(told)
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest share", answers=2)
    assert [each.text for each in transcript.posted] == ["The digest."]
    assert [each.text for each in transcript.ephemerals] == ["Shared."]
    assert told == [True]


async def test_what_everybody_sees_is_not_posted_twice_where_slack_lost_the_answer(desk: Desk) -> None:
    """It is looked for in the channel."""
    desk.core.reply = sharing([])
    desk.slack.swallow_next(RESPONSE_URL)
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest share", answers=2)
    assert [each.text for each in desk.slack.messages(desk.channel)] == ["The digest."]
    assert [each.text for each in transcript.ephemerals] == ["Shared."]


async def test_what_everybody_sees_is_posted_where_slack_lost_the_request(desk: Desk) -> None:
    """It is not in the channel, so it goes there another way."""
    desk.core.reply = sharing([])
    desk.slack.swallow_next(LOST)
    await desk.slack.type_command(desk.ada, desk.channel, "/digest share", answers=1)
    await desk.slack.until(lambda: bool(desk.slack.messages(desk.channel)))
    assert [each.text for each in desk.slack.messages(desk.channel)] == ["The digest."]


async def test_a_later_page_that_slack_lost_is_posted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of a document has the same text: one that is there is not taken for another."""
    long = Document("Long", tuple(Preformatted(f"{n} " + "x" * 2900) for n in range(9)))
    told, uses = list[bool](), list[str]()
    respond = Wire.respond

    async def losing_the_second(wire: Wire, url: str, message: Payload) -> bool:
        uses.append(url)
        if len(uses) == 2:
            desk.slack.swallow_next(LOST)
        return await respond(wire, url, message)

    monkeypatch.setattr(Wire, "respond", losing_the_second)
    desk.core.reply = sharing(told, long)
    await desk.slack.type_command(desk.ada, desk.channel, "/digest share", answers=0)
    await desk.slack.until(lambda: bool(told))
    assert len(desk.slack.messages(desk.channel)) == len(render_messages(long)) > 2


async def test_the_same_words_of_a_moment_ago_are_not_taken_for_what_slack_lost(desk: Desk) -> None:
    """Somebody shares twice: both are there."""
    told: list[bool] = []
    desk.core.reply = sharing(told)
    await desk.slack.type_command(desk.ada, desk.channel, "/digest share", answers=2)
    desk.slack.swallow_next(LOST)
    await desk.slack.type_command(desk.ada, desk.channel, "/digest share", answers=0)
    await desk.slack.until(lambda: len(told) == 2)
    assert [each.text for each in desk.slack.messages(desk.channel)] == ["The digest.", "The digest."]


async def test_where_nobody_can_tell_whether_it_was_posted_that_is_said(desk: Desk) -> None:
    """Without the history scope: rather a word to the person than the digest twice."""
    told: list[bool] = []
    desk.core.reply = sharing(told)
    desk.workspace.scopes = LEAST_SCOPES
    desk.slack.swallow_next(RESPONSE_URL)
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest share", answers=2)
    assert [each.text for each in desk.slack.messages(desk.channel)] == ["The digest."]
    assert transcript.ephemerals[0].text.startswith("I could not find out whether that was posted.")
    assert told == [False]


async def test_a_private_answer_arrives_though_slack_lost_the_request(desk: Desk) -> None:
    """By the Web API, to the asker alone."""
    desk.slack.swallow_next(LOST)
    await desk.slack.type_command(desk.ada, desk.channel, "/digest", answers=0)
    await desk.slack.until(lambda: bool(desk.slack.ephemerals(desk.ada, desk.channel)))
    assert len(desk.slack.ephemerals(desk.ada, desk.channel)) == 1


async def test_a_refused_share_says_so_and_counts_for_nothing(desk: Desk) -> None:
    """With what to do, in the asker's own conversation where the channel takes nothing at all."""
    told: list[bool] = []
    closed = desk.slack.add_channel("closed", private=True, bot_is_member=False)

    async def reply(command: Command) -> Reply:
        for hook in desk.slack.world.hooks.values():
            hook.until = 0.0
        return await sharing(told)(command)

    desk.core.reply = reply
    await desk.slack.type_command(desk.ada, closed, "/digest share", answers=0)
    own = desk.slack.world.direct_channel(desk.ada)
    await desk.slack.until(lambda: bool(desk.slack.messages(own)))
    said = desk.slack.messages(own)[0].text
    assert said.startswith("Nothing was shared") and "/invite" in said
    assert told == [False]
