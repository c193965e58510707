"""The page in a real browser, each part of it: drawing, keys, languages, sizes, odd input."""

from __future__ import annotations

import json

import pytest

from tests.e2e.playground.audits import CONTRAST, DOUBLED, SERIOUS, axe_script
from tests.e2e.playground.browser import SHIFT, Browser, Tab
from tests.e2e.playground.chat import QUIET, answered, arrive, ask, holds, paste

pytestmark = pytest.mark.asyncio(loop_scope="session")
ARTICLE = (
    "<script>window.hacked = 1</script> Larkspur doubles\n"
    "Larkspur will nearly double its staff of 4,500 to 8,000 by December, it said on Monday. "
    "<img src=x onerror=window.hacked=1> Its rivals cut jobs all year, and most of the new people will sell. "
    "The company has signed leases for two more buildings in San Francisco, enough for 1,400 desks."
)


async def test_a_digest_is_typed_completed_and_sent(tab: Tab, playground: str) -> None:
    """Tab takes what is offered, Enter sends what stands there."""
    await arrive(tab, playground)
    await tab.type("/di")
    await tab.until("document.querySelectorAll('#choices li').length === 1")
    await tab.press("Tab")
    line = await tab.run("document.querySelector('#line').value")
    await tab.press("Enter")
    await tab.until(holds(".bot .header", "Tech digest"), 60)

    assert line == "/digest "


