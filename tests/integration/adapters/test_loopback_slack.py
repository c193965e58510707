"""The loopback Slack refuses what Slack refuses, to the real SDK's client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from adapters.loopback.slack.world import Channel, User

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "settings",
    "title": {"type": "plain_text", "text": "Settings"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "zone",
            "label": {"type": "plain_text", "text": "Zone"},
            "element": {"type": "plain_text_input", "action_id": "v"},
        }
    ],
}


class Clock:
    """A clock that stands still until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Bench:
    """The double with one person, one channel, a client of the SDK, and its clock."""

    slack: LoopbackSlack
    client: AsyncWebClient
    ada: User
    channel: Channel
    clock: Clock

    async def error(self, method: str, **fields: Any) -> str:
        """The error code that a method answers with."""
        with pytest.raises(SlackApiError) as refused:
            await self.client.api_call(method, json=fields)
        return str(refused.value.response["error"])


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    clock = Clock()
    async with run_loopback_slack(clock=clock, ack_deadline=0.05) as slack, aiohttp.ClientSession() as session:
        space = slack.add_workspace()
        client = AsyncWebClient(space.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
        client.proxy = None
        yield Bench(slack, client, slack.add_user("ada"), slack.add_channel("news"), clock)


async def connect(bench: Bench, *acks: dict[str, Any] | None) -> SocketModeClient:
    """A socket that acknowledges each envelope with the next of these payloads, and never answers None."""
    socket = SocketModeClient(app_token=bench.slack.app_token, web_client=bench.client, auto_reconnect_enabled=False)
    socket.proxy = None
    left = list(acks)

    async def listen(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        payload = left.pop(0)
        if payload is not None:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    socket.socket_mode_request_listeners.append(listen)
    await socket.connect()  # type: ignore[no-untyped-call]
    await bench.slack.connected()
    return socket


async def test_a_late_acknowledgement_is_a_failure(bench: Bench) -> None:
    """A command that the app does not acknowledge in time has failed, and is written down."""
    socket = await connect(bench, None)
    transcript = await bench.slack.type_command(bench.ada, bench.channel, "/digest")
    await socket.close()  # type: ignore[no-untyped-call]
    assert transcript.error == "operation_timeout" and bench.slack.refusals[-1].what == "ack"


async def test_without_an_app_a_command_fails(bench: Bench) -> None:
    """With no socket and no Request URL nothing can take the command."""
    transcript = await bench.slack.type_command(bench.ada, bench.channel, "/digest")
    assert transcript.error == "dispatch_failed"


async def test_a_socket_address_opens_one_connection(bench: Bench) -> None:
    """The address from apps.connections.open works once."""
    url = (await bench.client.apps_connections_open(app_token=bench.slack.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"channel": "C404"}, "channel_not_found"),
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2600}}] * 4}, "msg_blocks_too_long"),
    ],
)
async def test_bad_messages_are_refused(bench: Bench, changes: dict[str, Any], error: str) -> None:
    """Unknown channels, empty and too long messages, and blocks beyond their limits."""
    fields = {"channel": bench.channel.id, "text": "hello", **changes}
    assert await bench.error("chat.postMessage", **fields) == error
    assert bench.slack.refusals[-1].error == error


async def test_invalid_blocks_say_where(bench: Bench) -> None:
    """The answer names the place in the blocks that is wrong."""
    block = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
    with pytest.raises(SlackApiError) as refused:
        await bench.client.chat_postMessage(channel=bench.channel.id, text="t", blocks=[block])
    assert "/blocks/0/text" in refused.value.response["response_metadata"]["messages"][0]


async def test_a_private_channel_hides_from_the_uninvited(bench: Bench) -> None:
    """Where the bot was not invited, a private channel does not exist for it."""
    hidden = bench.slack.add_channel("secret", private=True, bot_is_member=False)
    assert await bench.error("chat.postMessage", channel=hidden.id, text="hello") == "channel_not_found"


async def test_an_ephemeral_message_needs_its_reader_there(bench: Bench) -> None:
    """Who is not in the channel cannot be shown anything there."""
    stranger = bench.slack.add_user("eve")
    fields = {"channel": bench.channel.id, "user": stranger.id, "text": "hello"}
    assert await bench.error("chat.postEphemeral", **fields) == "user_not_in_channel"


async def test_a_missing_scope_is_named(bench: Bench) -> None:
    """The answer says which scope was needed."""
    with pytest.raises(SlackApiError) as refused:
        await bench.client.conversations_history(channel=bench.channel.id)
    assert refused.value.response["needed"] == "channels:history"


async def test_a_trigger_opens_one_view(bench: Bench) -> None:
    """A fresh trigger opens a modal; the same one again does not."""
    trigger = bench.slack.new_occasion(bench.ada, bench.channel.id).trigger_id
    await bench.client.views_open(trigger_id=trigger, view=MODAL)
    assert len(bench.slack.open_views(bench.ada)) == 1
    assert await bench.error("views.open", trigger_id=trigger, view=MODAL) == "exchanged_trigger_id"


