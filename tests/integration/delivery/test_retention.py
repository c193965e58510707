"""A year of mornings: what nobody needs any more goes, in small steps, and what is needed stays."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select

from bot.document import note
from bot.ports import Asker, Place
from bot.retention import LEDGER, MARKS, RECORDS, STORIES, TEXTS, VOTES, Retention
from bot.store.contents import forget_contents
from bot.store.holds import HoldStore
from bot.store.leases import LeaseStore
from bot.store.ledger import Outcome
from bot.store.notices import Notice, NoticeStore
from bot.store.tables import (
    asked_articles,
    audit,
    contents,
    deliveries,
    editions,
    holds,
    last_digests,
    leases,
    secrets,
    votes,
)
from summarizer.model import Joining, Merging
from summarizer.store.tables import (
    aliases,
    articles,
    identities,
    reads,
    reports,
    saved,
    seen,
    spending,
    stories,
    summaries,
)
from tests.builders import a_source, an_article, an_entry
from tests.integration.delivery.mornings import EARLIER, EIGHT, Mornings

DAY = timedelta(days=1)
GRAIN = timedelta(seconds=1)
ADA = Asker(Place("slack", "T1", "C1"), "U1")


def _retention(mornings: Mornings, owner: str = "me", **how: float) -> Retention:
    return Retention(mornings.desk.database, owner, mornings.clock, pause=0.0, **how)  # type: ignore[arg-type]


async def _count(mornings: Mornings, table: Table) -> int:
    async with mornings.desk.database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


async def _night(mornings: Mornings, **later: float) -> dict[str, int]:
    """Let time go on and the nightly round come."""
    await mornings.later(**later)
    return await _retention(mornings).run_if_due()


async def test_old_editions_and_deliveries_go(mornings: Mornings) -> None:
    """With what they said; those of the last weeks stay, and what was sent is not sent again."""
    await mornings.article()
    await mornings.briefing()
    await mornings.morning()
    last = EIGHT + LEDGER
    await mornings.morning(last)

    gone = await _night(mornings, seconds=1)

    assert (gone["deliveries"], gone["editions"]) == (1, 1)
    assert [each.due_at for each in await mornings.ledger()] == [last]
    assert (await _count(mornings, editions), await _count(mornings, contents)) == (1, 1)
    assert await mornings.deliver() == 0


async def test_a_delivery_that_is_not_settled_stays(mornings: Mornings) -> None:
    """However old: somebody may still be asked for it."""
    await mornings.briefing()
    await mornings.open(EIGHT)
    (delivery,) = await mornings.desk.ledger.claim("me", EIGHT)
    await mornings.desk.ledger.settle("me", [Outcome(delivery, "ambiguous", not_before=EIGHT)])

    await _night(mornings, days=400)

    assert await mornings.states() == ["ambiguous"]


async def test_texts_and_summaries_go_before_their_stories(mornings: Mornings) -> None:
    """After a month a story is its titles; after half a year it is gone with all that belonged to it."""
    await mornings.article()
    await mornings.briefing()
    await mornings.morning()
    assert await _count(mornings, summaries) >= 1
    await _night(mornings, seconds=TEXTS.total_seconds() + 60)
    (kept,) = (await mornings.desk.articles.by_ids(["a1"])).values()
    assert (kept.title, kept.text, await _count(mornings, summaries)) == ("Company 1 opens plant 1", "", 0)

    await _night(mornings, seconds=(STORIES - TEXTS).total_seconds())

    tables = (articles, reports, stories, summaries, seen, aliases)
    assert [await _count(mornings, table) for table in tables] == [0] * 6
    assert await _count(mornings, identities) >= 1


async def test_the_room_of_old_texts_is_used_again(evening: Mornings) -> None:
    """SQLite leaves a row that shrinks where it was, on a page of its own; all but the text is as before."""
    long = "A sentence that says what happened to a company. " * 70
    for number in range(60):
        await evening.article(number, text=long)
    before = await evening.desk.articles.by_ids(["a1", "a59"])

    await _night(evening, seconds=TEXTS.total_seconds() + 1)

    async with evening.desk.database.read() as connection:
        (free,) = (await connection.exec_driver_sql("PRAGMA freelist_count")).one()
    assert free > 40
    assert await evening.desk.articles.by_ids(["a1", "a59"]) == {
        name: replace(article, text="") for name, article in before.items()
    }
    assert await evening.desk.articles.search("company", EARLIER - DAY)
    assert not await evening.desk.articles.search("sentence", EARLIER - DAY)


async def test_an_entry_that_is_still_in_its_feed_does_not_come_back(mornings: Mornings) -> None:
    """Its article is gone, and by what it is known is kept longer."""
    await mornings.article()
    await _night(mornings, seconds=STORIES.total_seconds() + 86_400)
    assert await _count(mornings, articles) == 0

    taken = await mornings.desk.articles.sift(a_source(), [an_entry("e1")])

    assert taken.new == ()


async def test_an_entry_that_stays_in_its_feed_for_years_does_not_come_back(mornings: Mornings) -> None:
    """Without a date it would be news of the day: as long as it is announced it is known."""
    undated = an_entry("e1", published=None)
    for _ in range(5):
        taken = await mornings.desk.articles.sift(a_source(), [undated])
        await mornings.desk.articles.save(a_source(), [undated], [], mornings.clock.now(), taken.repeats)
        await _night(mornings, seconds=RECORDS.total_seconds() * 0.6)

    assert taken.repeats == 1


async def test_a_saved_story_stays_whole(mornings: Mornings) -> None:
    """With its text and summary, also under the id that it had before a merge."""
    await mornings.article(1)
    await mornings.article(2)
    await mornings.briefing()
    await mornings.morning()
    await mornings.desk.seen.save(ADA.key, "s1", EIGHT)
    await mornings.desk.stories.apply([], [Merging("s2", "s1")])
    told = await _count(mornings, summaries)

    await _night(mornings, days=500)

    story = await mornings.desk.stories.by_id("s1")
    assert story is not None and all(each.text for each in story.articles)
    assert (await _count(mornings, saved), await _count(mornings, aliases)) == (1, 1)
    assert told and await _count(mornings, summaries) >= 1


async def test_a_mark_stays_while_its_story_is_reported(mornings: Mornings) -> None:
    """A story that goes on for months does not come back as new; one that ended does not either, it is gone."""
    await mornings.article(1, published=EIGHT - DAY)
    await mornings.article(2, published=EIGHT - DAY)
    await mornings.desk.seen.mark([ADA.key], [("s1", 1), ("s2", 1)], EIGHT)
    late = EIGHT + MARKS
    report = an_article("a3", published=late, first_seen=late)
    await mornings.desk.articles.save(a_source(), [an_entry("e3")], [report], late)
    await mornings.desk.stories.apply([Joining(report, "s1")])
    mornings.clock.move_to(late + DAY)

    await _retention(mornings).run_if_due()

    assert await mornings.desk.seen.seen_versions([ADA.key], ["s1", "s2"]) == {"s1": 1}


async def test_what_people_did_is_forgotten_by_and_by(mornings: Mornings) -> None:
    """Last digests, votes, articles asked for, changes: each after its own span, and not a day before."""
    desk, at = mornings.desk, mornings.clock.now()
    await desk.services.marks.remember(ADA, [("s1", 1)], at, document=note("x"))
    await desk.services.marks.keep_article("x1", {}, at)
    await desk.services.marks.note_change(ADA, "set a briefing", at)
    await desk.services.votes.vote(ADA, "s1", 1, {"rust": 1.0}, at)
    spans = {last_digests: 90, asked_articles: 30, audit: 400, votes: 120}

    for table, days in sorted(spans.items(), key=lambda each: each[1]):
        mornings.clock.move_to(at + timedelta(days=days) - GRAIN)
        await _retention(mornings).run_if_due()
        assert await _count(mornings, table) == 1, table.name
        mornings.clock.move_to(at + timedelta(days=days + 1))
        await _retention(mornings).run_if_due()
        assert await _count(mornings, table) == 0, table.name


async def test_a_channel_is_not_left_alone_until_a_time_of_a_wrong_clock(mornings: Mornings) -> None:
    """Noted while the clock was years ahead; a platform asks for minutes. What it asked for just now still holds."""
    store, now = HoldStore(mornings.desk.database), mornings.clock.now()
    await store.hold(Place("slack", "T1", "C1"), now + timedelta(days=3650), now)
    await store.hold(Place("slack", "T1", "C2"), now + timedelta(minutes=5), now)

    await _night(mornings, seconds=1)

    assert await _count(mornings, holds) == 1


async def test_leases_secrets_and_reads_that_are_over_go(mornings: Mornings) -> None:
    """A lease that somebody holds stays, and so does a secret without an end."""
    database, now = mornings.desk.database, mornings.clock.now()
    await LeaseStore(database).take("a dead front", "gone", now - 2 * DAY, DAY / 2)
    await LeaseStore(database).take("a front", "here", now, DAY)
    rows = [{"drawer": "d", "name": str(until), "sealed": "x", "until": until} for until in (None, now, now + DAY)]
    async with database.write() as connection:
        await connection.execute(secrets.insert(), rows)
        await connection.execute(reads.insert().values(source="s", at=now - 31 * DAY, entries=1, repeats=0))
        await connection.execute(spending.insert().values(day="2024-01-01"))

    await _retention(mornings).run_if_due()

    assert await _count(mornings, secrets) == 2
    assert [await _count(mornings, table) for table in (reads, spending)] == [0, 0]
    async with database.read() as connection:
        names = (await connection.execute(select(leases.c.name))).scalars().all()
    assert names == ["a front"]


async def test_a_round_comes_once_a_day(mornings: Mornings) -> None:
    """Whatever is restarted, and by one process at a time; a clock that was set back does not put it off."""
    assert await mornings.desk.services.facts.get("retained") is None
    await asyncio.gather(*(_retention(mornings, f"p{number}").run_if_due() for number in range(3)))
    first = await mornings.desk.services.facts.get("retained")
    assert first is not None

    await mornings.later(hours=23)
    await _retention(mornings).run_if_due()
    assert await mornings.desk.services.facts.get("retained") == first
    await mornings.later(hours=1)
    await _retention(mornings).run_if_due()
    second = await mornings.desk.services.facts.get("retained")
    await mornings.later(days=-3)
    await _retention(mornings).run_if_due()
    assert len({first, second, await mornings.desk.services.facts.get("retained")}) == 3


async def test_a_round_that_is_cut_off_goes_on_the_next_time(mornings: Mornings) -> None:
    """Who lost its lease ends after the step that it is at, and does not say that it is over."""
    now = mornings.clock.now()
    assert await LeaseStore(mornings.desk.database).take("retained", "another", now, DAY / 24)

    assert await _retention(mornings).run_if_due() == {}
    assert await mornings.desk.services.facts.get("retained") is None

    await mornings.later(hours=2)
    await _retention(mornings).run_if_due()
    assert await mornings.desk.services.facts.get("retained") is not None


@pytest.mark.parametrize("batch", [1, 3, 500])
async def test_batches_of_any_size_do_the_same(mornings: Mornings, batch: int) -> None:
    """And between two of them others write."""
    await mornings.article()
    for number in range(7):
        await mornings.briefing(f"C{number}")
    await mornings.morning()
    await mornings.later(seconds=LEDGER.total_seconds() + 1)
    writing = asyncio.create_task(_write_on(mornings))

    gone = await _retention(mornings, batch=batch).run_if_due()

    writing.cancel()
    assert (gone["deliveries"], gone["editions"], await _count(mornings, deliveries)) == (7, 7, 0)


async def _write_on(mornings: Mornings) -> None:
    while True:
        await mornings.desk.services.facts.keep("busy", mornings.clock.now().isoformat())
        await asyncio.sleep(0)


async def test_what_a_draft_says_stays(mornings: Mornings) -> None:
    """A content goes only when no edition says it any more."""
    await mornings.article()
    await mornings.briefing()
    await mornings.morning()

    assert await forget_contents(mornings.desk.database) == 0


@pytest.mark.parametrize("batch", [1, 2, 6])
async def test_contents_are_forgotten_a_batch_at_a_time(mornings: Mornings, batch: int) -> None:
    """A statement takes only so many names; whatever is left when a batch was full goes as well."""
    async with mornings.desk.database.write() as connection:
        await connection.execute(contents.insert(), [{"name": f"{number:032x}", "content": {}} for number in range(6)])

    assert await forget_contents(mornings.desk.database, batch) == 6
    assert await _count(mornings, contents) == 0


async def test_a_word_to_an_owner_that_nobody_can_tell_any_more_goes(mornings: Mornings) -> None:
    """Its platform was switched off: no process looks for it, and what waits does not pile up."""
    notices_kept = NoticeStore(mornings.desk.database)
    await notices_kept.add(Notice("old", "irc", "T1", "U1", 1, "It was stopped."), mornings.clock.now())
    await mornings.later(seconds=DAY.total_seconds())
    await notices_kept.add(Notice("new", "irc", "T1", "U1", 1, "It was stopped."), mornings.clock.now())

    gone = await _night(mornings, seconds=1)

    assert (gone["notices"], [each.key for each in await notices_kept.all()]) == (1, ["new"])


def test_the_spans_that_people_read_are_the_ones_that_hold() -> None:
    """docs/operating.md has a row for each."""
    page = (Path(__file__).parents[3] / "docs" / "operating.md").read_text()
    table = page.partition("## What is kept for how long")[2].partition("\n## ")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| ")][1:]

    told = [(what.split()[0], int(days)) for what, days in rows]

    spans = {"texts": TEXTS, "editions": LEDGER, "what": MARKS, "the": MARKS, "votes": VOTES, "stories": STORIES}
    assert told == [(name, span.days) for name, span in (spans | {"changes": RECORDS}).items()]
