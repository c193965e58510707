"""The bot as a process of its own on the doubles, for the demonstration and for tests: it can be killed.

`python -m adapters.loopback.child` reads one line of JSON (`Orders`) from standard input, says "ready" on standard
output once it works, and works until its standard input ends, so that it never outlives the process that started it.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import DiscordSettings
from adapters.discord.wiring import seams_of
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.bootstrap import demo_settings, open_desk
from bot.clock import SystemClock
from bot.delivery import DELIVER
from bot.ports import ChatPlatform
from bot.services import Services
from bot.serving import NightShift
from bot.store.ledger import LEASE
from bot.zones import use_packaged_zones

READY = b"ready\n"


@dataclass(frozen=True, slots=True)
class Orders:
    """What a child is told: the store's address, where its two doubles are, and how it is to work.

    `at` is the time (ISO) that its clock is set to when it starts and runs on from; empty: the machine's. `fronts`
    says whether it answers people; `lease` how many seconds a claim holds.
    """

    store: str
    slack_token: str
    slack_app_token: str
    slack_api: str
    discord_token: str
    discord_api: str
    discord_authority: str
    at: str = ""
    fronts: bool = False
    lease: float = LEASE.total_seconds()

    def platforms(self, services: Services) -> dict[str, ChatPlatform]:
        """Both platforms."""
        slack = SlackSettings(self.slack_token, app_token=self.slack_app_token, api_url=self.slack_api)
        discord = DiscordSettings(self.discord_token, base_url=self.discord_api, authority=self.discord_authority)
        return {"slack": SlackPlatform(slack), "discord": DiscordPlatform(discord, seams_of(services))}

    def line(self) -> bytes:
        """As one line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


class RunningClock:
    """A clock that was set to a time, and runs."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._set = time.monotonic()

    def now(self) -> datetime:
        """The time it shows, aware, in UTC."""
        return self._at + timedelta(seconds=time.monotonic() - self._set)


async def work(orders: Orders) -> None:
    """Deliver, and answer people if it is to, until standard input ends."""
    clock = RunningClock(datetime.fromisoformat(orders.at)) if orders.at else SystemClock()
    async with open_desk(clock=clock, only=(), given=demo_settings(), store=orders.store) as desk:
        desk.ledger.lease = timedelta(seconds=orders.lease)
        platforms = orders.platforms(desk.services)
        shift = NightShift(desk, platforms, with_fronts=orders.fronts, kinds=(DELIVER,))
        await shift.start()
        sys.stdout.buffer.write(READY)
        sys.stdout.buffer.flush()
        try:
            await asyncio.to_thread(sys.stdin.buffer.read)
        finally:
            await shift.stop()


if __name__ == "__main__":
    use_packaged_zones()
    asyncio.run(work(Orders(**json.loads(sys.stdin.buffer.readline()))))
