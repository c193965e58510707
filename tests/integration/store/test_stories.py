"""Stories in the store: they grow, they merge, and their ids never die."""

from __future__ import annotations

from datetime import timedelta

from summarizer.model import Article, Joining, Merging, Story
from summarizer.store.articles import TEXT_KEPT, ArticleStore
from summarizer.store.database import Database
from summarizer.store.retention import Broom
from summarizer.store.seen import SeenStore
from summarizer.store.stories import StoryStore
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago


async def _with_articles(database: Database, *articles: Article) -> StoryStore:
    entries = [an_entry(article.id) for article in articles]
    await ArticleStore(database).save(a_source(), entries, articles, MORNING)
    return StoryStore(database)


async def _stories_of(database: Database, **stories: float) -> StoryStore:
    """One story a name, of one article of that many hours ago each, with the same number."""
    articles = {
        story: an_article("a" + story[1:], published=hours_ago(hours), first_seen=hours_ago(hours))
        for story, hours in stories.items()
    }
    store = await _with_articles(database, *articles.values())
    await store.apply([Joining(article, story) for story, article in articles.items()])
    return store


async def _story(store: StoryStore, story_id: str) -> Story:
    found = await store.by_id(story_id)
    assert found is not None
    return found


async def test_a_story_begins_with_its_first_report(any_database: Database) -> None:
    """A new story has version 1 and its report joined there."""
    store = await _stories_of(any_database, s1=2)

    story = await _story(store, "s1")

    assert (story.version, [(report.article.id, report.version) for report in story.reports]) == (1, [("a1", 1)])


async def test_an_original_report_makes_a_new_version(any_database: Database) -> None:
    """Reports are oldest first, each with the version at which it joined."""
    store = await _stories_of(any_database, s1=2)
    late = an_article("a2", published=hours_ago(1))
    await _with_articles(any_database, late)

    await store.apply([Joining(late, "s1")])

    story = await _story(store, "s1")
    assert story.version == 2
    assert [(report.article.id, report.version) for report in story.reports] == [("a1", 1), ("a2", 2)]
    assert (story.first_published, story.last_published) == (hours_ago(2), hours_ago(1))


async def test_one_round_makes_one_version(any_database: Database) -> None:
    """Three reports that come together are one change to the reader."""
    store = await _stories_of(any_database, s1=2)
    more = [an_article(f"b{number}") for number in range(3)]
    await _with_articles(any_database, *more)

    await store.apply([Joining(article, "s1") for article in more])

    assert (await _story(store, "s1")).version == 2


async def test_a_copy_makes_no_new_version(any_database: Database) -> None:
    """A syndicated copy is kept and told apart, and tells the reader nothing new."""
    store = await _stories_of(any_database, s1=2)
    copy = an_article("a2")
    await _with_articles(any_database, copy)

    await store.apply([Joining(copy, "s1", copy_of="a1")])

    story = await _story(store, "s1")
    assert (story.version, len(story.articles), [each.id for each in story.originals]) == (1, 2, ["a1"])


async def test_a_story_may_begin_with_a_copy(any_database: Database) -> None:
    """Even then its first version is 1."""
    article = an_article("a1")
    store = await _with_articles(any_database, article)

    await store.apply([Joining(article, "s1", copy_of="gone")])

    assert (await _story(store, "s1")).version == 1


async def test_applying_twice_changes_nothing(any_database: Database) -> None:
    """A round that is repeated after a crash leaves the stories as they are."""
    store = await _stories_of(any_database, s1=3, s2=2)
    late = an_article("a3")
    await _with_articles(any_database, late)
    round_ = ([Joining(late, "s2")], [Merging("s1", "s2")])
    await store.apply(*round_)
    before = await _story(store, "s1")

    await store.apply(*round_)

    assert await _story(store, "s1") == before
    assert await store.count() == 1


async def test_a_merge_keeps_the_older_id_and_leaves_an_alias(any_database: Database) -> None:
    """The id that is gone leads to the story that holds all the reports."""
    store = await _stories_of(any_database, s1=3, s2=2)

    await store.apply([], [Merging("s1", "s2")])

    merged = await _story(store, "s2")
    assert (merged.id, [each.id for each in merged.articles]) == ("s1", ["a1", "a2"])
    assert (merged.first_published, merged.last_published) == (hours_ago(3), hours_ago(2))


async def test_aliases_follow_a_chain_of_merges(any_database: Database) -> None:
    """An id that was merged away long ago still leads to the story of today."""
    store = await _stories_of(any_database, s1=4, s2=3, s3=2)
    await store.apply([], [Merging("s2", "s3")])

    await store.apply([], [Merging("s1", "s2")])

    assert {(await _story(store, each)).id for each in ("s1", "s2", "s3")} == {"s1"}


async def test_a_chain_of_merges_in_one_round_makes_one_story(any_database: Database) -> None:
    """A merge into a story that was itself merged a moment ago reaches the one that was kept."""
    store = await _stories_of(any_database, s1=4, s2=3, s3=2)

    await store.apply([], [Merging("s1", "s2"), Merging("s2", "s3")])

    assert [each.id for each in (await _story(store, "s3")).articles] == ["a1", "a2", "a3"]
    assert await store.count() == 1


