"""The bot as a process of its own, for the demonstration: it delivers what is due to the doubles, and can be killed.

`python -m adapters.loopback.child` reads one line of JSON (`Orders`) from standard input and works until that ends, so
that it never outlives the process that started it. Its clock runs on from the time that it is given.
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
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.bootstrap import demo_settings, open_desk
from bot.delivery import DELIVER
from bot.ports import ChatPlatform
from bot.serving import NightShift
from bot.zones import use_packaged_zones


@dataclass(frozen=True, slots=True)
class Orders:
    """What a child is told: the store's address, the time (ISO), and where its two doubles are."""

    store: str
    at: str
    slack_token: str
    slack_api: str
    discord_token: str
    discord_api: str
    discord_authority: str

    def platforms(self) -> dict[str, ChatPlatform]:
        """Both platforms, to post by."""
        slack = SlackSettings(self.slack_token, app_token="xapp-", api_url=self.slack_api)  # noqa: S106 - it only posts
        discord = DiscordSettings(self.discord_token, base_url=self.discord_api, authority=self.discord_authority)
        return {"slack": SlackPlatform(slack), "discord": DiscordPlatform(discord)}

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
    """Deliver until standard input ends."""
    clock = RunningClock(datetime.fromisoformat(orders.at))
    async with open_desk(clock=clock, only=(), given=demo_settings(), store=orders.store) as desk:
        shift = NightShift(desk, orders.platforms(), with_fronts=False, kinds=(DELIVER,))
        await shift.start()
        try:
            await asyncio.to_thread(sys.stdin.buffer.read)
        finally:
            await shift.stop()


if __name__ == "__main__":
    use_packaged_zones()
    asyncio.run(work(Orders(**json.loads(sys.stdin.buffer.readline()))))
