"""What the page's socket gives and refuses, without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.e2e.playground.conftest import Listening, run_playground

pytestmark = pytest.mark.asyncio(loop_scope="session")
Message = dict[str, Any]


class Page:
    """A page without a browser: sends, and waits for what fits."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.number = 0
        self.state: Message = {}

    async def until(self, fits: Callable[[Message], bool]) -> Message:
        """The next message that fits."""
        async with asyncio.timeout(60):
            while True:
                message: Message = await self._socket.receive_json()
                if fits(message):
                    return message

    async def item(self, fits: Callable[[Message], bool]) -> Message:
        """The next item that fits."""
        told = await self.until(lambda message: any(fits(each) for each in message.get("items", ())))
        return next(each for each in told["items"] if fits(each))

    async def say(self, words: str) -> Message:
        """Type a line; the answer's item."""
        return await self.asks(do="say", words=words)

    async def asks(self, **asked: Any) -> Message:
        """Ask for something that is answered in the conversation; the answer's item."""
        await self._socket.send_json({"tab": "t", **asked})
        return await self.item(lambda each: each["kind"] == "reply" and not each["waiting"] and each["tab"] == "t")

    async def ask(self, **asked: Any) -> Message:
        """Ask for something that this page alone is told."""
        self.number += 1
        await self._socket.send_json({"number": self.number, **asked})
        return await self.until(lambda message: message.get("number") == self.number)

    async def send(self, words: str) -> Message:
        """Send anything at all; the next message."""
        await self._socket.send_str(words)
        return await self.until(lambda message: message["type"] == "problem")


@asynccontextmanager
async def connected(address: str, **headers: str) -> AsyncIterator[Page]:
    """A page of its own."""
    url = address.replace("http:", "ws:") + "/socket"
    async with aiohttp.ClientSession() as session, session.ws_connect(url, headers=headers) as socket:
        yield Page(socket)


@pytest_asyncio.fixture(loop_scope="session")
async def page(playground: str) -> AsyncIterator[Page]:
    """A page of the shared playground."""
    async with connected(playground) as opened:
        opened.state = await opened.until(lambda message: message["type"] == "state" and message["ready"])
        yield opened


async def status(url: str, **headers: str) -> int:
    """The status of a GET."""
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers, allow_redirects=False) as answer:
        return answer.status


async def test_a_reply_comes_as_both_chats_would_get_it(page: Page) -> None:
    reply = await page.say("/digest 24h")
    stories = [block["block_id"] for block in reply["slack"][0]["blocks"] if "block_id" in block]

    assert len(stories) == 7
    assert reply["receipts"] == stories
    assert reply["discord"][0]["flags"] == 1 << 15


async def test_every_sentence_of_a_digest_has_its_passage_in_its_article(page: Page) -> None:
    reply = await page.say("/digest 24h")
    told = [await page.ask(do="receipts", item=reply["serial"], target=key) for key in reply["receipts"]]
    passages = [passage for each in told for passage in each["passages"]]

    assert len(passages) >= 7
    assert all(passage["holds"] for passage in passages)


async def test_receipts_of_a_story_that_is_gone_are_answered_in_words(page: Page) -> None:
    assert "no longer" in (await page.ask(do="receipts", target="story:nothing"))["problem"]


async def test_receipts_of_an_article_that_is_gone_are_answered_in_words(page: Page) -> None:
    assert "no longer" in (await page.ask(do="receipts", target="article:nothing"))["problem"]


async def test_a_pasted_text_keeps_its_receipts(page: Page) -> None:
    text = (
        "Larkspur will nearly double its staff to 8,000 by December. Its rivals cut jobs all year, and hire nobody now."
    )
    reply = await page.asks(do="text", words=f"Double\n{text}")
    passages = (await page.ask(do="receipts", item=reply["serial"], target=reply["receipts"][0]))["passages"]
    more = await page.asks(do="press", verb="receipts", target=reply["receipts"][0].partition(":")[2])

    assert passages[0]["before"] + "".join(words for words, _ in passages[0]["parts"]) + passages[0]["after"] == text
    assert "Receipt" in str(more["slack"])


