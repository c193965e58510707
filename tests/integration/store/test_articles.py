"""Articles in the store, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
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


@pytest.mark.parametrize(
    "words",
    ["c++", "node.js", "C#", "a-b", "OpenAI's", 'say "hello', "NEAR(", "title:x", "*", "'; DROP TABLE", "\x00a"],
)
async def test_any_words_can_be_searched_for(any_database: Database, words: str) -> None:
    """People's words never reach the query language bare."""
    await ArticleStore(any_database).search(words, hours_ago(24))


async def test_search_finds_text_until_it_is_forgotten(any_database: Database) -> None:
    """After 30 days the text goes, and with it what it was found by; the title stays."""
    store = ArticleStore(any_database)
    old = an_article("a1", title="Zebra", text="quokka sighting", published=MORNING - timedelta(days=31))
    await store.save(a_source(), [an_entry()], [old], MORNING)
    since = MORNING - timedelta(days=60)
    assert [each.id for each in await store.search("quokka", since)] == ["a1"]

    assert await store.retain(MORNING) == 1

    assert await store.search("quokka", since) == ()
    assert [each.id for each in await store.search("zebra", since)] == ["a1"]
