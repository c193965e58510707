"""What is set for a channel: zone, style, length, topics, sources, quiet hours. A channel is a place of a platform."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, delete, select, update

from bot.language import choose_language
from bot.ports import Mention, Place
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
from summarizer.store.upsert import insert_new


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel's settings; what is None is the installation's default. `own_sources` are source names;
    `language` is the one that was set for what everybody sees, `spoken` what the platform or a person here spoke.

    `mention` is whom its briefings wake, `publish` whether they are handed on; only some platforms offer those.
    """

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
    language: str | None = None
    spoken: str | None = None
    mention: Mention | None = None
    publish: bool = False
    id: int | None = None

    @property
    def speaks(self) -> str:
        """The language of what everybody here sees: the one that was set, else the one that was heard here."""
        return choose_language(self.language, self.spoken)


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
        """Keep the settings whatever held before, and return the channel with its id."""
        return await self.change(channel.place, lambda _: channel)

    async def change(self, place: Place, change: Callable[[Channel], Channel]) -> Channel:
        """Change the settings as they hold at that very moment; only what differs is written, and what holds then is
        returned. The row is locked meanwhile, so that of two changes at once neither is lost."""
        async with self._database.write() as connection:
            await insert_new(connection, channels, [_row(Channel(place))])
            locked = select(channels).where(*_is(place)).with_for_update()
            held = channel_of((await connection.execute(locked)).mappings().one())
            changed = replace(change(held), place=place, id=held.id)
            before, after = _row(held), _row(changed)
            differing = {name: value for name, value in after.items() if value != before[name]}
            if differing:
                await connection.execute(update(channels).where(channels.c.id == held.id).values(**differing))
        return changed

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
        "language": channel.language,
        "spoken": channel.spoken,
        "mention": {"id": channel.mention.id, "name": channel.mention.name} if channel.mention else None,
        "publish": channel.publish,
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
        language=row["language"],
        spoken=row["spoken"],
        mention=Mention(**row["mention"]) if row["mention"] else None,
        publish=row["publish"],
        id=row["id"],
    )
