"""The bundled edition as a stage: its two mornings, between which somebody can step as if the time went by."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.edition.library import MORNINGS

if TYPE_CHECKING:
    from bot.clock import PinnedClock
    from bot.edition.server import EditionSite

LAST = max(MORNINGS)
_JUST_BEFORE = timedelta(seconds=1)


class Stage:
    """The edition's site and clock, moved together. `refresh` reads the sources."""

    def __init__(self, site: EditionSite, clock: PinnedClock, refresh: Callable[[], Awaitable[object]]) -> None:
        self._site = site
        self._clock = clock
        self._refresh = refresh
        self._turned: Callable[[], Awaitable[object]] | None = None

    def when_turned(self, follow: Callable[[], Awaitable[object]]) -> None:
        """Have this done after a morning came: its time was stepped over, so nothing that is done by the minute was."""
        self._turned = follow

    @property
    def next_morning(self) -> datetime | None:
        """When the next morning begins; None: this is the last one."""
        return MORNINGS[self._site.morning + 1] if self._site.morning < LAST else None

    @property
    def an_address(self) -> str:
        """The address of one article of the morning, to be condensed."""
        out = self._site.edition.out_by(self._site.morning)
        longest = max(out, key=lambda article: len(article.body))
        return self._site.base_url + longest.path

    def move_to(self, at: datetime) -> None:
        """Let it be that time; never an earlier one than it is."""
        self._clock.move_to(max(at, self._clock.now()))

    async def turn(self) -> None:
        """Let the next morning come: its articles are out, and the sources are read just before its minute, so that a
        briefing which is due then has them."""
        if (at := self.next_morning) is None:
            return
        self._site.turn_to(self._site.morning + 1)
        self.move_to(at - _JUST_BEFORE)
        await self._refresh()
        self.move_to(at)
        if self._turned is not None:
            await self._turned()
