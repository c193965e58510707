"""Sources in the store: known from the start, added, removed, moved, failing and dead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from summarizer.model import Failure, Reading, Source, Validators
from summarizer.sources.opml import read_opml
from summarizer.sources.shortcuts import feed_source
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.sources import ReadCount, SourceState, SourceStore
from tests.builders import MORNING, a_source, an_entry, hours_ago

MOVED = Reading(moved_to="https://new.example/feed")


async def _seeded(database: Database, *sources: Source) -> SourceStore:
    store = SourceStore(database)
    await store.seed(sources or (a_source("One"),))
    return store


async def _state(store: SourceStore, name: str = "One") -> SourceState:
    return (await store.states())[name]


async def test_a_source_comes_back_as_it_was(any_database: Database) -> None:
    """Every field survives the store."""
    full = a_source("Full", site="https://full.example/", topics=("rust", "c++"), weight=0.5, kind="hackernews")

    assert await (await _seeded(any_database, full)).all() == (full,)


async def test_a_source_without_publisher_is_its_own(any_database: Database) -> None:
    """Where no publisher is named, the source stands for itself."""
    store = await _seeded(any_database, a_source("One", publisher=""))

    assert (await store.all())[0].publisher == "One"


async def test_seeding_twice_changes_nothing(any_database: Database) -> None:
    """Every start makes the pack known again."""
    store = await _seeded(any_database, a_source("One"), a_source("Two"))

    await store.seed([a_source("Two", topics=("new",)), a_source("One"), a_source("Three")])

    assert [(each.name, each.topics) for each in await store.all()] == [("One", ()), ("Three", ()), ("Two", ())]


async def test_a_source_removed_by_hand_stays_removed(any_database: Database) -> None:
    """The next start does not bring it back."""
    store = await _seeded(any_database, a_source("One"), a_source("Two"))
    await store.remove("One")

    await store.seed([a_source("One"), a_source("Two")])

    assert [each.name for each in await store.all()] == ["Two"]


async def test_a_source_added_later_knows_when(any_database: Database) -> None:
    """What it brings along counts as old; the sources of the start have no such time."""
    store = await _seeded(any_database)

    assert await store.add(a_source("Two"), MORNING)

    assert [each.added_at for each in await store.all()] == [None, MORNING]


async def test_a_source_is_added_once(any_database: Database) -> None:
    """The same address or name, in any case, is there already."""
    store = await _seeded(any_database)

    assert not await store.add(a_source("One", address="https://other.example/feed"), MORNING)
    assert not await store.add(a_source("ONE", address="https://other.example/feed"), MORNING)
    assert not await store.add(a_source("Other", address=a_source("One").address), MORNING)
    assert len(await store.all()) == 1


async def test_a_removed_source_can_be_added_again(any_database: Database) -> None:
    """It comes as it is named now, with a clean sheet, and as one that was added later."""
    store = await _seeded(any_database)
    await store.record_failure(a_source("One"), "gone", hours_ago(48), gone=True)
    await store.record_failure(a_source("One"), "gone", hours_ago(1), gone=True)
    await store.remove("One")
    again = a_source("One", address="https://new.example/feed")

    assert await store.add(again, MORNING)

    assert await store.all() == (replace(again, added_at=MORNING),)
    assert (await store.states()).get("One", SourceState()) == SourceState()


async def test_one_address_is_never_taken_from_a_living_source(any_database: Database) -> None:
    """A removed source's name with the address of another one is no new source."""
    store = await _seeded(any_database, a_source("One"), a_source("Two"))
    await store.remove("One")

    assert not await store.add(a_source("One", address=a_source("Two").address), MORNING)

    assert await store.all() == (a_source("Two"),)


async def test_a_source_is_found_by_name_in_any_case_or_by_address(any_database: Database) -> None:
    """People type names as they remember them, also with an umlaut."""
    store = await _seeded(any_database, a_source("Öffentliche Technik", address="https://oe.example/f"))

    for words in ("Öffentliche Technik", "öffentliche TECHNIK", "https://oe.example/f"):
        found = await store.find(words)
        assert found is not None, words
    assert await store.find("Technik") is None


async def test_removing_tells_what_was_removed(any_database: Database) -> None:
    """An unknown name removes nothing, and what is removed is gone from every list."""
    store = await _seeded(any_database)

    assert await store.remove("two") is None
    assert await store.remove("one") == a_source("One")
    assert await store.find("One") is None
    assert await store.all() == ()


async def test_validators_are_kept_for_the_next_visit(any_database: Database) -> None:
    """What the server gave us is given back to it."""
    store = await _seeded(any_database)

    await store.record_reading(a_source("One"), Reading(validators=Validators('"v1"', "Mon")), MORNING)

    state = await _state(store)
    assert (state.validators, state.last_read, state.last_ok) == (Validators('"v1"', "Mon"), MORNING, MORNING)


async def test_a_move_seen_three_times_is_believed(any_database: Database) -> None:
    """The source is read at its new address from then on."""
    store = await _seeded(any_database)
    source = a_source("One")

    after = [(await store.record_reading(source, MOVED, hours_ago(3 - n))).address for n in range(3)]

    assert after == [source.address, source.address, MOVED.moved_to]
    assert [each.address for each in await store.all()] == [MOVED.moved_to]
    assert (await _state(store)).moved_seen == 0


async def test_a_move_seen_twice_may_be_a_mistake(any_database: Database) -> None:
    """A visit without the redirect, or with another one, starts the count anew."""
    store = await _seeded(any_database)
    source = a_source("One")
    for reading in (MOVED, MOVED, Reading(), MOVED, MOVED, Reading(moved_to="https://other.example/feed"), MOVED):
        assert await store.record_reading(source, reading, MORNING) == source

    assert (await _state(store)).moved_seen == 1


