"""Articles in the store, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from summarizer.store.articles import IDENTITY_KEPT, TEXT_KEPT, ArticleStore
from summarizer.store.database import Database
from summarizer.store.retention import Broom
from summarizer.store.tables import identities
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago

WORDY = "A summary of well over a dozen words so that it tells this entry apart from every other one"


async def test_an_entry_is_new_once(any_database: Database) -> None:
    """What was saved is a repeat the next time."""
    store = ArticleStore(any_database)
    entries = [an_entry("e1"), an_entry("e2")]
    first = await store.sift(a_source(), entries)
    await store.save(a_source(), entries, [an_article(new.article_id) for new in first.new], MORNING)

    second = await store.sift(a_source(), entries)

    assert (len(first.new), len(second.new), second.repeats) == (2, 0, 2)


@pytest.mark.parametrize(
    "again",
    [
        an_entry("changed", url="https://news.example/e1", summary=WORDY),
        an_entry("e1", url="https://news.example/moved", summary=WORDY),
        an_entry("e1", published=hours_ago(0), summary=WORDY),
        an_entry("changed", url="https://news.example/e1?utm_source=feed&utm_medium=rss", summary=WORDY),
        an_entry("changed", url="https://news.example/moved", title="Title of e1", summary=WORDY),
    ],
    ids=["guid", "address", "date", "tracking", "guid and address"],
)
async def test_an_entry_is_known_although_something_changed(any_database: Database, again: object) -> None:
    """A new guid, date, address or tracking parameter does not make an old entry new."""
    store = ArticleStore(any_database)
    entries = [an_entry("e1", summary=WORDY)]
    await store.save(a_source(), entries, [an_article("a1")], MORNING)

    assert (await store.sift(a_source(), [again])).new == ()  # type: ignore[list-item]


async def test_entries_that_share_an_address_are_told_apart(any_database: Database) -> None:
    """A feed whose items all link to the home page still has as many entries as items."""
    entries = [an_entry(f"e{n}", url="https://news.example/") for n in range(3)]

    assert len((await ArticleStore(any_database).sift(a_source(), entries)).new) == 3


async def test_another_publisher_may_carry_the_same_words(any_database: Database) -> None:
    """Agency text in two papers is two articles."""
    store = ArticleStore(any_database)
    await store.save(a_source("One"), [an_entry("e1", summary=WORDY)], [an_article("a1")], MORNING)

    assert len((await store.sift(a_source("Two"), [an_entry("e1", summary=WORDY)])).new) == 1


async def test_an_article_comes_back_as_it_was(any_database: Database) -> None:
    """Every field survives the store."""
    store = ArticleStore(any_database)
    article = an_article("a1", signals={"points": 3}, topics=("rust",), old=True, author="Ada")
    await store.save(a_source(), [an_entry()], [article], MORNING)

    assert await store.by_ids(["a1", "a2"]) == {"a1": article}


async def test_search_finds_text_until_it_is_forgotten(any_database: Database) -> None:
    """After 30 days the text goes, and with it what it was found by; the title stays."""
    store = ArticleStore(any_database)
    old = an_article("a1", title="Zebra", text="quokka sighting", published=MORNING - timedelta(days=31))
    await store.save(a_source(), [an_entry()], [old], MORNING)
    since = MORNING - timedelta(days=60)
    assert [each.id for each in await store.search("quokka", since)] == ["a1"]

    assert await Broom(any_database).forget_texts(MORNING - TEXT_KEPT) == 1

    assert await store.search("quokka", since) == ()
    assert [each.id for each in await store.search("zebra", since)] == ["a1"]


async def test_an_entry_that_changed_within_one_reading_is_taken_once(any_database: Database) -> None:
    """A feed that lists one page twice, with and without tracking, brings one article."""
    entries = [an_entry("e1"), an_entry("e2", url="https://news.example/e1?utm_source=feed", title="Title of e1")]
    again = [an_entry("e1", summary=WORDY), an_entry("e9", url=None, title="Title of e1", summary=WORDY)]
    store = ArticleStore(any_database)

    assert len((await store.sift(a_source(), again)).new) == 1
    assert len((await store.sift(a_source(), entries)).new) == 2, "a shared address identifies neither"


async def test_a_key_learned_later_is_remembered(any_database: Database) -> None:
    """An entry seen again under a new address is known by that address from then on."""
    store = ArticleStore(any_database)
    first, moved = an_entry("e1"), an_entry("e1", url="https://news.example/moved")
    await store.save(a_source(), [first], [an_article("a1")], MORNING)
    await store.save(a_source(), [moved], [], MORNING)

    renamed = an_entry("other", url="https://news.example/moved")

    assert (await store.sift(a_source(), [renamed])).new == ()


async def test_looking_writes_nothing(any_database: Database) -> None:
    """An entry counts as seen once its article is saved, so a crash in between loses nothing."""
    store = ArticleStore(any_database)
    await store.sift(a_source(), [an_entry("e1")])

    assert len((await store.sift(a_source(), [an_entry("e1")])).new) == 1


async def test_hundreds_of_entries_are_taken_in_at_once(any_database: Database) -> None:
    """More entries than one statement takes are no different from a few."""
    store = ArticleStore(any_database)
    entries = [an_entry(f"e{number}") for number in range(900)]
    new = (await store.sift(a_source(), entries)).new
    await store.save(a_source(), entries, [an_article(each.article_id) for each in new], MORNING)

    assert (await store.sift(a_source(), entries)).repeats == 900
    assert await store.count() == 900
    assert len(await store.by_ids([each.article_id for each in new])) == 900


async def test_an_article_saved_again_takes_the_place_of_the_old_one(any_database: Database) -> None:
    """Two processes that take one entry in at once leave one article, found by its newest words alone."""
    store = ArticleStore(any_database)
    await store.save(a_source(), [an_entry()], [an_article("a1", text="quokka")], MORNING)

    await store.save(a_source(), [an_entry()], [an_article("a1", text="wombat")], MORNING)

    assert await store.count() == 1
    assert await store.search("quokka", hours_ago(24)) == ()
    assert [each.id for each in await store.search("wombat", hours_ago(24))] == ["a1"]


async def test_what_a_database_cannot_hold_costs_a_sign_and_not_the_feed(any_database: Database) -> None:
    """NUL and half a surrogate pair become spaces, so that offsets stay; an endless language tag is cut."""
    store = ArticleStore(any_database)
    nasty = an_article(
        "a1",
        title="A\x00B",
        text="one\x00two \ud83d three",
        author="Ada\x00",
        url="https://news.example/\x00a",
        image="https://news.example/\ud800.png",
        language="en-GB-oxendict-x-very-long",
    )
    await store.save(a_source(), [an_entry()], [nasty], MORNING)

    kept = (await store.by_ids(["a1"]))["a1"]

    assert (kept.title, kept.text, kept.author) == ("A B", "one two   three", "Ada ")
    assert kept.language == "en-GB-oxendi"


async def test_an_identity_is_kept_for_400_days(any_database: Database) -> None:
    """Much longer than any feed repeats itself; a year and more later an entry may come back."""
    store = ArticleStore(any_database)
    await store.save(a_source(), [an_entry("e1")], [an_article("a1")], MORNING - timedelta(days=401))
    await store.save(a_source(), [an_entry("e2")], [an_article("a2")], MORNING - timedelta(days=399))

    await Broom(any_database).forget(identities, identities.c.first_seen < MORNING - IDENTITY_KEPT)

    taken = await store.sift(a_source(), [an_entry("e1"), an_entry("e2")])
    assert [each.entry.guid for each in taken.new] == ["e1"]


async def test_a_text_of_29_days_is_kept(any_database: Database) -> None:
    """Only what is older than 30 days is forgotten, and it is counted once."""
    store = ArticleStore(any_database)
    made = [an_article(f"a{days}", published=MORNING - timedelta(days=days)) for days in (29, 31)]
    await store.save(a_source(), [an_entry("a29"), an_entry("a31")], made, MORNING)

    broom, before = Broom(any_database), MORNING - TEXT_KEPT

    assert (await broom.forget_texts(before), await broom.forget_texts(before)) == (1, 0)
    assert [bool(each.text) for each in (await store.by_ids(["a29", "a31"])).values()] == [True, False]


async def test_search_works_after_the_nightly_round(any_database: Database) -> None:
    """Tidying the index changes nothing that is found."""
    store = ArticleStore(any_database)
    await store.save(a_source(), [an_entry()], [an_article("a1", text="quokka")], MORNING)

    await store.optimize()

    assert [each.id for each in await store.search("quokka", hours_ago(24))] == ["a1"]


async def test_an_article_is_found_by_its_address(any_database: Database) -> None:
    """The newest one there, with or without tracking in what was asked."""
    store = ArticleStore(any_database)
    made = [an_article(f"a{age}", url="https://news.example/a", published=hours_ago(age)) for age in (3, 1, 2)]
    await store.save(a_source(), [an_entry()], made, MORNING)

    found = await store.by_url("https://news.example/a?utm_source=chat")

    assert found is not None and found.id == "a1"
    assert await store.by_url("https://news.example/b") is None
