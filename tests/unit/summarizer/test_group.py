"""How articles become stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.group import Grouper, group_stream
from summarizer.group.groups import Group, Member, likeness
from summarizer.group.rarity import Rarity
from summarizer.group.terms import Counts, headline_of, terms_of
from summarizer.model import Article, Kind, Merging, Report, Story
from tests.builders import an_article, hours_ago

CRANE = (
    "Quay Robotics recalls 4,000 Heron cranes over brake fault",
    "Heron crane recall: Quay Robotics says brakes of 4,000 machines may fail",
    "Brake fault makes Quay Robotics recall its Heron cranes",
)
FERRY = (
    "Pontoon raises $90 million for electric ferries",
    "Electric ferry maker Pontoon closes $90 million round",
)
TIDES = ("Tidewater opens its forecasting model to everyone", "Tidewater makes forecasting model free for everyone")
LOG = """On Tuesday the harbour master of Quaytown told reporters that all of the ninety gates will be closed for two
    weeks while divers look for the cracks that a ferry captain reported after the storm of last Friday night."""


def reports(*titles: str, prefix: str = "", **changes: object) -> list[Article]:
    """One article a title, each an hour after the last, each of another outlet."""
    return [
        an_article(
            f"a{prefix}{number}", title=title, text="", source=f"{prefix} outlet {number}",
            **{"published": hours_ago(40 - number), **changes},
        )
        for number, title in enumerate(titles)
    ]  # fmt: skip


def partition(stories: dict[str, str]) -> set[frozenset[str]]:
    """Which articles are together, whatever the story is called."""
    members: dict[str, set[str]] = defaultdict(set)
    for article, story in stories.items():
        members[story].add(article)
    return {frozenset(each) for each in members.values()}


def placed(articles: Iterable[Article]) -> tuple[Grouper, dict[str, str]]:
    """A grouper that placed the articles in the order given, and where each went."""
    grouper = Grouper()
    return grouper, {article.id: grouper.place(article).story_id for article in articles}


def test_reports_of_one_event_in_other_words_are_one_story() -> None:
    crane, ferry = reports(*CRANE, prefix="c"), reports(*FERRY, prefix="f")

    assert partition(group_stream([*crane, *ferry])) == {
        frozenset(each.id for each in crane), frozenset(each.id for each in ferry),
    }  # fmt: skip


ALL = [*reports(*CRANE, prefix="c"), *reports(*FERRY, prefix="f"), *reports(*TIDES, prefix="t")]


@given(st.permutations(ALL))
@settings(max_examples=25, deadline=None)
def test_a_stream_has_the_same_stories_in_whatever_order_it_is_given(shuffled: Sequence[Article]) -> None:
    assert group_stream(shuffled) == group_stream(ALL)


def test_a_story_is_called_after_the_article_it_began_with() -> None:
    """An older report that comes in late changes nothing in its name."""
    first, late = reports(*CRANE[:2])

    _, stories = placed([late, first])

    assert stories == {"a1": "s1", "a0": "s1"}


def test_the_same_words_two_months_later_are_another_story() -> None:
    first, again = reports(CRANE[0], CRANE[1])
    again = an_article("later", title=CRANE[1], text="", published=hours_ago(40 - 24 * 60), source="Later")

    assert len(set(group_stream([first, again]).values())) == 2


def test_articles_without_a_word_are_stories_of_their_own() -> None:
    assert len(set(group_stream(reports("", "", "The of and")).values())) == 3


BRIDGED = reports(
    "Heron cranes recalled",
    "Quay Robotics brake fault",
    "Quay Robotics recalls Heron cranes over brake fault",
    "Heron cranes recalled: Quay Robotics finds brake fault",
    "Quay Robotics brake fault leads to Heron crane recall",
)


def test_two_stories_that_turn_out_to_be_one_keep_the_older_id() -> None:
    grouper, stories = placed(BRIDGED)
    assert (stories["a0"], stories["a1"]) == ("s0", "s1")

    merges = grouper.merge_pass()

    assert merges == (Merging(kept="s0", gone="s1"),)
    assert {grouper.story_of(article.id) for article in BRIDGED} == {"s0"}


def test_stories_that_did_not_grow_are_not_looked_at_again() -> None:
    """Or a round of reading would take as long as the store is large."""
    grouper = Grouper()
    grouper.restore(Story(f"s{each.id}", 1, (Report(each, 1),)) for each in reports(*CRANE))

    assert grouper.merge_pass() == ()


def test_a_merge_pass_that_has_nothing_to_join_says_so() -> None:
    grouper, _ = placed(BRIDGED)
    grouper.merge_pass()

    assert grouper.merge_pass() == ()


def test_events_are_not_chained_together_by_what_neighbours_share() -> None:
    """Each report shares half its words with the next, but the first has nothing of the last."""
    chain = reports(*(f"Harbour{n} Heron{n} Crane{n} Harbour{n + 1} Heron{n + 1} Crane{n + 1}" for n in range(8)))

    stories = group_stream(chain)

    assert stories["a0"] != stories["a7"]
    assert max(len(each) for each in partition(stories)) <= 3


def test_one_outlets_pattern_filled_in_anew_is_another_story() -> None:
    titles = ["Harbour tides and ferry times for Monday 16 March", "Harbour tides and ferry times for Tuesday 17 March"]

    one_outlet = [an_article(f"a{n}", title=title, text="") for n, title in enumerate(titles)]

    assert len(set(group_stream(one_outlet).values())) == 2


@pytest.mark.parametrize("kind", [Kind.DEAL, Kind.PUZZLE, Kind.HOW_TO_WATCH, Kind.SPONSORED])
def test_kinds_that_stand_alone_join_nothing(kind: Kind) -> None:
    first, second, third = reports(CRANE[0], CRANE[0], CRANE[0])
    alone = an_article("alone", title=CRANE[0], text="", kind=kind, source="Another", published=hours_ago(39.5))

    stories = group_stream([first, alone, second, third])

    assert [story for article, story in stories.items() if story == stories["alone"]] == [stories["alone"]]


def test_an_outlet_needs_more_likeness_to_itself_than_others_do() -> None:
    terms = {"quay": 0.6, "heron": 0.8}
    counts = Counts(terms)
    one, other, own = (
        Group.of(f"s{n}", Member(an_article(f"a{n}", title=f"Title {n}", source=source), counts, terms))
        for n, source in enumerate(["Quay Post", "Pier News", "Quay Post"])
    )

    assert likeness(one, own) < likeness(one, other)


def test_a_syndicated_copy_joins_its_original_under_any_title() -> None:
    first = an_article("a1", title="Ninety gates closed", text=LOG, source="Agency")
    copy = an_article("a2", title="What the divers seek", text=LOG + " (Agency)", source="Paper")
    grouper, _ = placed([first])

    joining = grouper.place(copy)

    assert (joining.story_id, joining.copy_of) == ("s1", "a1")


def test_an_outlet_that_runs_its_own_text_again_copies_nobody() -> None:
    titles = ["Gates shut", "Divers dive at gates"]
    first, again = (an_article(f"a{n}", title=title, text=LOG) for n, title in enumerate(titles))
    grouper, _ = placed([first])

    joining = grouper.place(again)

    assert (joining.story_id, joining.copy_of) == ("s0", None)


def test_standing_text_under_a_pattern_makes_no_copy() -> None:
    first = an_article("a1", title="Gates of Quaytown on Monday", text=LOG)
    next_day = an_article("a2", title="Gates of Quaytown on Tuesday", text=LOG)

    assert len(set(group_stream([first, next_day]).values())) == 2


NOTICE = """Subscribe to our newsletter and never miss a tide. Every morning our editors pick the reports that matter
    and send them to you. You can change your settings or cancel at any time from the account page."""


def test_an_outlets_standing_text_joins_nothing() -> None:
    """What stands under headlines that share no word says nothing of them."""
    titles = [CRANE[0], FERRY[0], TIDES[0], "Storm fells the oldest pier of Quayton"]
    articles = [an_article(f"a{n}", title=title, text=NOTICE, source="Quay Post") for n, title in enumerate(titles)]

    assert len(set(group_stream(articles).values())) == 4


def test_standing_text_is_known_where_an_outlet_writes_on_one_thing_only() -> None:
    titles = [
        f"Quaybook {rest}" for rest in ("opens a harbour in Lund", "hires its third pilot", "sells half the fleet")
    ]
    more = ["Quaybook reports a loss for spring", "Quaybook paints its cranes green"]
    articles = [an_article(f"a{n}", title=title, text=NOTICE) for n, title in enumerate([*titles, *more])]

    assert len(set(group_stream(articles).values())) >= 4


def test_standing_text_hides_no_likeness() -> None:
    usual = [*reports(*CRANE, prefix="c"), *reports(*FERRY, prefix="f"), *reports(*TIDES, prefix="t")]
    noticed = [replace(article, text=NOTICE, publisher=f"outlet {n % 3}") for n, article in enumerate(usual)]

    assert group_stream(noticed) == group_stream(usual)


def test_a_notice_that_several_outlets_show_is_no_copy() -> None:
    earlier = [
        an_article(f"a{n}", title=title, text=NOTICE, source=f"Outlet {n}")
        for n, title in enumerate([CRANE[0], FERRY[0]])
    ]
    grouper, _ = placed(earlier)

    assert grouper.place(an_article("a9", title=TIDES[0], text=NOTICE, source="Outlet 9")).copy_of is None


def test_what_turned_out_to_be_standing_text_is_taken_from_earlier_articles_too() -> None:
    """A grouper that saw it turn goes on like one that took the articles up afterwards."""
    articles = [an_article(f"a{n}", title=title, text=NOTICE) for n, title in enumerate([CRANE[0], FERRY[0], TIDES[0]])]
    after = an_article("a9", title="Subscribe to the newsletter of our editors", text="", source="Another")
    running, _ = placed(articles)
    running.merge_pass()
    restored = Grouper()
    restored.restore(stories_of(running, articles))

    assert running.place(after) == restored.place(after)
    assert running.story_of("a9") == "s9"


def test_a_copied_deal_is_no_copy() -> None:
    first, copy = (an_article(f"a{n}", text=LOG, kind=Kind.DEAL, source=f"Outlet {n}") for n in range(2))
    grouper, _ = placed([first])

    assert grouper.place(copy).copy_of is None


def test_two_teasers_of_a_dozen_words_are_no_copies() -> None:
    grouper, _ = placed([an_article("a1", text="The harbour closes its gates.", source="One")])

    assert grouper.place(an_article("a2", text="The harbour closes its gates.", source="Two")).copy_of is None


NOUNS = "Heron crane brake Quay ferry Pontoon tide gate storm diver pier Tidewater model fault recall".split()
corpora = st.lists(st.lists(st.sampled_from(NOUNS), min_size=2, max_size=6).map(" ".join), min_size=2, max_size=14).map(
    lambda titles: reports(*titles)
)


@given(corpora, st.integers(1, 13))
@settings(max_examples=60, deadline=None)
def test_a_restored_grouper_goes_on_as_if_it_had_never_stopped(articles: list[Article], stop: int) -> None:
    before, after = articles[:stop], articles[stop:]
    running, _ = placed(before)
    running.merge_pass()
    restored = Grouper()
    restored.restore(stories_of(running, before))

    went_on = [running.place(each) for each in after], running.merge_pass()

    assert ([restored.place(each) for each in after], restored.merge_pass()) == went_on


@given(corpora)
@settings(max_examples=40, deadline=None)
def test_every_article_has_one_story_which_began_with_one_of_its_members(articles: list[Article]) -> None:
    stories = group_stream(articles)

    assert stories.keys() == {article.id for article in articles}
    assert all(stories["a" + story[1:]] == story for story in stories.values())


@given(corpora)
@settings(max_examples=40, deadline=None)
def test_merges_leave_no_story_that_was_merged_away(articles: list[Article]) -> None:
    grouper, _ = placed(articles)

    gone = {merge.gone for merge in grouper.merge_pass()}

    assert gone.isdisjoint(grouper.story_of(article.id) for article in articles)


def stories_of(grouper: Grouper, articles: Sequence[Article]) -> list[Story]:
    """The stories as a store would give them back."""
    members: dict[str, list[Report]] = defaultdict(list)
    for article in articles:
        members[grouper.story_of(article.id)].append(Report(article, 1))
    return [Story(story_id, 1, tuple(each)) for story_id, each in members.items()]


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Crane lifts a ferry by mistake | The Pier", "Crane lifts a ferry by mistake"),
        ("Harbour News | Crane lifts a ferry by mistake | The Pier", "Crane lifts a ferry by mistake"),
        ("Crane lifts a ferry by mistake - The Pier", "Crane lifts a ferry by mistake"),
        ("Crane lifts ferry - and puts it in a tree", "Crane lifts ferry - and puts it in a tree"),
        ("Crane | Pier", "Crane | Pier"),
        ("Crane - Pier", "Crane - Pier"),
    ],
)  # fmt: skip
def test_outlet_and_section_are_no_part_of_a_headline(title: str, headline: str) -> None:
    assert headline_of(title) == headline


def test_a_name_in_a_lead_weighs_less_than_another_word_of_it() -> None:
    terms = terms_of(an_article("a1", title="Tide"), "The crane of Quayton fell.").weights

    assert terms["quayt"] < terms["crane"]


@pytest.mark.parametrize("written", [str.upper, str.title, str.lower])
def test_a_feed_that_writes_titles_in_its_own_case_is_grouped_like_the_others(written: Callable[[str], str]) -> None:
    usual = [*reports(*CRANE, prefix="c"), *reports(*FERRY, prefix="f"), *reports(*TIDES, prefix="t")]
    own = [replace(article, title=written(article.title)) for article in usual]

    assert group_stream(own) == group_stream(usual)


def test_a_title_in_capitals_weighs_its_words_alike() -> None:
    """Else all of them would be names, and pairs and numbers next to nothing."""
    one, other = (terms_of(an_article("a1", title=title), "") for title in (CRANE[0].upper(), CRANE[0].lower()))

    assert one == other


def test_a_name_is_known_in_a_title_of_capitals_by_how_others_write_it() -> None:
    rarity = Rarity()
    for number in range(5):
        lead = an_article(f"a{number}", title="Tides", text="On Friday the crane at Quayton fell on the crane.")
        rarity.learn(lead, terms_of(lead, lead.text))

    weights = rarity.weigh(terms_of(an_article("a9", title="QUAYTON CRANE"), ""))

    assert weights["quayt"] > weights["crane"]
