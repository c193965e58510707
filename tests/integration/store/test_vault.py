"""What the vault keeps, on both databases: unreadable without the keys, once where it says once."""

from __future__ import annotations

import asyncio
import base64
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from bot.clock import PinnedClock
from bot.sealing import Seal, SealBroken
from bot.store.tables import secrets
from bot.store.vault import Vault
from summarizer.store.database import Database
from tests.builders import MORNING

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
TEN_MINUTES = timedelta(minutes=10)


def a_vault(database: Database, *keys: str, minutes: int = 0) -> Vault:
    return Vault(database, Seal(keys or (NEW,)), PinnedClock(MORNING + timedelta(minutes=minutes)))


async def sealed_rows(database: Database) -> dict[str, str]:
    """What stands in the table, by name."""
    async with database.read() as connection:
        return {row.name: row.sealed for row in await connection.execute(select(secrets))}


async def test_what_is_kept_is_found_by_its_name(any_database: Database) -> None:
    vault = a_vault(any_database)
    await vault.keep("tokens", "T1", "one")
    await vault.keep("tokens", "T1", "two")
    await vault.keep("others", "T1", "three")

    assert await vault.get("tokens", "T1") == "two"
    assert await vault.get("tokens", "T2") is None


async def test_what_is_dropped_is_gone(any_database: Database) -> None:
    vault = a_vault(any_database)
    await vault.keep("tokens", "T1", "one")
    await vault.keep("tokens", "T2", "two")

    await vault.drop("tokens", "T1")

    assert list(await sealed_rows(any_database)) == ["T2"]


async def test_reading_seals_again_with_the_first_key(any_database: Database) -> None:
    """After one reading with both keys the old one is needed no more; what nobody read still needs it."""
    await a_vault(any_database, OLD).keep("tokens", "T1", "one")
    await a_vault(any_database, OLD).keep("tokens", "T2", "two")

    await a_vault(any_database, NEW, OLD).get("tokens", "T1")

    assert await a_vault(any_database, NEW).get("tokens", "T1") == "one"
    with pytest.raises(SealBroken, match="NIGHTDESK_SECRET_KEY"):
        await a_vault(any_database, NEW).get("tokens", "T2")


async def test_rotating_seals_the_whole_drawer_again(any_database: Database) -> None:
    """And what no key opens is named."""
    for number in range(3):
        await a_vault(any_database, OLD).keep("tokens", f"T{number}", "one")
    await a_vault(any_database, Fernet.generate_key().decode()).keep("tokens", "T9", "lost")

    unreadable = await a_vault(any_database, NEW, OLD).rotate("tokens")

    assert unreadable == ("T9",)
    assert [await a_vault(any_database, NEW).get("tokens", f"T{number}") for number in range(3)] == ["one"] * 3


async def test_what_the_first_key_sealed_stays_as_it_is(any_database: Database) -> None:
    await a_vault(any_database).keep("tokens", "T1", "one")
    before = await sealed_rows(any_database)

    await a_vault(any_database, NEW, OLD).rotate("tokens")

    assert await sealed_rows(any_database) == before


async def test_a_row_cannot_be_slipped_to_another_name(any_database: Database) -> None:
    """Whoever can write the database still cannot make one workspace use the token of another."""
    vault = a_vault(any_database)
    await vault.keep("tokens", "T1", "one")
    await vault.keep("tokens", "T2", "two")
    stolen = (await sealed_rows(any_database))["T1"]
    async with any_database.write() as connection:
        await connection.execute(update(secrets).where(secrets.c.name == "T2").values(sealed=stolen))

    with pytest.raises(SealBroken):
        await vault.get("tokens", "T2")


async def test_a_ticket_is_good_once(any_database: Database) -> None:
    """Of many who bring it at the same time one is let in."""
    vault = a_vault(any_database)
    ticket = vault.ticket("install", "words of it")

    given = await asyncio.gather(*(vault.redeem("install", ticket, TEN_MINUTES) for _ in range(5)))

    assert sorted(given, key=str) == [None] * 4 + ["words of it"]


async def test_a_ticket_written_in_another_way_is_the_same_ticket(any_database: Database) -> None:
    """Base64 decoders overlook strange characters, so a ticket has many spellings."""
    vault = a_vault(any_database)
    ticket = vault.ticket("install", "words")
    respelt = f"{ticket[:8]}*{ticket[8:]}"
    assert base64.urlsafe_b64decode(respelt) == base64.urlsafe_b64decode(ticket)
    await vault.redeem("install", ticket, TEN_MINUTES)

    assert await vault.redeem("install", respelt, TEN_MINUTES) is None


@pytest.mark.parametrize(("minutes", "purpose"), [(11, "install"), (1, "something else")])
async def test_a_ticket_that_is_late_or_meant_for_something_else_is_refused(
    any_database: Database, minutes: int, purpose: str
) -> None:
    ticket = a_vault(any_database).ticket("install", "words")

    assert await a_vault(any_database, minutes=minutes).redeem(purpose, ticket, TEN_MINUTES) is None


async def test_used_tickets_are_forgotten_when_they_would_be_late_anyway(any_database: Database) -> None:
    await a_vault(any_database).redeem("install", a_vault(any_database).ticket("install", "1"), TEN_MINUTES)
    later = a_vault(any_database, minutes=20)
    await later.redeem("install", later.ticket("install", "2"), TEN_MINUTES)

    assert len(await sealed_rows(any_database)) == 1
