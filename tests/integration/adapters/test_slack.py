"""Slack with the real slack-bolt and slack-sdk over the loopback double."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

import aiohttp
import pytest
from aiohttp import web

from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from adapters.loopback.slack.delivery import COMMANDS, encode, sign
from adapters.loopback.slack.payloads import Occasion, command_payload
from adapters.loopback.slack.world import HISTORY_SCOPES, LEAST_SCOPES, Channel, User, Workspace
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.commands import Command
from bot.document import Action, Buttons, Document, Preformatted, StoryBlock, note, paragraph, text
from bot.ports import Asker, Place, Reply, ReplyRefused
from summarizer.model import StoryState


@dataclass
class Core:
    """A core that answers every command with what it was asked, or as the test says; it waits for `gate`."""

    asked: list[tuple[Command, Asker]] = field(default_factory=list)
    reply: Callable[[Command], Awaitable[Reply]] | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, command: Command, asker: Asker) -> Reply:
        self.asked.append((command, asker))
        await self.gate.wait()
        if self.reply:
            return await self.reply(command)
        return Reply(note(f"{command.verb} {command.words}"))


@dataclass
class Desk:
    """A workspace with one person and one channel, and the platform under test."""

    slack: LoopbackSlack
    workspace: Workspace
    ada: User
    channel: Channel
    settings: SlackSettings
    core: Core
    platform: SlackPlatform

    @property
    def place(self) -> Place:
        return Place("slack", self.workspace.id, self.channel.id)


@asynccontextmanager
async def a_desk(slack: LoopbackSlack, *, by_http: bool = False, serve: bool = True) -> AsyncIterator[Desk]:
    workspace = slack.add_workspace(scopes=LEAST_SCOPES | HISTORY_SCOPES)
    ada = slack.add_user("ada")
    settings = SlackSettings(
        bot_token=workspace.bot_token,
        app_token=None if by_http else slack.app_token,
        signing_secret=slack.signing_secret,
        api_url=slack.api_url,
        seconds_between_posts=0.0,
        ping_seconds=0.05,
    )
    core = Core()
    core.gate.set()
    desk = Desk(slack, workspace, ada, slack.add_channel("news"), settings, core, SlackPlatform(settings))
    running = asyncio.create_task(desk.platform.run(core)) if serve else None
    try:
        if running and not by_http:
            await slack.connected()
        yield desk
    finally:
        if running:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
        await desk.platform.close()


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with run_loopback_slack() as double:
        yield double


@pytest.fixture
async def desk(slack: LoopbackSlack) -> AsyncIterator[Desk]:
    async with a_desk(slack) as made:
        yield made


def answering(document: Document, announcement: Document | None = None) -> Callable[[Command], Awaitable[Reply]]:
    async def reply(_: Command) -> Reply:
        return Reply(document, announcement)

    return reply


def raising(error: Exception) -> Callable[[Command], Awaitable[Reply]]:
    async def reply(_: Command) -> Reply:
        raise error

    return reply


def a_document_with_actions() -> Document:
    story = StoryBlock(
        number=1,
        story_id="s1",
        title="A title",
        url="https://news.example/1",
        state=StoryState.NEW,
        sentences=(text("A sentence."),),
        meta=(text("1 source"),),
        actions=(Action("More", "more", "s1"), Action("Save for later", "save", "s1")),
    )
    return Document("A digest", (story, Buttons((Action("Share", "share", "d1"),))))


async def test_digest_is_answered_in_private(desk: Desk) -> None:
    """`/digest` with words reaches the core as a command and is answered to the asker alone."""
    transcript = await desk.slack.type_command(desk.ada, desk.channel, "/digest rust 7d")
    assert [each.text for each in transcript.ephemerals] == ["digest rust"]
    assert transcript.posted == []


async def test_asker_is_told_to_the_core(desk: Desk) -> None:
    """The core gets platform, workspace, channel and person, and that a plain member may not manage."""
    await desk.slack.type_command(desk.ada, desk.channel, "/digest")
    assert desk.core.asked[0][1] == Asker(desk.place, desk.ada.id)


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
    assert (asker.is_guest, asker.may_manage) == (True, False)


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
    desk.core.reply = raising(ReplyRefused("Invite me there first.", permanent=True))
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


async def test_the_sixth_use_of_a_response_url_is_refused(slack: LoopbackSlack) -> None:
    """The double takes five answers and gives 404 to the sixth, as Slack does."""
    async with a_desk(slack, serve=False) as desk, aiohttp.ClientSession() as session:
        occasion = slack.new_occasion(desk.ada, desk.channel.id)
        statuses = []
        for _ in range(6):
            async with session.post(occasion.response_url, json={"text": "hello"}) as answer:
                statuses.append(answer.status)
        assert statuses == [200] * 5 + [404]


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


async def test_a_bad_token_is_said_at_once(slack: LoopbackSlack) -> None:
    """With a token that Slack does not know, serving ends with a permanent refusal."""
    settings = SlackSettings("xoxb-unknown", app_token=slack.app_token, api_url=slack.api_url)
    platform = SlackPlatform(settings)
    with pytest.raises(ReplyRefused, match="invalid_auth") as refused:
        await platform.run(Core())
    await platform.close()
    assert refused.value.permanent


async def test_a_bad_app_token_is_said_at_once(slack: LoopbackSlack) -> None:
    """With an app token that Slack does not know, serving ends too, instead of retrying for ever."""
    workspace = slack.add_workspace()
    platform = SlackPlatform(SlackSettings(workspace.bot_token, app_token="xapp-unknown", api_url=slack.api_url))
    with pytest.raises(ReplyRefused, match="invalid_auth"):
        await platform.run(Core())


@asynccontextmanager
async def an_endpoint(desk: Desk) -> AsyncIterator[str]:
    """The platform's HTTP side, mounted as the bot mounts it."""
    app = web.Application()
    app.router.add_post("/slack/events", desk.platform.answer_http)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    desk.slack.send_by_http(f"http://{host}:{port}/slack/events")
    await desk.slack.until(lambda: any(method == "auth.test" for method, _ in desk.slack.world.calls))
    while not desk.platform.connected:
        await asyncio.sleep(0)
    try:
        yield f"http://{host}:{port}/slack/events"
    finally:
        await runner.cleanup()


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
        await slack.until(lambda: bool(desk.core.asked))
        asyncio.get_running_loop().call_later(0.02, desk.core.gate.set)
    assert len(slack.ephemerals(desk.ada, desk.channel)) == 1
