"""Serving Slack: by socket, through cuts and bad tokens, and by signed HTTP."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from adapters.loopback.slack import LoopbackSlack
from adapters.loopback.slack.delivery import COMMANDS, encode, sign
from adapters.loopback.slack.payloads import Occasion, command_payload
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.document import note
from bot.ports import PlatformUnusable, ReplyRefused
from tests.integration.adapters.slack_desk import (
    Core,
    Desk,
    a_desk,
    a_document_with_actions,
    an_endpoint,
    answering,
)


async def test_a_cut_connection_comes_back(desk: Desk) -> None:
    """After the wire was cut the app connects again and answers."""
    await desk.slack.drop_connection()
    await desk.slack.connected(times=2)
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest")
    assert len(transcript.ephemerals) == 1


async def test_a_farewell_brings_a_new_connection(desk: Desk) -> None:
    """When Slack says that it will refresh the connection, the app takes a new one."""
    await desk.slack.drop_connection(warn=True)
    await desk.slack.connected(times=2)
    assert not (await desk.slack.type_command(desk.ada, desk.channel, "/digest")).failed


async def test_a_dead_address_is_not_tried_for_ever(desk: Desk) -> None:
    """When the new address is refused, the app asks for another one; the SDK alone would knock at the dead one."""
    desk.slack.sockets.refuse_next = 1
    await desk.slack.drop_connection()
    await desk.slack.connected(times=2)
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest")
    assert len(transcript.ephemerals) == 1


async def test_a_bad_token_is_said_at_once(slack: LoopbackSlack) -> None:
    """With a token that Slack does not know, serving ends: only the operator can help."""
    settings = SlackSettings("xoxb-unknown", app_token=slack.app_token, api_url=slack.api_url)
    platform = SlackPlatform(settings)
    with pytest.raises(PlatformUnusable, match="invalid_auth"):
        await platform.run(Core())


async def test_a_bad_app_token_is_said_at_once(slack: LoopbackSlack) -> None:
    """With an app token that Slack does not know, serving ends too, instead of retrying for ever."""
    workspace = slack.add_workspace()
    platform = SlackPlatform(SlackSettings(workspace.bot_token, app_token="xapp-unknown", api_url=slack.api_url))
    with pytest.raises(ReplyRefused, match="invalid_auth"):
        await platform.run(Core())


@pytest.mark.parametrize("words", ["rust 7d", "payload attacks"])
async def test_http_mode_answers_like_the_socket(slack: LoopbackSlack, words: str) -> None:
    """A signed request is answered; the word "payload" in a command does not lose it."""
    async with a_desk(slack, by_http=True) as desk, an_endpoint(desk):
        transcript = await slack.type_command(desk.ada, desk.channel, f"/digest {words}")
        assert len(transcript.ephemerals) == 1


async def test_http_mode_takes_presses_and_events(slack: LoopbackSlack) -> None:
    """Buttons and the home tab work by HTTP too."""
    async with a_desk(slack, by_http=True) as desk, an_endpoint(desk):
        desk.core.reply = answering(a_document_with_actions())
        shown = (await slack.type_command(desk.ada, desk.channel, "/digest")).ephemerals[0]
        await slack.press(desk.ada, shown, "Share")
        home = await slack.open_home(desk.ada)
        await slack.until(lambda: slack.home(desk.ada) is not None)
        assert not home.failed


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Request-Timestamp": "99999999999", "X-Slack-Signature": "v0=é"},
    ],
)
async def test_who_is_not_slack_gets_401(slack: LoopbackSlack, headers: dict[str, str]) -> None:
    """Missing, malformed, old or wrong signatures are refused, and nothing reaches the core."""
    async with (
        a_desk(slack, by_http=True) as desk,
        an_endpoint(desk) as url,
        aiohttp.ClientSession() as session,
        session.post(url, data="command=%2Fdigest", headers=headers) as answer,
    ):
        assert (answer.status, desk.core.asked) == (401, [])


async def test_a_replayed_request_is_not_answered_again(slack: LoopbackSlack) -> None:
    """The same signed request sent twice runs its command once."""
    async with a_desk(slack, by_http=True) as desk, an_endpoint(desk) as url, aiohttp.ClientSession() as session:
        occasion = Occasion(desk.ada, "1.2", f"{slack.base_url}/hooks/none")
        body, content_type = encode(COMMANDS, command_payload(occasion, desk.channel, "/digest"))
        headers = {"Content-Type": content_type, **sign(slack.signing_secret, body, int(time.time()))}
        statuses = []
        for _ in range(2):
            async with session.post(url, data=body, headers=headers) as answer:
                statuses.append(answer.status)
        await slack.until(lambda: bool(slack.ephemerals(desk.ada, desk.channel)))
        assert (statuses, len(desk.core.asked)) == ([200, 200], 1)


async def test_slack_may_verify_the_address(slack: LoopbackSlack) -> None:
    """The challenge that Slack sends when the address is saved is given back."""
    async with a_desk(slack, by_http=True) as desk, an_endpoint(desk) as url, aiohttp.ClientSession() as session:
        body = '{"type": "url_verification", "challenge": "c-1", "token": "t"}'
        headers = {"Content-Type": "application/json", **sign(slack.signing_secret, body, int(time.time()))}
        async with session.post(url, data=body, headers=headers) as answer:
            assert (answer.status, "c-1" in await answer.text()) == (200, True)


async def test_the_environment_does_not_steer_the_app(slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bolt's and the SDK's own variables (OAuth, proxies) change nothing: settings come from our settings alone."""
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN"):
        monkeypatch.setenv(name, "from-the-environment")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    async with a_desk(slack) as desk:
        transcript = await slack.type_command(desk.ada, desk.channel, "/digest")
        assert len(transcript.ephemerals) == 1


