"""A home, the command in it, and the bundled edition on loopback."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.edition.server import EditionSite, serve_edition
from tests.e2e.harness import Nightdesk
from tests.fakes.web import Web, run_web

LOOPBACK = "127.0.0.0/8"
NOBODY = "http://127.0.0.1:1"
"""A proxy that does not answer: what would leave this machine does not."""
MORNING = "2026-11-23T08:00:00Z"


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """Commands set logs up for their own stderr, which is gone after them."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def nightdesk(tmp_path: Path) -> Nightdesk:
    """The command in an empty home, which may read from loopback."""
    return Nightdesk(tmp_path, {"NIGHTDESK_ALLOW_NETWORKS": LOOPBACK})


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop that runs in a thread, for servers that commands read from."""
    running = asyncio.new_event_loop()
    thread = threading.Thread(target=running.run_forever, daemon=True)
    thread.start()
    yield running
    running.call_soon_threadsafe(running.stop)
    thread.join()
    running.close()


@pytest.fixture(scope="session")
def edition(loop: asyncio.AbstractEventLoop) -> Iterator[EditionSite]:
    """The first morning of the bundled edition, served without delays."""
    context = serve_edition(slowness=0)
    yield asyncio.run_coroutine_threadsafe(context.__aenter__(), loop).result()
    asyncio.run_coroutine_threadsafe(context.__aexit__(None, None, None), loop).result()


@pytest.fixture
def web(loop: asyncio.AbstractEventLoop) -> Iterator[Web]:
    """A web server on loopback that serves what a test puts there."""
    context = run_web()
    yield asyncio.run_coroutine_threadsafe(context.__aenter__(), loop).result()
    asyncio.run_coroutine_threadsafe(context.__aexit__(None, None, None), loop).result()


@pytest.fixture
def three_sources(edition: EditionSite, tmp_path: Path) -> Path:
    """A settings file's worth of sources: two that can be read, and one whose server fails."""
    wanted = {"Byteline", "Circuit Gazette", "Meridian Financial Review"}
    file = tmp_path / "three.opml"
    outlines = (
        f'<outline text="{each.name}" xmlUrl="{each.address}"/>' for each in edition.sources if each.name in wanted
    )
    file.write_text(f'<opml version="2.0"><body>{"".join(outlines)}</body></opml>')
    return file


@pytest.fixture
def offline(tmp_path: Path) -> Nightdesk:
    """The command in an installation whose one source is a file with one story of this hour."""
    item = {
        "id": "1",
        "title": "Acme buys Kestrel for $20 billion",
        "url": "https://wire.example/acme",
        "date_published": datetime.now(UTC).isoformat(),
        "content_text": "Acme said on Monday that it bought Kestrel for $20 billion in cash. The deal closes in March. "
        "Analysts called the price high, since Kestrel earned only $310 million last year.",
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [item]}
    (tmp_path / "wire.json").write_text(json.dumps(feed))
    pack = tmp_path / "sources.toml"
    pack.write_text('[[source]]\nname = "The Wire"\nkind = "file"\naddress = "wire.json"\n')
    return Nightdesk(tmp_path, {"NIGHTDESK_SOURCES": str(pack), "NIGHTDESK_PROXY": NOBODY})
