"""The whole story in a real browser: ask, look behind a sentence, set a briefing, let the time go by."""

from __future__ import annotations

import pytest

from tests.e2e.playground.browser import Browser, Tab
from tests.e2e.playground.chat import QUIET, answered, arrive, ask, holds, titles
from tests.e2e.playground.conftest import run_playground

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_from_the_first_morning_to_the_second(tab: Tab) -> None:
    """The briefing arrives once at its minute; on the second morning what was seen stays away."""
    async with run_playground() as address:
        await arrive(tab, address)
        await ask(tab, "/digest")
        first = await titles(tab)
        await tab.click("[data-step=briefing]")
        await tab.until(holds(".bot.post", "This channel's briefing comes every day at 08:01"))
        await tab.click("#side .button", "To the briefing's minute")
        await tab.until(holds(".bot.post .header", "Morning briefing"), 60)
        await tab.click("#side .button", "To the second morning")
        await tab.until(holds(".note", "second morning"), 60)
        await ask(tab, "/digest")
        second = await titles(tab)
        briefings = await tab.run("[...document.querySelectorAll('.bot.post .header')].length")

    assert set(first.values()) == {"NEW"}
    assert {"NEW", "UPDATED"} <= set(second.values())
    assert [title for title in first if second.get(title) == "NEW"] == []
    assert briefings == 1


async def test_a_click_is_not_lost_when_the_side_changes_under_it(tab: Tab) -> None:
    """The next briefing comes to stand there while a button is held."""
    async with run_playground() as address:
        await arrive(tab, address)
        await tab.hold("#side [data-step=digest]")
        await ask(tab, "/digest briefing every day 08:01 UTC")
        before = await tab.count(".bot.reply")
        await tab.release()

        await tab.until(f"document.querySelectorAll('.bot.reply').length > {before} && {QUIET}")
        assert await tab.count("#side .next") == 1


async def test_a_button_let_go_outside_the_window_does_not_hold_the_side(tab: Tab) -> None:
    async with run_playground() as address:
        await arrive(tab, address)
        await tab.hold("#side [data-step=digest]")
        await ask(tab, "/digest briefing every day 08:01 UTC")
        await tab.call("Input.dispatchMouseEvent", type="mouseMoved", x=400, y=300, buttons=0)

        await tab.until("document.querySelectorAll('#side .next').length === 1")


async def test_a_briefing_of_the_second_morning_has_its_news(tab: Tab) -> None:
    """Stepping to the second morning reads the sources before the briefing that is due then is composed."""
    async with run_playground() as address:
        await arrive(tab, address)
        await ask(tab, "/digest briefing every day 08:00 UTC")
        await tab.click("#side .button", "To the second morning")
        await tab.until(holds(".bot.post .header", "Tuesday 24 November"), 60)
        shown = await tab.text(".bot.post .body")

    assert "UPDATED" in shown or "Crateport" in shown


async def test_a_story_that_went_on_is_told_under_its_briefing(tab: Tab) -> None:
    """Where the channel wants it, the second morning brings it at once, and the page says where chat would show it."""
    async with run_playground() as address:
        await arrive(tab, address)
        await ask(tab, "/digest settings updates on")
        await ask(tab, "/digest briefing every day 09:00 UTC")
        await tab.click("#side .button", "To the briefing's minute")
        await tab.until(holds(".bot.post .header", "Monday 23 November"), 60)
        before = await tab.count(".bot.post")
        await tab.click("#side .button", "To the second morning")
        await tab.until(holds(".bot.post .private", "In the thread under the briefing"), 30)
        told = await tab.text(".bot.post .body")

    assert before == 3
    assert "Velora Pay" in told or "Norrland" in told


async def test_the_days_of_a_briefing_are_ticked_in_the_form(tab: Tab) -> None:
    """None ticked is said beside them, and the form stays open with the first of them in focus."""
    boxes = "[...document.querySelectorAll('dialog [name=days]')]"
    async with run_playground() as address:
        await arrive(tab, address)
        await ask(tab, "/digest settings")
        await tab.until("document.querySelector('dialog') !== null")
        ticked = await tab.run(f"{boxes}.filter((e) => e.checked).map((e) => e.value)")
        await tab.run(f"{boxes}.filter((e) => e.checked).forEach((e) => e.click())")
        await tab.run("(() => { const t = document.querySelector('[name=times]'); t.value = '8am'; t.focus(); })()")
        await tab.press("Enter")
        await tab.until("document.querySelector('#field-days-problem').textContent.length > 0")
        said = await tab.text("#field-days-problem")
        focused = await tab.run("document.activeElement.value")
        await tab.press("Space")
        await tab.click("dialog .primary")
        await tab.until("document.querySelector('dialog') === null")
        await tab.until(holds(".bot", "Mondays at 08:00"))

    assert ticked == ["Mon", "Tue", "Wed", "Thu", "Fri"]
    assert "On which days?" in said
    assert focused == "Mon"


async def test_a_server_that_stops_is_said_and_found_again(browser: Browser, tab: Tab) -> None:
    """The page says so, loses nothing of itself, and comes back without a hand; its console stays clean."""
    from urllib.parse import urlsplit

    from tests.e2e.playground.conftest import Listening

    async with run_playground() as address:
        await arrive(tab, address)
        await ask(tab, "/digest help")
    await tab.until("!document.querySelector('#banner').hidden")
    said = await tab.text("#banner")
    still = await tab.text(".bot .body")
    await tab.type("/digest")
    await tab.press("Enter")
    refused = await tab.text("#banner")
    async with run_playground(Listening(port=urlsplit(address).port or 0)):
        await tab.until("document.querySelector('#banner').hidden", 30)
        await tab.until(holds(".note", "started anew"))
        kept = await tab.run("document.querySelector('#line').value")
        again = await ask(tab, " help")

    assert "connects again by itself" in said
    assert "What works here" in still
    assert "Not sent" in refused
    assert kept == "/digest"
    assert "What works here" in again


async def test_with_a_token_only_the_whole_address_opens_it(browser: Browser, tab: Tab) -> None:
    from tests.e2e.playground.conftest import Listening

    async with run_playground(Listening(is_loopback=False)) as address:
        bare = address.partition("?")[0]
        stranger = await browser.new_tab()
        await stranger.call("Page.navigate", url=bare)
        await stranger.until("document.body?.innerText.length > 0")
        refused = await stranger.text("body")
        await stranger.close()
        await arrive(tab, address)
        where = await tab.run("location.href")
        shown = await answered(tab, "[data-step=digest]")

    assert "its token is missing" in refused
    assert where == bare
    assert "Tech digest" in shown
