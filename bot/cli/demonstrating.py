"""`nightdesk demo`: the whole product on its bundled edition, served on loopback. It ends by itself."""

from __future__ import annotations

import contextlib
import importlib
import os
import stat
import sys
import tempfile
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.output import open_console, say, write
from bot.cli.playing import how_to_open, play
from summarizer.model import DigestRequest

if TYPE_CHECKING:
    from rich.console import Console

    from bot.bootstrap import Desk
    from bot.clock import PinnedClock
    from bot.edition.server import EditionSite

READER = "console:demo:terminal"
STORIES = 10
PAGES = "nightdesk-demo"


async def demonstrate(morning: int, *, digest_only: bool, serve: bool) -> None:
    """Show the edition's morning (the second after the first); with `serve` the playground is opened after that."""
    await _show(morning, digest_only=digest_only)
    if serve:
        await play(demo=True)
    elif not digest_only:
        write(how_to_open(Path(sys.executable), Path.cwd()))


async def _show(morning: int, *, digest_only: bool) -> None:
    """Read the edition's morning and print its digest."""
    from bot.bootstrap import find_a_home
    from bot.clock import PinnedClock
    from bot.edition.server import serve_edition

    console = open_console()
    with tempfile.TemporaryDirectory(prefix="nightdesk-") as folder:
        find_a_home(Path(folder))
        store = f"sqlite:///{Path(folder, 'demo.db').as_posix()}"
        async with serve_edition(1) as site:
            clock = PinnedClock(site.now)
            async with open_demo(site, clock, store) as desk:
                await _read_morning(desk, console, shown=morning == 1)
                if morning == 2:
                    site.turn_to(2)
                    clock.move_to(site.now)
                    await _read_morning(desk, console, shown=True)
                if not digest_only:
                    await _show_platforms(desk, store, console)


def open_demo(site: EditionSite, clock: PinnedClock, store: str = "sqlite://") -> AbstractAsyncContextManager[Desk]:
    """A desk on a throw-away store (in memory, or at that address) that may reach the site and nothing else."""
    from bot.bootstrap import demo_settings, open_desk

    return open_desk(clock=clock, only=site.sources, given=demo_settings(), store=store)


async def _show_platforms(desk: Desk, store: str, console: Console) -> None:
    """Let the real chat clients connect to their loopback doubles, found by name, as every platform is; the ledger."""
    from bot.cli.briefing import print_deliveries

    folder = pages_folder(Path(tempfile.gettempdir()))
    await importlib.import_module("adapters.loopback.show").show(desk, store, console, folder)
    write("The ledger, as `nightdesk deliveries` prints it:\n")
    print_deliveries(await desk.ledger.newest())
    write("")


def pages_folder(parent: Path) -> Path:
    """The folder in `parent` for the pages: the same every time, or one of its own where somebody else has that.

    Others write into the system's temporary folder, too, and a link that they laid there must lead nobody astray.
    """
    usual = parent / PAGES
    with contextlib.suppress(FileExistsError):
        usual.mkdir(mode=0o700)
    found = usual.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == _user() and not found.st_mode & stat.S_IWOTH:
        return usual
    return Path(tempfile.mkdtemp(prefix=f"{PAGES}-", dir=parent))


def _user() -> int:
    # Windows knows no such numbers, and gives every file 0.
    return os.geteuid() if hasattr(os, "geteuid") else 0


async def _read_morning(desk: Desk, console: Console, *, shown: bool) -> None:
    from bot.layout import Look, lay_out_digest
    from bot.render.as_terminal import print_document

    say(f"Reading the bundled edition of {desk.clock.now():%A %d %B %Y}, served on this machine …")
    await desk.ingest.refresh()
    now = desk.clock.now()
    request = DigestRequest(
        since=now - timedelta(hours=24), until=now, limit=STORIES, readers=(READER,), unseen_only=True, floor=True
    )
    digest = await desk.composer.compose(request)
    await desk.seen.mark([READER], [(story.id, story.version) for story in digest.stories], now)
    if shown:
        print_document(lay_out_digest(digest, Look(title="Tech digest")), console)
