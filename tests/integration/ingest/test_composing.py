"""From stored stories to a digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from summarizer.condensers.extractive import ExtractiveCondenser
from summarizer.digest import Composer, Shelves, join_titles
from summarizer.errors import CondenseError
from summarizer.model import (
    Article,
    CondenseTask,
    DigestRequest,
    Joining,
    Kind,
    Merging,
    StoryState,
    Summary,
    TextOrigin,
)
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.seen import SeenStore
from summarizer.store.sources import SourceStore
from summarizer.store.stories import StoryStore
from summarizer.store.summaries import SummaryStore
from summarizer.topics import TopicIndex
from tests.builders import MORNING, a_digest_story, a_source, an_article, an_entry, hours_ago

DAY = DigestRequest(since=hours_ago(24), until=MORNING)
READER = "console:here"
UNSEEN = replace(DAY, readers=(READER,), unseen_only=True)
RECALL = """Quay Robotics recalls 4,000 Heron cranes because their brakes may fail, the company said on Monday. Nobody
    was hurt. Owners get a new brake by May, which costs the company $12 million. It had sold the cranes since 2024."""
SUIT = """Three harbours sued Quay Robotics over the Heron cranes on Tuesday and ask for $90 million. Quaytown lost
    eleven days of work in its northern basin. The company says that it will defend itself in court in June."""


@dataclass
class Counting:
    """The extractive condenser, counting what it is asked; titles that it cannot condense are named."""

    name: str = "counting"
    asked: list[str] = field(default_factory=list)
    refuses: frozenset[str] = frozenset()

    async def condense(self, task: CondenseTask) -> Summary:
        self.asked.append(task.title)
        if task.title in self.refuses:
            raise CondenseError("nothing to say")
        return await ExtractiveCondenser().condense(task)


class Desk:
    """The stores over one database, with short ways to fill them."""

    def __init__(self, database: Database, condenser: Counting) -> None:
        self.sources = SourceStore(database)
        self.articles = ArticleStore(database)
        self.stories = StoryStore(database)
        self.seen = SeenStore(database)
        self.condenser = condenser
        shelves = Shelves(self.sources, self.stories, SummaryStore(database), self.seen)
        self.composer = Composer(shelves, condenser, TopicIndex.load())

    async def tells(self, story: str, *articles: Article) -> None:
        """Let a story grow by these articles."""
        await self.articles.save(a_source(), [an_entry(each.id) for each in articles], articles, MORNING)
        await self.stories.apply([Joining(article, story) for article in articles])

    async def compose(self, request: DigestRequest = DAY):  # type: ignore[no-untyped-def]
        return await self.composer.compose(request)

    async def read(self, request: DigestRequest = UNSEEN):  # type: ignore[no-untyped-def]
        """Compose, and mark what was told as seen."""
        digest = await self.compose(request)
        await self.seen.mark([READER], [(story.id, story.version) for story in digest.stories], MORNING)
        return digest


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database, Counting())


def recall(id: str = "a1", **changes: object) -> Article:
    return an_article(id, title="Quay recalls 4,000 Heron cranes", text=RECALL, **changes)


def suit(id: str = "a2", **changes: object) -> Article:
    fields = {"source": "Pier", "published": hours_ago(0.5), **changes}
    return an_article(id, title="Harbours sue Quay over Heron cranes", text=SUIT, **fields)


def words(digest, place: int = 0) -> str:  # type: ignore[no-untyped-def]
    return " ".join(sentence.text for sentence in digest.stories[place].summary)


async def test_a_digest_tells_a_story_with_its_title_sentences_and_sources(desk: Desk) -> None:
    await desk.tells("s1", recall())

    (told,) = (await desk.compose()).stories

    assert (told.title, told.url, told.state) == (
        "Quay recalls 4,000 Heron cranes", "https://news.example/a1", StoryState.NEW,
    )  # fmt: skip
    assert [report.publisher for report in told.reports] == ["The Example"]
    assert "4,000" in told.summary[0].text


async def test_every_sentence_is_verified_against_its_passage(desk: Desk) -> None:
    await desk.tells("s1", recall(), suit())

    account = (await desk.compose()).read

    assert account.sentences == account.verified > 0


async def test_the_same_store_request_and_clock_give_the_same_digest(desk: Desk) -> None:
    await desk.tells("s1", recall(), suit())

    assert await desk.compose() == await desk.compose()


async def test_a_story_is_condensed_once_a_version(desk: Desk) -> None:
    """For everybody, however often it is told; and once more when it has grown."""
    await desk.tells("s1", recall())
    for _ in range(3):
        await desk.compose()
    once = len(desk.condenser.asked)
    await desk.tells("s1", suit())
    await desk.compose()

    assert (once, len(desk.condenser.asked)) == (1, 2)


async def test_what_cannot_be_condensed_keeps_its_headline(database: Database) -> None:
    desk = Desk(database, Counting(refuses=frozenset({"Quay recalls 4,000 Heron cranes"})))
    await desk.tells("s1", recall())

    (told,) = (await desk.compose()).stories

    assert (told.title, told.summary) == ("Quay recalls 4,000 Heron cranes", ())


async def test_a_story_without_any_text_is_a_headline(desk: Desk) -> None:
    await desk.tells("s1", an_article("a1", text="", text_origin=TextOrigin.NONE))

    (told,) = (await desk.compose()).stories

    assert (told.summary, desk.condenser.asked) == ((), [])


async def test_sources_that_fail_are_named(desk: Desk) -> None:
    await desk.sources.seed([a_source("Good"), a_source("Bad")])
    await desk.sources.record_failure(a_source("Bad"), "it answered 500", MORNING)

    digest = await desk.compose()

    assert [(failure.source, failure.reason) for failure in digest.failures] == [("Bad", "it answered 500")]


async def test_nothing_told_is_a_digest_too(desk: Desk) -> None:
    digest = await desk.compose()

    assert (digest.stories, digest.tldr, digest.read.entries) == ((), "", 0)


# -- states --------------------------------------------------------------------------------------------------------


async def test_what_was_told_does_not_come_back(desk: Desk) -> None:
    await desk.tells("s1", recall())
    first = await desk.read()

    assert (len(first.stories), (await desk.read()).stories) == (1, ())


async def test_it_comes_back_ongoing_to_who_asks_for_all(desk: Desk) -> None:
    await desk.tells("s1", recall())
    await desk.read()

    (told,) = (await desk.compose(replace(DAY, readers=(READER,)))).stories

    assert told.state is StoryState.ONGOING


async def test_an_update_says_only_what_is_new(desk: Desk) -> None:
    await desk.tells("s1", recall())
    await desk.read()
    await desk.tells("s1", suit())

    digest = await desk.read()

    assert digest.stories[0].state is StoryState.UPDATED
    assert "$90 million" in words(digest)
    assert "brakes may fail" not in words(digest)


async def test_an_update_without_news_leaves_its_place_to_another_story(desk: Desk) -> None:
    """A second report in the same words: the reader gets the next story instead, and nothing twice."""
    await desk.tells("s1", recall(), recall("a3", source="Tide"))
    await desk.read()
    await desk.tells("s1", recall("a4", source="Dock", published=hours_ago(0.1)))
    await desk.tells("s2", an_article("a9", title="Gulls return to the pier", source="Gull", published=hours_ago(20)))

    digest = await desk.read(replace(UNSEEN, limit=1))

    assert [story.id for story in digest.stories] == ["s2"]


async def test_who_saw_a_story_that_was_merged_away_gets_an_update_not_a_new_story(desk: Desk) -> None:
    await desk.tells("s2", suit())
    await desk.read()
    await desk.tells("s1", recall(published=hours_ago(2)))
    await desk.stories.apply([], [Merging(kept="s1", gone="s2")])

    assert [(story.id, story.state) for story in (await desk.read()).stories if story.state is StoryState.NEW] == []


# -- accounts ------------------------------------------------------------------------------------------------------


async def test_the_account_adds_up(desk: Desk) -> None:
    """Told stories, repeats, muted and what is below make up everything that was read."""
    await desk.tells("s1", recall(), suit())
    await desk.tells("s3", an_article("a3", source="C", topics=("rust",)))
    await desk.tells("s4", an_article("a4", source="D", kind=Kind.DEAL))
    await desk.tells("s5", an_article("a5", source="E", published=hours_ago(20)))

    digest = await desk.compose(replace(DAY, limit=1, muted=("rust",)))

    read = digest.read
    assert (read.entries, len(digest.stories), read.repeats, read.muted, read.below) == (5, 1, 1, 1, 2)


async def test_sources_and_reports_are_counted_for_the_window(desk: Desk) -> None:
    await desk.tells("s1", recall())

    assert (await desk.compose()).read.sources == 1


async def test_two_top_titles_joined_are_the_digests_tldr(desk: Desk) -> None:
    await desk.tells("s1", recall(), suit())
    await desk.tells("s3", an_article("a3", title="Gulls return;  ", source="C"))

    assert (await desk.compose()).tldr in {
        "Quay recalls 4,000 Heron cranes; Gulls return.", "Harbours sue Quay over Heron cranes; Gulls return.",
    }  # fmt: skip


TITLES = [
    ([], ""),
    (["One."], "One."),
    (["Who is\n it?", "Two;", "Three", "Four"], "Who is it?; Two; Three."),
    (["", "Two"], "Two."),
    (["Lost in the U.S.", "Made in the E.U.."], "Lost in the U.S.; Made in the E.U."),
]


@pytest.mark.parametrize(("titles", "joined"), TITLES)
def test_titles_are_cleaned_and_joined_never_composed(titles: Sequence[str], joined: str) -> None:
    assert join_titles([a_digest_story(f"s{n}", title=title) for n, title in enumerate(titles)]) == joined


# -- what choosing has to read -------------------------------------------------------------------------------------

OWN = "northern basin"


@pytest.mark.parametrize("topics", [(OWN,), ("rust", OWN), ("NORTHERN  Basin",)])
async def test_a_topic_of_the_readers_own_is_found_in_the_stored_texts(desk: Desk, topics: tuple[str, ...]) -> None:
    await desk.tells("s1", recall())
    await desk.tells("s2", suit())

    assert [story.id for story in (await desk.compose(replace(DAY, topics=topics))).stories] == ["s2"]


async def test_a_topic_in_letters_that_the_index_does_not_part_is_found_too(desk: Desk) -> None:
    await desk.tells("s1", an_article("a1", title="港が閉まる", text="北港は二週間閉まります。", language="ja"))

    assert len((await desk.compose(replace(DAY, topics=("北港",)))).stories) == 1


async def test_words_that_stand_apart_are_no_topic(desk: Desk) -> None:
    await desk.tells("s1", an_article("a1", text="A basin in the northern harbour."))

    assert (await desk.compose(replace(DAY, topics=(OWN,)))).stories == ()


async def test_words_of_the_readers_own_can_be_muted(desk: Desk) -> None:
    await desk.tells("s2", suit())

    assert (await desk.compose(replace(DAY, muted=(OWN,)))).read.muted == 1


async def test_the_reports_of_a_digest_have_their_texts(desk: Desk) -> None:
    await desk.tells("s1", recall(author="Ada", image="https://a.example/i.png"))

    (report,) = (await desk.compose()).stories[0].reports

    assert (report.text, report.author, report.image) == (RECALL, "Ada", "https://a.example/i.png")


async def test_a_story_that_was_not_chosen_can_be_told_and_explained(desk: Desk) -> None:
    await desk.tells("s1", recall(), suit())
    await desk.tells("s3", an_article("a3", source="C"))
    request = replace(DAY, limit=1)
    story = await desk.stories.by_id("s3")
    assert story is not None

    told, (ranked, choice) = await desk.composer.tell(story, request), await desk.composer.explain(story, request)

    assert (told.id, [each.story.id for each in choice.ranked].index(ranked.story.id)) == ("s3", 1)


async def test_a_text_that_only_repeats_its_headline_is_no_summary(desk: Desk) -> None:
    await desk.tells("s1", an_article("a1", title="Heron 4 is out!", text="Heron 4  is out"))

    assert (await desk.compose()).stories[0].summary == ()


async def test_one_article_can_be_condensed_alone(desk: Desk) -> None:
    assert "4,000" in (await desk.composer.condense_article(recall())).tldr.text
