"""What the command core works with, wired once by bot.bootstrap."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from bot.store.briefings import BriefingStore
from bot.store.channels import Channel, ChannelStore
from bot.store.facts import FactStore
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
        now = self.clock.now()
        return DigestRequest(
            since=now - window,
            until=now,
            limit=limit or channel.length or STORIES,
            sources=frozenset(source.name for source in await self.sources_of(channel)),
            followed=channel.followed,
            muted=channel.muted,
            feedback=await self.votes.weights(channel.place, now),
        )

    async def sources_of(self, channel: Channel) -> tuple[Source, ...]:
        """What a channel's digests are made of: its own list, else all but what other channels asked for."""
        every = await self.sources.all()
        if channel.own_sources is not None:
            return tuple(source for source in every if source.name in channel.own_sources)
        asked = await self.channels.chat_sources()
        return tuple(source for source in every if source.name not in asked)

    def zone(self, channel: Channel) -> str:
        """The zone in which a channel is told dates."""
        return channel.timezone or self.timezone
