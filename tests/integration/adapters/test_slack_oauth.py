"""Many workspaces: each installs the app, is answered with its own token, and is forgotten when it leaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from adapters.loopback.slack.delivery import sign
from adapters.loopback.slack.world import HISTORY_SCOPES, LEAST_SCOPES
from adapters.slack.installations import Installations
from adapters.slack.platform import SlackPlatform
from adapters.slack.seams import Seams
from adapters.slack.settings import SlackSettings
from bot.clock import SystemClock
from bot.document import note
from bot.ports import ReplyRefused
from bot.sealing import Seal
from bot.store.channels import Channel, ChannelStore
from bot.store.vault import Vault
from bot.web.server import Board, serve_web
from config.values import HostPort
from summarizer.store.database import Database
from tests.integration.adapters.slack_desk import Core
from tests.integration.adapters.slack_installing import KEY, Market, a_browser, a_market, a_platform


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with run_loopback_slack() as double:
        yield double


@pytest.fixture
async def market(slack: LoopbackSlack, database: Database) -> AsyncIterator[Market]:
    async with a_market(slack, database) as made:
        yield made


async def test_two_workspaces_are_each_answered_with_their_own_token(
    slack: LoopbackSlack, any_database: Database
) -> None:
    """From the link to the answer, on both databases."""
    async with a_market(slack, any_database) as market:
        acme, globex = await market.installed("Acme"), await market.installed("Globex")
        slack.endpoints.authorised.clear()
        for each in (acme, globex):
            shown = await slack.type_command(each.person, each.channel, "/digest rust")
            assert [message.text for message in shown.ephemerals] == ["digest rust"]
        asked = {(method, space) for method, space in slack.endpoints.authorised if method == "users.info"}
        assert asked == {("users.info", acme.workspace.id), ("users.info", globex.workspace.id)}


async def test_a_briefing_goes_out_and_is_found_with_the_token_of_its_workspace(market: Market) -> None:
    acme = await market.installed("Acme")
    globex = market.a_customer("Globex")
    assert (await market.install(globex, query="?history=1")).status == 200

    await market.platform.post(acme.place, note("For Acme"), key="k1")
    sent = await market.platform.post(globex.place, note("For Globex"), key="k2")

    assert [message.text for message in market.slack.messages(acme.channel)] == ["For Acme"]
    assert await market.platform.find_sent(globex.place, key="k2") == sent


async def test_the_least_permissions_are_asked_for_unless_history_is_wished(market: Market) -> None:
    acme, globex = market.a_customer("Acme"), market.a_customer("Globex")

    await market.install(acme)
    await market.install(globex, query="?history=1")

    assert acme.workspace.scopes == LEAST_SCOPES
    assert globex.workspace.scopes == LEAST_SCOPES | HISTORY_SCOPES


async def test_the_page_says_that_it_worked_and_whom_for(market: Market) -> None:
    """The workspace's name is somebody's own words: it is shown, never run; and the page is kept nowhere."""
    page = await market.install(market.a_customer("<b>Acme</b>"))

    assert page.status == 200
    assert "Nightdesk is installed in &lt;b&gt;Acme&lt;/b&gt;" in page.text
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


async def test_no_token_can_be_read_in_the_database(market: Market) -> None:
    """Not in the file, nor in the journal beside it."""
    acme = await market.installed()
    assert market.database.path is not None

    folder: Path = market.database.path.parent
    written = b"".join(file.read_bytes() for file in folder.iterdir())

    assert acme.workspace.id.encode() in written
    assert b"xoxb" not in written and acme.workspace.bot_token.encode() not in written


async def test_slack_is_not_asked_who_it_is_at_every_request(market: Market) -> None:
    """Once, when the app is installed."""
    acme = await market.installed()
    for words in ("rust", "python", "go"):
        await market.slack.type_command(acme.person, acme.channel, f"/digest {words}")

    assert [method for method, _ in market.slack.world.calls].count("auth.test") == 1


async def test_a_new_key_takes_over_at_the_next_start(slack: LoopbackSlack, database: Database) -> None:
    """One start with both keys is enough; then the old one may go."""
    async with a_market(slack, database) as market:
        acme = await market.installed()
    key = Fernet.generate_key().decode()
    async with a_market(slack, database, key, KEY):
        pass
    async with a_market(slack, database, key) as market:
        await market.platform.post(acme.place, note("Still here"), key="k")
        assert [message.text for message in slack.messages(acme.channel)] == ["Still here"]


async def test_a_lost_key_is_no_end(slack: LoopbackSlack, database: Database) -> None:
    """Without the key briefings wait for it, people are told so, and installing again helps."""
    async with a_market(slack, database) as market:
        acme = await market.installed()
    async with a_market(slack, database, Fernet.generate_key().decode()) as market:
        with pytest.raises(ReplyRefused) as refused:
            await market.platform.post(acme.place, note("Briefing"), key="k")
        shown = await slack.type_command(acme.person, acme.channel, "/digest")
        assert not refused.value.permanent and "key to this workspace" in shown.ephemerals[0].text
        assert (await market.install(acme)).status == 200
        assert await market.platform.post(acme.place, note("Briefing"), key="k")


async def test_somebody_who_says_no_is_told_that_nothing_changed(market: Market) -> None:
    page = await market.install(None)

    assert page.status == 403
    assert "nothing was changed" in page.text and "/slack/install" in page.text


async def test_a_return_works_once(market: Market) -> None:
    """Whoever opens the address again, from the browser's history or from a log, gets nothing by it."""
    there = await market.consent(market.a_customer())

    assert (await market.open(there)).status == 200
    again = await market.open(there)

    assert again.status == 400 and "begin again" in again.text
    assert [method for method, _ in market.slack.world.calls].count("oauth.v2.access") == 1