async def test_a_story_is_never_merged_into_itself(any_database: Database) -> None:
    """A merge of a story with itself, also by an alias, changes nothing."""
    store = await _stories_of(any_database, s1=4, s2=3)
    await store.apply([], [Merging("s1", "s2")])
    before = await _story(store, "s1")

    await store.apply([], [Merging("s1", "s1"), Merging("s2", "s1")])

    assert await _story(store, "s1") == before


async def test_a_report_for_a_merged_story_joins_the_one_that_was_kept(any_database: Database) -> None:
    """Who grouped by an older view must not bring an id back to life."""
    store = await _stories_of(any_database, s1=4, s2=3)
    await store.apply([], [Merging("s1", "s2")])
    late = an_article("a3")
    await _with_articles(any_database, late)

    await store.apply([Joining(late, "s2")])

    assert [each.id for each in (await _story(store, "s1")).articles] == ["a1", "a2", "a3"]
    assert await store.count() == 1


async def test_a_merge_with_an_unknown_story_changes_nothing(any_database: Database) -> None:
    """A merge that names a story nobody knows is left out."""
    store = await _stories_of(any_database, s1=4)

    await store.apply([], [Merging("s1", "s9")])

    assert await store.by_id("s9") is None
    assert (await _story(store, "s1")).version == 1


async def test_who_saw_the_story_that_is_gone_has_seen_the_merged_one(any_database: Database) -> None:
    """A merge brings nothing back to a reader as new."""
    store = await _stories_of(any_database, s1=4, s2=3)
    seen = SeenStore(any_database)
    await seen.mark(["reader"], [("s2", 1)], MORNING)

    await store.apply([], [Merging("s1", "s2")])

    assert await seen.seen_versions(["reader"], ["s1"]) == {"s1": (await _story(store, "s1")).version}


async def test_a_merge_is_an_update_to_who_saw_only_the_older_story(any_database: Database) -> None:
    """The reports that the merge brings are newer than what they saw."""
    store = await _stories_of(any_database, s1=4, s2=3)
    seen = SeenStore(any_database)
    await seen.mark(["reader"], [("s1", 1)], MORNING)

    await store.apply([], [Merging("s1", "s2")])

    merged = await _story(store, "s1")
    held = (await seen.seen_versions(["reader"], ["s1"]))["s1"]
    assert [each.article.id for each in merged.reports if each.version > held] == ["a2"]


async def test_a_window_holds_the_stories_with_a_report_in_it(any_database: Database) -> None:
    """Both ends of the window belong to it, and one report inside is enough."""
    store = await _stories_of(any_database, s1=30, s2=24, s3=5, s4=0)
    late = an_article("a5", published=hours_ago(2))
    await _with_articles(any_database, late)
    await store.apply([Joining(late, "s1")])

    inside = await store.in_window(hours_ago(24), hours_ago(2))

    assert [story.id for story in inside] == ["s1", "s2", "s3"]
    assert len(inside[0].reports) == 2


async def test_live_stories_have_a_report_since_then(any_database: Database) -> None:
    """Only a story with a fresh report may still grow."""
    store = await _stories_of(any_database, s1=300, s2=24)

    assert [story.id for story in await store.live(hours_ago(240))] == ["s2"]


async def test_the_story_of_an_article_is_found_through_merges(any_database: Database) -> None:
    """An article knows its story; an unknown one has none."""
    store = await _stories_of(any_database, s1=3, s2=2)
    await store.apply([], [Merging("s1", "s2")])

    found = await store.by_article("a2")

    assert found is not None and found.id == "s1"
    assert await store.by_article("a9") is None


async def test_stories_outlive_their_texts(any_database: Database) -> None:
    """After 30 days the texts are gone; story, titles and dates are not."""
    old = an_article("a1", published=MORNING - timedelta(days=31))
    store = await _with_articles(any_database, old)
    await store.apply([Joining(old, "s1")])

    await Broom(any_database).forget_texts(MORNING - TEXT_KEPT)

    kept = (await _story(store, "s1")).articles[0]
    assert (kept.title, kept.published, kept.text) == (old.title, old.published, "")


async def test_hundreds_of_stories_are_stored_and_read_in_one_go(any_database: Database) -> None:
    """More rows than one statement takes are no different from a few."""
    articles = [an_article(f"a{number}") for number in range(1_100)]
    store = await _with_articles(any_database, *articles)

    await store.apply([Joining(article, f"s{article.id}") for article in articles])

    assert len(await store.in_window(hours_ago(2), MORNING)) == 1_100


async def test_articles_without_a_story_are_placed_oldest_first(any_database: Database) -> None:
    """Whatever the order in which they were stored; who has a story is left out."""
    made = [an_article(f"a{hours}", published=hours_ago(hours)) for hours in (2, 9, 4, 7)]
    store = await _with_articles(any_database, *made)
    await store.apply([Joining(made[2], "s1")])

    assert [each.id for each in await store.unplaced()] == ["a9", "a7", "a2"]
