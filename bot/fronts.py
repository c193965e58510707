"""A platform's front: the connection over which people's commands come in, held by one process at a time.

Two gateway sessions of one Discord shard would both answer every command, so each (platform, shard) is a lease: a
second `run` stands by, and takes over when the first one gives the lease back or stops renewing it. A platform that
shares out its events itself says so by `several_fronts`.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from bot.ports import ChatPlatform, Handler, PlatformUnusable
from bot.store.leases import LeaseStore
from summarizer.errors import SummarizerError
from summarizer.ports import Clock

log = structlog.get_logger(__name__)
TERM = timedelta(seconds=10)
"""A dead process's front is free after this; with the pause between two looks a stand-by takes over within 15 s."""
PAUSE = 3.0
"""Seconds between two looks, or two renewals."""
_LONGEST_WAIT = 15.0


class Front:
    """One platform's front in this process. `standing_by` while another process has it."""

    def __init__(
        self,
        platform: ChatPlatform,
        leases: LeaseStore,
        owner: str,
        clock: Clock,
        *,
        shard: int = 0,
        pause: float = PAUSE,
    ) -> None:
        self.platform = platform
        self.standing_by = False
        self.given_up: str | None = None
        self._leases = leases
        self._name = f"front:{platform.name}:{shard}"
        self._owner = owner
        self._clock = clock
        self._pause = pause
        self._alone = not getattr(platform, "several_fronts", False)

    def missing(self) -> str | None:
        """What is not up, in plain words; None: it is connected, or stands by for the process that is."""
        if self.given_up is not None:
            return f"{self.platform.name}: {self.given_up}"
        if self.standing_by or getattr(self.platform, "connected", True):
            return None
        return f"{self.platform.name} is not connected"

    async def serve(self, handle: Handler) -> None:
        """Serve until cancelled, or until the platform will not have the bot as it is set up."""
        if not self._alone:
            await self._keep_connected(handle)
            return
        while self.given_up is None:
            if await self._take():
                await self._serve_while_held(handle)
            await asyncio.sleep(self._pause)

    async def _serve_while_held(self, handle: Handler) -> None:
        connection = asyncio.create_task(self._keep_connected(handle), name=f"connection:{self.platform.name}")
        try:
            while not connection.done():
                await asyncio.wait({connection}, timeout=self._pause)
                if not connection.done() and not await self._renewed():
                    log.error("front lost", platform=self.platform.name, reason="another process has taken it over")
                    break
        finally:
            connection.cancel()
            await asyncio.gather(connection, return_exceptions=True)
            await asyncio.shield(self._give_back())

    async def _take(self) -> bool:
        try:
            taken = await self._leases.take(self._name, self._owner, self._clock.now(), TERM)
        except SummarizerError as error:
            log.error("front waits for the database", platform=self.platform.name, reason=str(error))
            return False
        if taken and self.standing_by:
            log.info("front taken over", platform=self.platform.name)
        elif not taken and not self.standing_by:
            log.info("another process serves this platform; standing by", platform=self.platform.name)
        self.standing_by = not taken
        return taken

    async def _renewed(self) -> bool:
        """Whether the lease is still ours. A database that does not answer loses it: another process may have it."""
        try:
            async with asyncio.timeout(PAUSE * 2):
                return await self._leases.take(self._name, self._owner, self._clock.now(), TERM)
        except (SummarizerError, TimeoutError) as error:
            log.error("front cannot be renewed", platform=self.platform.name, reason=str(error) or "no answer in time")
            return False

    async def _give_back(self) -> None:
        try:
            await self._leases.give_back(self._name, self._owner)
        except SummarizerError as error:
            log.warning("front is free only after its term", platform=self.platform.name, reason=str(error))

    async def _keep_connected(self, handle: Handler) -> None:
        """Keep the platform connected; a refusal that trying again cannot help ends it alone."""
        wait = 1.0
        while True:
            (error,) = await asyncio.gather(self.platform.run(handle), return_exceptions=True)
            if error is None:
                return
            if isinstance(error, PlatformUnusable):
                self.given_up = str(error)
                log.error("platform given up", platform=self.platform.name, reason=self.given_up)
                return
            reason = f"{type(error).__name__}: {error}"
            log.error("platform lost, trying again", platform=self.platform.name, reason=reason, seconds=wait)
            await asyncio.sleep(wait)
            wait = min(_LONGEST_WAIT, wait * 2)
