"""`nightdesk chat`: the bot in the terminal."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cli.digesting import progress
from bot.cli.output import WrongUsage, open_console, say
from bot.language import choose_language, known_language, languages
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from bot.bootstrap import Desk

STALE = timedelta(minutes=20)
MINUTE = 60.0


async def converse(language: str | None) -> None:
    """Answer line by line until the input ends; the sources are read first where that was not done lately.

    `language` is a code or a name; None: the one that the terminal is set to. Raises WrongUsage for an unknown one.
    """
    from bot.bootstrap import open_desk, terminal_locale
    from bot.platforms import load_platform

    speaks = known_language(language) if language else choose_language(terminal_locale())
    if speaks is None:
        raise WrongUsage(f'"{language}" is no language that I speak; there are {", ".join(languages())}')

    async with open_desk() as desk:
        await read_if_stale(desk)
        async with _condensing_again(desk):
            await load_platform("console").ConsolePlatform(open_console(), language=speaks).run(desk.app.handle)


@contextlib.asynccontextmanager
async def _condensing_again(desk: Desk) -> AsyncIterator[None]:
    """Let a model write every minute what it could not before, as a running bot does."""

    async def again() -> None:
        while True:
            await asyncio.sleep(MINUTE)
            with contextlib.suppress(SummarizerError):
                await desk.composer.condense_again()

    task = asyncio.create_task(again(), name="condense again")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def read_if_stale(desk: Desk) -> None:
    """Read the sources unless all of them were read a few minutes ago; what failed is said."""
    states = await desk.sources.states()
    now = desk.clock.now()
    names = [source.name for source in await desk.sources.all()]
    fresh = [name for name in names if (at := states[name].last_read if name in states else None) and now - at < STALE]
    if len(fresh) == len(names):
        return
    async with progress() as step:
        report = await desk.ingest.refresh(None, step)
    for failure in report.failures[:5]:
        say(f"could not read {failure.source}: {failure.reason}")