async def test_a_return_after_ten_minutes_is_too_late(market: Market) -> None:
    there = await market.consent(market.a_customer())
    market.clock.move_to(market.clock.now() + timedelta(minutes=10, seconds=1))

    assert (await market.open(there)).status == 400


async def test_a_return_in_another_browser_is_refused(market: Market) -> None:
    """Nobody can be sent a link that finishes what somebody else began."""
    there = await market.consent(market.a_customer())
    async with a_browser() as stranger:
        assert (await market.open(there, stranger)).status == 400


@pytest.mark.parametrize(
    "query",
    ["", "?code=c", "?state=s&code=c", "?state=%00&code=c", "?state=é&code=c", "?error=<script>alert(1)</script>"],
)
async def test_what_nobody_began_is_refused_in_words(market: Market, query: str) -> None:
    page = await market.open(f"{market.base}/slack/oauth_redirect{query}")

    assert page.status in {400, 403} and "<script>" not in page.text
    assert "Nightdesk was not installed" in page.text


async def test_two_tabs_may_begin_and_both_may_finish(market: Market) -> None:
    """The second beginning does not spoil the first."""
    first, second = await market.consent(market.a_customer("A")), await market.consent(market.a_customer("B"))

    assert [(await market.open(each)).status for each in (first, second)] == [200, 200]


async def test_a_return_without_a_code_is_refused(market: Market) -> None:
    there = await market.consent(market.a_customer())

    assert (await market.open(there.replace("code=", "kode="))).status == 400


async def test_a_code_that_slack_does_not_know_is_refused(market: Market) -> None:
    there = await market.consent(market.a_customer())
    market.slack.endpoints.codes.clear()

    page = await market.open(there)

    assert page.status == 400 and "does not know this code" in page.text


async def test_a_wrong_client_secret_is_told_as_ours(market: Market) -> None:
    """The person cannot help it, and learns whom to tell."""
    there = await market.consent(market.a_customer())
    market.slack.endpoints.client = ("client", "another")

    page = await market.open(there)

    assert page.status == 502 and "tell whoever runs Nightdesk" in page.text


async def test_a_slack_that_breaks_off_is_told(market: Market) -> None:
    there = await market.consent(market.a_customer())
    market.slack.swallow_next("oauth.v2.access")

    page = await market.open(there)

    assert page.status == 502 and "try again in a minute" in page.text


async def test_the_cookie_is_for_this_flow_alone(market: Market) -> None:
    """Scripts cannot read it, other sites cannot send it with a form, and over https it stays there."""
    seams = Seams(SystemClock(), _nothing, Vault(market.database, Seal([KEY]), SystemClock()))
    board = Board()
    board.mount(a_platform(market.slack, seams, "https://bot.example").http_paths())
    async with (
        serve_web(HostPort("127.0.0.1", 0), None, board) as base,
        market.browser.get(f"{base}/slack/install", allow_redirects=False) as answer,
    ):
        cookie = answer.cookies["nightdesk_install"]

    assert (cookie["httponly"], cookie["secure"], cookie["samesite"], cookie["path"]) == (True, True, "Lax", "/slack")


async def test_an_uninstalled_app_forgets_the_workspace_at_once(market: Market) -> None:
    """Its token, its channels and their settings; the other workspaces stay."""
    acme, globex = await market.installed("Acme"), await market.installed("Globex")
    channels = ChannelStore(market.database)
    for each in (acme, globex):
        await channels.save(Channel(each.place, timezone="Europe/Berlin"))

    await market.slack.uninstall(acme.workspace)
    await market.slack.until(lambda: len(market.forgotten) == 2)

    kept = Installations(Vault(market.database, Seal([KEY]), SystemClock()))
    assert await kept.async_find_bot(enterprise_id=None, team_id=acme.workspace.id) is None
    assert [(await channels.get(each.place)).timezone for each in (acme, globex)] == [None, "Europe/Berlin"]
    assert await market.platform.post(globex.place, note("Briefing"), key="k")


