"""What platforms must keep secret, by drawer and name: encrypted in the database, readable with the operator's keys.

A key is changed without a command: put the new one in front of the old one. Whatever is read, or passed by `rotate`,
is sealed again with the first key; after that the old one may go.
"""

from __future__ import annotations

import secrets as randomness
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update

from bot.sealing import Opened, Seal, SealBroken
from bot.store.tables import secrets
from summarizer.ports import Clock
from summarizer.store.database import Database
from summarizer.store.upsert import insert_new, put

_PAGE = 200
UNREADABLE = "what is kept there was encrypted with another key; add that key to NIGHTDESK_SECRET_KEY"


class Vault:
    """The secrets of one installation. Every method that touches the database raises StoreError."""

    def __init__(self, database: Database, seal: Seal, clock: Clock) -> None:
        self._database = database
        self._seal = seal
        self._clock = clock

    async def keep(self, drawer: str, name: str, words: str) -> None:
        """Keep the words under that name, in place of what was there."""
        sealed = self._seal.close(_purpose(drawer, name), words, self._clock.now())
        async with self._database.write() as connection:
            row = {"drawer": drawer, "name": name, "sealed": sealed, "until": None}
            await put(connection, secrets, [row], keys=["drawer", "name"])

    async def get(self, drawer: str, name: str) -> str | None:
        """What is kept under that name. Raises SealBroken if none of the keys opens it."""
        async with self._database.read() as connection:
            found = await connection.execute(select(secrets.c.sealed).where(_is(drawer, name)))
            sealed: str | None = found.scalar_one_or_none()
        if sealed is None:
            return None
        opened = self._open(drawer, name, sealed)
        if not opened.by_first_key:
            await self._seal_again(drawer, name, sealed, opened.words)
        return opened.words

    async def drop(self, drawer: str, name: str) -> None:
        """Forget what is kept under that name."""
        async with self._database.write() as connection:
            await connection.execute(delete(secrets).where(_is(drawer, name)))

    async def rotate(self, drawer: str) -> tuple[str, ...]:
        """Seal everything in a drawer with the first key; the names of what none of the keys opens."""
        unreadable: list[str] = []
        after = ""
        while page := await self._page(drawer, after):
            for name, sealed in page:
                try:
                    opened = self._open(drawer, name, sealed)
                except SealBroken:
                    unreadable.append(name)
                    continue
                if not opened.by_first_key:
                    await self._seal_again(drawer, name, sealed, opened.words)
            after = page[-1][0]
        return tuple(unreadable)

    def ticket(self, purpose: str, words: str) -> str:
        """A sealed note to give away and get back; nothing is stored until it comes back."""
        return self._seal.close(f"ticket {purpose}", f"{randomness.token_hex(16)} {words}", self._clock.now())

    async def redeem(self, purpose: str, ticket: str, within: timedelta) -> str | None:
        """The words of a ticket, the first time that it comes back in time; else None."""
        now = self._clock.now()
        try:
            opened = self._seal.open(f"ticket {purpose}", ticket, now, within)
        except SealBroken:
            return None
        # Not the ticket itself is remembered: its base64 can be written in more than one way.
        number, _, words = opened.words.partition(" ")
        used = {"drawer": f"used {purpose}", "name": number, "sealed": "", "until": now + within}
        async with self._database.write() as connection:
            await connection.execute(delete(secrets).where(secrets.c.until <= now))
            first = await insert_new(connection, secrets, [used]) == 1
        return words if first else None

    def _open(self, drawer: str, name: str, sealed: str) -> Opened:
        try:
            return self._seal.open(_purpose(drawer, name), sealed, self._clock.now())
        except SealBroken as error:
            raise SealBroken(UNREADABLE) from error

    async def _seal_again(self, drawer: str, name: str, old: str, words: str) -> None:
        """Replace what is there by the same under the first key, unless somebody has put something new there."""
        sealed = self._seal.close(_purpose(drawer, name), words, self._clock.now())
        same = update(secrets).where(_is(drawer, name), secrets.c.sealed == old).values(sealed=sealed)
        async with self._database.write() as connection:
            await connection.execute(same)

    async def _page(self, drawer: str, after: str) -> list[tuple[str, str]]:
        wanted = select(secrets.c.name, secrets.c.sealed).where(secrets.c.drawer == drawer, secrets.c.name > after)
        async with self._database.read() as connection:
            rows = await connection.execute(wanted.order_by(secrets.c.name).limit(_PAGE))
            return [(row.name, row.sealed) for row in rows]


def _is(drawer: str, name: str) -> ColumnElement[bool]:
    return (secrets.c.drawer == drawer) & (secrets.c.name == name)


def _purpose(drawer: str, name: str) -> str:
    # A row copied over another one does not open: one workspace's token cannot be slipped to another.
    return f"{drawer} {name}"
