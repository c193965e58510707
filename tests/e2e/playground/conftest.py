"""A browser for the session, a playground on the bundled edition, and tabs that must stay without a complaint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.cli.playing import open_playground
from tests.e2e.playground.browser import Browser, Tab, find_chromium, run_browser

READY = "!document.querySelector('#side').textContent.includes('for the first time')"


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen: loopback, on a free port unless one is given."""

    port: int = 0
    host: str = "127.0.0.1"
    is_loopback: bool = True


@asynccontextmanager
async def run_playground(http: Listening | None = None) -> AsyncIterator[str]:
    """The playground on the bundled edition's first morning; its address."""
    async with open_playground(http or Listening(), None, demo=True) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium; without one the tests are skipped."""
    path = find_chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    async with run_browser(path) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def playground() -> AsyncIterator[str]:
    """A playground that the tests of a module share."""
    async with run_playground() as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def tab(browser: Browser) -> AsyncIterator[Tab]:
    """A tab of its own profile. At the end its console has no complaint, and it has asked no other server."""
    opened = await browser.new_tab()
    await opened.speak("en-GB")
    yield opened
    await opened.close()
    assert opened.problems == []
    assert [url for url in opened.asked if "//127.0.0.1:" not in url] == []
