"""What is set for a channel: zone, style, length, topics, sources, quiet hours. A channel is a place of a platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, delete, select

from bot.ports import Place
from bot.store.tables import audit, briefings, channels, last_digests
from summarizer.model import Style
from summarizer.store.database import Database
from summarizer.store.tables import saved, seen
from summarizer.store.upsert import put


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
        """Forget everything about a workspace that removed the bot: settings, briefings, marks."""
        mine = (channels.c.platform == platform) & (channels.c.workspace == workspace)
        prefix = f"{platform}:{workspace}:%"
        async with self._database.write() as connection:
            await connection.execute(
                delete(briefings).where(briefings.c.channel.in_(select(channels.c.id).where(mine)))
            )
            await connection.execute(delete(channels).where(mine))
            for table in (seen, saved, last_digests):
                await connection.execute(delete(table).where(table.c.reader.like(prefix)))
            await connection.execute(delete(audit).where(audit.c.place.like(prefix)))


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
        id=row["id"],
    )