async def test_an_app_of_one_workspace_forgets_it_too_when_it_is_removed(slack: LoopbackSlack) -> None:
    """By socket, with the operator's own token; that the token was revoked is the operator's business alone."""
    forgotten: list[str] = []

    async def forget(workspace: str) -> None:
        forgotten.append(workspace)
        slack.world.notify()

    space = slack.add_workspace()
    settings = SlackSettings(space.bot_token, app_token=slack.app_token, api_url=slack.api_url, ping_seconds=0.05)
    platform = SlackPlatform(settings, Seams(SystemClock(), forget))
    running = asyncio.create_task(platform.run(Core()))
    await slack.connected()
    await slack.uninstall(space)
    await slack.until(lambda: bool(forgotten))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert forgotten == [space.id]


async def test_a_briefing_for_a_workspace_that_left_is_given_up(market: Market) -> None:
    """It was claimed before the app was removed; trying again cannot help."""
    acme = await market.installed()
    await market.slack.uninstall(acme.workspace)
    await market.slack.until(lambda: len(market.forgotten) == 2)

    with pytest.raises(ReplyRefused, match="not installed in this workspace") as refused:
        await market.platform.post(acme.place, note("Briefing"), key="k")
    assert refused.value.permanent


async def test_a_token_revoked_before_slack_said_so_is_refused_for_good(market: Market) -> None:
    acme = await market.installed()
    await market.platform.post(acme.place, note("One"), key="k1")
    acme.workspace.revoked = "token_revoked"

    with pytest.raises(ReplyRefused, match="no longer accepts my token") as refused:
        await market.platform.post(acme.place, note("Two"), key="k2")
    assert refused.value.permanent


async def test_revoking_a_persons_token_is_not_leaving(market: Market) -> None:
    """Only the bot's own token is what the workspace is served with."""
    acme = await market.installed()
    await market.slack.tell(acme.workspace, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    await market.slack.type_command(acme.person, acme.channel, "/digest")

    assert market.forgotten == []


async def test_a_late_farewell_does_not_remove_a_new_installation(market: Market) -> None:
    """Slack repeats events for hours; the app may be back before one of an earlier time comes."""
    acme = await market.installed()
    hour_ago = market.clock.now().timestamp() - 3600

    await market.slack.tell(acme.workspace, {"type": "app_uninstalled"}, at=hour_ago)
    await market.slack.until(lambda: ("auth.test", acme.workspace.id) in market.slack.endpoints.authorised[1:])

    assert await market.platform.post(acme.place, note("Still here"), key="k")


async def test_a_token_that_another_process_replaced_is_taken_up(market: Market) -> None:
    """The token is remembered for some seconds, but a refused one is looked up again before giving up."""
    acme = await market.installed()
    await market.platform.post(acme.place, note("One"), key="k1")
    bots = Installations(Vault(market.database, Seal([KEY]), SystemClock()))
    bot = await bots.async_find_bot(enterprise_id=None, team_id=acme.workspace.id)
    assert bot is not None
    bot.bot_token = acme.workspace.bot_token = "xoxb-loopback-replaced"
    await bots.async_save_bot(bot)

    await market.platform.post(acme.place, note("Two"), key="k2")

    assert [message.text for message in market.slack.messages(acme.channel)] == ["One", "Two"]


async def test_a_workspace_that_never_installed_it_is_told(market: Market) -> None:
    """Its command is answered in words, and the core never hears of it."""
    stranger = market.a_customer()
    stranger.workspace.revoked = None

    shown = await market.slack.type_command(stranger.person, stranger.channel, "/digest")

    assert "not installed in this workspace" in shown.ephemerals[0].text
    assert market.core.asked == []


async def test_whoever_asked_before_it_was_installed_is_no_guest_after_it(market: Market) -> None:
    """Who they are and what they read could not be looked up then, and was not remembered so."""
    early = market.a_customer()
    early.workspace.revoked = None
    await market.slack.type_command(early.person, early.channel, "/digest")

    await market.install(early)
    await market.slack.type_command(early.person, early.channel, "/digest rust")

    [(_, asker)] = market.core.asked
    assert (asker.is_guest, asker.may_begin) == (False, True)


async def test_only_slack_may_say_that_a_workspace_left(market: Market) -> None:
    """The signature is checked as for one workspace."""
    acme = await market.installed()
    body = f'{{"type": "event_callback", "team_id": "{acme.workspace.id}", "event": {{"type": "app_uninstalled"}}}}'
    headers = {"Content-Type": "application/json", **sign("0" * 32, body, int(market.clock.now().timestamp()))}
    async with market.browser.post(f"{market.base}/slack/events", data=body, headers=headers) as answer:
        assert answer.status == 401

    assert await market.platform.post(acme.place, note("Still here"), key="k")


async def test_without_a_key_it_does_not_start(slack: LoopbackSlack) -> None:
    """There is nowhere to keep tokens."""
    with pytest.raises(ValueError, match="NIGHTDESK_SECRET_KEY is missing"):
        a_platform(slack, Seams(SystemClock(), _nothing), "https://bot.example")


async def _nothing(_: str) -> None:
    """Forget nothing."""
