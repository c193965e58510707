"""Posting into Slack: once, at its pace, and found again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.loopback.slack.world import LEAST_SCOPES, Message
from adapters.slack.platform import HISTORY, SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.document import Document, note, paragraph
from bot.ports import Place, Refusal, ReplyRefused
from tests.integration.adapters.slack_desk import Desk

LONG = Document("long", tuple(paragraph(f"paragraph {number} " + "word " * 60) for number in range(40)))


async def test_a_post_is_found_again_by_its_key(desk: Desk) -> None:
    """What was posted under a key is found in the channel's history, whatever came after it."""
    ts = await desk.platform.post(desk.place, note("Briefing"), key="b1:2026-11-23")
    await desk.platform.post(desk.place, note("Another"), key="b2")
    assert await desk.platform.find_sent(desk.place, key="b1:2026-11-23") == ts


async def test_without_the_history_scope_nobody_can_tell(desk: Desk) -> None:
    """Without permission to read the history it is not said that a message is not there."""
    await desk.platform.post(desk.place, note("Briefing"), key="k")
    desk.workspace.scopes = LEAST_SCOPES
    with pytest.raises(ReplyRefused, match="missing_scope") as refused:
        await desk.platform.find_sent(desk.place, key="k")
    assert refused.value.meaning is Refusal.FORBIDDEN


async def test_a_word_to_a_person_is_found_again(desk: Desk) -> None:
    """Slack takes a person's id to write to them, and wants that of the conversation to read it."""
    private = replace(desk.place, channel=desk.ada.id)
    ts = await desk.platform.post(private, note("I stopped the briefing."), key="k")
    assert await desk.platform.find_sent(private, key="k") == ts
    assert await desk.platform.find_sent(private, key="another") is None


async def test_a_channel_in_which_the_bot_only_writes_cannot_be_looked_into(desk: Desk) -> None:
    """A public one can be written in uninvited; its history is for members."""
    desk.channel.members.discard(desk.workspace.bot_user)
    await desk.platform.post(desk.place, note("Briefing"), key="k")
    with pytest.raises(ReplyRefused) as refused:
        await desk.platform.find_sent(desk.place, key="k")
    assert refused.value.meaning is Refusal.FORBIDDEN


async def test_a_busy_channel_cannot_be_looked_through(desk: Desk) -> None:
    """What lies beyond the messages that Slack shows at once may be there."""
    await desk.platform.post(desk.place, note("Briefing"), key="k")
    for number in range(HISTORY):
        desk.slack.world.add_message(Message(desk.slack.world.new_ts(), desk.channel.id, f"{number}", []))
    with pytest.raises(ReplyRefused, match="more in that channel") as refused:
        await desk.platform.find_sent(desk.place, key="k")
    assert refused.value.meaning is Refusal.FORBIDDEN


async def test_a_later_page_whose_layout_is_refused_goes_out_in_plain_words(desk: Desk) -> None:
    """The first one is out already."""
    desk.slack.world.next_errors.extend(["", "invalid_blocks"])
    await desk.platform.post(desk.place, LONG, key="k")
    first, second = desk.slack.messages(desk.channel)
    assert first.blocks and not second.blocks
    assert "paragraph 39" in second.text


async def test_a_slack_that_cannot_be_reached_took_nothing() -> None:
    """So it is sent again without asking."""
    platform = SlackPlatform(SlackSettings("xoxb-1", app_token="xapp-1", api_url="http://127.0.0.1:1/api/"))
    with pytest.raises(ReplyRefused) as refused:
        await platform.post(Place("slack", "T1", "C1"), note("Briefing"), key="k")
    await platform.close()
    assert refused.value.meaning is Refusal.LATER


async def test_a_lost_answer_does_not_post_twice(desk: Desk) -> None:
    """When Slack takes a message and the connection ends before it says so, it is not sent again unasked."""
    desk.slack.swallow_next("chat.postMessage")
    with pytest.raises(ReplyRefused) as refused:
        await desk.platform.post(desk.place, note("Briefing"), key="k")
    assert not refused.value.permanent and len(desk.slack.messages(desk.channel)) == 1


async def test_a_429_holds_back_its_channel_alone(desk: Desk) -> None:
    """A limited channel is refused without asking Slack again, while another one is served."""
    other = desk.slack.add_channel("other")
    desk.slack.limit(channel=desk.channel, retry_after=30)
    for _ in range(2):
        with pytest.raises(ReplyRefused) as refused:
            await desk.platform.post(desk.place, note("Briefing"), key="k")
        assert refused.value.retry_after == pytest.approx(30, abs=2)
    await desk.platform.post(replace(desk.place, channel=other.id), note("Briefing"), key="k")
    posts = [fields["channel"] for method, fields in desk.slack.world.calls if method == "chat.postMessage"]
    assert posts == [desk.channel.id, other.id]


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "not_in_channel", "token_revoked"])
async def test_what_only_people_can_mend_is_gone(desk: Desk, error: str) -> None:
    """An unknown or archived channel, a bot that was removed from it and a revoked token."""
    place = desk.place
    match error:
        case "channel_not_found":
            place = replace(place, channel="C404")
        case "is_archived":
            desk.channel.archived = True
        case "not_in_channel":
            desk.channel.members.discard(desk.workspace.bot_user)
            desk.workspace.scopes = desk.workspace.scopes - {"chat:write.public"}
        case _:
            desk.workspace.revoked = error
    with pytest.raises(ReplyRefused, match=error) as refused:
        await desk.platform.post(place, note("Briefing"), key="k")
    assert refused.value.meaning is Refusal.GONE