async def test_a_source_does_not_move_onto_another_one(any_database: Database) -> None:
    """Two sources of one address would be one; the mover stays where it is."""
    store = await _seeded(any_database, a_source("One"), a_source("Two"))
    onto = Reading(moved_to=a_source("Two").address)

    for _ in range(4):
        assert await store.record_reading(a_source("One"), onto, MORNING) == a_source("One")


async def test_a_missing_feed_is_dead_only_after_a_day(any_database: Database) -> None:
    """404 for an hour is a mistake of the site; for 24 hours it is the end."""
    store = await _seeded(any_database)
    for at, dead in ((hours_ago(25), False), (hours_ago(2), False), (hours_ago(1), True)):
        await store.record_failure(a_source("One"), "not found", at, gone=True)
        assert (await _state(store)).dead is dead, at


async def test_another_failure_in_between_starts_the_day_anew(any_database: Database) -> None:
    """Only an unbroken day of 404 is the end; a time-out is no 404."""
    store = await _seeded(any_database)
    await store.record_failure(a_source("One"), "not found", hours_ago(25), gone=True)
    await store.record_failure(a_source("One"), "too slow", hours_ago(12))

    await store.record_failure(a_source("One"), "not found", MORNING, gone=True)

    assert not (await _state(store)).dead


async def test_a_failure_keeps_what_was_known(any_database: Database) -> None:
    """Validators and the last good visit stay, and the failure's start is the first of its row."""
    store = await _seeded(any_database)
    await store.record_reading(a_source("One"), Reading(validators=Validators('"v1"')), hours_ago(3))
    await store.record_failure(a_source("One"), "too slow", hours_ago(2))

    await store.record_failure(a_source("One"), "refused", hours_ago(1), retry_after=600)

    state = await _state(store)
    assert (state.validators.etag, state.last_ok) == ('"v1"', hours_ago(3))
    assert (state.failing_since, state.last_error) == (hours_ago(2), "refused")
    assert state.not_before == hours_ago(1) + timedelta(minutes=10)


async def test_a_good_visit_forgets_every_failure(any_database: Database) -> None:
    """A source that recovers is as good as one that never failed."""
    store = await _seeded(any_database)
    await store.record_failure(a_source("One"), "gone", hours_ago(26), gone=True, retry_after=60)
    await store.record_failure(a_source("One"), "gone", hours_ago(1), gone=True, retry_after=60)
    await store.due_reports(MORNING)

    await store.record_reading(a_source("One"), Reading(), MORNING)

    assert await _state(store) == SourceState(last_read=MORNING, last_ok=MORNING)
    assert await store.failing() == ()


async def test_a_source_failing_for_a_day_is_reported_once(any_database: Database) -> None:
    """Not earlier, not again, and anew after it has recovered."""
    store = await _seeded(any_database)
    source = a_source("One")
    await store.record_failure(source, "too slow", hours_ago(24))
    assert await store.due_reports(hours_ago(1)) == ()

    assert await store.due_reports(MORNING) == (Failure("One", "too slow"),)

    await store.record_failure(source, "too slow", MORNING)
    assert await store.due_reports(MORNING + timedelta(days=2)) == ()
    await store.record_reading(source, Reading(), MORNING + timedelta(days=3))
    await store.record_failure(source, "refused", MORNING + timedelta(days=4))
    assert await store.due_reports(MORNING + timedelta(days=5)) == (Failure("One", "refused"),)


async def test_a_removed_source_is_not_reported(any_database: Database) -> None:
    """Nobody wants to hear of what they took away."""
    store = await _seeded(any_database)
    await store.record_failure(a_source("One"), "too slow", hours_ago(30))
    await store.remove("One")

    assert await store.due_reports(MORNING) == ()
    assert await store.failing() == ()


async def test_failing_sources_are_listed_by_name(any_database: Database) -> None:
    """All of them, or those of the names asked for."""
    store = await _seeded(any_database, a_source("beta"), a_source("Alpha"), a_source("Gamma"))
    for name in ("beta", "Alpha"):
        await store.record_failure(a_source(name), "too slow", MORNING)

    assert await store.failing() == (Failure("Alpha", "too slow"), Failure("beta", "too slow"))
    assert await store.failing({"beta", "Gamma"}) == (Failure("beta", "too slow"),)


async def test_reads_are_counted_for_a_window(any_database: Database) -> None:
    """Several visits to a source are one source read; their repeats add up."""
    store, articles = SourceStore(any_database), ArticleStore(any_database)
    for name, hours, repeats in (("One", 3, 5), ("One", 2, 2), ("Two", 1, 4), ("Two", 40, 9)):
        await articles.save(a_source(name), [an_entry()], [], hours_ago(hours), repeats)

    assert await store.reads_between(hours_ago(24), MORNING) == ReadCount(sources=2, repeats=11)
    assert await store.reads_between(hours_ago(24), MORNING, {"One"}) == ReadCount(sources=1, repeats=7)


async def test_names_of_any_length_are_stored(any_database: Database) -> None:
    """A list from another reader may say what it likes: PostgreSQL refuses what is longer than its column."""
    outlines = "".join(
        f'<outline type="rss" text="{"Long " * 60}" xmlUrl="https://{"a" * 60}.{"b" * 60}.example/{n}/{"x" * 300}"/>'
        for n in range(3)
    )
    shared = feed_source(f"https://medium.com/feed/{'y' * 300}")
    store = SourceStore(any_database)

    added = [await store.add(each, MORNING) for each in (*read_opml(f"<opml>{outlines}</opml>".encode()), shared)]

    assert added == [True] * 4
