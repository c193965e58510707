"""Which stories a request gets, in which order, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.model import Article, DigestRequest, Kind, Report, Story, StoryState, TextOrigin
from summarizer.rank import A_SOURCE, Choice, choose, in_request, order_reports, rank, story_topics
from summarizer.topics import TopicIndex
from tests.builders import MORNING, a_story, an_article, hours_ago

DAY = DigestRequest(since=hours_ago(24), until=MORNING, limit=10)
TOPICS = TopicIndex.load()


def story(name: str, *outlets: str, hours: float = 2, **changes: object) -> Story:
    """A story that these outlets (one by default) reported so many hours ago, a minute apart."""
    return a_story(
        name,
        *(
            an_article(f"{name}-{number}", source=outlet, published=hours_ago(hours - number / 60), **changes)
            for number, outlet in enumerate(outlets or (f"{name} outlet",))
        ),
    )


def chosen(stories: Sequence[Story], seen: dict[str, int] | None = None, **changes: object) -> Choice:
    return choose(stories, replace(DAY, **changes), TOPICS, seen or {})  # type: ignore[arg-type]


def names(choice: Choice) -> list[str]:
    return [each.story.id for each in choice.stories]


# -- order ---------------------------------------------------------------------------------------------------------


def test_what_more_outlets_report_comes_first() -> None:
    assert names(chosen([story("one", "A"), story("three", "A", "B", "C"), story("two", "A", "B")])) == [
        "three", "two", "one",
    ]  # fmt: skip


def test_of_equally_reported_stories_the_younger_comes_first() -> None:
    assert names(chosen([story("old", hours=20), story("young", hours=1)])) == ["young", "old"]


def test_two_feeds_of_one_outlet_are_one_witness() -> None:
    twice = a_story("twice", *(an_article(f"a{n}", source=f"Feed {n}", publisher="Quay") for n in range(2)))

    assert rank(twice, DAY, TOPICS).score.why.startswith("1 source")


def test_a_syndicated_copy_adds_nothing() -> None:
    alone = story("s", "A")
    copy = an_article("copy", source="B", published=hours_ago(1))
    copied = replace(alone, reports=(*alone.reports, Report(copy, 1, copy_of="s-0")))

    assert rank(copied, DAY, TOPICS).score == rank(alone, DAY, TOPICS).score


def test_a_report_from_before_the_window_counts_for_little() -> None:
    before = [an_article(f"b{n}", source=f"B{n}", published=hours_ago(30)) for n in range(3)]
    continued = a_story("continued", *before, an_article("now", source="N", published=hours_ago(2)))

    assert names(chosen([continued, story("fresh", "A", "B")])) == ["fresh", "continued"]


def test_a_week_is_no_digest_of_its_last_day() -> None:
    """In a longer window age costs less: Monday's big story stands above Sunday's small one."""
    week = {"since": hours_ago(24 * 7), "until": MORNING}

    assert names(chosen([story("small", "A", "B", hours=2), story("big", "A", "B", "C", hours=140)], **week)) == [
        "big", "small",
    ]  # fmt: skip


def test_an_aggregator_is_half_a_witness() -> None:
    assert names(chosen([story("aggregated", weight=0.5), story("reported")])) == ["reported", "aggregated"]


def test_what_grows_now_is_worth_more() -> None:
    assert rank(story("s", "A", "B", hours=1), DAY, TOPICS).score.parts["growth"] > 0


def test_points_and_what_the_reader_follows_are_worth_something() -> None:
    parts = rank(
        story("s", topics=("rust",), signals={"points": 300}), replace(DAY, followed=("programming",)), TOPICS
    ).score.parts

    assert parts["community"] > 0
    assert parts["followed"] == 1.0


def test_the_total_is_the_sum_of_the_parts_and_no_part_is_nothing() -> None:
    score = rank(story("s", "A", "B"), DAY, TOPICS).score

    assert score.total == pytest.approx(sum(score.parts.values()))
    assert all(score.parts.values())


WHY = {
    "1 source, less than an hour old": (story("s", hours=0.5), {}),
    "1 source, 3 h old": (story("s", hours=3), {}),
    "2 sources, all in the last 6 h": (story("s", "A", "B"), {}),
    "2 sources": (story("s", "A", "B", hours=9), {}),
    "1 source, 3 h old, 1,312 points on Hacker News": (story("s", hours=3, signals={"points": 1312}), {}),
    "1 source, 3 h old, you follow rust": (story("s", hours=3, topics=("rust",)), {"followed": ("rust", "go")}),
}


@pytest.mark.parametrize("why", WHY)
def test_the_reason_is_said_in_plain_words(why: str) -> None:
    told, changes = WHY[why]

    assert rank(told, replace(DAY, **changes), TOPICS).score.why == why  # type: ignore[arg-type]


def test_some_of_the_witnesses_are_said_to_be_recent() -> None:
    late = an_article("late", source="C", published=hours_ago(1))
    grown = a_story("s", *story("s", "A", "B", hours=9).articles, late)

    assert rank(grown, DAY, TOPICS).score.why == "3 sources, 1 in the last 6 h"


@given(st.permutations([story(f"s{n}", *"ABCD"[: n % 4 + 1], hours=n) for n in range(1, 9)]))
@settings(max_examples=20, deadline=None)
def test_the_order_does_not_depend_on_how_the_stories_were_found(shuffled: Sequence[Story]) -> None:
    assert names(chosen(shuffled, limit=5)) == names(chosen(sorted(shuffled, key=lambda each: each.id), limit=5))


# -- limits --------------------------------------------------------------------------------------------------------


def test_one_outlet_leads_at_most_three_stories_where_others_have_some() -> None:
    mine = [story(f"m{n}", "Mine", hours=1 + n / 10) for n in range(5)]
    others = [story(f"o{n}", hours=20) for n in range(3)]

    assert sum(name.startswith("m") for name in names(chosen([*mine, *others], limit=5))) == A_SOURCE


def test_one_topic_takes_at_most_a_third_where_others_have_some() -> None:
    rusty = [story(f"r{n}", topics=("rust",), hours=1 + n / 10) for n in range(8)]
    others = [story(f"o{n}", hours=20) for n in range(8)]

    assert sum(name.startswith("r") for name in names(chosen([*rusty, *others], limit=10))) == 3


def test_the_limits_give_way_before_a_place_stays_empty() -> None:
    same = [story(f"s{n}", "Mine", topics=("rust",), hours=n + 1) for n in range(6)]

    assert names(chosen(same, limit=5)) == ["s0", "s1", "s2", "s3", "s4"]


def test_what_is_let_in_late_still_stands_where_its_score_puts_it() -> None:
    stories = [story(f"m{n}", "Mine", hours=1 + n) for n in range(4)] + [story("last", hours=23)]

    assert names(chosen(stories, limit=5)) == ["m0", "m1", "m2", "m3", "last"]


@given(st.integers(0, 12), st.integers(1, 9))
def test_a_digest_is_as_long_as_it_may_be(held: int, limit: int) -> None:
    assert len(chosen([story(f"s{n}", "Mine") for n in range(held)], limit=limit).stories) == min(held, limit)


def test_the_floor_leaves_out_a_single_source_that_is_old() -> None:
    stories = [story("weak", hours=23), story("strong", hours=2)]

    assert names(chosen(stories, floor=True)) == ["strong"]


def test_the_floor_never_leaves_out_what_two_outlets_report() -> None:
    assert names(chosen([story("both", "A", "B", hours=23.9)], floor=True)) == ["both"]


def test_without_the_floor_everything_may_come() -> None:
    assert names(chosen([story("weak", hours=23)])) == ["weak"]


# -- who is left out -----------------------------------------------------------------------------------------------


def test_only_what_was_published_in_the_window_is_asked() -> None:
    stories = [story("before", hours=25), story("inside"), story("after", hours=-1)]

    assert names(chosen(stories)) == ["inside"]


def test_a_request_for_some_sources_gets_theirs() -> None:
    assert names(chosen([story("a", "A"), story("b", "B")], sources=frozenset({"B"}))) == ["b"]


def test_a_muted_topic_and_its_parts_stay_out() -> None:
    choice = chosen([story("rusty", topics=("rust",)), story("other")], muted=("programming",))

    assert (names(choice), choice.muted) == (["other"], 1)


def test_who_asks_for_a_topic_gets_it_though_it_is_muted() -> None:
    assert names(chosen([story("rusty", topics=("rust",))], topics=("rust",), muted=("rust",))) == ["rusty"]


def test_a_topic_brings_its_stories_alone() -> None:
    assert names(chosen([story("rusty", topics=("rust",)), story("other")], topics=("rust",))) == ["rusty"]


def test_a_topic_of_the_readers_own_is_found_in_title_and_text() -> None:
    stories = [story("title", title="The Heron crane"), story("text", text="A heron crane fell."), story("other")]

    assert sorted(names(chosen(stories, topics=("heron crane",)))) == ["text", "title"]


def test_what_was_seen_in_this_version_does_not_come_back() -> None:
    choice = chosen([story("seen"), story("fresh")], {"seen": 1}, unseen_only=True)

    assert (names(choice), choice.seen) == (["fresh"], 1)


def test_a_window_or_topic_brings_what_was_seen_too() -> None:
    (ranked,) = chosen([story("seen")], {"seen": 1}).stories

    assert (ranked.story.id, ranked.state) == ("seen", StoryState.ONGOING)


def test_a_story_that_grew_since_it_was_seen_comes_as_updated() -> None:
    grown = replace(story("grown"), version=3)

    (ranked,) = chosen([grown], {"grown": 2}, unseen_only=True).stories

    assert (ranked.state, ranked.seen_version) == (StoryState.UPDATED, 2)


KEPT_OUT = [Kind.DEAL, Kind.PUZZLE, Kind.HOW_TO_WATCH, Kind.SPONSORED, Kind.PODCAST, Kind.GUIDE, Kind.ROUNDUP]


@pytest.mark.parametrize("kind", KEPT_OUT)
def test_kinds_that_nobody_asked_for_stay_out(kind: Kind) -> None:
    assert names(chosen([story("junk", kind=kind), story("news")])) == ["news"]


@pytest.mark.parametrize("word", ["deal", "deals", "Deals"])
def test_a_kind_comes_when_it_is_asked_for_by_name(word: str) -> None:
    assert names(chosen([story("junk", kind=Kind.DEAL), story("news")], topics=(word,))) == ["junk"]


def test_a_story_with_one_report_that_is_news_comes() -> None:
    mixed = a_story("mixed", an_article("a1", kind=Kind.GUIDE), an_article("a2", source="B"))

    assert names(chosen([mixed])) == ["mixed"]


def test_what_a_source_brought_along_from_before_comes_only_on_wish() -> None:
    stories = [story("old", old=True)]

    assert [names(chosen(stories, include_old=wish)) for wish in (False, True)] == [[], ["old"]]


# -- accounts ------------------------------------------------------------------------------------------------------

PARTS = st.lists(
    st.tuples(
        st.integers(1, 3), st.sampled_from([(), ("rust",), ("security",)]), st.sampled_from([Kind.NEWS, Kind.DEAL]),
        st.sampled_from([0, 1]), st.integers(1, 30),
    ),
    max_size=12,
)  # fmt: skip


@given(PARTS, st.integers(1, 5), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_article_of_the_window_is_accounted_for(
    parts: list[tuple[int, tuple[str, ...], Kind, int, int]], limit: int, floor: bool
) -> None:
    stories = [
        story(f"s{n}", *"ABC"[:outlets], topics=topics, kind=kind, hours=hours)
        for n, (outlets, topics, kind, _, hours) in enumerate(parts)
    ]
    seen = {f"s{n}": part[3] for n, part in enumerate(parts)}
    choice = chosen(stories, seen, limit=limit, floor=floor, unseen_only=True, muted=("security",))

    told = sum(len(in_request(each.story, DAY)) for each in choice.stories)

    assert choice.articles == sum(len(in_request(each, DAY)) for each in stories)
    assert told + choice.seen + choice.muted + choice.below == choice.articles


def test_everything_that_could_have_come_is_ranked() -> None:
    """`why` tells the rank of a story that did not make it."""
    choice = chosen([story(f"s{n}", hours=n + 1) for n in range(4)], limit=2)

    assert [each.story.id for each in choice.ranked] == ["s0", "s1", "s2", "s3"]


# -- topics and reports of a story ---------------------------------------------------------------------------------


def test_a_storys_topics_are_those_of_a_third_of_its_reports() -> None:
    topics = [("rust", "security"), ("rust",), ("rust",), ("linux",)]
    told = a_story("s", *(an_article(f"a{n}", source=f"S{n}", topics=each) for n, each in enumerate(topics)))

    assert story_topics(told) == ("rust",)


def test_topics_that_as_many_reports_share_keep_the_order_of_prominence() -> None:
    assert story_topics(story("s", topics=("security", "rust"))) == ("security", "rust")


def lead(*articles: Article) -> str:
    return order_reports(a_story("s", *articles))[0].id


def test_the_title_that_says_what_the_others_say_leads() -> None:
    titles = {
        "odd": "You will not believe this crane",
        "plain": "Quay recalls 4,000 Heron cranes",
        "also": "Heron cranes: Quay recalls 4,000 over brakes",
    }

    assert lead(*(an_article(key, title=title, source=key) for key, title in titles.items())) in {"plain", "also"}


def test_a_title_that_is_a_summary_of_its_own_does_not_lead() -> None:
    short = "Quay recalls 4,000 Heron cranes"
    long = f"{short}, which it has sold since 2024, after three of them fell in a storm (Ada Pier/Harbour News)"
    articles = [an_article("long", title=long, source="A", published=hours_ago(3))]

    assert lead(*articles, an_article("short", title=short, source="B")) == "short"


def test_news_leads_before_comment() -> None:
    opinion = an_article("opinion", source="A", kind=Kind.OPINION, published=hours_ago(3))

    assert lead(opinion, an_article("news", source="B")) == "news"


def test_a_report_with_a_text_leads_before_a_bare_headline() -> None:
    headline = an_article("headline", source="A", text="", text_origin=TextOrigin.NONE, published=hours_ago(3))

    assert lead(headline, an_article("whole", source="B")) == "whole"


def test_an_aggregator_does_not_lead() -> None:
    aggregated = an_article("aggregated", source="A", weight=0.5, published=hours_ago(3))

    assert lead(aggregated, an_article("report", source="B")) == "report"


def test_between_equals_the_earlier_report_leads() -> None:
    early, late = an_article("early", source="A", published=hours_ago(3)), an_article("late", source="B")

    assert lead(late, early) == "early"


def test_an_outlet_is_named_once() -> None:
    told = a_story("s", *(an_article(f"a{n}", publisher="Quay") for n in range(3)), an_article("b", source="Pier"))

    assert sorted(article.publisher for article in order_reports(told)) == ["Pier", "Quay"]


def test_copies_are_not_named() -> None:
    told = story("s", "A")
    copied = replace(told, reports=(*told.reports, Report(an_article("copy", source="B"), 1, copy_of="s-0")))

    assert [article.id for article in order_reports(copied)] == ["s-0"]


def test_the_window_has_both_its_ends() -> None:
    edges = a_story("s", an_article("a", published=DAY.since), an_article("b", published=DAY.until))

    assert [len(in_request(edges, DAY)), len(in_request(edges, replace(DAY, since=DAY.since + timedelta(0, 1))))] == [
        2, 1,
    ]  # fmt: skip
