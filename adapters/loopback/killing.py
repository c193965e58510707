"""The end of the demonstration: the bot is killed in the middle of a delivery, runs again, and nothing comes twice.

Slack has taken the message and does not answer; Discord has the request and has not carried it out. Then the process
is killed with SIGKILL. What the ledger knows is that both were being sent; the next process asks the platforms.
Nothing here waits for a time: each step waits for what the step before brought about.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from adapters.loopback.child import Orders
from adapters.loopback.discord import LoopbackDiscord
from adapters.loopback.discord.world import Channel as DiscordChannel
from adapters.loopback.process import orders_for, run_bot
from adapters.loopback.slack import LoopbackSlack
from adapters.loopback.slack.world import Channel as SlackChannel
from adapters.loopback.slack.world import Message as SlackMessage
from bot.store.ledger import Ledger

RESTARTED = timedelta(minutes=2)
"""So long after its minute the bot runs again: the lease of the dead one is over by then."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Both doubles, the channel of each in which a briefing is due, and the store's address with its ledger."""

    slack: LoopbackSlack
    discord: LoopbackDiscord
    tech_news: SlackChannel
    general: DiscordChannel
    store: str
    ledger: Ledger

    def orders(self, at: datetime) -> Orders:
        """What the bot is told when it starts at that time."""
        return replace(orders_for(self.slack, self.discord, self.store), at=at.isoformat())

    def on_slack(self) -> list[SlackMessage]:
        """The deliveries' messages that everybody in #tech-news sees."""
        return [each for each in self.slack.messages(self.tech_news) if each.metadata]

    def times(self) -> dict[str, int]:
        """How often the briefing is there, by place; a long one takes several messages, each with its own mark."""
        slack = Counter(str(each.metadata) for each in self.on_slack())
        discord = Counter(each.nonce for each in self.discord.messages(self.general) if each.nonce)
        return {
            "#tech-news on Slack": max(slack.values(), default=0),
            "#general on Discord": max(discord.values(), default=0),
        }


async def kill_in_mid_delivery(scene: Scene, due: datetime) -> int:
    """Let the bot run at the briefings' minute and kill it once Slack has the message; its process id.

    Raises BotLost.
    """
    scene.slack.hang_next("chat.postMessage")
    scene.discord.hang_next(f"POST /api/v10/channels/{scene.general.id}/messages")
    async with run_bot(scene.orders(due)) as bot:
        await bot.until(lambda: bool(scene.on_slack() and scene.discord.hanging))
        bot.kill()
    return bot.pid


async def run_again(scene: Scene, due: datetime) -> int:
    """Let the bot run again until the ledger is settled; its process id. Raises BotLost."""
    async with run_bot(scene.orders(due + RESTARTED)) as bot:
        while any(each.state != "sent" for each in await scene.ledger.newest()):
            await bot.look_after()
    return bot.pid