async def test_topics_and_stories_are_offered(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    await tab.type("/digest why ")
    await tab.until("document.querySelectorAll('#choices li').length > 3")

    assert "1" in await tab.run("document.querySelector('#choices li').innerText")


async def test_arrows_bring_back_what_was_typed(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    await ask(tab, "/digest topics")
    await ask(tab, "/digest help")
    await tab.press("ArrowUp")
    await tab.press("ArrowUp")
    older = await tab.run("document.querySelector('#line').value")
    await tab.press("ArrowDown")

    assert (older, await tab.run("document.querySelector('#line').value")) == ("/digest topics", "/digest help")


async def test_a_chosen_completion_stands_in_the_line(tab: Tab, playground: str) -> None:
    """Enter sends what stands there: walking through the choices shows each in the line."""
    await arrive(tab, playground)
    await tab.type("/digest s")
    await tab.until("document.querySelectorAll('#choices li').length > 2")
    await tab.press("ArrowDown")
    first = await tab.run("document.querySelector('#line').value")
    await tab.press("ArrowUp")

    assert (first, await tab.run("document.querySelector('#line').value")) == ("/digest sources ", "/digest s")


async def test_a_sentence_leads_to_its_passage(tab: Tab, playground: str) -> None:
    """The receipts unfold in place, and what the sentence kept is marked in the article's own words."""
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    await tab.click(".unfold")
    await tab.until("document.querySelectorAll('.receipts mark').length > 0")
    sentence, marked, article = await tab.run(
        "(() => { const li = document.querySelector('.receipts li');"
        " return [li.querySelector('.sentence').textContent, li.querySelector('mark').textContent,"
        " li.querySelector('.article').textContent]; })()"
    )

    assert sentence.split()[0] in marked
    assert marked in article
    assert len(article) > len(marked)


async def test_buttons_do_on_the_page_what_they_do_in_slack(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    title = await tab.text(".section b a")
    await tab.click(".menu-button")
    more = await answered(tab, "[role=menuitem]", "Read more")
    saved = await answered(tab, ".actions .button", "Save for later")

    assert title in more
    assert "Why it is here" in more
    assert f"Saved: {title}" in saved


async def test_buttons_do_on_the_page_what_they_do_in_discord(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    await tab.click("#looks button", "Discord")
    more = await answered(tab, "#log .section .button", "More")

    assert "Receipt:" in more


async def test_sharing_is_seen_by_everybody_and_a_direct_message_by_one(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    await answered(tab, ".actions .button", "Share")
    await tab.until(holds(".bot.post", "Shared"))
    await answered(tab, ".bot.reply .actions .button", "Send to My DM")
    await tab.until("!document.querySelector('#rooms .dot').hidden")
    await tab.click("#rooms button", "Direct")

    assert "digest" in (await tab.text(".bot.reply .header")).lower()


async def test_the_payloads_can_be_read(tab: Tab, playground: str) -> None:
    """What JSON shows is what is drawn: the arguments of one chat.postMessage and the body of Create Message."""
    await arrive(tab, playground)
    await ask(tab, "/digest help")
    await tab.click("#looks button", "JSON")
    await tab.click(".raw summary", "Discord")
    await tab.until("[...document.querySelectorAll('.raw')].at(-1).querySelectorAll('pre').length === 2")
    slack, discord = await tab.run(
        "[...[...document.querySelectorAll('.raw')].at(-1).querySelectorAll('pre')].map((e) => e.textContent)"
    )

    assert json.loads(slack)["blocks"][0]["type"] == "header"
    assert json.loads(discord)["components"][0]["type"] == 17


async def test_why_has_its_counterfactual(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    shown = await answered(tab, "[data-step=why]")

    assert "below the line" in shown
    assert "would have brought it in" in shown


async def test_an_article_is_condensed_by_its_address(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    await answered(tab, "[data-step=condense]")
    await tab.click(".unfold", "Show the passages")
    await tab.until("document.querySelectorAll('.receipts mark').length > 1", 30)

    assert await tab.run("document.querySelector('.receipts .article').textContent.length") > 500


async def test_a_pasted_article_is_condensed_and_runs_nothing(tab: Tab, playground: str) -> None:
    """Mark-up in a title or a text is shown as the words that it is."""
    await arrive(tab, playground)
    await paste(tab, ARTICLE)
    await tab.until("!document.querySelector('#pasted').hidden")
    before = await tab.count(".bot.reply")
    await tab.press("Enter")
    await tab.until(f"document.querySelectorAll('.bot.reply').length > {before} && {QUIET}", 30)
    shown = await tab.text(".bot.reply .body")
    await tab.click(".unfold", "Show the passages")
    await tab.until("document.querySelectorAll('.receipts mark').length > 0", 30)

    assert "<script>window.hacked = 1</script> Larkspur doubles" in shown
    assert await tab.run("typeof window.hacked") == "undefined"


@pytest.mark.parametrize("words", ["https://127.0.0.1:9/x", "https://user:secret@example.org/", "http://10.0.0.1/"])
async def test_an_address_that_is_refused_is_answered_in_words(tab: Tab, playground: str, words: str) -> None:
    await arrive(tab, playground)

    assert "could not read that address" in await ask(tab, f"/digest {words}")


async def test_nonsense_in_the_settings_is_said_beside_its_field(tab: Tab, playground: str) -> None:
    """Nothing is kept until all of it can be; the form stays open with the words that were typed."""
    await arrive(tab, playground)
    await ask(tab, "/digest settings")
    await tab.until("document.querySelector('dialog [name=zone]') !== null")
    await tab.run("(() => { const z = document.querySelector('[name=zone]'); z.value = 'Moon/Base'; z.focus(); })()")
    await tab.press("Enter")
    await tab.until("document.querySelector('#field-zone-problem').textContent.length > 0")
    said = await tab.text("#field-zone-problem")
    await tab.run("document.querySelector('[name=zone]').value = 'Europe/Zurich'")
    await tab.press("Enter")
    await tab.until("document.querySelector('dialog') === null")
    await tab.until(holds(".bot", "Europe/Zurich"))

    assert "Moon/Base" in said


async def test_ten_thousand_characters_are_taken(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    await ask(tab, "/digest " + "word " * 2_000)

    assert await tab.run("document.documentElement.scrollWidth <= innerWidth")
    assert "10,008 characters" in await tab.text(".said .typed")


async def test_fifty_messages_at_once_are_all_answered(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    before = await tab.count(".bot.reply")
    await tab.run(
        "(() => { for (let i = 0; i < 50; i++) { document.querySelector('#line').value = `/digest more ${i}`;"
        " document.querySelector('#composer').requestSubmit(); } })()"
    )
    await tab.until(f"document.querySelectorAll('.bot.reply').length >= {before} + 50 && {QUIET}", 60)

    assert await tab.count(".bot.reply .blocks:empty") == 0


async def test_two_tabs_show_the_same_conversation(browser: Browser, tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    other = await browser.new_tab()
    await arrive(other, playground)
    await ask(tab, "/digest saved")
    await other.until(holds(".said", "/digest saved"))
    await other.until(QUIET)
    shown = await other.text(".bot.reply .body")
    problems = other.problems
    await other.close()

    assert (await tab.text(".bot.reply .body"), problems) == (shown, [])


async def test_it_can_be_used_by_keyboard_alone(tab: Tab, playground: str) -> None:
    """From the message box back through the conversation to the menu of a story, and through the menu."""
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    for _ in range(60):
        await tab.press("Tab", SHIFT)
        if await tab.run("document.activeElement.className") == "menu-button":
            break
    await tab.press("Enter")
    await tab.until("document.activeElement.getAttribute('role') === 'menuitem'")
    await tab.press("ArrowDown")
    chosen = await tab.run("document.activeElement.innerText")
    await tab.press("Escape")
    back = await tab.run("document.activeElement.className")
    await tab.press("Slash")

    assert (chosen, back) == ("Save for later", "menu-button")
    assert await tab.run("document.activeElement.id + document.activeElement.value") == "line/"


async def test_it_speaks_german(tab: Tab, playground: str) -> None:
    await tab.speak("de-DE,de")
    await arrive(tab, playground)
    await ask(tab, "/digest help")

    assert await tab.run("document.documentElement.lang") == "de"
    assert await tab.text("#composer .primary") == "Senden"
    reply = await tab.text(".bot.reply .body")
    assert ("Das siehst nur du" in reply, "was hier neu für dich ist" in reply) == (True, True)
    assert "Montag, 23. November 2026" in await tab.text("#side .day")


@pytest.mark.parametrize("look", ["Slack", "Discord", "JSON"])
async def test_it_fits_into_390_pixels(tab: Tab, playground: str, look: str) -> None:
    await tab.resize(390, 844, mobile=True)
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    await tab.click("#looks button", look)
    wide = await tab.run(
        "[document.documentElement, document.querySelector('#log')].map((e) => e.scrollWidth - e.clientWidth)"
    )

    assert wide == [0, 0]


@pytest.mark.parametrize("look", ["Slack", "Discord", "JSON"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_word_stands_out_from_its_ground(tab: Tab, playground: str, scheme: str, look: str) -> None:
    """WCAG 2.2 AA: 4.5 to 1, for large words 3 to 1."""
    await tab.prefer(prefers_color_scheme=scheme)
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    await tab.click("#looks button", look)
    if look != "JSON":
        await tab.click(".unfold")
        await tab.until("document.querySelectorAll('.receipts mark').length > 0")

    assert await tab.run(CONTRAST) == []


async def test_everything_that_can_be_used_has_a_name(tab: Tab, playground: str) -> None:
    """What a screen reader is told, as Chromium's own accessibility tree has it."""
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    await tab.click(".unfold")
    await tab.until("document.querySelectorAll('.receipts mark').length > 0")
    nodes = (await tab.call("Accessibility.getFullAXTree"))["nodes"]
    focusable = [
        node
        for node in nodes
        if any(p["name"] == "focusable" and p["value"]["value"] for p in node.get("properties", []))
    ]
    nameless = [node["role"]["value"] for node in focusable if not node.get("name", {}).get("value")]
    doubled = await tab.run(DOUBLED)

    assert [role for role in nameless if role != "RootWebArea"] == []
    assert doubled == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("look", ["Slack", "Discord", "JSON"])
async def test_axe_has_no_serious_finding(tab: Tab, playground: str, look: str, scheme: str, width: int) -> None:
    """A digest with unfolded receipts and an open settings form, by axe-core's own rules."""
    await tab.resize(width, 860)
    await tab.prefer(prefers_color_scheme=scheme)
    await arrive(tab, playground)
    await ask(tab, "/digest 24h")
    await tab.click("#looks button", look)
    if look != "JSON":
        await tab.click(".unfold")
        await tab.until("document.querySelectorAll('.receipts mark').length > 0")
    await ask(tab, "/digest settings")
    await tab.run(axe_script())

    assert await tab.run(SERIOUS) == []


async def test_axe_finds_what_is_wrong(tab: Tab, playground: str) -> None:
    """The audit itself is at work: an image without words is told."""
    await arrive(tab, playground)
    await tab.run("document.body.append(document.createElement('img'))")
    await tab.run(axe_script())

    assert [each.partition(":")[0] for each in await tab.run(SERIOUS)] == ["image-alt"]


async def test_nothing_moves_for_who_wants_no_motion(tab: Tab, playground: str) -> None:
    await tab.prefer(prefers_reduced_motion="reduce")
    await arrive(tab, playground)

    assert await tab.run("document.getAnimations().length") == 0


async def test_the_colours_can_be_chosen_and_are_kept(tab: Tab, playground: str) -> None:
    await arrive(tab, playground)
    for _ in range(2):
        await tab.click("#theme")
    await tab.open(playground)

    assert await tab.run("getComputedStyle(document.documentElement).colorScheme") == "dark"