async def test_a_trigger_expires_after_three_seconds(bench: Bench) -> None:
    """Too late is told as Slack tells it."""
    trigger = bench.slack.new_occasion(bench.ada, bench.channel.id).trigger_id
    bench.clock.now += 3.1
    assert await bench.error("views.open", trigger_id=trigger, view=MODAL) == "expired_trigger_id"


async def test_a_response_url_ends_after_thirty_minutes(bench: Bench) -> None:
    """From then on it answers 404 and shows nothing."""
    hook = bench.slack.new_occasion(bench.ada, bench.channel.id).response_url
    bench.clock.now += 30 * 60 + 1
    async with aiohttp.ClientSession() as session, session.post(hook, json={"text": "late"}) as answer:
        assert (answer.status, bench.slack.ephemerals(bench.ada, bench.channel)) == (404, [])


async def test_a_response_url_can_replace_and_delete(bench: Bench) -> None:
    """The message whose button was pressed can be replaced, and then deleted."""
    message = (await bench.client.chat_postMessage(channel=bench.channel.id, text="before"))["ts"]
    hook = bench.slack.new_occasion(bench.ada, bench.channel.id, message).response_url
    async with aiohttp.ClientSession() as session:
        await session.post(hook, json={"text": "after", "replace_original": True})
        replaced = [each.text for each in bench.slack.messages(bench.channel)]
        await session.post(hook, json={"delete_original": True})
    assert (replaced, bench.slack.messages(bench.channel)) == (["after"], [])


@pytest.mark.parametrize(
    ("ack", "open_after"),
    [({}, 0), ({"response_action": "errors", "errors": {"zone": "No such zone."}}, 1)],
)
async def test_a_submitted_modal_closes_unless_it_has_errors(
    bench: Bench, ack: dict[str, Any], open_after: int
) -> None:
    """An empty acknowledgement closes the modal; errors keep it open."""
    trigger = bench.slack.new_occasion(bench.ada, bench.channel.id).trigger_id
    await bench.client.views_open(trigger_id=trigger, view=MODAL)
    socket = await connect(bench, ack)
    view = bench.slack.open_views(bench.ada)[0]
    await bench.slack.submit(bench.ada, view, {"zone": {"v": {"type": "plain_text_input", "value": "Mars"}}})
    await socket.close()  # type: ignore[no-untyped-call]
    assert len(bench.slack.open_views(bench.ada)) == open_after


async def test_a_view_with_an_old_hash_is_not_updated(bench: Bench) -> None:
    """Two updates that race are told apart by the hash."""
    trigger = bench.slack.new_occasion(bench.ada, bench.channel.id).trigger_id
    view = (await bench.client.views_open(trigger_id=trigger, view=MODAL))["view"]
    await bench.client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)
    assert await bench.error("views.update", view_id=view["id"], hash=view["hash"], view=MODAL) == "hash_conflict"


async def test_a_limit_is_told_with_its_retry_after(bench: Bench) -> None:
    """429 with the header, for as many calls as were asked for."""
    bench.slack.limit(retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        await bench.client.chat_postMessage(channel=bench.channel.id, text="hello")
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")
    assert (await bench.client.chat_postMessage(channel=bench.channel.id, text="hello"))["ok"]


async def test_messages_can_be_changed_and_linked(bench: Bench) -> None:
    """chat.update and chat.getPermalink know the messages that were posted, and no others."""
    ts = (await bench.client.chat_postMessage(channel=bench.channel.id, text="before"))["ts"]
    await bench.client.chat_update(channel=bench.channel.id, ts=ts, text="after")
    link = (await bench.client.chat_getPermalink(channel=bench.channel.id, message_ts=ts))["permalink"]
    assert bench.slack.messages(bench.channel)[0].text == "after" and bench.channel.id in link
    assert await bench.error("chat.update", channel=bench.channel.id, ts="1.0", text="x") == "message_not_found"


async def test_a_person_can_be_written_to(bench: Bench) -> None:
    """conversations.open gives the direct conversation into which a message to the person's id goes too."""
    bench.slack.world.workspaces[bench.channel.workspace].scopes |= {"im:write"}
    opened = (await bench.client.conversations_open(users=bench.ada.id))["channel"]["id"]
    posted = await bench.client.chat_postMessage(channel=bench.ada.id, text="hello")
    assert posted["channel"] == opened


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # the SDK uses it
async def test_an_installation_code_gives_the_workspace_token_once(bench: Bench) -> None:
    """oauth.v2.access exchanges a code for the bot token, and takes no code twice."""
    bench.slack.endpoints.codes["code-1"] = bench.channel.workspace
    given = {"client_id": "client", "client_secret": "secret", "code": "code-1"}
    answer = await bench.client.oauth_v2_access(**given)
    assert answer["access_token"] == bench.client.token
    with pytest.raises(SlackApiError, match="invalid_code"):
        await bench.client.oauth_v2_access(**given)


async def test_pressing_what_is_not_there_is_an_error(bench: Bench) -> None:
    """A test that presses a button nobody drew is told so."""
    await bench.client.chat_postMessage(channel=bench.channel.id, text="no buttons")
    with pytest.raises(LookupError):
        await bench.slack.press(bench.ada, bench.slack.messages(bench.channel)[0], "Share")