@pytest.mark.parametrize(("words", "said"), [("Too short.", "too short"), ("x " * 100_001, "200,000 at most")])
async def test_a_text_that_is_no_article_is_answered_in_words(page: Page, words: str, said: str) -> None:
    assert said in (await page.asks(do="text", words=words))["summary"]


async def test_topics_are_completed_from_the_store(page: Page) -> None:
    told = await page.ask(do="complete", words="/digest follow rus")

    assert (told["start"], told["choices"][0]["insert"]) == (len("/digest follow "), "rust")


async def test_a_form_that_was_never_opened_cannot_be_sent(page: Page) -> None:
    assert (await page.ask(do="fill", item=1, values={"length": "5"}))["problems"] == {
        "": "That form is too old. Open the settings again."
    }


async def test_a_step_without_a_briefing_says_so(page: Page) -> None:
    await page.say("/digest briefing off")
    await page.ask(do="step", target="briefing")
    await page._socket.send_json({"do": "resume"})
    note = await page.item(lambda each: each["kind"] == "note")

    assert note["code"] == "no-briefing"


async def test_what_is_no_request_is_answered_in_words(page: Page) -> None:
    assert "Load it anew" in (await page.send('{"do": "fly"}'))["words"]


async def test_a_page_that_comes_back_is_told_what_it_missed(page: Page, playground: str) -> None:
    reply = await page.say("/digest help")
    async with connected(playground) as again:
        await again._socket.send_json({"do": "resume", "boot": page.state["boot"], "number": reply["revision"] - 1})
        told = await again.until(lambda message: message["type"] == "items")

    assert [each["serial"] for each in told["items"]] == [reply["serial"]]


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Via": "1.1 proxy"}])
async def test_a_strange_page_gets_no_socket(playground: str, headers: dict[str, str]) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with connected(playground, **headers):
            pass

    assert refused.value.status == 403


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("", 200),
        ("/main.js", 200),
        ("/words/de.json", 200),
        ("/", 308),
        ("/index.html", 404),
        ("/../page.py", 404),
        ("/x", 404),
    ],
)
async def test_only_the_pages_own_files_are_served(playground: str, path: str, code: int) -> None:
    assert await status(playground + path) == code


async def test_a_token_is_traded_for_a_cookie_once() -> None:
    async with run_playground(Listening(is_loopback=False)) as address:
        bare, _, token = address.partition("?token=")
        codes = [
            await status(bare),
            await status(bare + "?token=wrong"),
            await status(address),
            await status(bare + "/main.js"),
            await status(bare + "/main.js", Cookie=f"nightdesk_play={token}"),
        ]

    assert codes == [403, 403, 303, 403, 200]


async def test_each_page_is_answered_in_the_language_that_it_speaks(page: Page) -> None:
    """Both platforms' payloads, what is told to one tab, and what cannot be read."""
    german = await page.asks(do="say", words="/digest 24h", language="de")
    english = await page.say("/digest 24h")
    gone = await page.ask(do="receipts", target="story:nothing", language="de")
    unread = await page.asks(do="say", words="/digest briefng", language="de")

    assert german["summary"].startswith("Tech-Digest aus den letzten 24 Stunden: ")
    assert ("Weiterlesen" in str(german["slack"]), "Teilen" in str(german["discord"])) == (True, True)
    assert english["summary"].startswith("Tech digest, last 24 h: ")
    assert "habe ich nicht mehr" in gone["problem"]
    assert unread["summary"] == "„briefng“ kenne ich nicht. Meintest du /digest briefing? Sonst hilft /digest help."


async def test_the_words_of_every_language_are_served(playground: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(playground + "/words/de.json") as answer:
            words = await answer.json()
        async with session.get(playground, headers={"Accept-Language": "de"}) as answer:
            page = await answer.text()

    assert words["Send"] == "Senden"
    assert 'data-languages="en=English,de=Deutsch"' in page


async def test_a_refusal_is_in_the_browsers_language(playground: str) -> None:
    async with (
        aiohttp.ClientSession(headers={"Accept-Language": "de-DE,de;q=0.9", "Host": "evil.example"}) as session,
        session.get(playground) as answer,
    ):
        assert "nur dem Browser dieses Rechners" in await answer.text()
