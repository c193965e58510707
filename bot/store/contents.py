"""What editions say, by its name: kept once, however many channels are told the same.

A content is named by a hash of itself, so it never changes. It goes when no edition says it any more; who is about to
let an edition say it holds on to it (FOR KEY SHARE) until that is committed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import contents, editions
from summarizer.errors import SummarizerError
from summarizer.store.database import Database
from summarizer.store.upsert import insert_new

Content = Mapping[str, Any]
BATCH = 2_000
"""Contents that are forgotten in one transaction: SQLite takes 32,766 values in a statement, PostgreSQL 65,535."""


class ContentMissing(SummarizerError):
    """An edition or a draft names a content that is not there."""


def name_of(content: Content) -> str:
    """The name of a content: 32 hex digits."""
    words = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()


async def keep_contents(connection: AsyncConnection, given: Mapping[str, Content]) -> None:
    """Keep these contents, by name; until this transaction ends nobody forgets them."""
    if not given:
        return
    there = select(contents.c.name).where(contents.c.name.in_(given)).order_by(contents.c.name)
    held = set((await connection.execute(there.with_for_update(read=True, key_share=True))).scalars())
    missing = [{"name": name, "content": dict(given[name])} for name in sorted(given.keys() - held)]
    await insert_new(connection, contents, missing)


async def read_contents(connection: AsyncConnection, names: Collection[str]) -> dict[str, dict[str, Any]]:
    """The contents of these names."""
    if not names:
        return {}
    found = await connection.execute(select(contents).where(contents.c.name.in_(names)))
    return {row.name: row.content for row in found}


async def forget_contents(database: Database, batch: int = BATCH) -> int:
    """Forget what no edition says any more, nor any draft; how many contents. A batch goes in one transaction."""
    gone, last = 0, batch
    while last == batch:
        last = await _forget_some(database, batch)
        gone += last
    return gone


async def _forget_some(database: Database, most: int) -> int:
    async with database.write() as connection:
        orphans = select(contents.c.name).where(_said_by_nobody()).limit(most).with_for_update(skip_locked=True)
        names = list((await connection.execute(orphans)).scalars())
        # Looked at anew under the lock: whoever held one of them until now may have let an edition say it.
        gone = delete(contents).where(contents.c.name.in_(names), _said_by_nobody())
        return (await connection.execute(gone)).rowcount if names else 0


def _said_by_nobody() -> ColumnElement[bool]:
    frozen = select(editions.c.content).where(editions.c.content.is_not(None))
    drafted = select(editions.c.draft).where(editions.c.draft.is_not(None))
    return contents.c.name.not_in(frozen.union(drafted))
