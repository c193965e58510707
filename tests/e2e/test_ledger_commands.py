"""`deliveries` and `verify` on an edition that was really composed and sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import update

from bot.store.migrate import migrate
from summarizer.store.database import Database
from summarizer.store.tables import articles
from tests.e2e.harness import Nightdesk, only_line
from tests.integration.delivery.mornings import Mornings, open_mornings


def in_home(nightdesk: Nightdesk, work: Callable[[Database], Awaitable[object]]) -> None:
    """Work on the database that the command will open."""

    async def opened() -> None:
        database = Database.open(f"sqlite:///{nightdesk.home / 'nightdesk.sqlite3'}")
        await migrate(database)
        await work(database)
        await database.close()

    asyncio.run(opened())


async def send_a_briefing(database: Database) -> None:
    async with open_mornings(database) as mornings:
        await tell_two_stories(mornings)


async def tell_two_stories(mornings: Mornings) -> None:
    await mornings.briefing()
    for number in (1, 2):
        await mornings.article(number)
    await mornings.morning()


@pytest.fixture
def sent(nightdesk: Nightdesk) -> Nightdesk:
    """The command in an installation that has sent one briefing of two stories."""
    in_home(nightdesk, send_a_briefing)
    return nightdesk


def test_a_delivery_has_the_stable_form(sent: Nightdesk) -> None:
    """With the edition that `verify` asks for."""
    [row] = sent("deliveries", "--json").json

    assert row.keys() >= {
        "id", "briefing", "platform", "workspace", "channel", "slot", "state", "attempts", "sent_at", "message_id",
        "late", "edition",
    }  # fmt: skip
    assert (row["platform"], row["workspace"], row["channel"]) == ("slack", "T1", "C1")
    assert (row["state"], row["attempts"], row["late"]) == ("sent", 1, False)
    assert row["sent_at"].startswith("2026-11-24T08:00:") and row["message_id"]


def test_deliveries_are_chosen_by_state(sent: Nightdesk) -> None:
    """People get a line for each."""
    assert len(sent("deliveries", "--state", "sent", "--json").json) == 1
    assert sent("deliveries", "--state", "failed", "--json").json == []
    assert "sent       slack T1/C1  edition 1, 1 attempt" in sent("deliveries").out


def test_every_sentence_of_an_edition_goes_back_to_its_source(sent: Nightdesk) -> None:
    """By its number, or the last one."""
    by_number, last = sent("verify", "1", "--json"), sent("verify", "--last")
    made = by_number.json

    assert (by_number.code, made["edition"]) == (0, 1)
    assert made["sentences"] == made["verified"] > 0
    assert last.out == f"{made['verified']} of {made['sentences']} sentences verified\n"


def test_a_sentence_that_is_not_in_its_source_is_named(sent: Nightdesk) -> None:
    """Exit 1, and one line of what it means."""
    in_home(sent, lambda database: _change_texts(database, "Somebody changed this."))
    ran = sent("verify", "--last", "--json")

    assert (ran.code, ran.json["verified"]) == (1, 0)
    assert len(ran.json["failed"]) == ran.json["sentences"]
    assert "not in their sources" in only_line(ran.err)


def test_a_forgotten_text_is_told_from_a_wrong_sentence(sent: Nightdesk) -> None:
    """Texts are kept for 30 days; an edition is kept for ever."""
    in_home(sent, lambda database: _change_texts(database, ""))
    ran = sent("verify", "--last", "--json")

    assert (ran.code, ran.json["failed"]) == (1, [])
    assert len(ran.json["forgotten"]) == ran.json["sentences"]


async def _change_texts(database: Database, text: str) -> None:
    async with database.write() as connection:
        await connection.execute(update(articles).values(text=text))
