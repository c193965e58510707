"""What the command core works with, wired once by bot.bootstrap."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.store.briefings import BriefingStore
from bot.store.channels import Channel, ChannelStore
from bot.store.facts import FactStore
from bot.store.ledger import Ledger
from bot.store.marks import MarkStore
from bot.store.vault import Vault
from bot.store.votes import VoteStore
from summarizer.digest import Composer
from summarizer.ingest import Ingest
from summarizer.model import DigestRequest, Source
from summarizer.ports import Clock
from summarizer.sources import Tools
from summarizer.store.articles import ArticleStore
from summarizer.store.seen import SeenStore
from summarizer.store.sources import SourceStore
from summarizer.store.stories import StoryStore
from summarizer.topics import TopicIndex

STORIES = 7
"""How many stories a digest in chat has unless the channel sets it otherwise."""
DAY = timedelta(hours=24)


def _set_event() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass(frozen=True, slots=True)
class Services:
    """The stores and the pipeline behind every command."""

    composer: Composer
    ingest: Ingest
    sources: SourceStore
    articles: ArticleStore
    stories: StoryStore
    seen: SeenStore
    channels: ChannelStore
    briefings: BriefingStore
    marks: MarkStore
    votes: VoteStore
    ledger: Ledger
    facts: FactStore
    topics: TopicIndex
    tools: Tools
    clock: Clock
    timezone: str = "UTC"
    user_rate: int = 0
    vault: Vault | None = None
    """What must be kept secret; None where the operator gave no key."""
    ready: asyncio.Event = field(default_factory=_set_event)
    """Set unless a new installation is still reading its sources for the first time."""

    async def request(self, channel: Channel, window: timedelta = DAY, limit: int | None = None) -> DigestRequest:
        """The request that a channel's settings and votes make, for a window that ends now."""
        (request,) = await self.requests([channel], window)
        return replace(request, limit=limit) if limit else request

    async def requests(self, channels: Sequence[Channel], window: timedelta = DAY) -> tuple[DigestRequest, ...]:
        """The requests of many channels, in their order, looked up together."""
        now = self.clock.now()
        weights = await self.votes.weights_of([channel.place for channel in channels], now)
        every, asked = await self._pack()
        read = {own: _names(every, asked, own) for own in {channel.own_sources for channel in channels}}
        return tuple(
            DigestRequest(
                since=now - window,
                until=now,
                limit=channel.length or STORIES,
                sources=read[channel.own_sources],
                followed=channel.followed,
                muted=channel.muted,
                feedback=weights.get(channel.place, {}),
            )
            for channel in channels
        )

    async def sources_of(self, channel: Channel) -> tuple[Source, ...]:
        """What a channel's digests are made of: its own list, else all but what other channels asked for."""
        every, asked = await self._pack()
        names = _names(every, asked, channel.own_sources)
        return tuple(source for source in every if source.name in names)

    async def _pack(self) -> tuple[tuple[Source, ...], frozenset[str]]:
        """All sources, and the names of those that only channels asked for."""
        return await self.sources.all(), await self.channels.chat_sources()

    def zone(self, channel: Channel) -> str:
        """The zone in which a channel is told dates."""
        return channel.timezone or self.timezone


def _names(every: Sequence[Source], asked: Collection[str], own: Collection[str] | None) -> frozenset[str]:
    return frozenset(each.name for each in every if (each.name not in asked if own is None else each.name in own))
