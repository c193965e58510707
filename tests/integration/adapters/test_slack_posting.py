"""Posting into Slack: once, at its pace, and found again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.loopback.slack.world import LEAST_SCOPES
from bot.document import note
from bot.ports import ReplyRefused
from tests.integration.adapters.slack_desk import (
    Desk,
)


async def test_a_post_is_found_again_by_its_key(desk: Desk) -> None:
    """What was posted under a key is found in the channel's history, whatever came after it."""
    ts = await desk.platform.post(desk.place, note("Briefing"), key="b1:2026-11-23")
    await desk.platform.post(desk.place, note("Another"), key="b2")
    assert await desk.platform.find_sent(desk.place, key="b1:2026-11-23") == ts


async def test_without_the_history_scope_nobody_can_tell(desk: Desk) -> None:
    """Without permission to read the history a sent message is not found, and nothing is raised."""
    await desk.platform.post(desk.place, note("Briefing"), key="k")
    desk.workspace.scopes = LEAST_SCOPES
    assert await desk.platform.find_sent(desk.place, key="k") is None


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
async def test_what_cannot_be_mended_by_waiting_is_permanent(desk: Desk, error: str) -> None:
    """An unknown or archived channel, a missing invitation and a revoked token are refused for good."""
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
    assert refused.value.permanent