async def test_asking_slack_who_it_is_happens_once(desk: Desk) -> None:
    """auth.test is not called again for every request."""
    for _ in range(3):
        await desk.slack.type_command(desk.ada, desk.channel, "/digest")
    assert [method for method, _ in desk.slack.world.calls].count("auth.test") == 1


async def test_nothing_was_refused_on_the_way(desk: Desk) -> None:
    """A command, a press and a home pass without one refusal by Slack."""
    desk.core.reply = answering(a_document_with_actions(), note("Ada shared a digest."))
    shown = (await desk.slack.type_command(desk.ada, desk.channel, "/digest", answers=2)).ephemerals[0]
    await desk.slack.press(desk.ada, shown, "Share", answers=2)
    await desk.slack.open_home(desk.ada)
    await desk.slack.until(lambda: desk.slack.home(desk.ada) is not None)
    assert desk.slack.refusals == []


async def test_stopping_waits_for_the_answer_under_way(slack: LoopbackSlack) -> None:
    """What was acknowledged before the end is still answered."""
    async with a_desk(slack) as desk:
        desk.core.gate.clear()
        await slack.type_command(desk.ada, desk.channel, "/digest", answers=0)
        async with asyncio.timeout(5):
            while not desk.core.asked:  # no change of the double tells of it
                await asyncio.sleep(0.001)
        asyncio.get_running_loop().call_later(0.02, desk.core.gate.set)
    assert len(slack.ephemerals(desk.ada, desk.channel)) == 1


async def test_the_sixth_use_of_a_response_url_is_refused(slack: LoopbackSlack) -> None:
    """The double takes five answers and gives 404 to the sixth, as Slack does."""
    async with a_desk(slack, serve=False) as desk, aiohttp.ClientSession() as session:
        occasion = slack.new_occasion(desk.ada, desk.channel.id)
        statuses = []
        for _ in range(6):
            async with session.post(occasion.response_url, json={"text": "hello"}) as answer:
                statuses.append(answer.status)
        assert statuses == [200] * 5 + [404]
