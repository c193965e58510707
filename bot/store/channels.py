"""What is set for a channel: zone, style, length, topics, sources, quiet hours. A channel is a place of a platform."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, delete, select

from bot.ports import Place
from bot.store.tables import (
    audit,
    briefings,
    channels,
    chat_sources,
    deliveries,
    editions,
    holds,
    last_digests,
    votes,
)
from summarizer.model import Style
from summarizer.store.database import Database
from summarizer.store.tables import saved, seen, sources
from summarizer.store.upsert import insert_new, put


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel's settings; what is None is the installation's default. `own_sources` are source names."""

    place: Place
    timezone: str | None = None
    style: Style | None = None
    length: int | None = None
    followed: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
    own_sources: tuple[str, ...] | None = None
    quiet_from: str | None = None
    quiet_until: str | None = None
    skip_empty: bool = False
    updates: bool = False
    id: int | None = None


class ChannelStore:
    """The channels that have settings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, place: Place) -> Channel:
        """The channel's settings; all defaults for one that never set any."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(channels).where(*_is(place)))).mappings().first()
        return channel_of(row) if row else Channel(place)

    async def save(self, channel: Channel) -> Channel:
        """Keep the settings, and return the channel with its id."""
        async with self._database.write() as connection:
            await put(connection, channels, [_row(channel)], keys=["platform", "workspace", "channel"])
            row = (await connection.execute(select(channels).where(*_is(channel.place)))).mappings().one()
        return channel_of(row)

    async def purge_workspace(self, platform: str, workspace: str) -> None:
        """Forget everything about a workspace that removed the bot: settings, briefings, what was sent, marks."""
        mine = _of_workspace(channels, platform, workspace)
        prefix = f"{platform}:{workspace}:%"
        async with self._database.write() as connection:
            standing = select(briefings.c.id).where(briefings.c.channel.in_(select(channels.c.id).where(mine)))
            sent = select(deliveries.c.briefing).where(_of_workspace(deliveries, platform, workspace))
            orders = set((await connection.execute(standing.union(sent))).scalars())
            for table in (deliveries, holds):
                await connection.execute(delete(table).where(_of_workspace(table, platform, workspace)))
            await connection.execute(delete(editions).where(editions.c.briefing.in_(orders)))
            await connection.execute(delete(briefings).where(briefings.c.id.in_(orders)))
            await connection.execute(delete(channels).where(mine))
            for table in (seen, saved, last_digests):
                await connection.execute(delete(table).where(table.c.reader.like(prefix)))
            for table in (audit, votes):
                await connection.execute(delete(table).where(table.c.place.like(prefix)))

    async def note_chat_source(self, name: str) -> None:
        """A source came into the store because a channel asked for it: it is in no other channel's pack."""
        async with self._database.write() as connection:
            await insert_new(connection, chat_sources, [{"name": name}])

    async def chat_sources(self) -> frozenset[str]:
        """The names of the sources that are read only because channels asked for them."""
        async with self._database.read() as connection:
            return frozenset((await connection.execute(select(chat_sources.c.name))).scalars())

    async def adopt(self, addresses: Collection[str]) -> int:
        """Let everybody's pack have these sources, also those that only channels had asked for; how many those were."""
        if not await self.chat_sources():
            return 0
        asked = select(sources.c.name).where(sources.c.address.in_(addresses))
        async with self._database.write() as connection:
            return (await connection.execute(delete(chat_sources).where(chat_sources.c.name.in_(asked)))).rowcount

    async def drop_unused(self) -> frozenset[str]:
        """Forget the sources that channels asked for and that no channel reads any more; their names."""
        async with self._database.write() as connection:
            asked = set((await connection.execute(select(chat_sources.c.name))).scalars())
            lists = await connection.execute(select(channels.c.own_sources))
            unused = asked - {name for own in lists.scalars() for name in own or ()}
            await connection.execute(delete(chat_sources).where(chat_sources.c.name.in_(list(unused))))
        return frozenset(unused)


def _of_workspace(table: Table, platform: str, workspace: str) -> ColumnElement[bool]:
    return (table.c.platform == platform) & (table.c.workspace == workspace)


def _is(place: Place) -> tuple[Any, ...]:
    return (
        channels.c.platform == place.platform,
        channels.c.workspace == place.workspace,
        channels.c.channel == place.channel,
    )


def _row(channel: Channel) -> Mapping[str, Any]:
    return {
        "platform": channel.place.platform,
        "workspace": channel.place.workspace,
        "channel": channel.place.channel,
        "timezone": channel.timezone,
        "style": channel.style.value if channel.style else None,
        "length": channel.length,
        "followed": list(channel.followed),
        "muted": list(channel.muted),
        "own_sources": list(channel.own_sources) if channel.own_sources is not None else None,
        "quiet_from": channel.quiet_from,
        "quiet_until": channel.quiet_until,
        "skip_empty": channel.skip_empty,
        "updates": channel.updates,
    }


def channel_of(row: RowMapping) -> Channel:
    """The channel that a row holds."""
    own = row["own_sources"]
    return Channel(
        place=Place(row["platform"], row["workspace"], row["channel"]),
        timezone=row["timezone"],
        style=Style(row["style"]) if row["style"] else None,
        length=row["length"],
        followed=tuple(row["followed"]),
        muted=tuple(row["muted"]),
        own_sources=tuple(own) if own is not None else None,
        quiet_from=row["quiet_from"],
        quiet_until=row["quiet_until"],
        skip_empty=row["skip_empty"],
        updates=row["updates"],
        id=row["id"],
    )
