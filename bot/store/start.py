"""The sources of the start: the bundled pack, or the operator's file in its place."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from bot.store.channels import ChannelStore
from bot.store.facts import FactStore
from bot.store.tables import channels, chat_sources
from summarizer.model import Source
from summarizer.store.database import Database
from summarizer.store.sources import SourceStore
from summarizer.store.tables import sources
from summarizer.store.upsert import insert_new

_FACT = "sources of the start"
_FILE = "file"


async def begin_with(database: Database, known: Sequence[Source], *, by_file: bool) -> None:
    """Have the store hold the sources of the start; from a file, in place of all that it was started with before.

    What was added by hand or asked for in a channel stays. A store that was once started from a file is not given the
    pack by a command that does not name the file.
    """
    facts = FactStore(database)
    if not by_file and await facts.get(_FACT) == _FILE:
        return
    await SourceStore(database).seed(known)
    await ChannelStore(database).adopt([source.address for source in known])
    if by_file:
        await facts.keep(_FACT, _FILE)
        await _leave_out_others(database, known)


async def _leave_out_others(database: Database, known: Sequence[Source]) -> None:
    """Forget what the store was started with before; what a channel has on its own list it keeps, alone."""
    names, addresses = {each.name for each in known}, {each.address for each in known}
    others = select(sources.c.name, sources.c.address).where(sources.c.added_at.is_(None), sources.c.removed.is_(False))
    async with database.write() as connection:
        rows = (await connection.execute(others)).all()
        # A feed that moved has another address than in the file, and its name still.
        gone = {row.name for row in rows if row.name not in names and row.address not in addresses}
        lists = (await connection.execute(select(channels.c.own_sources))).scalars().all()
        wanted = gone & {name for own in lists for name in own or ()}
        await insert_new(connection, chat_sources, [{"name": name} for name in sorted(wanted)])
        await connection.execute(delete(sources).where(sources.c.name.in_(sorted(gone - wanted))))
